"""The account's file: made whole, refused when it is not one of ours, and never altered then."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.account.small import ADA, CODING, FOUNDER, WEB, fill
from tests.clock import FrozenClock
from tui.account import file
from tui.account.entries import Record
from tui.account.store import AccountFileError, Store


@pytest.fixture
def made(path: Path, clock: FrozenClock) -> Path:
    """An account with some entries, closed."""
    store = Store.open(path, founder=FOUNDER, clock=clock)
    now = int(clock().timestamp())
    fill(store, now)
    with store.write():
        for number in range(200):
            store.entries.insert(_record(clock, notes=f"{number} " + "x" * 300))
    store.close()
    return path


def _record(clock: FrozenClock, **values: object) -> Record:
    now = int(clock().timestamp())
    given = {"project_id": WEB, "task_id": CODING, "person_id": ADA, "seconds": 60, **values}
    return Record(spent_date=clock().date(), created_at=now, updated_at=now, **given)


def refusal(path: Path, clock: FrozenClock) -> str:
    """Open a file that must be refused, and check that nothing was altered by it."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(AccountFileError) as error:
        Store.open(path, founder=FOUNDER, clock=clock)
    assert str(path) in str(error.value)
    assert str(error.value).endswith(".")
    if before is not None:
        assert path.read_bytes() == before
    return str(error.value)


