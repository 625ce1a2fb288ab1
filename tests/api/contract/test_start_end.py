"""What every backend does in an account that tracks start and end."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from tests.account.small import ADA, SHOP
from tests.api.conftest import TODAY, House, added, days_ago, draft
from tests.api.contract.conftest import by_times
from tests.clock import FrozenClock
from tui.account.setup import Kind
from tui.api.backend import Backend, Refused
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry

pytestmark = by_times
NINE, TEN, ELEVEN = time(9), time(10), time(11)
"""It is ten o'clock in Berlin when a test begins."""


async def spanned(backend: Backend, started: time = NINE, ended: time = TEN) -> TimeEntry:
    """A finished entry of today."""
    return await added(backend, None, started_at=started, ended_at=ended)


def times(entry: TimeEntry) -> tuple[time | None, time | None]:
    return entry.started_at, entry.ended_at


async def test_the_account_says_so(backend: Backend) -> None:
    assert (await backend.me()).timestamp_timers


@pytest.mark.parametrize(
    ("started", "ended", "hours"),
    [
        (NINE, time(10, 20), "1.33"),
        (time(0), time(12), "12"),
        (time(12), time(0), "12"),
        (time(22), time(1, 30), "3.5"),
        (time(0, 5), time(0, 6), "0.02"),
        (NINE, NINE, "0"),
    ],
)
async def test_hours_are_what_lies_between(
    backend: Backend, started: time, ended: time, hours: str
) -> None:
    entry = await spanned(backend, started, ended)
    assert (times(entry), entry.hours) == ((started, ended), Decimal(hours))
    assert (entry.spent_date, entry.is_running, entry.user_id) == (TODAY, False, ADA)
    assert await backend.entry(entry.id) == entry
    assert (await backend.day(TODAY)).entries == (entry,)


async def test_the_night_in_which_the_clock_changes(backend: Backend) -> None:
    on = date(2016, 3, 27)
    entry = await added(backend, None, spent_date=on, started_at=time(1), ended_at=time(4))
    assert (entry.hours, times(entry)) == (2, (time(1), time(4)))


@pytest.mark.parametrize("started", [None, TEN, time(8, 30)])
async def test_an_open_end_is_a_running_timer(
    backend: Backend, phone: Backend, clock: FrozenClock, started: time | None
) -> None:
    clock.advance(30)
    entry = await added(backend, None, started_at=started)
    since = datetime.combine(TODAY, started or TEN, UTC) - timedelta(hours=1)
    assert (times(entry), entry.timer_started_at) == ((started or TEN, None), since)
    assert entry.hours_without_timer == 0
    clock.advance(minutes=15)
    told = await phone.running(TODAY)
    assert told == await phone.entry(entry.id)
    assert told is not None
    assert told.seconds(clock()) == (clock() - since).total_seconds()
    assert told.hours == told.hours_at(clock())


async def test_hours_alone_are_kept_without_times(backend: Backend) -> None:
    entry = await added(backend, "1.25")
    assert (entry.hours, times(entry), entry.is_running) == (Decimal("1.25"), (None, None), False)
    changed = await backend.update(entry, Change(notes="New", hours=Decimal(2)))
    assert (changed.hours, times(changed), changed.notes) == (2, (None, None), "New")


async def test_a_timer_that_cannot_be_is_refused_and_nothing_is_made(backend: Backend) -> None:
    for started, on in ((time(10, 5), TODAY), (NINE, days_ago(1))):
        with pytest.raises(Refused, match="give the end as well"):
            await added(backend, None, started_at=started, spent_date=on)
        assert (await backend.day(on)).entries == ()


async def test_stopping_ends_at_the_minute(backend: Backend, clock: FrozenClock) -> None:
    entry = await added(backend, None)
    clock.advance(minutes=45, seconds=29)
    stopped = (await backend.stop(entry)).entry
    assert (stopped.id, times(stopped)) == (entry.id, (TEN, time(10, 45)))
    assert (stopped.hours, stopped.is_running) == (Decimal("0.75"), False)
    assert (await backend.stop(entry)).entry == stopped


async def test_starting_a_stopped_entry_makes_a_new_one_today(
    backend: Backend, clock: FrozenClock
) -> None:
    old = await added(backend, None, spent_date=days_ago(1), started_at=NINE, ended_at=TEN)
    new = (await backend.start(old)).entry
    assert new.id != old.id
    assert (new.spent_date, times(new), new.is_running) == (TODAY, (TEN, None), True)
    assert (new.project_id, new.task_id, new.notes) == (old.project_id, old.task_id, old.notes)
    assert await backend.entry(old.id) == old
    assert await backend.running(TODAY) == new


