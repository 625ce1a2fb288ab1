"""A timer that ran over midnight: split, or stopped at a time yesterday; undone and redone.

It is started on Monday 23 November at 23:10:40.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.api.line import lost_request
from tests.desk.rooms import DECIMAL, HOURS, TIMES, WAYS, Room, Way, room
from tui.api.backend import BackendError, Refused
from tui.desk.away import split_at, stop_at
from tui.desk.quickly import carry_out
from tui.domain.dates import day_begins
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.quick.plan import Scene
from tui.domain.quick.reading import Book, read

EVENING = datetime(2026, 11, 23, 22, 10, 40, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def midnight(room: Room) -> datetime:
    return day_begins(room.today, room.account.zone)


async def over_midnight(room: Room, minutes: int = 80, booked: str = "0") -> TimeEntry:
    entry = await room.start(booked)
    room.clock.advance(minutes=minutes)
    return entry


SPLIT = {
    "hours": (["Web · Coding 0:49 “parser”"], ["Web · Coding 0:31 * “parser”"]),
    "decimal": (["Web · Coding 0.82 “parser”"], ["Web · Coding 0.51 * “parser”"]),
    "times": (
        ["Web · Coding 0:50 23:10 – 00:00 “parser”"],
        ["Web · Coding 0:30 00:00 – * “parser”"],
    ),
}


@pytest.mark.parametrize("kind", WAYS)
async def test_split_at_midnight_undone_and_redone(kind: str) -> None:
    async with room(EVENING, WAYS[kind]) as there:
        entry = await over_midnight(there)
        before = await there.picture()
        shown = await there.total(MONDAY)
        outcome = await split_at(there.desk, entry, midnight(there))
        yesterday, today = SPLIT[kind.removesuffix("-v2")]
        assert await there.rows(MONDAY) == yesterday, outcome.message
        assert await there.rows(TUESDAY) == today
        assert await there.total(MONDAY) + await there.total(TUESDAY) - shown in (0, 1)
        assert outcome.entry is not None
        assert outcome.entry.is_running
        after = await there.picture()
        there.clock.advance(65)
        await there.undo()
        assert await there.picture() == before
        there.clock.advance(65)
        await there.redo()
        assert await there.picture() == after


async def test_what_was_split_is_said() -> None:
    async with room(EVENING) as there:
        entry = await over_midnight(there)
        assert (await split_at(there.desk, entry, midnight(there))).message == (
            "Split Web · Coding at 00:00: 0:49 stay on Mon 23 Nov, and it runs since then at 0:31."
        )


async def test_what_was_booked_before_stays_where_it_was() -> None:
    async with room(EVENING) as there:
        entry = await over_midnight(there, booked="2.5")
        await split_at(there.desk, entry, midnight(there))
        assert await there.rows(MONDAY) == ["Web · Coding 3:19 “parser”"]
        assert await there.rows(TUESDAY) == ["Web · Coding 0:31 * “parser”"]


async def test_what_was_started_again_after_midnight_goes_on_today() -> None:
    async with room(EVENING) as there:
        entry = await over_midnight(there, 60)
        await there.desk.toggle(entry, entry)
        there.clock.advance(minutes=20)
        again = (await there.desk.toggle(entry := await there.desk.entry(entry.id), None)).entry
        assert again is not None
        there.clock.advance(minutes=15)
        await split_at(there.desk, again, midnight(there))
        assert await there.rows(MONDAY) == ["Web · Coding 1:00 “parser”"]
        assert await there.rows(TUESDAY) == ["Web · Coding 0:15 * “parser”"]


@pytest.mark.parametrize("kind", WAYS)
async def test_stopped_at_a_time_yesterday_undone_and_redone(kind: str) -> None:
    async with room(EVENING, WAYS[kind]) as there:
        entry = await over_midnight(there)
        before = await there.picture()
        said = (await stop_at(there.desk, entry, there.at(23, 30, MONDAY))).message
        rows = {
            "hours": "Web · Coding 0:19 “parser”",
            "decimal": "Web · Coding 0.32 “parser”",
            "times": "Web · Coding 0:20 23:10 – 23:30 “parser”",
        }
        assert await there.rows(MONDAY) == [rows[kind.removesuffix("-v2")]]
        assert said.startswith("Stopped Web · Coding yesterday at 23:30, with 0")
        assert await there.rows(TUESDAY) == []
        after = await there.picture()
        there.clock.advance(65)
        await there.undo()
        assert await there.picture() == before
        await there.redo()
        assert await there.picture() == after


@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_both_can_be_done_the_next_morning(way: Way) -> None:
    async with room(EVENING, way) as there:
        entry = await over_midnight(there, 9 * 60)
        before = await there.picture()
        await split_at(there.desk, entry, midnight(there))
        assert await there.total(TUESDAY) in (8 * 60 + 10, 8 * 60 + 11)
        await there.undo()
        assert await there.picture() == before
        running = (await there.desk.day(MONDAY)).running
        assert running is not None
        await stop_at(there.desk, running, there.at(23, 59, MONDAY))
        assert await there.total(MONDAY) in (48, 49)
        await there.undo()
        assert await there.picture() == before


@pytest.mark.parametrize(
    ("line", "monday", "tuesday"),
    [
        ("stop @23:30", ["Web · Coding 0:19 “parser”"], []),
        ("@23:30 shop", ["Web · Coding 0:19 “parser”"], ["Shop · Coding 1:00 *"]),
    ],
)
async def test_the_quick_line_means_yesterday_where_today_is_to_come(
    line: str, monday: list[str], tuesday: list[str]
) -> None:
    async with room(EVENING) as there:
        entry = await over_midnight(there)
        before = await there.picture()
        scene = Scene(
            account=there.account, now=there.desk.now(), shown=there.today, running=entry, row=None
        )
        found = read(line, None, Book(there.desk.catalog, there.desk.habits, {}), scene).plan
        assert found is not None
        await carry_out(there.desk, found, entry)
        assert await there.rows(MONDAY) == monday
        assert await there.rows(TUESDAY) == tuesday
        await there.undo()
        assert await there.picture() == before


# What cannot be


@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_moments_that_cannot_be(way: Way) -> None:
    async with room(EVENING, way) as there:
        entry = await over_midnight(there)
        before = await there.picture()
        for on, hour, why in (
            (MONDAY, 23, r"runs since yesterday 23:10: nothing begins before that"),
            (TUESDAY, 1, r"01:00 is still to come"),
        ):
            with pytest.raises(Refused, match=why):
                await stop_at(there.desk, entry, there.at(hour, 0, on))
        with pytest.raises(Refused, match=r"01:00 is still to come"):
            await split_at(there.desk, entry, there.at(1))
        assert await there.picture() == before


@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_what_was_changed_elsewhere_is_left_alone(way: Way) -> None:
    async with room(EVENING, way) as there:
        entry = await over_midnight(there)
        phone = await there.phone.entry(entry.id)
        if way.start_end:
            await there.phone.update(phone, Change(started_at=there.at(23, 0).time()))
        else:
            await there.phone.update(phone, Change(hours=Decimal(1)))
        for coming in (
            split_at(there.desk, entry, midnight(there)),
            stop_at(there.desk, entry, there.at(23, 30, MONDAY)),
        ):
            with pytest.raises(Refused, match="was changed elsewhere meanwhile: look at it again"):
                await coming


@pytest.mark.parametrize("way", [HOURS, TIMES], ids=["hours", "times"])
async def test_a_weekend_is_not_split(way: Way) -> None:
    async with room(EVENING, way) as there:
        entry = await over_midnight(there, 60 * 60)
        with pytest.raises(Refused, match=r"more than 24 hours|Start and end cannot tell that"):
            await split_at(there.desk, entry, midnight(there))
        assert (await there.desk.entry(entry.id)).timer_started_at == entry.timer_started_at


async def test_what_started_today_is_not_split_by_its_times() -> None:
    async with room(EVENING + timedelta(hours=2), TIMES) as there:
        entry = await over_midnight(there, 10)
        with pytest.raises(Refused, match="did not run before: there is nothing to split"):
            await split_at(there.desk, entry, midnight(there))


# Half way


@pytest.mark.parametrize(
    ("way", "start", "passes", "said"),
    [
        (HOURS, "POST /daily/update", 0, "Web · Coding runs, but only since now. "),
        (HOURS, "POST /daily/update", 1, "Web · Coding runs since 00:00, but the old one has all"),
        (DECIMAL, "POST /daily/add", 0, ""),
        (
            TIMES,
            "POST /daily/update",
            0,
            "Web · Coding runs since 00:00, but the old one ended now",
        ),
    ],
)
async def test_half_of_it_is_told_and_taken_back(
    way: Way, start: str, passes: int, said: str
) -> None:
    async with room(EVENING, way) as there:
        entry = await over_midnight(there)
        before = await there.picture()
        there.line.fail(start, *[lambda deliver: deliver()] * passes, lost_request())
        with pytest.raises(BackendError) as caught:
            await split_at(there.desk, entry, midnight(there))
        assert str(caught.value).startswith(said)
        if said:
            await there.undo()
        assert await there.picture() == before
