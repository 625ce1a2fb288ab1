"""A day in an account that tracks start and end."""

from dataclasses import replace
from datetime import date, time, timedelta

from tests.clock import FrozenClock
from tests.ui.story import Story, opened, stored
from tui.account.store import Store
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat

TODAY = date(2026, 11, 23)


def entries(story: Story, on: date = TODAY) -> tuple[TimeEntry, ...]:
    return stored(story.store, story.clock, on)


def times(entry: TimeEntry) -> tuple[time | None, time | None]:
    return entry.started_at, entry.ended_at


async def test_start_and_end_have_a_column(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        assert "08:30 – 09:30  ✓ approved    1:00" in story.pane
        assert story.line_with("● running").split("Programming")[1].split() == [
            *("14:02", "–"),
            *("●", "running", "0:42:10"),
        ]
        await story.resize(40, 12)
        assert "14:02 – · Programming" in story.pane


async def test_the_clock_of_twelve_hours(start_end: Store, clock: FrozenClock) -> None:
    with start_end.write():
        start_end.save_settings(replace(start_end.settings(), clock="12h"))
    async with opened(start_end, clock) as story:
        assert "8:30am – 9:30am" in story.pane
        assert "2:02pm –" in story.pane
        await story.press("n", "enter")
        await story.type("noon")
        await story.press("tab")
        await story.type("1:15p")
        assert "1:15" in story.line_with("1:15", "1")
        await story.press("enter")
        assert times(entries(story)[-1]) == (time(12), time(13, 15))
        await story.press("e")
        assert "12:00pm" in story.line_with("Start")
        assert "1:15pm" in story.line_with("End")


async def test_a_new_entry_has_start_and_end_and_tells_its_hours(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("n", "enter")
        assert "Hours" not in story.pane
        assert "Start timer" in story.pane
        await story.type("9:00")
        await story.press("tab")
        await story.type("10:20")
        assert "Save entry" in story.pane
        assert "1:20" in story.pane
        await story.press("enter")
        assert story.message == "Saved 1:20 on Website relaunch · Programming."
        assert times(entries(story)[-1]) == (time(9), time(10, 20))


async def test_an_end_before_the_start_is_said_to_be_the_next_day(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("n", "enter")
        await story.type("22")
        await story.press("tab")
        await story.type("1:30")
        assert "3:30, until the next day" in story.pane


async def test_without_times_a_timer_starts_now_and_with_a_start_it_runs_since_then(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("n", "enter", "enter")
        assert times(entries(story)[-1]) == (time(14, 44), None)
        await story.press("n", "enter")
        await story.type("14:30")
        await story.press("enter")
        assert times(entries(story)[-1]) == (time(14, 30), None)
        assert "0:14:10" in story.line_with("● running")
        assert times(entries(story)[-2]) == (time(14, 44), time(14, 44))


async def test_what_is_wrong_is_said_at_the_field(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        await story.press("n", "enter")
        await story.type("soon")
        await story.press("enter")
        assert "“soon” is not a time of day" in story.pane
        await story.press("ctrl+a", "ctrl+k", "tab")
        await story.type("10")
        await story.press("enter")
        assert "An end needs a start." in story.pane
        assert len(entries(story)) == 5


async def test_trap_3_starting_a_stopped_entry_makes_a_new_one_and_the_cursor_goes_to_it(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        before = entries(story)
        await story.press("k", "s")
        assert story.message == (
            "New entry: started Office · Administration, "
            "stopped Website relaunch · Programming at 0:42."
        )
        after = entries(story)
        assert len(after) == len(before) + 1
        assert after[-3] == before[-2]
        assert story.grid.entry is not None
        assert (story.grid.entry.id, story.grid.entry.is_running) == (after[-1].id, True)


async def test_an_old_days_entry_is_continued_today(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock, on=TODAY - timedelta(days=3)) as story:
        old = story.grid.entry
        await story.press("s")
        assert story.day.view.day.date == TODAY
        assert story.grid.entry is not None
        assert story.grid.entry.is_running
        assert old is not None
        assert story.under_cursor == f"{old.project} · {old.task}"


async def test_an_end_stops_what_runs(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        await story.press("e", "tab")
        await story.type("14:30")
        await story.press("enter")
        last = entries(story)[-1]
        assert (times(last), last.is_running) == ((time(14, 2), time(14, 30)), False)
        assert "14:02 – → 14:02 – 14:30" in story.message


async def test_a_note_leaves_the_times_of_a_running_entry_alone(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        before = entries(story)[-1]
        await story.press("e", "tab", "tab")
        await story.type("!")
        await story.press("ctrl+j")
        after = entries(story)[-1]
        assert after.notes == f"{before.notes}!"
        assert (times(after), after.timer_started_at) == (times(before), before.timer_started_at)


async def test_a_stopped_entry_cannot_be_opened_by_clearing_its_end(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("k", "e", "tab", "ctrl+a", "ctrl+k", "enter")
        assert "An end is needed" in story.pane


async def test_deleted_times_come_back(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        before = entries(story)
        await story.press("k", "d", "u")
        assert sorted(map(times, entries(story)), key=str) == sorted(map(times, before), key=str)
        await story.press("G", "d", "d")
        running = [e for e in entries(story) if e.is_running]
        assert running == []
        await story.tick(120)
        await story.press("u")
        (running,) = (e for e in entries(story) if e.is_running)
        assert times(running) == (time(14, 2), None)
        assert running.seconds(clock()) == 44 * 60 + 10


async def test_r_picks_up_what_the_account_shows_and_how(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        settings = demo.settings()
        changed = replace(
            settings,
            hours_format=HoursFormat.DECIMAL,
            decimal_symbol=",",
            timestamp_timers=True,
            zone_name="Asia/Tokyo",
        )
        with demo.write():
            demo.save_settings(changed)
        await story.press("r")
        assert "1,50" in story.line_with("$ invoiced")
        await story.press("n", "enter")
        assert "Start" in story.pane
        await story.press("enter")
        assert times(entries(story)[-1]) == (time(22, 44), None)


async def test_two_quick_presses_start_one_new_entry_and_stop_none(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        before = entries(story)
        await story.press("k")
        await story.press_at_once("s", "s")
        after = entries(story)
        assert len(after) == len(before) + 1
        assert after[-1].is_running


async def test_a_timer_is_not_started_on_another_day(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        await story.press("l", "n", "enter", "enter")
        assert "A timer starts today" in story.pane
        assert entries(story, TODAY + timedelta(days=1)) == stored(
            story.store, clock, TODAY + timedelta(days=1)
        )
        await story.type("9")
        await story.press("tab")
        await story.type("10")
        await story.press("enter")
        assert times(entries(story, TODAY + timedelta(days=1))[-1]) == (time(9), time(10))


async def test_a_picker_that_is_left_leads_back_to_what_was_picked(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("n", "enter", "shift+tab", "enter", "escape")
        assert "New entry" in story.pane
        assert "Programming" in story.pane
