"""The cells of a week, filled in the account: one write each, and one undo."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.desk.desks import sat_at
from tui.api.backend import Refused
from tui.desk.cells import NOTHING, Cells
from tui.desk.desk import Desk
from tui.desk.undoing import BACK
from tui.domain.day import Day
from tui.domain.draft import Draft
from tui.domain.week import Tally, week_of
from tui.domain.week_table import Pair, Spot, rest_of_work

NOW = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WEEK = week_of(TODAY, 0)


class Table:
    """A desk, its cells, and the row of what runs in the demo."""

    def __init__(self, desk: Desk) -> None:
        assert desk.account is not None
        self.desk = desk
        self.account = desk.account
        self.cells = Cells(desk, desk.account)

    async def read(self) -> None:
        await self.desk.weeks.read(WEEK)

    def spot(self, number: int, project: str = "Website relaunch") -> Spot:
        entries = self.desk.weeks.week(WEEK).entries
        pair = next(Pair.of(e) for e in entries if e.project == project)
        return Spot(pair, WEEK[number])

    def shown(self, spot: Spot) -> str:
        tally = Tally.of(self.account, self.desk.now())
        return tally.label(tally.sum(self.cells.cell(spot).entries))

    async def stored(self) -> list[list[tuple[int, str, str]]]:
        """What the account has, as if it were read for the first time."""
        days: list[Day] = [await self.desk.day(on) for on in WEEK]
        return [[(e.project_id, str(e.hours), e.notes) for e in day.entries] for day in days]

    async def undo(self) -> None:
        await self.desk.turn(BACK)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
async def table(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[Table]:
    async with sat_at(tmp_path, clock, start_end=False) as desk:
        table = Table(desk)
        await table.read()
        yield table


@pytest.fixture
async def times(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[Table]:
    """An account that tracks start and end."""
    async with sat_at(tmp_path, clock, start_end=True) as desk:
        table = Table(desk)
        await table.read()
        yield table


async def test_hours_typed_into_an_empty_cell_make_an_entry(table: Table) -> None:
    spot = table.spot(2)
    outcome = await table.cells.type(spot, "1:30")
    assert outcome.message.startswith("Saved 1:30 on Website relaunch · Programming")
    assert table.shown(spot) == "1:30"
    assert (await table.stored())[2][-1][1:] == ("1.50", "")


async def test_typing_again_changes_the_entry_that_was_made(table: Table) -> None:
    spot = table.spot(2)
    await table.cells.type(spot, "1:30")
    await table.cells.type(spot, "2")
    assert table.shown(spot) == "2:00"
    assert len(table.cells.cell(spot).entries) == 1


@pytest.mark.parametrize("typed", ["0", "0:00"])
async def test_nothing_typed_into_an_empty_cell_makes_nothing(table: Table, typed: str) -> None:
    assert await table.cells.type(table.spot(2), typed) == NOTHING
    assert table.cells.cell(table.spot(2)).entries == ()


async def test_hours_never_touch_notes_and_notes_never_touch_hours(table: Table) -> None:
    spot = table.spot(0, "14775")
    (before,) = table.cells.cell(spot).entries
    await table.cells.type(spot, "0:20")
    await table.cells.note(spot, before.id, "Only this")
    (after,) = table.cells.cell(spot).entries
    assert (str(after.hours), after.notes) == ("0.33", "Only this")
    assert await table.cells.note(spot, before.id, "Only this") == NOTHING
    with pytest.raises(Refused, match="no longer there"):
        await table.cells.note(spot, 9999, "Nobody's")


async def test_a_cell_is_cleared_and_comes_back(table: Table) -> None:
    spot, before = table.spot(0, "14775"), await table.stored()
    await table.cells.clear(spot)
    assert table.cells.cell(spot).entries == ()
    await table.undo()
    assert sorted((await table.stored())[0]) == sorted(before[0])
    assert table.shown(spot) == "3:00"
    assert await table.cells.clear(table.spot(3)) == NOTHING


async def test_a_cell_of_several_entries_is_cleared_in_one_step(table: Table) -> None:
    spot = table.spot(2)
    for hours in ("1", "2"):
        await table.desk.add(
            Draft(
                project_id=spot.pair.project_id,
                task_id=spot.pair.task_id,
                spent_date=spot.on,
                hours=table.cells._tally.hours(int(hours) * 60),
            ),
            None,
        )
    assert table.shown(spot) == "3:00"
    await table.cells.type(spot, "3:30")
    assert [str(e.hours) for e in table.cells.cell(spot).entries] == ["1.00", "2.50"]
    outcome = await table.cells.clear(spot)
    assert outcome.message.startswith("Deleted 2 entries on Website relaunch · Programming")
    await table.undo()
    assert table.shown(spot) == "3:30"


async def test_filling_right_is_one_step_into_empty_cells_only(table: Table) -> None:
    source = table.spot(1)
    await table.cells.type(source, "1:15")
    await table.cells.type(table.spot(3), "2")
    outcome = await table.cells.fill(source, rest_of_work(WEEK, source.on))
    assert outcome.message.startswith("Filled in 1:15 on Website relaunch · Programming, 2 days.")
    shown = [table.shown(table.spot(number)) for number in range(1, 7)]
    assert shown == ["1:15", "1:15", "2:00", "1:15", "0:00", "0:00"]
    await table.undo()
    shown = [table.shown(table.spot(number)) for number in range(1, 7)]
    assert shown == ["1:15", "0:00", "2:00", "0:00", "0:00", "0:00"]


async def test_what_cannot_be_filled_in_says_why(table: Table) -> None:
    with pytest.raises(Refused, match="timer is running"):
        await table.cells.fill(table.spot(0), WEEK[1:5])
    with pytest.raises(Refused, match="no hours"):
        await table.cells.fill(table.spot(3), WEEK[4:5])
    await table.cells.type(table.spot(3), "1")
    with pytest.raises(Refused, match="no empty cell"):
        await table.cells.fill(table.spot(3), ())


async def test_a_timer_stops_and_starts_in_its_cell(table: Table, clock: FrozenClock) -> None:
    spot = table.spot(0)
    assert table.shown(spot) == "0:42"
    await table.cells.toggle(spot, TODAY)
    assert table.desk.weeks.running is None
    clock.advance(60)
    await table.cells.toggle(spot, TODAY)
    assert table.desk.weeks.running is not None
    clock.advance(120)
    assert table.shown(spot) == "0:44"


async def test_in_an_empty_cell_a_timer_starts_only_today(table: Table, clock: FrozenClock) -> None:
    await table.cells.clear(table.spot(0, "Office"))
    outcome = await table.cells.toggle(Spot(table.spot(0, "14775").pair, TODAY), TODAY)
    assert outcome.message.startswith("Stopped Website relaunch · Programming at 0:42, started")
    with pytest.raises(Refused, match="only on today's date"):
        await table.cells.toggle(table.spot(3), TODAY)


async def test_what_a_start_stopped_has_its_final_hours_at_once(
    table: Table, clock: FrozenClock
) -> None:
    await table.cells.toggle(table.spot(0, "14775"), TODAY)
    clock.advance(3600)
    assert table.shown(table.spot(0)) == "0:42"
    assert table.shown(table.spot(0, "14775")) == "4:00"


async def test_where_start_and_end_are_tracked_hours_are_not_typed_but_timers_start(
    times: Table, clock: FrozenClock
) -> None:
    spot = times.spot(0, "14775")
    for refused in (times.cells.type(spot, "1"), times.cells.fill(spot, WEEK[1:5])):
        with pytest.raises(Refused, match="start and end"):
            await refused
    clock.advance(timedelta(minutes=5).total_seconds())
    await times.cells.toggle(spot, TODAY)
    assert times.desk.weeks.running is not None
    assert times.desk.weeks.running.project == "14775"
    assert len(times.cells.cell(spot).entries) == 2


async def test_the_week_knows_all_of_it_as_a_new_reading_would(table: Table) -> None:
    await table.cells.type(table.spot(2), "1:30")
    await table.cells.fill(table.spot(2), WEEK[3:5])
    await table.cells.toggle(table.spot(0, "14775"), TODAY)
    await table.undo()
    await table.undo()
    known = [
        [(e.id, e.hours_without_timer, e.is_running) for e in day.entries]
        for day in table.desk.weeks.week(WEEK).days
        if day is not None
    ]
    table.desk.weeks.doubt(WEEK)
    await table.read()
    read = [
        [(e.id, e.hours_without_timer, e.is_running) for e in day.entries]
        for day in table.desk.weeks.week(WEEK).days
        if day is not None
    ]
    assert known == read
