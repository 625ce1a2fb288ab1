"""The same again: rows continued today, rows and days copied."""

from datetime import date

from tests.clock import FrozenClock
from tests.ui.story import opened
from tui.account.store import Store

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)
SUNDAY = date(2026, 11, 22)


async def test_an_old_row_is_continued_today(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, on=FRIDAY) as story:
        kind, before = story.under_cursor, len(story.entries(TODAY))
        old = story.entries(FRIDAY)
        await story.press("c")
        assert story.entries(FRIDAY) == old
        assert story.day.view.day.date == TODAY
        assert story.under_cursor == kind
        assert story.grid.entry is not None
        assert story.grid.entry.is_running
        assert len(story.entries(TODAY)) == before + 1


async def test_what_is_there_today_is_offered_to_be_resumed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        count = len(story.entries())
        await story.press("k", "c")
        assert "Today has it already, with 0:20: Office · Administration." in story.pane
        assert "r Resume it" in story.pane
        await story.press("s", "d", "u")
        assert "Resume it" in story.pane  # no key gets through to the rows
        await story.press("r")
        assert len(story.entries()) == count
        assert ("Office", "Administration", "0.33", True) in story.entries()
        await story.press("x", "c", "n")
        assert len(story.entries()) == count + 1


async def test_esc_leaves_it(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        before = story.entries()
        await story.press("k", "c", "escape")
        assert story.entries() == before
        assert "Resume" not in story.pane


async def test_a_row_is_copied_to_another_day_with_and_without_hours(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "y")
        assert story.message.startswith("Copied 1 row: go to another day, and p")
        await story.press("h", "p")
        assert "Put 1 row on Sunday 22 November 2026?" in story.pane
        await story.press("h")
        assert story.entries(SUNDAY) == [("Office", "Administration", "0.33", False)]
        await story.press("p", "o")
        assert story.entries(SUNDAY)[1] == ("Office", "Administration", "0.00", False)
        await story.press("u", "u")
        assert story.entries(SUNDAY) == []


async def test_a_whole_day_is_copied_as_one_step(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        rows = len(story.entries())
        await story.press("Y", "h", "P")
        assert f"Put {rows} rows on Sunday 22 November 2026?" in story.pane
        await story.press("o")
        assert [hours for *_, hours, _ in story.entries(SUNDAY)] == ["0.00"] * rows
        assert story.message == f"Copied {rows} rows to Sunday 22 November 2026."
        await story.press("u")
        assert story.entries(SUNDAY) == []
        assert story.message.startswith(f"Took back: copied {rows} rows")
        await story.press("ctrl+r")
        assert len(story.entries(SUNDAY)) == rows


async def test_the_most_recent_timesheet_fills_an_empty_day(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, on=SUNDAY) as story:
        friday = {(project, task) for project, task, *_ in story.entries(FRIDAY)}
        await story.press("c")
        assert "rows from Friday 20 November 2026?" in story.pane
        await story.press("o")
        assert {(project, task) for project, task, *_ in story.entries(SUNDAY)} == friday
        await story.press("ctrl+y")
        assert story.message == "Rows are copied to an empty day only."


async def test_where_start_and_end_are_tracked_rows_keep_their_times(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock, on=FRIDAY) as story:
        await story.press("Y", "t", "h", "p")
        assert "Without" not in story.pane
        await story.press("h")
        assert len(story.entries(SUNDAY)) == len(story.entries(FRIDAY))
