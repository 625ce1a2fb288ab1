"""The week as a grid of hours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual import events

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.story import MARTA, Story, opened, stored
from tui.account.store import Store
from tui.api.backend import Refused, Unreachable
from tui.config import Config
from tui.screens.week import WeekScreen
from tui.widgets.week_bars import WeekDays, WeekHead, WeekNotes, WeekSums

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
PROGRAMMING = "Website relaunch · Programming"


class WeekStory:
    """One person at the week."""

    def __init__(self, story: Story) -> None:
        self.story = story

    @property
    def week(self) -> WeekScreen:
        screen = self.story.app.screen
        assert isinstance(screen, WeekScreen), self.story.pane
        return screen

    @property
    def message(self) -> str:
        return self.week.notice.notice

    @property
    def here(self) -> str:
        """The cell under the cursor."""
        spot = self.week.grid.spot
        return spot.name if spot is not None else ""

    def line(self, kind: type[WeekHead | WeekDays | WeekSums | WeekNotes]) -> str:
        y = self.week.query_one(kind).region.y
        return self.story.pane.splitlines()[y].rstrip()

    @property
    def sums(self) -> list[str]:
        """What stands below the columns, and below the rows' sums."""
        y = self.week.query_one(WeekSums).region.y + 1
        return self.story.pane.splitlines()[y].split()[1:]

    def row(self, *words: str) -> str:
        return self.story.line_with(*words)

    async def go_to(self, project: str, task: str, day: int) -> None:
        """Put the cursor on a cell."""
        pair = next(
            row.pair
            for row in self.week.view.rows
            if (row.pair.project, row.pair.task) == (project, task)
        )
        self.week.grid.point_at(self.week.view.week.dates[day], pair.ids)
        await self.story.settle()


@asynccontextmanager
async def week_of(
    store: Store, clock: FrozenClock, *, size: tuple[int, int] = (120, 40), **options: object
) -> AsyncIterator[WeekStory]:
    """Open Windrow on a store, and the week in it."""
    async with opened(store, clock, size=size, **options) as story:  # type: ignore[arg-type]
        await story.press("w")
        yield WeekStory(story)


def add_up(week: WeekStory) -> None:
    """See that rows and columns add up to what the grid shows, and to the same."""
    tally = week.week.tally
    rows = week.week.view.rows
    by_columns = [sum(tally.sum(row.cells[number].entries) for row in rows) for number in range(7)]
    shown = [tally.label(parts) if parts else "–" for parts in by_columns]
    entries = [row.entries for row in rows]
    assert week.sums == [*shown, tally.label(sum(map(tally.sum, entries)))]


