"""The nights in which the clock changes, with a driven clock: a day of 23 hours and one of 25."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.desk.rooms import HOURS, TIMES, Room, Way, room
from tui.api.backend import Refused
from tui.desk.away import as_new_entry, go_on_without, move_to, split_at, stop_at, stop_without
from tui.domain.dates import day_begins, next_midnight
from tui.domain.entry import TimeEntry

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Night:
    """A Sunday on which the clock of a zone changes, and how many hours it has."""

    zone: str
    sunday: date
    hours: int
    begins: time = time(0)

    @property
    def way(self) -> Way:
        """An account there, by hours."""
        return Way(zone=self.zone)

    @property
    def shift(self) -> int:
        """How many hours the night is longer than others."""
        return self.hours - 24

    def at(self, hour: int, minute: int = 0, *, day: int = 0, fold: int = 0) -> datetime:
        """An instant by the clock there, so many days after that Sunday."""
        on = self.sunday + day * A_DAY
        return datetime.combine(on, time(hour, minute, fold=fold), ZoneInfo(self.zone)).astimezone(
            UTC
        )


NIGHTS = {
    "Berlin in March": Night("Europe/Berlin", date(2026, 3, 29), 23),
    "Berlin in October": Night("Europe/Berlin", date(2026, 10, 25), 25),
    "New York in March": Night("America/New_York", date(2026, 3, 8), 23),
    "New York in November": Night("America/New_York", date(2026, 11, 1), 25),
    "Havana without a midnight": Night("America/Havana", date(2026, 3, 8), 23, time(1)),
    "Havana with two": Night("America/Havana", date(2026, 11, 1), 25),
    "Beirut without a midnight": Night("Asia/Beirut", date(2026, 3, 29), 23, time(1)),
}
every_night = pytest.mark.parametrize("night", NIGHTS.values(), ids=NIGHTS)
both_ways = pytest.mark.parametrize("start_end", [False, True], ids=["hours", "times"])


async def through(there: Room, night: Night) -> TimeEntry:
    """A timer that was started on Saturday at 22:00, and it is Sunday 6:00."""
    entry = await there.start()
    there.clock.now = night.at(6)
    return entry


def way_of(night: Night, *, start_end: bool) -> Way:
    return replace(night.way, start_end=start_end)


@every_night
def test_the_day_has_its_hours(night: Night) -> None:
    zone = ZoneInfo(night.zone)
    begins = day_begins(night.sunday, zone)
    assert begins.astimezone(zone).time() == night.begins
    assert next_midnight(begins, zone) - begins == timedelta(hours=night.hours)
    assert next_midnight(begins - timedelta(seconds=1), zone) == begins


@every_night
@both_ways
async def test_a_timer_that_runs_through_it_counts_real_hours(
    night: Night, start_end: bool
) -> None:
    way = way_of(night, start_end=start_end)
    async with room(night.at(22, day=-1), way) as there:
        entry = await through(there, night)
        before, hours = await there.picture(), 8 + night.shift
        assert there.desk.words.hours(entry) == f"{hours}:00"
        assert await there.week_total() == f"{hours}:00"
        stopped = (await there.desk.toggle(entry, entry)).entry
        assert stopped is not None
        assert stopped.hours == hours
        assert stopped.spent_date == night.sunday - A_DAY
        assert there.account.span(stopped) == ("22:00 – 06:00" if start_end else "")
        assert await there.week_total() == f"{hours}:00"
        await there.undo()
        assert await there.picture() == before


@every_night
@both_ways
async def test_split_at_midnight_each_day_has_its_part(night: Night, start_end: bool) -> None:
    way = way_of(night, start_end=start_end)
    async with room(night.at(22, day=-1), way) as there:
        entry = await through(there, night)
        before = await there.picture()
        await split_at(there.desk, entry, day_begins(there.today, there.account.zone))
        saturday, sunday = night.sunday - A_DAY, night.sunday
        assert await there.total(saturday) == 2 * 60
        assert await there.total(sunday) == (6 + night.shift) * 60
        assert await there.week_total() == f"{8 + night.shift}:00"
        after = await there.picture()
        await there.undo()
        assert await there.picture() == before
        await there.redo()
        assert await there.picture() == after


@every_night
@both_ways
async def test_stopped_the_evening_before(night: Night, start_end: bool) -> None:
    way = way_of(night, start_end=start_end)
    async with room(night.at(22, day=-1), way) as there:
        entry = await through(there, night)
        before = await there.picture()
        await stop_at(there.desk, entry, night.at(22, 45, day=-1))
        assert await there.total(night.sunday - A_DAY) == 45
        await there.undo()
        assert await there.picture() == before


@every_night
@both_ways
async def test_a_whole_day_adds_up_to_its_hours(night: Night, start_end: bool) -> None:
    way = way_of(night, start_end=start_end)
    async with room(day_begins(night.sunday, ZoneInfo(night.zone)), way) as there:
        first = await there.start()
        there.clock.now = night.at(12)
        await there.desk.toggle(first, first)
        second = await there.start()
        there.clock.now = night.at(0, day=1) - timedelta(seconds=1)
        assert there.today == night.sunday
        there.clock.advance(1)
        assert there.today == night.sunday + A_DAY
        await there.desk.toggle(second, second)
        assert await there.total(night.sunday) == night.hours * 60
        words = [there.desk.words.hours(e) for e in (await there.desk.day(night.sunday)).entries]
        assert words == [f"{12 + night.shift}:00", "12:00"]


@every_night
@both_ways
@pytest.mark.parametrize("answer", [stop_without, go_on_without, as_new_entry, "move"])
async def test_who_was_away_through_it_was_away_for_real_minutes(
    night: Night, start_end: bool, answer: object
) -> None:
    way = way_of(night, start_end=start_end)
    async with room(night.at(22, day=-1), way) as there:
        entry = await there.start()
        there.clock.now = night.at(23, 30, day=-1)
        gone = night.at(5) - there.clock.now
        away = await there.away(entry, int(gone.total_seconds()), later=3600)
        before, minutes = await there.picture(), (5 * 60 + 30) + night.shift * 60
        assert away.minutes(there.clock()) == minutes
        if answer == "move":
            await move_to(there.desk, away, there.shop)
        else:
            assert callable(answer)
            await answer(there.desk, away)
        kept = answer == "move" or answer is as_new_entry
        total = sum([await there.total(night.sunday - A_DAY), await there.total(night.sunday)])
        assert total == 90 + 60 + (minutes if kept else 0)
        await there.undo()
        assert await there.picture() == before


async def test_a_start_and_an_end_that_cannot_tell_the_hour_are_refused() -> None:
    night = NIGHTS["Berlin in October"]
    way = replace(TIMES, zone=night.zone)
    async with room(night.at(1), way) as there:
        entry = await there.start()
        there.clock.now = night.at(1, 30)
        second = night.at(2, 30, fold=1)
        away = await there.away(entry, int((second - there.clock.now).total_seconds()))
        before = await there.picture()
        for answer in (go_on_without, as_new_entry):
            with pytest.raises(Refused, match=r"(?s)Nothing was changed|twice"):
                await answer(there.desk, away)
        assert await there.picture() == before
        await stop_without(there.desk, away)
        assert await there.rows() == ["Web · Coding 0:30 01:00 – 01:30 “parser”"]


async def test_by_hours_the_second_of_two_hours_is_as_good_as_any() -> None:
    night = NIGHTS["Berlin in October"]
    async with room(night.at(1), HOURS) as there:
        entry = await there.start()
        there.clock.now = night.at(1, 30)
        second = night.at(2, 30, fold=1)
        away = await there.away(entry, int((second - there.clock.now).total_seconds()))
        await as_new_entry(there.desk, away)
        assert await there.rows() == ["Web · Coding 0:30 * “parser”", "Web · Coding 2:00"]
