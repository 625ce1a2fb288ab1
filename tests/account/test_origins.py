"""Bringing entries from elsewhere into the account: by their origins, and never doubled."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.account.small import ADA, CODING, OLD, SHOP, WEB
from tests.clock import FrozenClock
from tests.domain.conftest import TODAY, entry, running
from tui.account.moving_in import Tally, is_itself, take_entries, take_settings
from tui.account.moving_setup import Arrival, take_catalog
from tui.account.origins import ENTRY, Origin
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Client, Project, Task
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat

SOURCE = "harvest-v1 example.com person 9"
WORK = Project(
    id=70,
    name="web",
    client_id=50,
    client=" ACME ",
    code="",
    tasks=(Task(90, "coding"), Task(91, "Testing", billable=False)),
)
NEW = Project(id=71, name="App", client_id=51, client="Umbra", code="A", billable=False)
MADE = datetime(2016, 1, 20, 8, tzinfo=UTC)


@pytest.fixture
def arrival(store: Store, clock: FrozenClock) -> Arrival:
    return Arrival(store, SOURCE, int(clock().timestamp()))


@pytest.fixture(autouse=True)
def _writing(store: Store) -> Iterator[None]:
    """Every test is one transaction."""
    with store.write():
        yield


def there(id_: int = 500, **values: Any) -> TimeEntry:
    """An entry of the account elsewhere, on a project that is archived there."""
    given = {
        "id": id_,
        "project_id": 79,
        "project": "Ruins",
        "task_id": 99,
        "task": "Digging",
        "client": "Globex",
        "created_at": MADE,
        "updated_at": MADE,
        **values,
    }
    return entry(**given)


def take(arrival: Arrival, *entries: TimeEntry) -> Tally:
    return take_entries(arrival, ADA, entries, datetime.fromtimestamp(arrival.now, UTC))


def only(store: Store) -> TimeEntry:
    """The one entry on the sheet."""
    (found,) = store.entries.day(ADA, TODAY, 0).entries
    return found


def named(store: Store, kind: Kind) -> dict[str, Row]:
    rows = store.setup.all(kind)
    found = {row["name"]: row for row in rows}
    assert len(found) == len(rows)
    return found


class TestWhatMayBePicked:
    def test_names_that_are_here_are_used_and_the_others_made(
        self, store: Store, arrival: Arrival
    ) -> None:
        clients = (Client(50, "Acme"), Client(52, "Without work"))
        take_catalog(arrival, clients, Catalog((WORK, NEW)))
        assert set(named(store, Kind.CLIENT)) == {"Acme", "Globex", "Umbra", "Without work"}
        projects, tasks = named(store, Kind.PROJECT), named(store, Kind.TASK)
        assert set(projects) == {"App", "Old", "Shop", "Web"}
        assert projects["Web"]["code"] == "W"
        app = projects["App"]
        assert (app["code"], app["billable"], app["is_active"]) == ("A", 0, 1)
        assert set(tasks) == {"Coding", "Drawing", "Talking", "Testing"}
        assert tasks["Testing"]["billable_by_default"] == 0
        assert store.setup.may_be_picked(WEB, tasks["Testing"]["id"])

    def test_a_second_time_makes_nothing(self, store: Store, arrival: Arrival) -> None:
        for _ in range(2):
            take_catalog(arrival, (), Catalog((WORK, NEW)))
            before = [store.setup.all(kind) for kind in Kind]
        assert [store.setup.all(kind) for kind in Kind] == before

    def test_a_name_that_was_changed_stays(self, store: Store, arrival: Arrival) -> None:
        take_catalog(arrival, (), Catalog((NEW,)))
        app = named(store, Kind.PROJECT)["App"]["id"]
        store.setup.save(Kind.PROJECT, app, {"name": "Mine"}, 0)
        take_catalog(arrival, (), Catalog((replace(NEW, name="Theirs"),)))
        assert set(named(store, Kind.PROJECT)) == {"Mine", "Old", "Shop", "Web"}

    def test_what_was_deleted_here_is_made_again(self, store: Store, arrival: Arrival) -> None:
        take_catalog(arrival, (), Catalog((NEW,)))
        store.setup.delete(Kind.PROJECT, named(store, Kind.PROJECT)["App"]["id"])
        take_catalog(arrival, (), Catalog((NEW,)))
        assert "App" in named(store, Kind.PROJECT)

    def test_two_of_one_name_stay_two(self, store: Store, arrival: Arrival) -> None:
        twin = replace(NEW, id=72)
        take_catalog(arrival, (), Catalog((NEW, twin)))
        take_catalog(arrival, (), Catalog((NEW, twin)))
        assert [p["name"] for p in store.setup.all(Kind.PROJECT)].count("App") == 2

    @pytest.mark.parametrize("code", ["X", "W"])
    def test_another_code_is_another_project(
        self, store: Store, arrival: Arrival, code: str
    ) -> None:
        take_catalog(arrival, (), Catalog((replace(WORK, code=code),)))
        webs = [p for p in store.setup.all(Kind.PROJECT) if p["name"].casefold() == "web"]
        assert len(webs) == (2 if code == "X" else 1)

    def test_the_same_name_for_another_client_is_another_project(
        self, store: Store, arrival: Arrival
    ) -> None:
        take_catalog(arrival, (), Catalog((replace(WORK, client="Globex"),)))
        webs = [p for p in store.setup.all(Kind.PROJECT) if p["name"].casefold() == "web"]
        assert len(webs) == 2

    def test_names_and_ids_that_are_none(self, store: Store, arrival: Arrival) -> None:
        odd = Project(id=2**70, name=" ", client_id=0, client="\udc00", tasks=(Task(-1, ""),))
        take_catalog(arrival, (), Catalog((odd,)))
        take_catalog(arrival, (), Catalog((odd,)))
        assert "(no name)" in named(store, Kind.PROJECT)
        assert "?" in named(store, Kind.CLIENT)


class TestEntries:
    def test_it_is_as_it_is_there(self, store: Store, arrival: Arrival) -> None:
        assert take(
            arrival,
            there(
                hours=Decimal("1.33"),
                notes="Größe\n=1+1",
                is_closed=True,
                is_billed=True,
                started_at=time(23),
                ended_at=time(0, 20),
            ),
        ) == Tally(new=1)
        found = only(store)
        assert (found.client, found.project, found.task) == ("Globex", "Ruins", "Digging")
        assert (found.hours, found.notes) == (Decimal("1.33"), "Größe\n=1+1")
        assert (found.is_closed, found.is_billed) == (True, True)
        assert (found.started_at, found.ended_at) == (time(23), time(0, 20))
        assert (found.created_at, found.updated_at) == (MADE, MADE)

    def test_what_is_not_in_the_catalog_is_archived_here(
        self, store: Store, arrival: Arrival
    ) -> None:
        take(arrival, there())
        project, task = named(store, Kind.PROJECT)["Ruins"], named(store, Kind.TASK)["Digging"]
        assert (project["is_active"], task["is_active"]) == (0, 0)
        assert not store.setup.may_be_picked(project["id"], task["id"])

    def test_an_archived_project_of_that_name_is_used(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there(project="old", task="Coding"))
        assert (only(store).project_id, only(store).task_id) == (OLD, CODING)

    @pytest.mark.parametrize("hours", ["0.00", "0.01", "1.33", "2.05", "23.99", "30.00"])
    def test_hours_are_exact(self, store: Store, arrival: Arrival, hours: str) -> None:
        take(arrival, there(hours=Decimal(hours)))
        assert only(store).hours == Decimal(hours)

    def test_twice_doubles_nothing(self, store: Store, arrival: Arrival) -> None:
        entries = [there(500), there(501)]
        take(arrival, *entries)
        assert take(arrival, *entries) == Tally(same=2)
        assert store.entries.count() == 2

    def test_other_sources_have_ids_of_their_own(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there())
        assert take(replace(arrival, source="elsewhere"), there()) == Tally(new=1)
        assert store.entries.count() == 2

    def test_changed_there(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there())
        changed = there(
            notes="New", hours=Decimal(2), project="Shop", project_id=80, is_closed=True
        )
        assert take(arrival, changed) == Tally(updated=1)
        found = only(store)
        assert (found.notes, found.hours, found.project_id) == ("New", 2, SHOP)
        assert take(arrival, changed) == Tally(same=1)

    def test_changed_here(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there())
        self.change(store, notes="Mine")
        assert take(arrival, there()) == Tally(same=1)
        assert take(arrival, there(notes="Theirs")) == Tally(kept=1)
        assert take(arrival, there(notes="Theirs")) == Tally(kept=1)
        assert only(store).notes == "Mine"

    def test_changed_here_and_back_again(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there())
        self.change(store, notes="Mine")
        self.change(store, notes="Templates")
        assert take(arrival, there(notes="Theirs")) == Tally(updated=1)

    def test_changed_alike_on_both_ends(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there())
        self.change(store, notes="Ours")
        assert take(arrival, there(notes="Ours")) == Tally(same=1)
        assert take(arrival, there(notes="Theirs")) == Tally(updated=1)

    @pytest.mark.parametrize(
        "change", [{"is_closed": True}, {"timer_started_at": 5}, {"seconds": 5401}]
    )
    def test_what_counts_as_a_change_here(
        self, store: Store, arrival: Arrival, change: dict[str, Any]
    ) -> None:
        take(arrival, there())
        self.change(store, **change)
        assert take(arrival, there(notes="Theirs")) == Tally(kept=1)

    def test_deleted_here(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there())
        store.entries.delete(only(store).id)
        assert take(arrival, there()) == Tally(deleted_here=1)
        assert store.entries.count() == 0

    def test_what_is_no_longer_there(self, store: Store, arrival: Arrival) -> None:
        day = timedelta(days=1)
        for number in range(4):
            take(arrival, there(500 + number, spent_date=TODAY + number * day))
        self.change(store, spent_date=TODAY - 9 * day)  # moved here: there it is where it was
        store.entries.delete(store.origins.find(SOURCE, ENTRY, 501).local_id)  # type: ignore[union-attr]
        assert store.origins.entries_of(SOURCE, TODAY, TODAY + 2 * day) == {500, 502}
        assert store.origins.entries_of("elsewhere", TODAY, TODAY + 2 * day) == set()

    def test_a_running_timer_is_stopped_with_its_hours_so_far(
        self, store: Store, arrival: Arrival, clock: FrozenClock
    ) -> None:
        since = clock() - timedelta(hours=1)
        runs = replace(there(), timer_started_at=since, hours_without_timer=Decimal(2))
        assert take(arrival, runs) == Tally(new=1, running=1)
        assert (only(store).hours, only(store).is_running) == (3, False)
        later = replace(arrival, now=arrival.now + 3600)
        assert take(later, runs) == Tally(updated=1, running=1)
        assert only(store).hours == 4

    def test_an_open_end_gets_one(self, store: Store, arrival: Arrival, clock: FrozenClock) -> None:
        since = clock() - timedelta(minutes=90)
        take(arrival, replace(running(since=since), id=500, started_at=time(23, 30)))
        found = only(store)
        assert (found.started_at, found.ended_at) == (time(23, 30), time(1))
        assert (found.hours, found.is_running) == (Decimal("1.50"), False)

    def test_nothing_comes_from_the_future(self, store: Store, arrival: Arrival) -> None:
        """A file that holds a later instant than the clock tells would not open any more."""
        take(arrival, there(created_at=None, updated_at=datetime(9000, 1, 1, tzinfo=UTC)))
        found = store.entries.find(only(store).id)
        assert found is not None
        assert (found.record.created_at, found.record.updated_at) == (arrival.now, arrival.now)

    @pytest.mark.parametrize("odd", [{"hours": Decimal(-1)}, {"id": 2**63}, {"id": 0}])
    def test_what_cannot_be_held(self, store: Store, arrival: Arrival, odd: dict[str, Any]) -> None:
        assert take(arrival, there(**{"id_": odd.pop("id", 500), **odd})) == Tally(unfit=1)
        assert store.entries.count() == 0

    def change(self, store: Store, **values: Any) -> None:
        stored = store.entries.find(1)
        assert stored is not None
        store.entries.save(replace(stored.record, **values))


class TestItself:
    def test_our_own_entries_over_a_server_of_our_own(self, store: Store, arrival: Arrival) -> None:
        take(replace(arrival, source="elsewhere"), there())
        assert is_itself(arrival, [only(store)])

    def test_an_entry_with_the_same_id(self, store: Store, arrival: Arrival) -> None:
        take(arrival, there(1))
        assert only(store).id == 1
        assert not is_itself(arrival, [there(1)])
        assert not is_itself(replace(arrival, source="x"), [there(1, notes="Other")])


class TestSettings:
    there = Account(
        name="Firm",
        me=Person(id=9, first_name="Ada"),
        zone_name="America/New_York",
        hours_format=HoursFormat.DECIMAL,
        decimal_symbol=",",
        clock_24h=False,
        week_start=6,
        timestamp_timers=True,
    )

    def test_an_account_without_entries_takes_them_over(
        self, store: Store, arrival: Arrival
    ) -> None:
        name = store.settings().name
        assert take_settings(arrival, self.there)
        assert not take_settings(arrival, self.there)
        taken = store.account(store.owner())
        assert taken == replace(self.there, name=name, me=taken.me, zone=taken.zone)

    def test_a_zone_that_has_no_name_here(self, store: Store, arrival: Arrival) -> None:
        take_settings(arrival, replace(self.there, zone_name="UTC+05:30"))
        assert store.settings().zone_name == "Europe/Berlin"
        assert store.settings().timestamp_timers

    def test_an_account_with_entries_keeps_its_own(self, store: Store, arrival: Arrival) -> None:
        before = store.settings()
        take(arrival, there())
        assert not take_settings(arrival, self.there)
        assert store.settings() == before


def test_an_origin_is_replaced(store: Store) -> None:
    origin = Origin(SOURCE, "task", 5, 6)
    store.origins.keep(origin)
    store.origins.keep(replace(origin, local_id=7))
    assert store.origins.find(SOURCE, "task", 5) == replace(origin, local_id=7)
    assert store.origins.taken(SOURCE, "task") == {7}
    assert store.origins.taken(SOURCE, "client") == set()
