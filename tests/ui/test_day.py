"""The day and its keys."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual.geometry import Size

from tests.clock import FrozenClock
from tests.ui.story import MARTA, opened, stored
from tui.account.store import Store
from tui.api.backend import Backend, Unreachable
from tui.domain.day import Day
from tui.domain.hours import HoursFormat
from tui.widgets.view import Status

TODAY = date(2026, 11, 23)


async def test_the_day_shows_its_entries_their_states_and_their_total(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        assert story.line_with("Support contract", "Meetings", "✓ approved").endswith("1:00")
        assert story.line_with("Support contract", "Development", "$ invoiced").endswith("1:30")
        assert story.line_with("Website relaunch", "● running").endswith("0:42:10")
        assert story.line_with("5 entries").endswith("total  6:32:10")
        assert "Fix the login form; the second factor was asked for twice" in story.pane


async def test_numbers_stand_in_one_column_at_their_minutes(
    demo: Store, clock: FrozenClock
) -> None:
    for width in (40, 80, 120):
        async with opened(demo, clock, size=(width, 40)) as story:
            lines = [story.line_with("1:30"), story.line_with("0:42:10"), story.line_with("total")]
            ends = [lines[0].index("1:30"), lines[1].index("0:42:10"), lines[2].index("6:32:10")]
            assert len(set(ends)) == 1, story.pane


async def test_s_stops_what_runs_and_starts_what_is_stopped(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("s")
        assert story.message == "Stopped Website relaunch · Programming at 0:42."
        assert not any(running for *_, running in story.entries())
        clock.advance(60)
        story.day._last_toggle = (0, 0.0)
        await story.press("space")
        assert story.message == "Started Website relaunch · Programming."
        assert story.entries()[-1] == ("Website relaunch", "Programming", "0.70", True)


async def test_starting_another_entry_stops_the_first_and_says_at_what(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "s")
        assert story.message == (
            "Stopped Website relaunch · Programming at 0:42, started Office · Administration."
        )
        assert [e[1] for e in story.entries() if e[3]] == ["Administration"]
        assert story.under_cursor == "Office · Administration"


async def test_two_quick_presses_are_one_toggle(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press_at_once("s", "s")
        assert not any(running for *_, running in story.entries())


async def test_a_locked_entry_is_started_only_at_the_second_press(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("g", "s")
        assert story.message == "It is approved. s again starts its timer."
        assert story.entries()[0] == ("Support contract", "Meetings", "1.00", False)


async def test_an_entry_is_deleted_and_brought_back(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        before = story.entries()
        await story.press("k", "d")
        assert story.message == "Deleted 0:20 on Office · Administration. u brings it back."
        assert len(story.entries()) == 4
        await story.press("u")
        assert story.message == "Brought back 0:20 on Office · Administration."
        assert sorted(story.entries()) == sorted(before)
        assert story.under_cursor == "Office · Administration"
        await story.press("u")
        assert story.message == "There is nothing to undo."


async def test_a_running_entry_is_deleted_at_the_second_press_and_its_timer_comes_back(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("d")
        assert story.message == "Its timer is running. d again deletes it."
        assert len(story.entries()) == 5
        await story.press("d")
        assert len(story.entries()) == 4
        clock.advance(50)
        await story.press("u")
        assert story.message.endswith("its timer goes on.")
        project, _, hours, running = story.entries()[-1]
        assert (project, running) == ("Website relaunch", True)
        assert float(hours) == pytest.approx((42 * 60 + 60) / 3600, abs=0.01)


async def test_every_key_of_a_command_answers_its_question(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("delete", "delete")
        assert len(story.entries()) == 4
        await story.press("g", "space")
        assert story.message == "It is approved. s again starts its timer."
        clock.advance(1)
        story.day._last_toggle = (0, 0.0)
        await story.press("space")
        assert story.entries()[0][3] is True


@pytest.mark.parametrize("between", [("k", "j"), ("n", "escape"), ("u",), ("h", "l")])
async def test_the_question_before_a_deletion_is_taken_back_by_any_other_key(
    demo: Store, clock: FrozenClock, between: tuple[str, ...]
) -> None:
    async with opened(demo, clock) as story:
        await story.press("d", *between)
        assert "again" not in story.message
        await story.press("d")
        assert len(story.entries()) == 5


async def test_every_deletion_can_be_taken_back_the_last_one_first(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        before = sorted(story.entries())
        await story.press("k", "d", "k", "d")
        assert len(story.entries()) == 3
        await story.press("u", "u")
        assert sorted(story.entries()) == before


async def test_the_cursor_moves_by_rows_pages_and_ends(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("g")
        assert story.grid.cursor == 0
        await story.press("j", "down", "k", "up", "up")
        assert story.grid.cursor == 0
        await story.press("G")
        assert story.grid.cursor == 4
        await story.press("pageup")
        assert story.grid.cursor == 0


async def test_days_are_changed_and_today_is_found_again(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("h")
        assert "Sunday 22 November 2026 · yesterday" in story.pane
        await story.press("l", "right")
        assert "Tuesday 24 November 2026 · tomorrow" in story.pane
        await story.press("t")
        assert "Monday 23 November 2026 · today" in story.pane
        assert story.under_cursor == "Website relaunch · Programming"


async def test_what_runs_is_seen_and_stopped_from_another_day(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("h")
        assert story.line_with("● running since 14:02").endswith("0:42:10")
        await story.tick(1)
        assert story.line_with("● running since 14:02").endswith("0:42:11")
        await story.press("x")
        assert story.message == "Stopped Website relaunch · Programming at 0:42."
        assert "running since" not in story.pane


async def test_the_cursor_stays_on_its_entry_through_a_reload(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("g", "j", "j")
        assert story.under_cursor == "14775 · Backend Programming"
        with demo.write():
            demo.entries.delete(story.day.view.day.entries[0].id)
        await story.press("r")
        assert story.under_cursor == "14775 · Backend Programming"
        assert story.grid.cursor == 1


async def test_a_refused_key_says_why(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, on=date(2026, 11, 22)) as story:
        await story.press("e")
        assert story.message == "There is no entry here: n makes one."


async def test_a_member_may_not_touch_an_approved_entry(demo: Store, clock: FrozenClock) -> None:
    entry = stored(demo, clock, TODAY, MARTA)[0]
    with demo.write():
        demo.entries.approve(TODAY, TODAY, MARTA, int(clock().timestamp()))
    async with opened(demo, clock, person_id=MARTA) as story:
        story.grid.point_at(entry.id)
        await story.press("d")
        assert story.message == "Approved: only an administrator may change this entry."
        await story.press("s")
        assert story.message == "Approved: only an administrator may change this entry."


class Broken:
    """A backend whose reading of days fails while `down`."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.down = True

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    async def day(self, on: date) -> Day:
        if self.down:
            raise Unreachable("The account cannot be reached.")
        return await self._backend.day(on)


