"""Opening accounts: this machine's own, and the demo that leaves nothing behind."""

import getpass
import os
import pwd
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.api.conftest import TODAY, added, days_ago
from tests.clock import FrozenClock
from tui.account import sample
from tui.account.store import AccountFileError
from tui.api import connect
from tui.api.backend import BackendError
from tui.api.connect import FILE_NAME, Place
from tui.domain.account import Account
from tui.domain.picking import NewChoice


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine in New York that Grace Hopper works at."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "America/New_York")
    monkeypatch.setattr(getpass, "getuser", lambda: "grace")
    named(monkeypatch, "Grace Brewster Hopper,,,")


def named(monkeypatch: pytest.MonkeyPatch, gecos: str) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_gecos=gecos))


def temporary(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tmp").iterdir())


async def account_of(place: Place) -> Account:
    """Connect, ask who is logged in, and leave."""
    backend = await place.connect()
    account = await backend.me()
    await backend.aclose()
    place.close()
    return account


async def test_the_first_start_makes_an_account_for_the_person_at_this_machine(
    tmp_path: Path, clock: FrozenClock
) -> None:
    place = connect.local(tmp_path / "data", clock)
    assert place.name == "local account"
    account = await account_of(place)
    assert account.me.name == "Grace Brewster Hopper"
    assert account.me.email == "grace@localhost"
    assert account.me.is_admin
    assert account.zone_name == "America/New_York"


@pytest.mark.parametrize("gecos", [",,,", None])
async def test_a_person_without_a_name_is_called_as_they_log_in(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, gecos: str | None
) -> None:
    if gecos is None:
        monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)
    else:
        named(monkeypatch, gecos)
    account = await account_of(connect.local(tmp_path / "data", clock))
    assert account.me.name == "grace"


async def test_a_machine_without_a_zone_is_in_utc(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: None)
    account = await account_of(connect.local(tmp_path / "data", clock))
    assert account.zone_name == "UTC"


async def test_an_account_keeps_what_was_tracked_in_it(tmp_path: Path, clock: FrozenClock) -> None:
    place = connect.local(tmp_path / "data", clock)
    backend = await place.connect()
    choice = await backend.create(NewChoice(client="Me", project="Site", task="Writing"))
    entry = await added(backend, project_id=choice.project.id, task_id=choice.task.id)
    await backend.aclose()
    place.close()
    place = connect.local(tmp_path / "data", clock)
    backend = await place.connect()
    assert (await backend.day(TODAY)).entries == (entry,)
    await backend.aclose()
    place.close()


def test_nobody_else_may_read_it(tmp_path: Path, clock: FrozenClock) -> None:
    previous = os.umask(0)
    try:
        place = connect.local(tmp_path / "data", clock)
    finally:
        os.umask(previous)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    for path in (tmp_path / "data").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path
    place.close()


def test_a_file_that_is_no_account_is_told_before_the_screen_is_there(
    tmp_path: Path, clock: FrozenClock
) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / FILE_NAME).write_text("Dear diary")
    with pytest.raises(AccountFileError, match=FILE_NAME):
        connect.local(tmp_path / "data", clock)


async def test_an_account_without_administrator_is_an_error_of_the_backend(
    tmp_path: Path, clock: FrozenClock
) -> None:
    place = connect.local(tmp_path / "data", clock)
    with closing(sqlite3.connect(tmp_path / "data" / FILE_NAME)) as elsewhere, elsewhere:
        elsewhere.execute("UPDATE person SET is_admin = 0")
    with pytest.raises(BackendError, match="has no administrator"):
        await place.connect()
    place.close()


@pytest.mark.parametrize(
    ("as_person", "name", "is_admin"),
    [
        (None, "Robin Ackermann", True),
        ("marta", "Marta Lindqvist", False),
        ("Okafor", "Jonas Okafor", False),
    ],
)
async def test_the_demo_is_seen_by_one_of_its_people(
    clock: FrozenClock, as_person: str | None, name: str, is_admin: bool
) -> None:
    place = connect.demo(clock, as_person)
    assert place.name == "demo"
    account = await account_of(place)
    assert (account.me.name, account.me.is_admin) == (name, is_admin)
    assert account.name == sample.ACCOUNT_NAME
    assert account.zone_name == "America/New_York"


async def test_the_demo_is_full_of_work_and_a_timer_runs(clock: FrozenClock) -> None:
    place = connect.demo(clock)
    backend = await place.connect()
    today = (await backend.me()).today(clock())
    running = await backend.running(today)
    assert running is not None
    assert (await backend.day(today)).find(running.id) == running
    assert len((await backend.catalog()).projects) > 3
    await backend.aclose()
    place.close()


@pytest.mark.parametrize("as_person", [None, "Marta"])
@pytest.mark.parametrize("on", [None, days_ago(1)])
async def test_a_glance_shows_what_the_backend_will_say(
    clock: FrozenClock, as_person: str | None, on: date | None
) -> None:
    place = connect.demo(clock, as_person)
    glance = place.glance(on)
    backend = await place.connect()
    assert glance is not None
    assert glance.account == await backend.me()
    assert glance.day == await backend.day(on or TODAY)
    assert glance.running == await backend.running(TODAY)
    await backend.aclose()
    place.close()


def test_the_demo_leaves_nothing_behind(tmp_path: Path, clock: FrozenClock) -> None:
    place = connect.demo(clock)
    (folder,) = temporary(tmp_path)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o600
    place.close()
    assert temporary(tmp_path) == []


@pytest.mark.parametrize("nobody", ["Ada", "", "Mart"])
def test_a_person_that_the_demo_does_not_know_leaves_nothing_behind_either(
    tmp_path: Path, clock: FrozenClock, nobody: str
) -> None:
    with pytest.raises(LookupError, match=f"Robin .*, Marta .*, Jonas .*, but no {nobody}"):
        connect.demo(clock, nobody)
    assert temporary(tmp_path) == []


def test_a_demo_that_cannot_be_filled_leaves_nothing_behind(
    tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object, **__: object) -> None:
        raise AccountFileError("The disk is full.")

    monkeypatch.setattr(sample, "fill", fill)
    with pytest.raises(AccountFileError):
        connect.demo(clock)
    assert temporary(tmp_path) == []
