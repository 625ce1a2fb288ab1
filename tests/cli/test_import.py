"""`windrow import harvest`: an account elsewhere comes home, whole and once."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from tests.account.served import PASSWORD, served
from tests.account.small import BOB, FOUNDER, OLD, SHOP
from tests.api.conftest import House, Pauses
from tests.api.line import Deliver, Line, lost_request, reply
from tests.cli.moving import PROFILE, Move, change, configure, seen
from tests.clock import FrozenClock
from tui.account.setup import Kind
from tui.account.store import Store
from tui.api.backend import Backend
from tui.api.connect import Place
from tui.api.session import Session
from tui.api.v2 import V2
from tui.cli import export, import_, opening


async def through(deliver: Deliver) -> httpx.Response:
    """Nothing happens to the request."""
    return await deliver()


QUARTER = ("2015-11-15", "2016-01-31")


@pytest.fixture
def house(
    tmp_path: Path, small_account: bytes, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    path = tmp_path / "elsewhere.db"
    path.write_bytes(small_account)
    store = Store.open(path, founder=FOUNDER, clock=clock)
    for command in (import_, export):
        monkeypatch.setattr(command, "_now", clock)
    yield House(store, clock)
    store.close()


@pytest.fixture
def line(house: House) -> Line:
    """The line to the account elsewhere."""
    return house.line()


@pytest.fixture(params=["v1", "v2"])
def wire(request: pytest.FixtureRequest) -> str:
    """What is spoken over it."""
    wire: str = request.param
    return wire


@pytest.fixture
def move(
    wire: str,
    house: House,
    line: Line,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Move:
    pauses = Pauses()

    async def connect() -> Backend:
        if wire == "v1":
            return house.v1(line, pauses=pauses)
        client = httpx.AsyncClient(transport=line, base_url="http://account/v2", trust_env=False)
        session = Session(
            client, place="The account", clock=house.clock, backoff=(0, 0), gate=pauses.gate
        )
        return V2(session, house.clock)

    configure(home, PROFILE)
    place = Place("work", connect, close=lambda: None)
    monkeypatch.setattr(opening, "open_place", lambda *_: place)
    path = home / "data" / "windrow" / "account.db"
    return Move(house, path, capsys, connect, pauses)


only_v1 = pytest.mark.parametrize("wire", ["v1"], indirect=True)


class TestMovingIn:
    def test_everything_comes_along(self, move: Move) -> None:
        move.fill(400, date(2015, 11, 15))
        move.track("2016-01-05", BOB)
        said = move.brings("2015-11-15", "2016-02-29")
        assert said.startswith(
            "Imported from work, from 2015-11-15 to 2016-02-29: 400 new, 0 updated, 0 unchanged."
        )
        assert sorted(map(seen, move.here()), key=str) == sorted(map(seen, move.there()), key=str)

    def test_twice_doubles_nothing(self, move: Move) -> None:
        move.fill(40, date(2016, 1, 1))
        move.brings()
        before = move.here()
        facts = move.facts()
        assert (facts["new"], facts["updated"], facts["same"]) == (0, 0, 40)
        assert move.here() == before

    def test_what_may_be_picked_there_may_be_picked_here(self, move: Move) -> None:
        move.track("2016-01-05", project_id=OLD)
        move.brings()
        store = move.opened()
        with store.read():
            catalog = store.setup.catalog()
            names = [row["name"] for row in store.setup.all(Kind.CLIENT)]
            old = next(row for row in store.setup.all(Kind.PROJECT) if row["name"] == "Old")
        store.close()
        picked = [(p.client, p.name, p.code, [t.name for t in p.tasks]) for p in catalog.projects]
        assert picked == [
            ("Acme", "Web", "W", ["Coding", "Talking"]),
            ("Globex", "Shop", "", ["Coding"]),
        ]
        assert names == ["Acme", "Globex"]
        assert old["is_active"] == 0

    def test_an_empty_account_becomes_like_the_one_there(self, move: Move) -> None:
        move.house.track(start_end=True)
        move.track("2016-01-05")
        facts = move.facts(*QUARTER)
        assert facts["settings"] is True
        store = move.opened()
        with store.read():
            assert store.settings().timestamp_timers
            assert store.settings().zone_name == "Europe/Berlin"
        store.close()
        assert move.facts()["settings"] is False

    def test_a_running_timer_is_said(self, move: Move) -> None:
        now = move.house.instant
        move.track("2016-01-27", seconds=3600, timer_started_at=now - 1800)
        said = move.brings()
        assert "A timer runs there: it was imported as stopped, with its hours so far." in said
        (entry,) = move.here()
        assert (str(entry.hours), entry.is_running) == ("1.50", False)

    def test_only_the_span(self, move: Move) -> None:
        for on in ("2016-01-09", "2016-01-10", "2016-01-12", "2016-01-13"):
            move.track(on)
        move.brings("2016-01-10", "2016-01-12")
        assert [str(entry.spent_date) for entry in move.here()] == ["2016-01-10", "2016-01-12"]


class TestMeanwhile:
    def test_changed_and_deleted_on_both_ends(self, move: Move) -> None:
        ids = [move.track(f"2016-01-{day:02}") for day in range(1, 9)]
        move.brings()
        move.change(ids[0], notes="There")
        move.change(ids[1], spent_date=date(2016, 1, 20))
        with move.house.store.write():
            move.house.store.entries.delete(ids[2])
        store = move.opened()
        mine = {e.spent_date.day: e.id for e in move.here()}
        change(store, mine[4], notes="Here")  # and not there
        change(store, mine[5], notes="Here")
        with store.write():
            store.entries.delete(mine[6])
        store.close()
        move.change(ids[4], notes="There")
        said = move.brings()
        assert said == (
            "Imported from work, from 2016-01-01 to 2016-01-31: 0 new, 2 updated, 3 unchanged. "
            "1 entry was changed there, but also here: left as you have it. "
            "1 entry was deleted here, and not brought back. "
            "1 entry of these dates is no longer there: left here."
        )
        notes = {e.spent_date.day: e.notes for e in move.here()}
        assert notes == {1: "There", 3: "", 4: "Here", 5: "Here", 7: "", 8: "", 20: ""}

    def test_an_entry_that_was_moved_out_of_the_span_stays_where_it_was(self, move: Move) -> None:
        moved = move.track("2016-01-05")
        move.brings()
        move.change(moved, spent_date=date(2016, 2, 5))
        assert move.facts()["gone"] == 1
        assert move.facts("2016-02-01", "2016-02-29")["updated"] == 1
        assert move.facts()["gone"] == 0
        assert len(move.here()) == 1


class TestInterrupted:
    @pytest.fixture(autouse=True)
    def _work(self, move: Move) -> None:
        move.fill(200, date(2015, 11, 20))  # to 2016-01-08

    def test_whole_months_stay_and_it_goes_on(self, move: Move, line: Line, wire: str) -> None:
        if wire == "v1":
            line.break_down("GET /daily/3/2016")
        else:
            line.fail("GET /v2/time_entries", *[through] * 3, *[lost_request()] * 3)
        words = move.fails(*QUARTER)
        assert words == (
            "The account did not answer. All up to 2015-12-31 is imported; look at the network "
            "and the profile's address, then run the same command again."
        )
        assert {(e.spent_date.year, e.spent_date.month) for e in move.here()} == {
            (2015, 11),
            (2015, 12),
        }
        line.repair()
        facts = move.facts(*QUARTER)
        assert facts["new"] + facts["same"] == 200
        assert facts["new"] == sum(e.spent_date.year == 2016 for e in move.there())
        assert sorted(map(seen, move.here()), key=str) == sorted(map(seen, move.there()), key=str)

    def test_before_the_first_month_is_whole_there_is_nothing(
        self, move: Move, line: Line, wire: str
    ) -> None:
        line.break_down("GET /daily/330" if wire == "v1" else "GET /v2/time_entries")
        assert "Nothing was imported; look at the network" in move.fails(*QUARTER)
        self.is_empty(move)

    @pytest.mark.parametrize("until", [0, 1])
    def test_ctrl_c(self, move: Move, until: int, monkeypatch: pytest.MonkeyPatch) -> None:
        from tui.cli import bringing

        read, months = bringing.entries_of, iter(range(9))

        async def stopped(*arguments: object) -> object:
            if next(months) == until:
                raise KeyboardInterrupt
            return await read(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(bringing, "entries_of", stopped)
        words = move.fails(*QUARTER)
        if until:
            assert words == (
                "Stopped. All up to 2015-11-30 is imported; run the same command again to go on."
            )
        else:
            assert words.startswith("Stopped. Nothing was imported; ")
            self.is_empty(move)

    def test_a_month_that_cannot_be_written_is_not_there(
        self, move: Move, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from tui.account import moving_in

        taken, keep = iter(range(999)), moving_in._keep

        def torn(*arguments: object) -> None:
            if next(taken) == 100:  # in the middle of December
                raise KeyboardInterrupt
            keep(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(moving_in, "_keep", torn)
        assert "All up to 2015-11-30 is imported" in move.fails(*QUARTER)
        assert {e.spent_date.month for e in move.here()} == {11}
        monkeypatch.undo()

    def is_empty(self, move: Move) -> None:
        store = move.opened()
        with store.read():
            assert store.entries.count() == 0
            assert not any(store.setup.all(kind) for kind in Kind if kind is not Kind.PERSON)
            assert not store.settings().timestamp_timers
        store.close()


class TestWhatGoesWrong:
    @pytest.mark.parametrize(
        ("status", "content", "words"),
        [
            (401, {"message": "Authentication failed."}, "log in again with `windrow login work`"),
            (500, b"<html>", "The account failed (HTTP 500). Nothing was imported; run the same"),
            (200, b'{"id": 5, "comp', "Nothing was imported; run the same command again later."),
            (200, {"of": "another shape"}, "cannot be read"),
            (302, b"", "is the address of the profile right?"),
        ],
    )
    def test_answers_that_are_none(
        self, move: Move, line: Line, status: int, content: object, words: str
    ) -> None:
        line.break_down(fault=reply(status, content))
        assert words in move.fails()

    def test_a_pause_is_said_and_waited_out(self, move: Move, line: Line, wire: str) -> None:
        move.track("2016-01-05")
        busy = reply(429 if wire == "v2" else 503, b"", Retry_After="15")
        line.fail("GET /daily/20" if wire == "v1" else "GET /v2/time_entries", busy)
        told = move.run("import", "harvest", "--from", "2016-01-01", "--to", "2016-01-31")
        assert told.code == 0
        assert told.err == "The account asks for a pause of 15 seconds; waiting.\n"
        assert move.pauses.waited == [15]

    @only_v1
    def test_a_pause_that_is_too_long(self, move: Move, line: Line) -> None:
        line.fail("GET /daily/20", reply(503, b"", Retry_After="900"))
        told = move.run("import", "harvest", "--from", "2016-01-01", "--to", "2016-01-31")
        assert told.code == 1
        assert "try again in 15 minutes. Nothing was imported" in told.err

    @only_v1
    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            ("soon", "today", "“soon” is not a date"),
            ("2016-01-02", "2016-01-01", "write the earlier date first"),
        ],
    )
    def test_dates(self, move: Move, first: str, last: str, words: str) -> None:
        assert words in move.fails(first, last)

    @only_v1
    def test_in_json(self, move: Move, line: Line) -> None:
        line.break_down()
        told = move.run("import", "harvest", "--from", "mon", "--to", "today", "--json")
        assert told.code == 1
        assert json.loads(told.err)["error"].startswith("The account did not answer. Nothing was")

    @only_v1
    def test_ones_own_account_is_not_doubled(self, move: Move) -> None:
        move.track("2016-01-05")
        path = move.path
        path.parent.mkdir(parents=True)
        with move.house.store.read():
            move.house.store._connection.execute("SELECT 1")
        move.house.store._connection.execute(f"VACUUM INTO '{path}'")
        path.chmod(0o600)
        assert "the profile leads to your own account" in move.fails()
        assert len(move.here()) == 1


class TestProfiles:
    """What is said before any account elsewhere is asked."""

    @pytest.fixture(autouse=True)
    def _home(self, home: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(import_, "_now", clock)

    def refused(self, capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 1) -> str:
        from tui.__main__ import main

        assert main(["import", "harvest", "--from", "mon", "--to", "today", *arguments]) == code
        out, err = capsys.readouterr()
        assert out == ""
        return str(err)

    def test_none(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "`windrow login` makes a profile" in self.refused(capsys)

    def test_several(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        configure(home, PROFILE + PROFILE.replace("work]", "play]"))
        assert "with --profile: work, play." in self.refused(capsys)
        assert "no profile “rest”; there are: work, play." in self.refused(
            capsys, "--profile", "rest"
        )
        assert "with --profile" in self.refused(capsys, "--profile", "local")

    def test_a_damaged_configuration(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        configure(home, "profile = ")
        assert "config.toml cannot be read" in self.refused(capsys, code=2)

    def test_no_secret(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        configure(home, PROFILE)
        assert "the environment variable WORK_PASSWORD is not set" in self.refused(capsys)

    def test_nobody_to_ask(
        self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def ask(_: str) -> str:
            raise EOFError

        configure(home, PROFILE.replace("password_env", "#"))
        monkeypatch.setattr(opening, "getpass", ask)
        assert "There is no terminal to ask for the secret" in self.refused(capsys)

    def test_an_address_that_is_not_encrypted(
        self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WORK_PASSWORD", "x")
        configure(home, PROFILE.replace("https", "http"))
        words = self.refused(capsys)
        assert "work.example.com" in words
        assert words.endswith(".\n")

    def test_a_file_that_is_no_account(
        self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        configure(home, PROFILE)
        path = home / "data" / "windrow" / "account.db"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"Dear diary")
        assert "is not an account" in self.refused(capsys, code=2)


def test_over_a_socket_from_end_to_end(
    home: Path,
    house: House,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a person does it: a profile of the configuration, its password, an account that serves."""
    from tui.__main__ import main

    path = home / "data" / "windrow" / "account.db"
    monkeypatch.setenv("WORK_PASSWORD", PASSWORD)

    async def nothing() -> Backend:
        raise AssertionError

    move = Move(house, path, capsys, nothing)
    move.track("2016-01-26", project_id=SHOP, notes="Over the wire")
    with served(house.store, house.clock) as url:
        configure(home, PROFILE.replace("https://work.example.com", url))
        assert main(["import", "harvest", "--from", "mon", "--to", "today"]) == 0
        monkeypatch.setenv("WORK_PASSWORD", "wrong")
        assert main(["import", "harvest", "--from", "mon", "--to", "today"]) == 1
    out, err = capsys.readouterr()
    assert "1 new" in out
    assert "`windrow login work`" in err
    assert [entry.notes for entry in move.here()] == ["Over the wire"]