async def test_a_failed_load_looks_like_one_and_can_be_tried_again(
    demo: Store, clock: FrozenClock
) -> None:
    backends: list[Broken] = []

    def breaking(backend: Backend) -> Backend:
        backends.append(Broken(backend))
        return backends[0]  # type: ignore[return-value]

    async with opened(demo, clock, wrap=breaking) as story:
        assert "5 entries" in story.pane
        assert story.message == "The account cannot be reached."
        await story.press("h")
        assert story.line_with("! The account cannot be reached.")
        assert "Nothing here yet" not in story.pane
        assert "total" not in story.pane
        assert "r Try again" in story.pane
        backends[0].down = False
        await story.press("r")
        assert "Nothing here yet" in story.pane
        assert "total  0:00" in story.pane


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (80, 24), (120, 40), (250, 80)])
async def test_every_size_shows_date_running_row_total_and_keys(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with opened(demo, clock, size=size) as story:
        lines = story.pane.splitlines()
        assert len(lines) == size[1]
        assert "23 Nov" in lines[0]
        assert "0:42:10" in story.line_with("●")
        assert "6:32:10" in story.pane
        assert lines[-1].startswith(" s Stop  n New  a Line")
        assert "? Help" in lines[-1]


async def test_resizing_keeps_the_row_under_the_cursor_in_sight(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(120, 40)) as story:
        for size in ((40, 10), (250, 80), (60, 12)):
            await story.resize(*size)
            assert story.app.size == Size(*size)
            assert story.line_with("▌Website") or story.line_with("▌Acme")


async def test_the_line_of_keys_offers_only_what_works(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        assert "s Stop" in story.pane.splitlines()[-1]
        await story.press("k")
        keys = story.pane.splitlines()[-1]
        assert "s Start" in keys
        assert "u Undo" not in keys
        assert "t Today" not in keys
        await story.press("h")
        keys = story.pane.splitlines()[-1]
        assert "e Edit" not in keys
        assert "x Stop" in keys
        assert "t Today" in keys


async def test_help_names_every_key_and_goes_away(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(80, 60)) as story:
        await story.press("question_mark")
        for words in ("Start or stop the timer", "Undo the last change", "The day after"):
            assert words in story.pane
        await story.press("escape")
        assert "5 entries" in story.pane


async def test_the_palette_finds_a_command_by_its_name(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "ctrl+p")
        await story.type("delete")
        await story.press("enter")
        assert story.message == "Deleted 0:20 on Office · Administration. u brings it back."


async def test_a_click_selects_and_the_line_of_keys_can_be_clicked(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.pilot.click(type(story.grid), offset=(5, 0))
        await story.settle()
        assert story.grid.cursor == 0
        at = story.pane.splitlines()[-1].index("n New")
        await story.pilot.click(type(story.day.key_bar), offset=(at, 0))
        await story.settle()
        assert "Project and task" in story.pane


async def test_two_hundred_entries_scroll(demo: Store, clock: FrozenClock) -> None:
    one = stored(demo, clock, TODAY)[2]
    with demo.write():
        found = demo.entries.find(one.id)
        assert found is not None
        for number in range(195):
            demo.entries.insert(replace(found.record, id=None, notes=f"Number {number}"))
    async with opened(demo, clock) as story:
        assert "200 entries" in story.pane
        await story.press("G")
        assert "▌" in story.pane
        assert story.grid.cursor == 199
        await story.press("g")
        assert story.grid.scroll_offset.y == 0


async def test_keys_typed_faster_than_screens_open_are_not_lost(
    empty: Store, clock: FrozenClock
) -> None:
    async with opened(empty, clock) as story:
        keys = ["n", *"Website", "enter", *"Acme", "enter", *"Dev", "enter"]
        keys += ["2", "tab", *"note", "ctrl+j", "n", "enter", "enter"]
        await story.press_at_once(*keys)
        for _ in range(10):
            await story.settle()
        assert story.entries() == [
            ("Website", "Dev", "2.00", False),
            ("Website", "Dev", "0.00", True),
        ]
        assert stored(empty, clock, TODAY)[0].notes == "note"


async def test_ctrl_c_says_how_to_quit_without_covering_a_row(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("ctrl+c")
        assert story.message == "ctrl+q quits; a running timer goes on."
        assert "6:32:10" in story.pane


async def test_an_entry_that_was_approved_meanwhile_is_not_deleted_unasked(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k")
        with demo.write():
            demo.entries.approve(
                date(2026, 11, 23), date(2026, 11, 23), 1, int(clock().timestamp())
            )
        await story.press("d")
        assert "it is approved now" in story.message
        assert len(story.entries()) == 5
        await story.press("d")
        assert "d again deletes it." in story.message


async def test_many_days_are_passed_without_waiting_for_each(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        story.post(*"h" * 40)
        wanted = date(2026, 11, 23) - timedelta(days=40)
        await story.until(lambda: story.day.view.day.date == wanted)
        await story.settle()
        assert story.day.view.day.date == date(2026, 11, 23) - timedelta(days=40)
        assert story.day.view.status is Status.READY


async def test_what_could_not_be_done_is_forgotten_once_the_day_is_there(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        story.day.notice.say("The day is not there yet.")
        await story.press("r")
        assert story.message == ""


async def test_what_runs_elsewhere_is_shown_as_the_account_shows_hours(
    demo: Store, clock: FrozenClock
) -> None:
    settings = replace(demo.settings(), hours_format=HoursFormat.DECIMAL, decimal_symbol=",")
    with demo.write():
        demo.save_settings(settings)
    async with opened(demo, clock) as story:
        assert "0,70" in story.line_with("● running")
        await story.press("h")
        assert "0,70" in story.line_with("● running since")
