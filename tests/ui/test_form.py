"""The form of an entry, and its lock."""

import gc
import weakref
from datetime import date

from textual.widget import Widget

from tests.bench.long_run import forget_cancelled
from tests.clock import FrozenClock
from tests.ui.story import MARTA, Story, opened, stored
from tui.account.store import Store
from tui.api.backend import Backend, Unclear, Written
from tui.domain.draft import Draft

TODAY = date(2026, 11, 23)
FIELDS = ("project", "task", "hours", "notes", "date")


def disabled(story: Story) -> set[str]:
    return {name for name in FIELDS if story.screen.query_one(f"#{name}", Widget).disabled}


def focused(story: Story) -> str | None:
    return story.screen.focused.id if story.screen.focused else None


async def test_hours_name_the_button_as_in_harvest(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "enter")
        assert "Start timer" in story.pane
        await story.type("1:30")
        assert "Save entry" in story.pane
        await story.press("enter")
        assert story.message == "Saved 1:30 on Website relaunch · Programming."
        assert story.entries()[-1] == ("Website relaunch", "Programming", "1.50", False)


async def test_hours_are_read_as_people_write_them(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "enter")
        await story.type("1,5")
        await story.press("ctrl+j")
        assert story.entries()[-1][2] == "1.50"


async def test_a_problem_is_said_at_the_field_and_what_was_typed_stays(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "enter")
        for typed, problem in (
            ("25:00", "A time entry holds 24 hours at most."),
            ("abc", "“abc” is not a number of hours"),
            ("-1", "Hours cannot be less than 0"),
        ):
            await story.press("ctrl+a", "ctrl+k")
            await story.type(typed)
            await story.press("enter")
            assert problem in story.pane
            assert typed in story.line_with("Hours")
        assert len(story.entries()) == 5


async def test_a_date_that_does_not_exist_is_said_at_the_date(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "enter")
        story.screen.query_one("#date").focus()
        await story.press("ctrl+a", "ctrl+k")
        await story.type("31 feb")
        await story.press("enter")
        assert "February 2026 has no day 31." in story.pane
        assert focused(story) == "date"


async def test_leaving_the_picker_of_a_new_entry_leads_back_to_the_day(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "escape")
        assert "5 entries" in story.pane


async def test_an_update_says_what_it_changed(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "e", "ctrl+a", "ctrl+k")
        await story.type("1:00")
        story.screen.query_one("#date").focus()
        await story.press("ctrl+a", "ctrl+k")
        await story.type("-1")
        await story.press("enter")
        assert story.message == (
            "Updated Office · Administration: 0:20 → 1:00, moved to Sunday 22 November 2026."
        )


async def test_an_administrator_may_change_hours_and_notes_of_a_locked_entry(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("g", "e")
        assert "Approved: project, task and date are fixed." in story.pane
        assert disabled(story) == {"project", "task", "date"}
        assert focused(story) == "hours"
        await story.press("ctrl+a", "ctrl+k")
        await story.type("2")
        await story.press("ctrl+j")
        assert story.entries()[0] == ("Support contract", "Meetings", "2.00", False)


async def test_a_member_may_change_nothing_of_a_locked_entry(
    demo: Store, clock: FrozenClock
) -> None:
    with demo.write():
        demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
    async with opened(demo, clock, person_id=MARTA) as story:
        await story.press("g", "e")
        assert "Approved: only an administrator may change this entry." in story.pane
        assert disabled(story) == set(FIELDS)
        await story.press("ctrl+j")
        assert "Edit entry" in story.pane
        assert story.pane.count("only an administrator may change this entry.") == 2
        await story.press("escape")
        assert "Edit entry" not in story.pane


async def test_a_lock_that_arrives_while_the_form_is_open_closes_it_and_keeps_what_was_typed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, person_id=MARTA) as story:
        await story.press("g", "e")
        await story.press("ctrl+a", "ctrl+k")
        await story.type("3:33")
        with demo.write():
            demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
        before = stored(demo, clock, TODAY, MARTA)
        await story.press("ctrl+j")
        assert disabled(story) == set(FIELDS)
        assert "✓ approved" in story.pane
        assert "3:33" in story.pane
        assert stored(demo, clock, TODAY, MARTA) == before


