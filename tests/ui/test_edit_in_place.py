"""Editing in the grid: a digit, Enter, Tab, a double click; what cannot be saved comes back."""

from dataclasses import replace
from datetime import date, time

import pytest
from textual.widgets import Input

from tests.clock import FrozenClock
from tests.ui.story import MARTA, Story, opened, stored
from tests.ui.test_slow_account import Gate
from tui import typeahead
from tui.account.store import Store
from tui.api.backend import Backend, Refused
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.screens.day_keys import keeping
from tui.widgets.cell import Cell

TODAY = date(2026, 11, 23)
MEETINGS, INVOICED, TESTS, OFFICE, RUNNING = range(5)


class Refusing:
    """A backend that refuses the next changes; a blank reason lets one through."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.reasons: list[str] = []
        self.changes: list[Change] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        self.changes.append(change)
        if self.reasons and (reason := self.reasons.pop(0)):
            raise Refused(reason)
        return await self._backend.update(entry, change)


class Wires:
    """Remembers the backend that an app opened."""

    def __init__(self) -> None:
        self.backends: list[Refusing] = []

    def around(self, backend: Backend) -> Backend:
        self.backends.append(Refusing(backend))
        return self.backends[-1]  # type: ignore[return-value]

    @property
    def changes(self) -> list[Change]:
        return self.backends[-1].changes

    def refuse(self, *reasons: str) -> None:
        self.backends[-1].reasons = list(reasons)


@pytest.fixture
def wires() -> Wires:
    return Wires()


def row(story: Story, number: int) -> TimeEntry:
    return stored(story.store, story.clock, TODAY)[number]


def cells(story: Story) -> dict[str, str]:
    return {
        cell.field.value: cell.text for cell in story.day.query("TimeCell, NotesCell").results(Cell)
    }


async def go_to(story: Story, number: int) -> None:
    story.grid.go_to(number)
    await story.settle()


# Time


async def test_a_digit_begins_the_hours_and_enter_saves_them(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        at = story.line_with("Backend").index("3:00")
        await go_to(story, TESTS)
        await story.press("1")
        await story.type(":45")
        assert story.line_with("Backend").index("1:45") == at
        assert story.line_with("5 entries").endswith("6:32:10")
        assert "enter Save" in story.pane
        await story.press("enter")
        assert row(story, TESTS).hours == 1.75
        assert story.message == "Updated 14775 · Backend Programming: 3:00 → 1:45."
        assert story.line_with("5 entries").endswith("5:17:10")
        assert story.grid.cursor == TESTS
        assert not cells(story)


async def test_what_is_typed_ahead_is_not_lost(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press_at_once(*"90m", "down", *"30m", "enter")
        assert (row(story, TESTS).hours, row(story, OFFICE).hours) == (1.5, 0.5)
        assert story.grid.cursor == OFFICE


async def test_enter_begins_with_the_old_value_and_esc_takes_back(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await go_to(story, TESTS)
        await story.press("enter")
        assert cells(story) == {"hours": "3:00"}
        await story.type("7")
        assert cells(story) == {"hours": "7"}
        await story.press("escape", "enter", "end")
        assert cells(story) == {"hours": "3:00"}
        await story.press("enter")
        assert (wires.changes, cells(story), story.message) == ([], {}, "")


async def test_a_running_row_keeps_its_timer_and_comes_to_what_is_typed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("1")
        await story.type("h")
        await story.tick(5)
        assert story.line_with("5 entries").endswith("6:32:15")
        await story.press("enter")
        assert row(story, RUNNING).is_running
        assert story.line_with("● running").endswith("1:00:15")


async def test_what_is_no_time_is_said_and_stays(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("1")
        await story.type(":75")
        await story.press("enter")
        assert story.message == "An hour has 60 minutes: 1:75 is not a time."
        assert cells(story) == {"hours": "1:75"}
        await story.press("backspace", "backspace")
        await story.type("30")
        await story.press("enter")
        assert row(story, TESTS).hours == 1.5


async def test_start_and_end_are_saved_together(
    start_end: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(start_end, clock, wrap=wires.around) as story:
        await go_to(story, TESTS)
        await story.press("7")
        await story.press("tab")
        await story.type("8")
        await story.press("enter")
        assert wires.changes == [Change(started_at=time(7), ended_at=time(8))]
        assert story.line_with("Backend").split("Programming")[1].split()[:3] == [
            *("07:00", "–", "08:00")
        ]


async def test_an_end_typed_on_a_running_row_stops_it_then(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock) as story:
        await story.press("enter", "tab")
        assert cells(story) == {"start": "14:02", "end": ""}
        await story.type("1430")
        await story.press("enter")
        assert row(story, RUNNING).ended_at == time(14, 30)


async def test_a_narrow_pane_has_its_cells_too(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock, size=(40, 10)) as story:
        await go_to(story, TESTS)
        at = story.line_with("Backend").index("14:00")
        await story.press("enter", "tab", "tab")
        assert story.line_with("11:00").index("14:00") == at
        assert set(cells(story)) == {"start", "end", "notes"}


# Notes and names


async def test_tab_goes_on_to_the_notes_and_both_are_one_change(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await go_to(story, TESTS)
        await story.press("2", "tab")
        await story.type(", all of it")
        assert cells(story) == {"hours": "2", "notes": "Test API support, all of it"}
        await story.press("enter")
        assert [(c.hours, c.notes) for c in wires.changes] == [(2, "Test API support, all of it")]
        await story.press("u")
        assert (row(story, TESTS).hours, row(story, TESTS).notes) == (3, "Test API support")


async def test_notes_never_touch_hours(demo: Store, clock: FrozenClock, wires: Wires) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await story.press("enter", "tab")
        await story.type("!")
        await story.tick(90)
        await story.press("enter")
        assert wires.changes == [Change(notes=f"{_NOTES}!")]


_NOTES = "Fix the login form; the second factor was asked for twice"


async def test_notes_have_lines_and_grow(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("enter", "tab", "ctrl+o")
        await story.type("two")
        await story.press("alt+enter")
        await story.type("three")
        assert story.day.query_one("NotesCell").size.height == 3
        assert "ctrl+o New line" in story.pane
        await story.press("up", "up", "end")
        await story.type(" one")
        await story.press("ctrl+j")
        assert row(story, TESTS).notes == "Test API support one\ntwo\nthree"


async def test_notes_at_the_foot_stay_within_the_grid(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(60, 12)) as story:
        await story.press("G", "enter", "tab")
        await story.type(" and more" * 20)
        cell = story.day.query_one("NotesCell")
        assert cell.size.height == 5
        assert cell.region.bottom <= story.grid.region.bottom
        assert "total" in story.pane


async def test_the_last_cell_is_the_picker_and_a_pick_saves_all(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await go_to(story, TESTS)
        await story.press("2", "tab", "tab")
        await story.press("escape")
        assert cells(story)["hours"] == "2"
        await story.press("tab")
        await story.type("web des")
        await story.press("enter")
        after = row(story, TESTS)
        assert (after.project, after.task, after.hours) == ("Website relaunch", "Design", 2)
        assert len(wires.changes) == 1


async def test_a_new_task_is_made_when_it_is_picked(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("enter", "shift+tab")
        await story.type("Juggling")
        await story.press("down", "enter")
        await story.type("14775")
        await story.press("enter")
        assert row(story, TESTS).task == "Juggling"


# The mouse


async def test_a_double_click_edits_that_cell(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        grid = type(story.grid)
        await story.pilot.click(grid, offset=(10, 7), times=2)
        await story.settle()
        assert cells(story) == {"notes": "Test API support"}
        await story.press("escape")
        await story.pilot.click("Hours", offset=(4, 6), times=2)
        await story.settle()
        assert cells(story) == {"hours": "3:00"}
        await story.press("escape")
        await story.pilot.click(grid, offset=(10, 6), times=2)
        await story.settle()
        assert "Project and task" in story.pane


async def test_a_click_beside_saves_and_the_keys_can_be_clicked(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("2")
        await story.pilot.click(type(story.grid), offset=(10, 0))
        await story.settle()
        assert row(story, TESTS).hours == 2
        assert story.grid.cursor == MEETINGS
        await story.press("2")
        place = story.pane.splitlines()[-1].index("enter Save")
        await story.pilot.click(type(story.day.key_bar), offset=(place, 0))
        await story.settle()
        assert row(story, MEETINGS).hours == 2


# What may not be


async def test_locked_fields_say_so_and_do_not_open(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.pilot.click(type(story.grid), offset=(10, 0), times=2)
        await story.settle()
        assert story.message == "Approved: project, task and date are fixed."
        await story.press("1", "tab", "tab")
        assert set(cells(story)) == {"hours", "notes"}


async def test_a_member_edits_nothing_that_is_locked(demo: Store, clock: FrozenClock) -> None:
    with demo.write():
        demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
    async with opened(demo, clock, person_id=MARTA) as story:
        await story.press("g", "1")
        assert story.message == "Approved: only an administrator may change this entry."
        assert not cells(story)


async def test_a_digit_without_a_row_opens_nothing(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, on=date(2026, 11, 22)) as story:
        await story.press("0", "enter")
        assert not cells(story)
        assert story.message == "There is no entry here: n makes one."


# What goes wrong


async def test_a_refused_change_is_taken_back_and_stays_in_its_cell(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await go_to(story, TESTS)
        wires.refuse("Not today.")
        await story.press("2", "enter")
        assert story.message == "Not today."
        assert cells(story) == {"hours": "2"}
        assert story.line_with("5 entries").endswith("6:32:10")
        await story.press("enter")
        assert row(story, TESTS).hours == 2
        await story.press("enter")
        assert cells(story) == {"hours": "2:00"}


async def test_who_went_on_meanwhile_is_not_interrupted_and_finds_it_again(
    demo: Store, clock: FrozenClock, wires: Wires
) -> None:
    async with opened(demo, clock, wrap=wires.around) as story:
        await go_to(story, TESTS)
        wires.refuse("Not today.")
        await story.press("2", "down")
        assert (story.message, story.grid.cursor, cells(story)) == ("Not today.", OFFICE, {})
        await story.press("k", "enter")
        assert cells(story) == {"hours": "2"}
        await story.press("escape", "enter")
        assert cells(story) == {"hours": "3:00"}


async def test_rows_are_edited_while_others_are_being_sent(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeahead, "MOST_SECONDS", 0.05)
    gate = Gate()
    async with opened(demo, clock, wrap=gate.around) as story:
        await go_to(story, TESTS)
        gate.hold("update")
        story.post("2", "enter")
        await gate.reached.wait()
        await story.until(lambda: not story.app.is_holding_keys)
        story.post("1")
        await story.until(lambda: "still being sent" in story.message)
        assert "… sending" in story.line_with("Backend")
        story.post("down", "1", "enter")
        await story.until(lambda: len(story.day.view.pending) == 2)
        gate.release()
        await story.settle()
        assert (row(story, TESTS).hours, row(story, OFFICE).hours) == (2, 1)
        assert gate.calls.count("update") == 2
        assert story.grid.cursor == OFFICE
        assert not story.day.view.busy


async def test_what_is_typed_when_the_day_turns_is_kept(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("2")
        story.day.action_previous_day()
        await story.settle()
        assert story.message == "What you typed is kept for the next edit of that row."
        assert not cells(story)
        await story.press("t")
        await go_to(story, TESTS)
        await story.press("enter")
        assert cells(story) == {"hours": "2"}


async def test_a_row_that_is_gone_closes_its_cells(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("2")
        gone = row(story, TESTS).id
        with demo.write():
            demo.entries.delete(gone)
        story.day.reload()
        await story.settle()
        assert not cells(story)
        assert story.day.focused is story.grid


async def test_what_was_typed_for_a_row_that_went_is_typed_into_no_other(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("2")
        gone = row(story, TESTS).id
        with demo.write():
            demo.entries.delete(gone)
        story.day.reload()
        await story.settle()
        await story.press("3", "0")
        assert story.grid.entry is not None
        assert not cells(story)
        monkeypatch.setattr(keeping, "STILL_TYPING_SECONDS", 0.0)  # a while later
        await story.press("3")
        assert cells(story) == {"hours": "3"}


async def test_the_commands_of_rows_do_not_apply_while_a_cell_is_typed_into(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("2", "pagedown", "ctrl+r", "ctrl+f", "alt+1")
        assert story.screen is story.day
        assert (story.grid.cursor, cells(story)) == (TESTS, {"hours": "2"})
        await story.press("ctrl+p")
        await story.type("next entry")
        await story.press("enter")
        assert story.message == "Not while you type: enter saves it, esc takes it back."
        await story.press("f1")
        assert story.screen is not story.day
        await story.press("escape", "enter")
        assert row(story, TESTS).hours == 2


# Where it lies


async def test_the_cell_follows_its_row(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(80, 24)) as story:
        await go_to(story, TESTS)
        await story.press("2")
        await story.type(".25")
        for size in ((120, 40), (40, 10), (60, 11), (80, 24)):
            await story.resize(*size)
            assert story.line_with("14775", "2.25"), story.pane
        assert isinstance(story.day.focused, Input)


async def test_a_row_that_is_edited_stays_in_sight(demo: Store, clock: FrozenClock) -> None:
    one = row_of(demo, clock)
    with demo.write():
        found = demo.entries.find(one.id)
        assert found is not None
        for number in range(40):
            demo.entries.insert(replace(found.record, id=None, notes=f"Number {number}"))
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("2")
        await story.type(".25")
        for _ in range(10):
            story.grid.scroll_down(animate=False)
            await story.settle()
        assert story.line_with("14775", "2.25"), story.pane


def row_of(store: Store, clock: FrozenClock) -> TimeEntry:
    return stored(store, clock, TODAY)[TESTS]


async def test_a_pick_is_kept_while_the_time_is_mended(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await go_to(story, TESTS)
        await story.press("1")
        await story.type(":75")
        await story.press("tab", "tab")
        await story.type("web des")
        await story.press("enter")
        assert story.message == "An hour has 60 minutes: 1:75 is not a time."
        await story.press("backspace", "backspace")
        await story.type("00")
        await story.press("enter")
        after = row(story, TESTS)
        assert (after.task, after.hours) == ("Design", 1)


async def test_a_step_is_taken_off_what_only_the_timer_counted(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("minus")
        assert story.message == "Updated Website relaunch · Programming: 0:42 → 0:37."
        assert story.line_with("Website relaunch", "running", "0:37")
        await story.press("u")
        assert story.line_with("Website relaunch", "running", "0:42")


async def test_alt_and_a_digit_goes_to_the_day_however_the_terminal_sends_it(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("trade_mark_sign")
        assert "Tuesday 24 November" in story.pane
        await story.press("alt+1")
        assert "Monday 23 November" in story.pane


async def test_quitting_asks_before_what_was_typed_is_thrown_away(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "8")
        await story.type(":1")
        await story.press("ctrl+q")
        assert story.message == "Not saved yet: ctrl+q again leaves without what was typed."
        assert story.app.is_running
        await story.press("escape", "escape")
        await typed_line(story, "1:30 web")
        await story.press("ctrl+q")
        assert story.app.is_running


async def typed_line(story: Story, text: str) -> None:
    await story.press("a")
    await story.type(text)