async def test_the_week_shows_rows_days_and_sums(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        pane = week.story.pane
        assert pane.splitlines()[0].startswith(" Week 48 · 23 – 29 November 2026")
        assert pane.splitlines()[0].endswith("● Website relaunch  0:42:10")
        assert week.line(WeekDays).strip() == (
            "Mo 23    Tu 24    We 25    Th 26    Fr 27    Sa 28    Su 29"
        )
        assert week.row("Website relaunch", "● 0:42").endswith("0:42")
        assert "1:00✓" in week.row("Support contract · Meetings")
        assert "1:30$" in week.row("Support contract · Development")
        assert week.sums == ["6:32", "2:00", "1:00", "–", "–", "–", "–", "9:32"]
        add_up(week)


async def test_the_cursor_begins_where_the_day_had_it(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "w")
        assert WeekStory(story).here == "Office · Administration, Mon 23 Nov"


async def test_hours_are_typed_as_in_a_spreadsheet(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.story.press("l")
        await week.story.type("1:30")
        assert "1:30" in week.row("▌")
        await week.story.press("tab")
        await week.story.type("2")
        await week.story.press("tab")
        await week.story.type("45m")
        await week.story.press("enter")
        assert week.row("Website relaunch · Prog").split()[-4:] == ["1:30", "2:00", "0:45", "4:57"]
        add_up(week)
    hours = [
        [str(e.hours) for e in stored(demo, clock, date(2026, 11, day)) if e.task == "Programming"]
        for day in (24, 25, 26)
    ]
    assert hours == [["1.50"], ["2.00"], ["0.75"]]


async def test_a_week_is_typed_in_faster_than_anything_answers(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        await week.story.press_at_once(*"3", "tab", *"6:30", "tab", *"4", "tab", *"2", "enter")
        await week.story.settle()
        add_up(week)
        assert week.row("Website relaunch · Prog").split()[-5:] == [
            "3:00",
            "6:30",
            "4:00",
            "2:00",
            "16:12",
        ]


async def test_moving_and_typing_go_hand_in_hand(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 0)
        await week.story.press_at_once("l", "1", "down", "h", "end", "2", "enter", "home")
        await week.story.settle()
        assert [e.task for e in stored(demo, clock, TUESDAY) if str(e.hours) == "1.00"] == [
            "Programming"
        ]
        assert len(stored(demo, clock, date(2026, 11, 29))) == 1


async def test_the_old_hours_are_there_to_be_replaced_or_typed_on(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("enter")
        assert week.week.grid.text is not None
        assert week.week.grid.text.text == "3:00"
        await week.story.press("enter")
        assert week.message == ""
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("e", "right", "backspace", "backspace")
        await week.story.type("15")
        await week.story.press("enter")
        assert week.message.startswith("Updated 14775 · Backend Programming: 3:00 → 3:15.")


async def test_esc_takes_the_edit_back(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        counting.taken()
        await week.story.press("9", "escape")
        assert week.week.grid.text is None
        assert counting.taken()["update"] == 0
        assert week.row(PROGRAMMING[:14], "0:42")


async def test_what_is_no_number_of_hours_stays_where_it_was_typed(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.story.press("l")
        await week.story.type("1:75")
        await week.story.press("enter")
        assert "An hour has 60 minutes" in week.message
        assert week.week.grid.text is not None
        await week.story.press("backspace", "backspace")
        await week.story.type("45")
        await week.story.press("enter")
        assert week.message.startswith("Saved 1:45")


async def test_an_emptied_cell_is_not_cleared_by_accident(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("enter", "backspace", "enter")
        assert week.message == "Nothing was changed: d clears a cell."
        assert "3:00" in week.row("14775")


async def test_one_may_type_on_while_a_cell_is_being_sent(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        counting.hold("add")
        week.story.post("1", "tab")
        await counting.reached.wait()
        await week.story.pilot.pause()
        assert "… 1:00" in week.row("Website relaunch · Prog")
        assert week.sums[1] == "2:00"
        week.story.post("2", "tab")
        await week.story.until(lambda: len(week.week.view.sending) == 2)
        assert week.row("Website relaunch · Prog").count("…") == 2
        counting.release()
        await week.story.settle()
        assert week.sums[1:3] == ["3:00", "3:00"]
        assert "…" not in week.row("Website relaunch · Prog")


async def test_typing_twice_into_a_cell_that_is_being_sent_makes_one_entry(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        counting.hold("add")
        week.story.post("1", "tab", "left", "2", "enter")
        await counting.reached.wait()
        await week.story.until(lambda: "2:00" in week.week.view.sending.values())
        counting.release()
        await week.story.settle()
        made = [e for e in stored(demo, clock, TUESDAY) if e.task == "Programming"]
        assert [str(e.hours) for e in made] == ["2.00"]


async def test_a_refused_edit_says_why_and_comes_back_for_another_try(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        await week.go_to("14775", "Backend Programming", 0)
        counting.failing["update"] = Refused("It was approved meanwhile.")
        await week.story.press("5", "enter")
        assert week.message == "It was approved meanwhile."
        assert "! 3:00" in week.row("14775")
        add_up(week)
        counting.failing.clear()
        await week.story.press("up", "enter")
        assert week.week.grid.text is not None
        assert week.week.grid.text.text == "5"
        await week.story.press("enter")
        assert "5:00" in week.row("14775")
        assert "!" not in week.row("14775")


async def test_after_an_unclear_write_the_day_is_looked_at(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        counting.taken()
        counting.failing["add"] = Unreachable("No connection.")
        await week.story.press("5", "enter")
        assert counting.taken()["days"] == 1


async def test_an_edit_costs_one_write_and_no_reading(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        assert counting.taken()["days"] == 6
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("2", "enter")
        taken = counting.taken()
        assert (taken["update"], taken["day"], taken["days"]) == (1, 0, 0)


async def test_filling_right_fills_up_to_friday_in_one_step(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        before = week.sums
        await week.story.press("f")
        assert week.message.startswith("Filled in 3:00 on 14775 · Backend Programming, 4 days.")
        assert week.row("14775").split()[-5:] == ["3:00", "3:00", "3:00", "3:00", "15:00"]
        add_up(week)
        await week.story.press("u")
        assert week.sums == before
        await week.story.press("ctrl+r")
        assert week.row("14775").endswith("15:00")


async def test_clearing_asks_only_for_what_runs_or_is_locked(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("d")
        assert week.message.startswith("Deleted 3:00 on 14775 · Backend Programming")
        assert week.row("14775")
        await week.story.press("u")
        assert "3:00" in week.row("14775")
        await week.go_to("Website relaunch", "Programming", 0)
        await week.story.press("d")
        assert week.message == "Its timer is running. d again deletes it."
        await week.story.press("j", "k", "d")
        assert "again" in week.message
        await week.story.press("delete")
        assert week.week.view.running is None
        add_up(week)


async def test_the_timer_runs_in_its_cell_and_sums_follow_it(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        clock.advance(50)
        week.week.tick()
        await week.story.settle()
        assert "● 0:43" in week.row("Website relaunch · Prog")
        assert week.story.pane.splitlines()[0].endswith("0:43:00")
        add_up(week)
        await week.story.press("s")
        assert week.message.startswith("Stopped Website relaunch · Programming at 0:43")
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("s")
        assert "● 3:00" in week.row("14775 ·")
        assert week.story.app.title.startswith("● 3:00 14775")


async def test_a_tick_redraws_the_clock_and_nothing_else(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with week_of(demo, clock) as week:
        drawn: list[str] = []
        for kind in (WeekSums, WeekNotes, WeekDays):
            monkeypatch.setattr(
                week.week.query_one(kind), "refresh", lambda *_: drawn.append("line")
            )
        monkeypatch.setattr(week.week.grid, "refresh_lines", lambda *_: drawn.append("row"))
        week.week.tick()
        drawn.clear()
        for _ in range(49):
            clock.advance(1)
            week.week.tick()
        assert drawn == []
        clock.advance(1)
        week.week.tick()
        assert drawn == ["row", "line"]


async def test_notes_are_edited_at_the_foot(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        assert week.line(WeekNotes) == " Mon 23 · Backend Programming · Test API support"
        await week.story.press("m", "end")
        await week.story.type(", twice")
        await week.story.press("enter")
        assert week.message.endswith("notes.")
        assert week.line(WeekNotes).endswith("Test API support, twice")
        await week.story.press("m", "escape", "1", "escape")
    (entry,) = [e for e in stored(demo, clock, MONDAY) if e.project == "14775"]
    assert (entry.notes, str(entry.hours)) == ("Test API support, twice", "3.00")


async def test_notes_of_several_lines_keep_them(demo: Store, clock: FrozenClock) -> None:
    entry = next(e for e in stored(demo, clock, MONDAY) if e.project == "14775")
    with demo.write():
        found = demo.entries.find(entry.id)
        assert found is not None
        demo.entries.save(replace(found.record, notes="one\ntwo"))
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("m")
        assert "one⏎two" in week.story.pane
        await week.story.press("end")
        await week.story.type("!")
        await week.story.press("enter")
    assert next(e for e in stored(demo, clock, MONDAY) if e.project == "14775").notes == "one\ntwo!"


async def test_refused_notes_come_back(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        await week.go_to("14775", "Backend Programming", 0)
        counting.failing["update"] = Refused("No.")
        await week.story.press("m", "end")
        await week.story.type("!!")
        await week.story.press("enter")
        assert week.message == "No."
        counting.failing.clear()
        await week.story.press("m")
        assert "Test API support!!" in week.story.pane
        await week.story.press("enter")
        assert week.line(WeekNotes).endswith("Test API support!!")


async def test_a_row_is_added_and_filled(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.story.press("n")
        await week.story.type("shop prog")
        await week.story.press("enter")
        assert week.here == "Shop maintenance · Programming, Mon 23 Nov"
        rows = len(week.week.view.rows)
        await week.story.press("2", "enter")
        assert len(week.week.view.rows) == rows
        add_up(week)


async def test_a_row_that_is_there_is_gone_to(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 0)
        rows = len(week.week.view.rows)
        await week.story.press("n")
        await week.story.type("14775 backend")
        await week.story.press("enter")
        assert week.here == "14775 · Backend Programming, Mon 23 Nov"
        assert len(week.week.view.rows) == rows


async def test_the_same_week_is_seen_from_the_day(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        await week.story.press("4", "tab", "escape")
        story = week.story
        assert story.screen is story.day
        assert story.day.view.day.date == date(2026, 11, 25)
        assert "Tu 6:00" in story.pane.splitlines()[1]
        await story.press("h")
        assert story.line_with("Acme · Website").endswith("4:00")


async def test_leaving_while_a_cell_is_being_sent_loses_nothing(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        counting.hold("add")
        week.story.post("4", "enter", "w")
        await counting.reached.wait()
        story = week.story
        await story.until(lambda: story.screen is story.day)
        counting.release()
        await story.settle()
        assert story.message.startswith("Saved 4:00 on Website relaunch · Programming")
        assert story.line_with("Acme · Website").endswith("4:00")


async def test_weeks_are_turned_with_the_weekday_kept(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.story.press("l", "left_square_bracket")
        assert week.line(WeekHead).startswith(" Week 47 · 16 – 22 November 2026")
        assert week.here.endswith("Tue 17 Nov")
        add_up(week)
        await week.story.press("t")
        assert week.line(WeekHead).startswith(" Week 48")
        assert week.here.endswith("Mon 23 Nov")
        await week.story.press("alt+3")
        assert week.here.endswith("Wed 25 Nov")


async def test_an_empty_week_says_how_to_begin(empty: Store, clock: FrozenClock) -> None:
    async with week_of(empty, clock, size=(80, 24)) as week:
        assert "Nothing in this week yet." in week.story.pane
        assert week.sums == ["–"] * 7 + ["0:00"]
        await week.story.press("1")
        assert week.message == "There is no row yet: n adds one."
        await week.story.press("d", "f", "m", "s", "enter", "j", "escape")
        assert week.story.screen is week.story.day


async def test_days_that_are_not_known_are_not_guessed(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        counting.hold("days")
        week.story.post("left_square_bracket")
        await counting.reached.wait()
        await week.story.pilot.pause()
        assert week.sums == ["…"] * 8
        assert "Reading the week" in week.story.pane
        counting.release()
        await week.story.settle()
        assert "…" not in week.sums


async def test_a_week_that_cannot_be_read_says_why_and_is_read_at_r(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with week_of(demo, clock, wrap=counting.around) as week:
        counting.failing["days"] = Unreachable("No connection.")
        await week.story.press("left_square_bracket")
        assert week.message == "No connection."
        counting.failing.clear()
        await week.story.press("r")
        assert week.message == ""
        assert "…" not in week.sums


async def test_a_member_sees_why_a_locked_cell_is_closed(demo: Store, clock: FrozenClock) -> None:
    with demo.write():
        demo.entries.approve(MONDAY, MONDAY, MARTA, int(clock().timestamp()))
    async with week_of(demo, clock, person_id=MARTA) as week:
        row = next(row for row in week.week.view.rows if row.cells[0].entries)
        await week.go_to(row.pair.project, row.pair.task, 0)
        for keys in (("3",), ("enter",), ("d", "d"), ("m",)):
            await week.story.press(*keys)
            assert "only an administrator may change this entry" in week.message
            assert week.week.grid.text is None


async def test_where_start_and_end_are_tracked_the_cell_says_where_they_are_typed(
    start_end: Store, clock: FrozenClock
) -> None:
    async with week_of(start_end, clock) as week:
        await week.story.press("3")
        assert week.message.startswith("This account tracks start and end")
        assert week.week.grid.text is None
        add_up(week)
        await week.story.press("s")
        assert week.message.startswith("Stopped Website relaunch · Programming")


async def test_a_foreign_sheet_cannot_be_overlooked(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(120, 40)) as story:
        await story.press("o")
        await story.type("mar")
        await story.press("enter", "w")
        week = WeekStory(story)
        assert week.line(WeekHead).startswith(" Sheet of Marta Lindqvist · Week 48")
        assert week.week.query_one(WeekHead).has_class("-foreign")
        add_up(week)


async def test_a_click_goes_to_a_cell_and_two_type_into_it(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        grid = week.week.grid
        await week.story.pilot.click(grid, offset=(grid.columns.start(TUESDAY) + 3, 1))
        await week.story.settle()
        assert week.here.endswith("Tue 24 Nov")
        assert grid.index == 1
        await week.story.pilot.click(grid, offset=(grid.columns.start(TUESDAY) + 3, 2), times=2)
        await week.story.settle()
        assert grid.text is not None


async def test_a_click_elsewhere_sends_what_was_typed(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        grid = week.week.grid
        await week.story.press("7")
        await week.story.pilot.click(grid, offset=(grid.columns.start(MONDAY) + 3, 0))
        await week.story.settle()
        assert "7:00" in week.row("Website relaunch · Prog")


async def test_a_click_on_a_day_goes_there(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        days = week.week.query_one(WeekDays)
        await week.story.pilot.click(days, offset=(week.line(WeekDays).index("We"), 0))
        await week.story.settle()
        assert week.story.day.view.day.date == date(2026, 11, 25)


async def test_what_was_done_on_the_day_is_undone_here(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(120, 40)) as story:
        await story.press("k", "d", "w")
        week = WeekStory(story)
        assert week.sums[0] == "6:12"
        await story.press("u")
        assert week.sums[0] == "6:32"
        assert "Brought back" in week.message or "0:20" in week.message


async def test_an_undo_of_what_nobody_was_told_of_is_named_first(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        await week.story.press("1", "enter")
        week.week.desk.turning.told_step = 0
        await week.story.press("u")
        assert week.message.startswith("u again: ")
        assert week.sums[1] == "3:00"
        await week.story.press("u")
        assert week.sums[1] == "2:00"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 10), (30, 8)])
async def test_it_fits_any_pane(demo: Store, clock: FrozenClock, size: tuple[int, int]) -> None:
    async with week_of(demo, clock, size=size) as week:
        lines = week.story.pane.splitlines()
        assert max(map(len, lines)) <= size[0]
        assert any("6:32" in line for line in lines)
        assert week.story.pane.rstrip().endswith("Help")
        await week.story.press("G", "end", "g", "home")


async def test_the_target_stands_beside_the_total(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock, settings=Config(week_hours=40)) as week:
        assert "total of 40:00" in week.story.pane


async def test_what_the_server_says_is_shown_literally(demo: Store, clock: FrozenClock) -> None:
    entry = next(e for e in stored(demo, clock, MONDAY) if e.project == "14775")
    with demo.write():
        found = demo.entries.find(entry.id)
        assert found is not None
        demo.entries.save(replace(found.record, notes="[bold]\x1b[31mred[/x]"))
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        assert "[bold]␛[31mred[/x]" in week.line(WeekNotes)
        await week.story.press("m")
        assert "what a line cannot show" in week.message


async def test_keys_that_were_rebound_work_here_too(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock, settings=Config(keys={"fill_right": "F"})) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("f")
        assert week.message == ""
        await week.story.press("F")
        assert week.message.startswith("Filled in 3:00")


async def test_the_palette_has_the_weeks_commands(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press("ctrl+p")
        await week.story.type("fill")
        await week.story.until(lambda: "Fill the cell's hours" in week.story.pane)
        await week.story.press("enter")
        await week.story.until(lambda: isinstance(week.story.screen, WeekScreen))
        await week.story.settle()
        assert week.message.startswith("Filled in 3:00")


async def test_at_midnight_today_is_another_day(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        clock.advance(hours=10)
        week.story.day._heart.beat()
        await week.story.settle()
        assert week.week.view.today == TUESDAY


async def test_every_operation_leaves_the_sums_right(demo: Store, clock: FrozenClock) -> None:
    keys = ("2", "enter", "l", "1:15", "tab", "f", "s", "u", "d", "j", "h", "s", "ctrl+r", "x")
    async with week_of(demo, clock) as week:
        for key in keys:
            if len(key) > 1 and ":" in key:
                await week.story.type(key)
            else:
                await week.story.press(key)
            clock.advance(7)
            week.week.tick()
            await week.story.settle()
            add_up(week)


async def test_notes_and_hours_typed_in_one_go(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 0)
        await week.story.press_at_once("m", "end", "x", "y", "enter", "4", "enter")
        await week.story.settle()
        assert "4:00" in week.row("14775 ·")
    (entry,) = [e for e in stored(demo, clock, MONDAY) if e.project == "14775"]
    assert (entry.notes, str(entry.hours)) == ("Test API supportxy", "4.00")


async def test_a_new_row_and_its_hours_typed_in_one_go(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        keys = ("n", *"shop", "enter", "2", "enter")
        await week.story.press_at_once(*keys)
        await week.story.settle()
        assert week.row("Shop maintenance · Programming").endswith("2:00")


async def test_a_pasted_row_fills_its_cells(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("Website relaunch", "Programming", 1)
        week.week.post_message(events.Paste("3:00\t\t4:15\t2\nmore"))
        await week.story.settle()
        await week.story.press("enter")
        assert week.row("Website relaunch · Prog").split()[-4:] == ["3:00", "4:15", "2:00", "9:57"]


async def test_where_start_and_end_are_tracked_enter_opens_the_day(
    start_end: Store, clock: FrozenClock
) -> None:
    async with week_of(start_end, clock) as week:
        await week.story.press("l", "enter")
        assert week.story.screen is week.story.day
        assert week.story.day.view.day.date == TUESDAY


async def test_how_far_the_rows_are_scrolled_is_seen(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock, size=(80, 14)) as week:
        await week.story.press("g")
        lines = [line for line in week.story.pane.splitlines() if line.endswith("▐")]
        assert lines[0] == week.story.pane.splitlines()[week.week.grid.region.y]
        await week.story.press("G")
        below = [line for line in week.story.pane.splitlines() if line.endswith("▐")]
        assert below != lines
        await week.story.resize(80, 40)
        assert "▐" not in week.story.pane


async def test_tab_goes_from_the_end_of_a_row_to_the_next_one_and_back(
    demo: Store, clock: FrozenClock
) -> None:
    async with week_of(demo, clock) as week:
        await week.story.press("g", "end", "tab")
        grid = week.week.grid
        assert (grid.index, grid.on) == (1, MONDAY)
        await week.story.press("shift+tab")
        assert (grid.index, grid.on) == (0, MONDAY + timedelta(days=6))
        await week.story.press("1", "tab")
        assert (grid.index, grid.on) == (1, MONDAY)
        await week.story.press("l", "h", "2", "shift+tab")
        assert (grid.index, grid.on) == (0, MONDAY + timedelta(days=6))
        await week.story.press("l")  # the arrows stop at the edges
        assert (grid.index, grid.on) == (0, MONDAY + timedelta(days=6))
        await week.story.press("G", "end", "tab")
        assert (grid.index, grid.on) == (len(grid.view.rows) - 1, MONDAY + timedelta(days=6))
        await week.story.press("g", "home", "shift+tab")
        assert (grid.index, grid.on) == (0, MONDAY)


async def test_notes_that_there_cannot_be_are_no_commands(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        await week.go_to("14775", "Backend Programming", 5)
        before = week.story.entries()
        await week.story.type("m dews review")
        assert week.message == "This cell is empty, and notes need an entry: type its hours first."
        assert week.story.screen is week.week
        assert week.story.entries() == before
        await week.story.type("m2")  # its hours
        assert week.week.grid.text is not None


async def test_keys_that_work_on_the_day_only_say_so(demo: Store, clock: FrozenClock) -> None:
    async with week_of(demo, clock) as week:
        for key, shown in (("c", "c"), ("M", "M"), ("plus", "+"), ("slash", "/"), ("o", "o")):
            await week.story.press(key)
            assert week.message == f"{shown} works on the day: esc goes there."
            assert week.story.screen is week.week
