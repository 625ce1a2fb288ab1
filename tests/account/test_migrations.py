"""An older account file comes to the present layout whole or not at all, and a copy of it stays."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.account.small import FOUNDER
from tests.clock import FrozenClock
from tui.account import file, migrations
from tui.account.store import AccountFileError, Store

LAYOUT_1 = Path(__file__).with_name("layout1.sql").read_text(encoding="utf-8")
WORK = """
  INSERT INTO account (id, name, zone) VALUES (1, 'Ada', 'Europe/Berlin');
  INSERT INTO person VALUES (1, 'Ada', 'Byron', 'ada@example.com', 1, 1, 5, 6);
  INSERT INTO client VALUES (1, 'Acme', 1, 5, 6);
  INSERT INTO project VALUES (1, 1, 'Web', 'W', 1, 1, '', 5, 6);
  INSERT INTO task VALUES (1, 'Coding', 1, 0, 1, 5, 6);
  INSERT INTO task_assignment VALUES (1, 1, 1, 1, 5, 6);
  INSERT INTO time_entry VALUES (7, 1, 1, 1, '2016-01-26', 3601, 'old', NULL, 1, 0, 5, 6);
  INSERT INTO time_entry VALUES (8, 1, 1, 1, '2016-01-27', 0, 'runs', 9, 0, 0, 5, 6);
"""


@pytest.fixture
def old(path: Path) -> Path:
    """An account as the first layout had it, with a running timer."""
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(LAYOUT_1 + WORK)
        connection.execute(f"PRAGMA application_id = {file.APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
    return path


@pytest.fixture
def second(old: Path) -> Path:
    """The same account as the second layout had it, with a password."""
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        for step in migrations.STEPS[1]:
            connection.execute(step)
        connection.execute("UPDATE person SET password = 'stored'")
        connection.execute("PRAGMA user_version = 2")
    return old


def opened(path: Path, clock: FrozenClock) -> None:
    Store.open(path, founder=FOUNDER, clock=clock).close()


def layout(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def shape(path: Path) -> dict[str, object]:
    """Tell all that the file says of its tables, checks included, apart from blanks in its SQL."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = [name for type_, name, _ in rows if type_ == "table"]
        return {
            "sql": {name: re.sub(r"\s+", "", sql or "") for _, name, sql in rows},
            "columns": {
                name: connection.execute(f"PRAGMA table_info({name})").fetchall() for name in tables
            },
            "indexes": {
                name: connection.execute(f"PRAGMA index_list({name})").fetchall() for name in tables
            },
        }


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.parent.iterdir())


def test_there_is_a_way_from_every_layout() -> None:
    assert list(migrations.STEPS) == list(range(file.OLDEST_VERSION, file.VERSION))


def test_a_migrated_file_is_as_a_fresh_one(old: Path, clock: FrozenClock, tmp_path: Path) -> None:
    opened(old, clock)
    opened(tmp_path / "fresh" / "account.db", clock)
    assert layout(old) == file.VERSION
    assert shape(old) == shape(tmp_path / "fresh" / "account.db")
    assert shape(old)["columns"]


def test_the_second_layout_gets_tokens(second: Path, clock: FrozenClock, tmp_path: Path) -> None:
    opened(tmp_path / "fresh" / "account.db", clock)
    store = Store.open(second, founder=FOUNDER, clock=clock)
    with store.write():
        assert store.password_of(1) == "stored"
        assert (store.has_token(1), store.person_by_token("")) == (False, None)
        store.set_token(1, "digest")
        assert store.person_by_token("digest") == store.owner()
    store.close()
    assert shape(second) == shape(tmp_path / "fresh" / "account.db")
    assert names(second) == ["account.db", "account.db.v2.bak"]
    assert layout(second.with_name("account.db.v2.bak")) == 2


def test_it_keeps_what_it_held(old: Path, clock: FrozenClock) -> None:
    store = Store.open(old, founder=FOUNDER, clock=clock)
    with store.read():
        assert store.owner().name == "Ada Byron"
        assert store.password_of(1) == ""
        done, runs = store.entries.find(7), store.entries.running(1)
    store.close()
    assert done is not None
    assert (done.record.seconds, done.record.is_closed, done.record.started) == (3601, True, None)
    assert runs is not None
    assert (runs.record.id, runs.record.timer_started_at) == (8, 9)


def test_a_copy_of_the_old_file_stays(old: Path, clock: FrozenClock) -> None:
    before = content(old)
    opened(old, clock)
    assert names(old) == ["account.db", "account.db.v1.bak"]
    kept = old.with_name("account.db.v1.bak")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert layout(kept) == 1
    assert content(kept) == before


