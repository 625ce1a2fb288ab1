"""What is known of days in a session: no call is made twice, and what is written is known."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.clock import FrozenClock
from tests.domain.conftest import NINE, TODAY, entry, running
from tui.api.backend import Backend, NotFound, Unreachable, Written
from tui.desk.watching import watched
from tui.desk.weeks import FRESH, Weeks
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.week import week_of

WEEK = week_of(TODAY, 0)
MONDAY, TUESDAY = WEEK[0], WEEK[1]


class Book:
    """An account in a few lines: it holds entries, and counts what is asked for."""

    def __init__(self, *entries: TimeEntry) -> None:
        self.entries = {entry.id: entry for entry in entries}
        self.asked: list[tuple[date, ...]] = []
        self.fails = False
        self.meanwhile = lambda: None

    def _day(self, on: date) -> Day:
        return Day(on, tuple(e for e in self.entries.values() if e.spent_date == on))

    async def day(self, on: date) -> Day:
        return (await self.days([on]))[0]

    async def days(self, dates: Iterable[date]) -> tuple[Day, ...]:
        self.asked.append(tuple(dates))
        if self.fails:
            raise Unreachable("No connection.")
        found = tuple(map(self._day, self.asked[-1]))
        self.meanwhile()
        return found

    async def entry(self, entry_id: int) -> TimeEntry:
        return self.entries[entry_id]

    async def running(self, today: date) -> TimeEntry | None:
        return next((e for e in self.entries.values() if e.is_running), None)

    async def add(self, draft: Draft) -> Written:
        made = entry(id=100 + len(self.entries), spent_date=draft.spent_date)
        self.entries[made.id] = made
        return Written(made)

    async def update(self, old: TimeEntry, change: Change) -> TimeEntry:
        if self.fails:
            raise Unreachable("No connection.")
        new = replace(old, spent_date=change.spent_date or old.spent_date, notes=change.notes or "")
        self.entries[old.id] = new
        return new

    async def delete(self, old: TimeEntry) -> None:
        if old.id not in self.entries:
            raise NotFound("It is gone.")
        del self.entries[old.id]

    async def start(self, old: TimeEntry) -> Written:
        self.entries[old.id] = replace(old, timer_started_at=NINE)
        return Written(self.entries[old.id])

    async def stop(self, old: TimeEntry) -> Written:
        self.entries[old.id] = replace(old, timer_started_at=None)
        return Written(self.entries[old.id])


class Room:
    """The weeks over such an account, and the watched way to it."""

    def __init__(self, *entries: TimeEntry) -> None:
        self.clock = FrozenClock(NINE)
        self.book = Book(*entries)
        self.told: list[date] = []
        backend: Backend = self.book  # type: ignore[assignment]
        self.weeks = Weeks(backend, self.clock, lambda day: self.told.append(day.date))
        self.backend = watched(backend, self.weeks)

    def ids(self, on: date) -> list[int] | None:
        day = self.weeks.day(on)
        return None if day is None else [entry.id for entry in day.entries]


async def test_a_week_is_read_in_one_go_and_not_again_while_it_is_fresh() -> None:
    room = Room(entry(id=1))
    assert room.weeks.week(WEEK).days == (None,) * 7
    await room.weeks.read(WEEK)
    assert room.weeks.week(WEEK).is_known
    await room.weeks.read(WEEK)
    assert room.book.asked == [WEEK]
    assert room.told == list(WEEK)
    room.clock.advance(FRESH.total_seconds())
    await room.weeks.read(WEEK)
    assert room.book.asked == [WEEK, WEEK]


async def test_a_day_that_was_read_by_itself_is_left_out() -> None:
    room = Room(entry(id=1))
    await room.backend.day(TODAY)
    await room.weeks.read(WEEK)
    assert room.book.asked == [(TODAY,), tuple(on for on in WEEK if on != TODAY)]


async def test_a_clock_that_was_set_back_makes_nothing_fresh() -> None:
    room = Room()
    await room.weeks.read(WEEK)
    room.clock.advance(-3600)
    assert room.weeks.missing(WEEK) == WEEK


async def test_what_is_written_is_known_without_reading() -> None:
    first = entry(id=1, spent_date=MONDAY)
    room = Room(first, entry(id=2, spent_date=MONDAY))
    await room.weeks.read(WEEK)
    await room.backend.update(first, Change(notes="again"))
    assert room.ids(MONDAY) == [1, 2]
    assert room.weeks.week(WEEK).entries[0].notes == "again"
    await room.backend.update(first, Change(spent_date=TUESDAY))
    assert (room.ids(MONDAY), room.ids(TUESDAY)) == ([2], [1])
    made = (await room.backend.add(Draft(project_id=1, task_id=1, spent_date=TUESDAY))).entry
    assert room.ids(TUESDAY) == [1, made.id]
    await room.backend.delete(made)
    assert room.ids(TUESDAY) == [1]
    assert room.weeks.missing(WEEK) == ()
    assert len(room.book.asked) == 1


async def test_an_entry_of_a_day_that_is_not_known_makes_nothing_known() -> None:
    room = Room()
    await room.backend.add(Draft(project_id=1, task_id=1, spent_date=TODAY))
    assert room.weeks.day(TODAY) is None


async def test_an_answer_from_before_a_write_does_not_bring_the_past_back() -> None:
    old = entry(id=1, spent_date=MONDAY)
    room = Room(old)
    asked_at = room.weeks.mark
    past = Day(MONDAY, (old,))
    await room.weeks.read([MONDAY])
    await room.backend.delete(old)
    room.weeks.saw(past, asked_at)
    assert room.ids(MONDAY) == []


async def test_a_day_that_is_written_to_while_it_is_read_is_read_again() -> None:
    old = entry(id=1, spent_date=MONDAY)
    room = Room(old)

    def delete() -> None:
        room.book.meanwhile = lambda: None
        del room.book.entries[1]
        room.weeks.lost(old)

    room.book.meanwhile = delete
    await room.weeks.read(WEEK)
    assert room.ids(MONDAY) == []
    assert room.book.asked == [WEEK, (MONDAY,)]


async def test_a_write_that_failed_leaves_its_days_in_doubt() -> None:
    old = entry(id=1, spent_date=MONDAY)
    room = Room(old)
    await room.weeks.read(WEEK)
    room.book.fails = True
    with pytest.raises(Unreachable):
        await room.backend.update(old, Change(spent_date=TUESDAY))
    assert room.weeks.missing(WEEK) == (MONDAY, TUESDAY)
    assert room.ids(MONDAY) == [1]


async def test_what_was_deleted_elsewhere_is_gone() -> None:
    old = entry(id=1, spent_date=MONDAY)
    room = Room(old)
    await room.weeks.read(WEEK)
    del room.book.entries[1]
    with pytest.raises(NotFound):
        await room.backend.delete(old)
    assert room.ids(MONDAY) == []


async def test_it_is_known_what_runs() -> None:
    timed, other = running(id=1, spent_date=MONDAY), entry(id=2, spent_date=TUESDAY)
    room = Room(timed, other)
    await room.weeks.read(WEEK)
    assert room.weeks.running == timed
    stopped = (await room.backend.stop(timed)).entry
    assert room.weeks.running is None
    await room.backend.start(stopped)
    assert room.weeks.running is not None
    await room.backend.delete(stopped)
    assert room.weeks.running is None


async def test_a_start_leaves_the_day_of_what_ran_in_doubt_until_it_is_looked_at() -> None:
    timed, other = running(id=1, spent_date=MONDAY), entry(id=2, spent_date=TUESDAY)
    room = Room(timed, other)
    await room.weeks.read(WEEK)
    await room.backend.start(other)
    assert room.weeks.running is not None
    assert room.weeks.running.id == 2
    assert room.weeks.missing(WEEK) == (MONDAY,)


async def test_a_timer_that_was_stopped_elsewhere_leaves_its_day_in_doubt() -> None:
    timed = running(id=1, spent_date=MONDAY)
    room = Room(timed)
    await room.weeks.read(WEEK)
    room.book.entries[1] = replace(timed, timer_started_at=None)
    await room.backend.running(TODAY)
    assert room.weeks.running is None
    assert room.weeks.missing(WEEK) == (MONDAY,)


async def test_a_day_without_the_timer_that_ran_on_it_stops_it() -> None:
    timed = running(id=1, spent_date=MONDAY)
    room = Room(timed)
    await room.weeks.read(WEEK)
    room.book.entries[1] = replace(timed, timer_started_at=None)
    await room.backend.day(MONDAY)
    assert room.weeks.running is None


async def test_an_entry_that_was_moved_elsewhere_is_on_one_day_only() -> None:
    room = Room(entry(id=1, spent_date=MONDAY))
    await room.weeks.read(WEEK)
    room.book.entries[1] = entry(id=1, spent_date=TUESDAY)
    await room.backend.day(TUESDAY)
    assert (room.ids(MONDAY), room.ids(TUESDAY)) == ([], [1])


async def test_a_read_that_fails_keeps_what_is_known() -> None:
    room = Room(entry(id=1))
    await room.weeks.read([TODAY])
    room.book.fails = True
    with pytest.raises(Unreachable):
        await room.weeks.read(WEEK)
    assert room.ids(TODAY) == [1]
    assert room.weeks.missing(WEEK) == tuple(on for on in WEEK if on != TODAY)
    assert room.weeks.missing([TODAY], timedelta()) == (TODAY,)
