"""Marks, what is done to marked rows together, and steps of time."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.clock import FrozenClock
from tests.ui.story import MARTA, Story, opened, stored
from tests.ui.test_edit_in_place import Refusing, Wires
from tests.ui.test_slow_account import Gate
from tui import typeahead
from tui.account.store import Store
from tui.api.backend import Backend, Unclear
from tui.config import Config
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)
MEETINGS, INVOICED, TESTS, OFFICE, RUNNING = range(5)


@pytest.fixture
def wires() -> Wires:
    return Wires()


def row(story: Story, number: int) -> TimeEntry:
    return stored(story.store, story.clock, TODAY)[number]


def hours(story: Story) -> list[str]:
    return [str(entry.hours) for entry in stored(story.store, story.clock, TODAY)]


async def mark(story: Story, *numbers: int) -> None:
    for number in numbers:
        story.grid.go_to(number)
        await story.press("v")


# Marks


async def test_a_mark_is_a_sign_and_is_counted(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await mark(story, TESTS, OFFICE)
        assert story.line_with("Backend").startswith("◆")
        assert story.line_with("Administration").startswith("◆")
        assert "5 entries · 2 marked" in story.pane
        assert "esc Unmark" in story.pane
        await story.press("v")
        assert "1 marked" in story.pane
        await story.press("escape")
        assert "marked" not in story.pane
        assert "◆" not in story.pane


async def test_marks_go_with_the_day_and_stay_through_a_reload(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await mark(story, TESTS)
        await story.press("r")
        assert "1 marked" in story.pane
        await story.press("h", "l")
        assert "marked" not in story.pane


async def test_esc_takes_the_filter_away_before_the_marks(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await mark(story, TESTS, OFFICE)
        await story.press("slash")
        await story.type("office")
        await story.press("enter")
        assert "1 marked" in story.pane
        await story.press("escape")
        assert "2 marked" in story.pane
        await story.press("escape")
        assert "marked" not in story.pane


async def test_the_mouse_marks(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.pilot.click(type(story.grid), offset=(0, 6))
        await story.settle()
        await story.pilot.click(type(story.grid), offset=(20, 9), control=True)
        await story.settle()
        assert "2 marked" in story.pane
        await story.pilot.click("Hours", offset=(4, 6), control=True)
        await story.settle()
        assert "1 marked" in story.pane


# Together


async def test_marked_rows_are_deleted_and_brought_back_as_one(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        before = sorted(story.entries())
        await mark(story, TESTS, OFFICE)
        await story.press("d")
        assert story.message == "Deleted 2 entries. u brings them back."
        assert len(story.entries()) == 3
        assert "marked" not in story.pane
        await story.press("u")
        assert sorted(story.entries()) == before


async def test_running_and_locked_ones_are_deleted_at_the_second_press(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await mark(story, OFFICE, RUNNING)
        await story.press("d")
        assert story.message == "The timer of one of them is running. d again deletes all 2."
        await story.press("v")
        await mark(story, MEETINGS)
        await story.press("d")
        assert "Support contract · Meetings is approved, and u could not" in story.message
        assert len(story.entries()) == 5
        await story.press("d")
        assert len(story.entries()) == 3


async def test_a_member_with_a_locked_one_among_them_changes_nothing(
    demo: Store, clock: FrozenClock
) -> None:
    with demo.write():
        demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
    async with opened(demo, clock, person_id=MARTA) as story:
        await mark(story, 0)
        before = stored(demo, clock, TODAY, MARTA)
        for key in ("d", "M", "R"):
            await story.press(key)
            assert "is approved: nothing was" in story.message
        assert stored(demo, clock, TODAY, MARTA) == before


async def test_marked_rows_move_to_another_day(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await mark(story, TESTS, OFFICE)
        there = len(stored(demo, clock, FRIDAY))
        await story.press("M")
        assert "Move to" in story.pane
        await story.type("fri")
        assert story.message == "Moves 2 entries to Friday 20 November 2026."
        await story.type("x")
        assert "frix" in story.message
        await story.press("backspace")
        assert story.message == "Moves 2 entries to Friday 20 November 2026."
        await story.press("ctrl+u")
        assert story.message.startswith("Write a date")
        await story.type("today")
        assert story.message == "It is on that day already."
        await story.press("ctrl+u")
        await story.type("fri")
        assert "0:42:10" in story.pane
        await story.press("enter")
        assert story.message == "Moved 2 entries to Friday 20 November 2026."
        assert len(story.entries()) == 3
        assert len(stored(demo, clock, FRIDAY)) == there + 2
        await story.press("u")
        assert len(story.entries()) == 5


async def test_a_row_without_marks_moves_alone_and_a_date_is_needed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        story.grid.go_to(OFFICE)
        await story.press("M")
        await story.type("someday")
        await story.press("enter")
        assert "is not a date" in story.message
        assert "Move to" in story.pane
        await story.press("ctrl+u")
        await story.type("today")
        await story.press("enter")
        assert story.message == "It is on that day already."
        await story.press("M", "escape")
        assert "Move to" not in story.pane
        assert story.message == ""
        await story.press("M")
        await story.type("-1")
        await story.press("enter")
        assert story.message == "Moved Office · Administration to Sunday 22 November 2026."


async def test_locked_ones_do_not_move(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await mark(story, MEETINGS, INVOICED, TESTS)
        await story.press("M")
        assert story.message == (
            "Support contract · Meetings is approved, Support contract · Development is invoiced: "
            "nothing was moved."
        )
        await story.press("R")
        assert story.message.endswith("nothing was re-assigned.")


async def test_marked_rows_are_reassigned_as_one(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await mark(story, TESTS, OFFICE)
        await story.press("R")
        await story.type("web des")
        await story.press("enter")
        assert story.message == "Re-assigned 2 entries to Website relaunch · Design."
        assert [task for _, task, *_ in story.entries()].count("Design") == 2
        await story.press("u")
        assert "Design" not in [task for _, task, *_ in story.entries()]


async def test_a_new_task_is_made_for_marked_rows(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await mark(story, TESTS, OFFICE)
        await story.press("R")
        await story.type("Juggling")
        await story.press("down", "enter")
        await story.type("14775")
        await story.press("enter")
        assert [e[:2] for e in story.entries()].count(("14775", "Juggling")) == 2


async def test_one_that_cannot_be_brought_back_is_asked_about(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await mark(story, OFFICE, RUNNING)
        clock.advance(days=2)
        await story.press("d")
        assert story.message.startswith("One of them holds more than 24 hours, and u could not")
        assert len(stored(demo, clock, TODAY)) == 5


async def test_the_first_failure_stops_and_says_how_many_were_done(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await mark(story, TESTS, OFFICE, RUNNING)
        wires.refuse("", "Not today.")
        await story.press("M")
        await story.type("fri")
        await story.press("enter")
        assert story.message == "Not today. 1 of 3 were moved before that; u takes it back."
        assert len(story.entries()) == 4
        assert "2 marked" in story.pane
        await story.press("u")
        assert len(story.entries()) == 5


# Steps


async def test_plus_and_minus_step_the_hours(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        story.grid.go_to(OFFICE)
        await story.press("plus", "plus", "minus", "plus")
        assert story.line_with("Administration").endswith("0:30")
        await story.press(*["minus"] * 6)
        assert story.line_with("Administration").endswith("0:00")
        await story.press("minus")
        assert story.message == "It holds 0:00: that is less than 5 min."


async def test_a_running_row_steps_without_stopping(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("plus")
        assert story.line_with("● running").endswith("0:47:10")
        assert row(story, RUNNING).is_running
        await story.press("minus", "minus")
        assert story.message == "Updated Website relaunch · Programming: 0:42 → 0:37."
        assert row(story, RUNNING).is_running
        assert "0:37:" in story.line_with("● running")


async def test_the_step_is_what_the_person_set(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, settings=Config(step_minutes=15)) as story:
        story.grid.go_to(OFFICE)
        await story.press("plus")
        assert story.line_with("Administration").endswith("0:35")


async def test_decimal_hours_step_to_the_nearest_hundredth(demo: Store, clock: FrozenClock) -> None:
    settings = replace(demo.settings(), hours_format=HoursFormat.DECIMAL)
    with demo.write():
        demo.save_settings(settings)
    async with opened(demo, clock) as story:
        story.grid.go_to(TESTS)
        await story.press("plus", "plus")
        assert hours(story)[TESTS] == "3.17"


async def test_a_locked_row_does_not_step_for_a_member(demo: Store, clock: FrozenClock) -> None:
    with demo.write():
        demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
    async with opened(demo, clock, person_id=MARTA) as story:
        await story.press("g", "plus")
        assert story.message == "Approved: only an administrator may change this entry."


async def test_quick_presses_add_up_behind_one_that_is_being_sent(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeahead, "MOST_SECONDS", 0.05)
    gate = Gate()
    async with opened(demo, clock, wrap=gate.around) as story:
        story.grid.go_to(OFFICE)
        gate.hold("update")
        story.post(*["plus"] * 4, "minus")
        await gate.reached.wait()
        await story.until(lambda: story.message == "+15 min …")
        await story.until(lambda: not story.app.is_holding_keys)
        assert story.line_with("Administration").endswith("0:20")
        gate.release()
        await story.settle()
        assert story.line_with("Administration").endswith("0:35")
        assert gate.calls.count("update") == 2


async def test_the_end_moves_where_start_and_end_are_tracked(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("plus")
        assert story.message == "It has no end while its timer runs: its start can be edited."
        story.grid.go_to(TESTS)
        await story.press("minus")
        assert row(story, TESTS).ended_at == time(13, 55)


# Giving time


async def test_time_moves_to_the_marked_row_and_the_total_stays(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await mark(story, OFFICE)
        story.grid.go_to(TESTS)
        await story.press("greater_than_sign", "greater_than_sign")
        assert story.line_with("Administration").endswith("0:30")
        assert story.line_with("Backend").endswith("2:50")
        assert story.line_with("5 entries").endswith("6:32:10")
        assert story.message == (
            "Moved 5 min from 14775 · Backend Programming (2:55 → 2:50) "
            "to Office · Administration (0:25 → 0:30)."
        )
        assert story.grid.cursor == TESTS
        await story.press("u")
        assert story.line_with("Administration").endswith("0:25")
        assert story.line_with("Backend").endswith("2:55")


async def test_a_running_row_gives_what_is_booked(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("plus")
        await mark(story, OFFICE)
        await story.press("G", "greater_than_sign")
        assert story.line_with("● running").endswith("0:42:10")
        assert story.line_with("Administration").endswith("0:25")
        await story.press("greater_than_sign")
        assert "The timer alone has counted" in story.message


async def test_without_one_mark_it_says_how(demo: Store, clock: FrozenClock) -> None:
    how = "Mark the one row that gets the time with v, then press > on the row that gives it."
    async with opened(demo, clock) as story:
        await story.press("greater_than_sign")
        assert story.message == how
        await mark(story, OFFICE)
        await story.press("greater_than_sign")
        assert story.message == how
        await mark(story, TESTS)
        story.grid.go_to(RUNNING)
        await story.press("greater_than_sign")
        assert story.message == how


async def test_what_could_not_be_given_is_put_back(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await mark(story, OFFICE)
        story.grid.go_to(TESTS)
        before = hours(story)
        wires.refuse("", "Not today.")
        await story.press("greater_than_sign")
        assert story.message == (
            "Not today. Nothing was moved: 14775 · Backend Programming has its time back."
        )
        assert hours(story) == before
        wires.refuse("", "Not today.", "Nor tomorrow.")
        await story.press("greater_than_sign")
        assert story.message == (
            "Not today. The time is off 14775 · Backend Programming and on no other entry: "
            "u takes that back."
        )
        await story.press("u")
        assert hours(story) == before


class Losing(Refusing):
    """A backend whose answer to the second change is lost."""

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        updated = await super().update(entry, change)
        if len(self.changes) == 2:
            raise Unclear("There was no answer.")
        return updated


async def test_what_arrived_without_an_answer_is_not_put_back(
    demo: Store, clock: FrozenClock
) -> None:
    def losing(backend: Backend) -> Backend:
        return Losing(backend)  # type: ignore[return-value]

    async with opened(demo, clock, wrap=losing) as story:
        await mark(story, OFFICE)
        story.grid.go_to(TESTS)
        await story.press("greater_than_sign")
        assert story.message.startswith("Moved 5 min from")
        assert story.line_with("Administration").endswith("0:25")
        assert story.line_with("Backend").endswith("2:55")