async def test_a_note_edit_never_touches_hours(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        entry = stored(demo, clock, TODAY)[-1]
        await story.press("e", "tab")
        await story.type("x")
        clock.advance(300)
        await story.press("ctrl+j")
        now = stored(demo, clock, TODAY)[-1]
        assert now.notes == entry.notes + "x"
        assert now.timer_started_at == entry.timer_started_at
        assert now.hours_without_timer == entry.hours_without_timer
        assert story.line_with("● running").endswith("0:47:10")


async def test_notes_have_several_lines_and_enter_stays_in_them(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "enter", "tab")
        await story.type("one")
        await story.press("enter")
        await story.type("two")
        await story.press("ctrl+j")
        assert stored(demo, clock, TODAY)[-1].notes == "one\ntwo"


async def test_cleared_hours_mean_nought_and_never_a_timer(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "e", "ctrl+a", "ctrl+k", "enter")
        assert story.message == "Updated Office · Administration: 0:20 → 0:00."
        assert story.entries()[3] == ("Office", "Administration", "0.00", False)
        assert story.entries()[4][3] is True


async def test_hours_typed_on_a_running_entry_are_its_total_from_now_on(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("e", "ctrl+a", "ctrl+k")
        await story.type("2:00")
        await story.press("enter")
        shown = story.line_with("● running")[-7:]
        assert "2:00:00" <= shown <= "2:00:35"
        await story.press("e", "ctrl+a", "ctrl+k")
        await story.type("0:10")
        await story.press("enter")
        assert "The timer alone has run 0:42:10; stop it to book less." in story.pane


async def test_another_task_of_the_same_project_is_picked_at_the_task(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("e")
        story.screen.query_one("#task").focus()
        await story.press("D")
        assert "Task of Website relaunch" in story.pane
        await story.press("enter", "ctrl+j")
        assert story.entries()[-1][1] == "Design"


async def test_leaving_a_form_with_something_typed_asks_once(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "enter")
        await story.type("1:30")
        await story.press("escape")
        assert "Not saved yet: esc again throws away what was typed." in story.pane
        await story.press("escape")
        assert "5 entries" in story.pane


class Losing:
    """A backend whose next write gets no answer."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.sent = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    async def add(self, draft: Draft) -> Written:
        self.sent += 1
        if self.sent == 1:
            raise Unclear("The account did not answer. The entry is not there: nothing was saved.")
        return await self._backend.add(draft)


async def test_a_failed_save_stays_in_the_form_and_goes_out_at_the_second_try(
    demo: Store, clock: FrozenClock
) -> None:
    def losing(backend: Backend) -> Backend:
        return Losing(backend)  # type: ignore[return-value]

    async with opened(demo, clock, wrap=losing) as story:
        await story.press("n", "enter")
        await story.type("1:30")
        await story.press("enter")
        assert "! The account did not answer." in story.pane
        assert "1:30" in story.line_with("Hours")
        await story.press("enter")
        assert story.entries()[-1][2] == "1.50"


async def test_the_form_names_what_runs_by_its_start_which_stays_true(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(120, 30)) as story:
        await story.press("n", "enter")
        assert story.pane.splitlines()[0].endswith("● Website relaunch since 14:02")


async def test_a_small_pane_scrolls_to_the_field_that_is_filled_in(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(40, 10)) as story:
        await story.press("e", "tab", "tab")
        assert "2026-11-23" in story.pane
        await story.press("tab")
        assert "Update entry" in story.pane


async def test_a_closed_form_is_forgotten(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("e")
        notes = weakref.ref(story.screen.query_one("#notes"))
        await story.press("escape")
        forget_cancelled()
        gc.collect()
        assert notes() is None