async def test_starting_a_running_entry_changes_nothing(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = await added(backend, None)
    clock.advance(hours=1)
    written = await backend.start(entry)
    assert (written.entry.id, times(written.entry)) == (entry.id, (TEN, None))
    assert written.stopped_hours is None
    assert len((await backend.day(TODAY)).entries) == 1


async def test_starting_one_stops_the_other_at_the_same_minute(
    backend: Backend, clock: FrozenClock
) -> None:
    old, first = await spanned(backend), await added(backend, None)
    clock.advance(minutes=20, seconds=10)
    written = await backend.start(old)
    assert written.stopped_hours == Decimal("0.33")
    stopped = await backend.entry(first.id)
    assert (stopped.is_running, stopped.ended_at) == (False, written.entry.started_at)


async def test_a_new_timer_stops_the_other_and_tells_its_hours(
    backend: Backend, clock: FrozenClock
) -> None:
    first = await added(backend, None)
    clock.advance(minutes=30)
    assert (await backend.add(draft(None))).stopped_hours == Decimal("0.50")
    assert times(await backend.entry(first.id)) == (TEN, time(10, 30))


async def test_again_and_again_makes_entries_that_meet(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = await added(backend, None)
    for _ in range(2):
        clock.advance(minutes=20)
        entry = (await backend.stop(entry)).entry
        entry = (await backend.start(entry)).entry
    entries = (await backend.day(TODAY)).entries
    assert [times(one) for one in entries] == [
        (TEN, time(10, 20)),
        (time(10, 20), time(10, 40)),
        (time(10, 40), None),
    ]
    assert entries[-1] == entry


@pytest.mark.parametrize(
    ("change", "expected", "hours"),
    [
        (Change(ended_at=ELEVEN), (NINE, ELEVEN), "2"),
        (Change(started_at=time(9, 30)), (time(9, 30), TEN), "0.5"),
        (Change(started_at=TEN, ended_at=NINE), (TEN, NINE), "23"),
        (Change(hours=Decimal("1.50")), (NINE, time(10, 30)), "1.5"),
        (Change(notes="New"), (NINE, TEN), "1"),
        (Change(notes=""), (NINE, TEN), "1"),
        (Change(spent_date=days_ago(1)), (NINE, TEN), "1"),
        (Change(project_id=SHOP), (NINE, TEN), "1"),
    ],
)
async def test_an_update_changes_what_it_names_and_nothing_else(
    backend: Backend,
    clock: FrozenClock,
    change: Change,
    expected: tuple[time, time],
    hours: str,
) -> None:
    entry, other = await spanned(backend), await spanned(backend)
    clock.advance(60)
    changed = await backend.update(entry, change)
    shop = {"project_id": SHOP, "project": "Shop", "client": "Globex", "client_id": 2}
    assert changed == replace(
        entry,
        started_at=expected[0],
        ended_at=expected[1],
        hours=Decimal(hours),
        hours_without_timer=Decimal(hours),
        notes=entry.notes if change.notes is None else change.notes,
        spent_date=change.spent_date or entry.spent_date,
        updated_at=clock(),
        **({} if change.project_id is None else shop),
    )
    assert await backend.entry(entry.id) == changed
    assert await backend.entry(other.id) == other


async def test_notes_of_a_running_entry_leave_it_running(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = await added(backend, None)
    clock.advance(minutes=30, seconds=7)
    changed = await backend.update(entry, Change(notes="New"))
    assert (changed.notes, times(changed)) == ("New", (TEN, None))
    assert changed.timer_started_at == entry.timer_started_at
    assert changed.seconds(clock()) == 30 * 60 + 7


async def test_the_start_of_a_running_timer_may_be_moved_and_its_end_given(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = await added(backend, None)
    moved = await backend.update(entry, Change(started_at=time(9, 30)))
    assert (moved.is_running, moved.seconds(clock())) == (True, 30 * 60)
    ended = await backend.update(moved, Change(ended_at=time(9, 40)))
    assert (ended.is_running, times(ended)) == (False, (time(9, 30), time(9, 40)))
    assert await backend.running(TODAY) is None


async def test_hours_of_a_running_timer_are_refused(backend: Backend, clock: FrozenClock) -> None:
    entry = await added(backend, None)
    clock.advance(hours=1)
    with pytest.raises(Refused, match="change that, or give its end"):
        await backend.update(entry, Change(hours=Decimal(3)))
    assert times(await backend.entry(entry.id)) == (TEN, None)


async def test_a_timer_past_midnight_stays_on_its_day(backend: Backend, clock: FrozenClock) -> None:
    entry = await added(backend, None)
    clock.advance(hours=15)
    running = await backend.running(TODAY + timedelta(days=1))
    assert running is not None
    assert (running.id, running.spent_date) == (entry.id, TODAY)
    stopped = (await backend.stop(running)).entry
    assert (stopped.spent_date, times(stopped), stopped.hours) == (TODAY, (TEN, time(1)), 15)


async def test_a_member_starts_anew_what_is_approved(member: Backend, house: House) -> None:
    old = await spanned(member)
    house.approve()
    locked = await member.entry(old.id)
    new = (await member.start(locked)).entry
    assert (new.id != old.id, new.is_closed, new.is_running) == (True, False, True)
    assert await member.entry(old.id) == locked


async def test_an_administrator_may_change_the_times_of_what_is_approved(
    backend: Backend, house: House
) -> None:
    entry = await spanned(backend)
    house.approve()
    changed = await backend.update(entry, Change(ended_at=ELEVEN))
    assert (times(changed), changed.hours, changed.is_closed) == ((NINE, ELEVEN), 2, True)


async def test_what_cannot_be_tracked_any_more_is_not_started_anew(
    backend: Backend, house: House
) -> None:
    entry = await spanned(backend)
    house.archive(Kind.PROJECT, entry.project_id)
    with pytest.raises(Refused, match="cannot be tracked"):
        await backend.start(entry)
    assert (await backend.day(TODAY)).entries == (entry,)