@contextmanager
def altered(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


class TestMaking:
    def test_only_its_owner_may_read_it(self, path: Path, empty: Store) -> None:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        for log in path.parent.glob("account.db-*"):
            assert stat.S_IMODE(log.stat().st_mode) == 0o600

    def test_it_holds_its_founder_and_nothing_else(self, empty: Store) -> None:
        with empty.read():
            owner = empty.owner()
            assert (owner.name, owner.email, owner.is_admin) == (
                "Ada Byron",
                "ada@example.com",
                True,
            )
            assert empty.settings().name == "Ada Byron"
            assert empty.setup.catalog().projects == ()

    def test_durable_settings(self, empty: Store) -> None:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
        for pragma, value in wanted.items():
            assert empty._connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value

    def test_a_crash_in_the_middle_leaves_nothing(
        self, path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def crash(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(file, "settle", crash)
        with pytest.raises(KeyboardInterrupt):
            Store.open(path, founder=FOUNDER, clock=clock)
        assert list(path.parent.iterdir()) == []

    def test_a_file_that_came_first_stays(self, made: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        other.write_bytes(b"later")
        before = made.read_bytes()
        file.settle(other, made)
        assert made.read_bytes() == before

    def test_without_links_it_is_moved(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_links(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "hardlink_to", no_links)
        new = tmp_path / "new"
        new.write_bytes(b"x")
        file.settle(new, tmp_path / "account.db")
        assert [item.name for item in tmp_path.iterdir()] == ["account.db"]

    def test_a_second_time_it_is_opened(self, made: Path, clock: FrozenClock) -> None:
        store = Store.open(made, founder=FOUNDER, clock=clock)
        with store.read():
            assert len(store.entries.day(ADA, clock().date(), 0).entries) == 200
        store.close()
        assert [item.name for item in made.parent.iterdir()] == ["account.db"]

    def test_it_may_be_a_link(
        self, made: Path, tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "link.db").symlink_to(made)
        monkeypatch.chdir(tmp_path)
        store = Store.open(Path("link.db"), founder=FOUNDER, clock=clock)
        monkeypatch.chdir("/")
        with store.write():
            store.entries.insert(_record(clock))
        store.close()

    def test_a_founder_needs_a_time_zone(self, path: Path, clock: FrozenClock) -> None:
        founder = file.Founder(first_name="A", last_name="", email="", zone_name="Mars/Olympus")
        with pytest.raises(AccountFileError, match="Mars/Olympus"):
            Store.open(path, founder=founder, clock=clock)
        assert not path.parent.exists()


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "word"),
        [
            (b"", "empty"),
            (b"Dear diary", "not an account"),
            (b"x" * 50_000, "not an account"),
            (b"SQLite format 3\0", "not an account"),
        ],
    )
    def test_no_database(self, path: Path, clock: FrozenClock, content: bytes, word: str) -> None:
        path.parent.mkdir()
        path.write_bytes(content)
        assert word in refusal(path, clock)
        assert [item.name for item in path.parent.iterdir()] == ["account.db"]

    @pytest.mark.parametrize("part", [0.02, 0.3, 0.5, 0.99])
    def test_cut_off(self, made: Path, clock: FrozenClock, part: float) -> None:
        os.truncate(made, int(made.stat().st_size * part))
        assert "damaged" in refusal(made, clock)

    @pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
    def test_garbage_in_the_middle(self, made: Path, clock: FrozenClock, part: float) -> None:
        with made.open("r+b") as raw:
            raw.seek(int(made.stat().st_size * part) // 4096 * 4096)
            raw.write(b"\xa5" * 4096)
        assert "damaged" in refusal(made, clock)

    def test_a_database_of_another_program(self, path: Path, clock: FrozenClock) -> None:
        path.parent.mkdir()
        with altered(path) as connection:
            connection.execute("CREATE TABLE bookmark (url)")
        assert "another program" in refusal(path, clock)

    def test_a_newer_layout(self, made: Path, clock: FrozenClock) -> None:
        with altered(made) as connection:
            connection.execute("PRAGMA user_version = 9")
        assert "layout 9" in refusal(made, clock)

    def test_an_older_layout_that_never_was(self, made: Path, clock: FrozenClock) -> None:
        with altered(made) as connection:
            connection.execute("PRAGMA user_version = 0")
        assert "damaged" in refusal(made, clock)

    def test_a_missing_table_or_row(self, made: Path, clock: FrozenClock) -> None:
        with altered(made) as connection:
            connection.execute("DELETE FROM account")
        assert "no settings" in refusal(made, clock)
        with altered(made) as connection:
            connection.execute("DROP TABLE account")
        assert "no such table" in refusal(made, clock)

    def test_an_unknown_time_zone(self, made: Path, clock: FrozenClock) -> None:
        with altered(made) as connection:
            connection.execute("UPDATE account SET zone = 'Mars/Olympus'")
        assert "“Mars/Olympus”" in refusal(made, clock)

    def test_a_clock_that_stands_before_the_entries(self, made: Path, clock: FrozenClock) -> None:
        clock.advance(hours=-23)
        Store.open(made, founder=FOUNDER, clock=clock).close()
        clock.advance(hours=-2)
        words = refusal(made, clock)
        assert "2016-01-27 09:00 UTC" in words
        assert "2016-01-26 08:00 UTC" in words
        assert "set the machine's clock" in words

    def test_an_impossible_instant(self, made: Path, clock: FrozenClock) -> None:
        with altered(made) as connection:
            connection.execute("UPDATE time_entry SET updated_at = 1 << 60 WHERE id = 1")
        assert "9999" in refusal(made, clock)

    def test_a_directory(self, path: Path, clock: FrozenClock) -> None:
        path.mkdir(parents=True)
        assert "is a directory" in refusal(path, clock)

    def test_no_place_for_it(self, tmp_path: Path, clock: FrozenClock) -> None:
        (tmp_path / "file").write_bytes(b"")
        words = refusal(tmp_path / "file" / "account.db", clock)
        assert "a file stands where its directory belongs" in words
        link = tmp_path / "link.db"
        link.symlink_to(tmp_path / "nowhere")
        assert "no such file" in refusal(link, clock)

    def test_a_file_that_may_not_be_written(
        self, made: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "access", lambda *_: False)
        assert "cannot be written" in refusal(made, clock)

    def test_an_old_sqlite(
        self, made: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
        assert "SQLite 3.37" in refusal(made, clock)

    def test_damage_beside_a_leftover_log(self, made: Path, clock: FrozenClock) -> None:
        """What a killed process left in the log does not move into a file that is refused."""
        script = (
            "import os, sqlite3, sys\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute(\"UPDATE person SET last_name = 'X'\")\n"
            "os._exit(0)\n"
        )
        subprocess.run([sys.executable, "-c", script, str(made)], check=True)
        log = made.with_name("account.db-wal")
        assert log.stat().st_size
        with made.open("r+b") as raw:
            raw.seek(made.stat().st_size // 2 // 4096 * 4096)
            raw.write(b"\xa5" * 4096)
        before = log.read_bytes()
        assert "damaged" in refusal(made, clock)
        assert log.read_bytes() == before
