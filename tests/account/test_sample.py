"""The demo account, on whatever day and at whatever hour it is made."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.account.small import FOUNDER
from tests.clock import FrozenClock
from tui.account.sample import fill
from tui.account.setup import Kind
from tui.account.store import Store
from tui.domain.day import Day
from tui.domain.entry import Lock

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
MOMENTS = [MONDAY + timedelta(days=n) for n in (0, 2, 5, 6)] + [
    datetime(2026, 11, 24, 23, 5, tzinfo=UTC),
    datetime(2027, 1, 1, 0, 1, tzinfo=UTC),
    datetime(2028, 2, 29, 22, 59, tzinfo=UTC),
]


@pytest.fixture(params=MOMENTS, ids=lambda moment: f"{moment:%a-%H%M}")
def clock(request: pytest.FixtureRequest) -> FrozenClock:
    return FrozenClock(request.param)


@pytest.fixture
def demo(empty: Store, clock: FrozenClock) -> Store:
    fill(empty, clock())
    return empty


def sheet(store: Store, clock: FrozenClock, days: int = 0, person: int = 1) -> Day:
    with store.read():
        today = store.account(store.owner()).today(clock())
        on = today + timedelta(days=days)
        return store.entries.day(person, on, int(clock().timestamp()))


def test_today_has_one_of_each(demo: Store, clock: FrozenClock) -> None:
    day = sheet(demo, clock)
    assert len(day.entries) == 5
    running = day.running
    assert running is not None
    assert (running.client, running.project, running.task) == (
        "Acme",
        "Website relaunch",
        "Programming",
    )
    assert running.notes == "Fix the login form; the second factor was asked for twice"
    assert running.hours_without_timer == 0
    assert running.seconds(clock()) == 42 * 60 + 10
    shown = {(e.client, e.project, e.task, e.notes, e.hours, e.lock) for e in day.entries}
    apple = ("Apple", "14775", "Backend Programming", "Test API support")
    call = ("Globex", "Support contract", "Meetings", "Weekly call")
    assert (*apple, Decimal("3.00"), Lock.OPEN) in shown
    assert (*call, Decimal("1.00"), Lock.APPROVED) in shown
    invoiced = [entry for entry in day.entries if entry.lock is Lock.INVOICED]
    assert [(entry.task, entry.hours) for entry in invoiced] == [("Development", Decimal("1.50"))]


def test_a_fortnight_around_today(demo: Store, clock: FrozenClock) -> None:
    with demo.read():
        today = demo.account(demo.owner()).today(clock())
        people = demo.setup.all(Kind.PERSON)
        assert demo.settings().name == "Windrow Demo"
    assert [person["is_admin"] for person in people] == [1, 0, 0]
    for person in (1, 2, 3):
        past = [sheet(demo, clock, -n, person) for n in range(1, 22)]
        worked = [day for day in past if day.entries]
        assert 10 <= len(worked) <= 15
        assert all(day.date.weekday() < 5 for day in worked)
        hours = [sum(entry.hours for entry in day.entries) for day in worked]
        assert all(Decimal("6.4") < total < Decimal("8.6") for total in hours)
        this_week = today - timedelta(days=today.weekday())
        locks = [
            ((this_week - day.date).days, entry.lock) for day in worked for entry in day.entries
        ]
        assert {lock for age, lock in locks if age <= 0} <= {Lock.OPEN}
        assert Lock.APPROVED in {lock for age, lock in locks if 0 < age <= 7}
        assert Lock.OPEN not in {lock for age, lock in locks if age > 7}
        assert Lock.INVOICED in {lock for age, lock in locks if age > 7}
        planned = [sheet(demo, clock, n, person) for n in range(1, 8)]
        assert 1 <= sum(bool(day.entries) for day in planned) <= 2


def test_the_same_moment_gives_the_same_account(
    demo: Store, tmp_path: Path, clock: FrozenClock
) -> None:
    again = Store.open(tmp_path / "again.db", founder=FOUNDER, clock=clock)
    fill(again, clock())
    dumps = [list(_dump(store)) for store in (demo, again)]
    again.close()
    assert dumps[0] == dumps[1]


def test_it_opens_again(demo: Store, clock: FrozenClock) -> None:
    demo.close()
    Store.open(demo.path, founder=FOUNDER, clock=clock).close()


def _dump(store: Store) -> Iterator[str]:
    return store._connection.iterdump()