def test_an_earlier_copy_is_not_overwritten(old: Path, clock: FrozenClock) -> None:
    for number in ("", "-2"):
        old.with_name(f"account.db.v1{number}.bak").write_bytes(b"earlier")
    opened(old, clock)
    assert old.with_name("account.db.v1.bak").read_bytes() == b"earlier"
    assert old.with_name("account.db.v1-2.bak").read_bytes() == b"earlier"
    assert layout(old.with_name("account.db.v1-3.bak")) == 1


def test_a_second_start_does_nothing(
    old: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(old, clock)
    monkeypatch.setattr(migrations, "migrate", lambda _: pytest.fail("migrated again"))
    opened(old, clock)


def test_a_file_without_wal_is_migrated_too(old: Path, clock: FrozenClock) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    opened(old, clock)
    assert layout(old) == file.VERSION
    assert layout(old.with_name("account.db.v1.bak")) == 1


def test_the_copy_lies_beside_the_file_that_a_link_names(
    old: Path, clock: FrozenClock, tmp_path: Path
) -> None:
    (tmp_path / "link.db").symlink_to(old)
    opened(tmp_path / "link.db", clock)
    assert names(old) == ["account.db", "account.db.v1.bak"]


def test_several_programs_that_start_at_once_migrate_once(old: Path, clock: FrozenClock) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: opened(old, clock), range(4)))
    assert layout(old) == file.VERSION
    assert names(old) == ["account.db", "account.db.v1.bak"]


def test_who_has_it_open_goes_on(old: Path, clock: FrozenClock) -> None:
    """An older program, which knows nothing of the new columns, may have the file open."""
    with closing(sqlite3.connect(old, isolation_level=None)) as older:
        older.execute("SELECT * FROM person").fetchall()
        opened(old, clock)
        older.execute("UPDATE time_entry SET notes = 'theirs' WHERE id = 8")
        assert older.execute("SELECT started FROM time_entry").fetchall() == [(None,), (None,)]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (*migrations.STEPS[1], "ALTER TABLE nowhere ADD COLUMN x")
    monkeypatch.setitem(migrations.STEPS, 1, steps)


@pytest.mark.usefixtures("broken")
def test_a_step_that_fails_leaves_the_old_layout(old: Path, clock: FrozenClock) -> None:
    before = content(old)
    with pytest.raises(AccountFileError, match=re.escape(str(old))):
        opened(old, clock)
    assert layout(old) == 1
    assert content(old) == before


def test_without_a_copy_nothing_is_changed(
    old: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.account.copies.mkstemp", full)
    with pytest.raises(AccountFileError, match="only when a copy") as error:
        opened(old, clock)
    assert "no space left" in str(error.value)
    assert layout(old) == 1
    assert names(old) == ["account.db"]


KILLED = """
import os, sys
from pathlib import Path
from tui.account import migrations
steps = migrations.STEPS[1]

class Killed(tuple):
    def __iter__(self):
        for number, step in enumerate(steps):
            if number == int(sys.argv[2]):
                os._exit(9)
            yield step

migrations.STEPS[1] = Killed(steps)
migrations.migrate(Path(sys.argv[1]))
"""


def test_a_power_cut_between_two_steps_leaves_the_old_layout(old: Path, clock: FrozenClock) -> None:
    before = content(old)
    done = subprocess.run([sys.executable, "-c", KILLED, str(old), "2"], check=False)
    assert done.returncode == 9
    assert layout(old) == 1
    assert content(old) == before
    opened(old, clock)
    assert layout(old) == file.VERSION
    kept = [name for name in names(old) if name.endswith(".bak")]
    assert kept == ["account.db.v1-2.bak", "account.db.v1.bak"]


def test_a_damaged_old_file_is_refused_and_not_touched(old: Path, clock: FrozenClock) -> None:
    os.truncate(old, old.stat().st_size // 2)
    before = old.read_bytes()
    with pytest.raises(AccountFileError, match="damaged"):
        opened(old, clock)
    assert old.read_bytes() == before
    assert names(old) == ["account.db"]


def test_a_normal_start_does_not_even_load_it(clock: FrozenClock, path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.account.test_migrations import *\n"
        "del sys.modules['tui.account.migrations']\n"
        "opened(Path(sys.argv[1]), FrozenClock())\n"
        "assert 'tui.account.migrations' not in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(path)], check=True, cwd=Path(__file__).parents[2]
    )
