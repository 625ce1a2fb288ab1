"""Traps of the facts page that are met on the screen."""

import time
from datetime import date

import pytest

from tests.clock import FrozenClock
from tests.ui.story import Story, opened, stored
from tui.account import setup_rules
from tui.account.setup import Kind
from tui.account.store import Store

TODAY = date(2026, 11, 23)
SENT = "[bold red]x[/] [/y] &amp; &#27; \x1b[31m \x9b2J \u202e $(id) {0}"
DRAWN = "[bold red]x[/] [/y] &amp; &#27; ␛[31m �2J � $(id) {0}"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])
async def test_trap_08_the_day_that_opens_is_the_accounts_whatever_zone_the_machine_is_in(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for told in ("Monday 23 November 2026 · today", "Tuesday 24 November 2026 · today"):
        async with opened(demo, clock) as story:
            assert story.pane.lstrip().startswith(told)
            assert "● running" in story.pane
        clock.advance(hours=9, minutes=16)  # past midnight in Berlin


def pose(store: Store, clock: FrozenClock) -> None:
    """Let an account hold such text wherever it can: client, project, code, task and notes."""
    now = int(clock().timestamp())
    with store.write():
        client = setup_rules.create(store, Kind.CLIENT, {"name": f"C {SENT}"}, now)
        project = {"name": f"P {SENT}", "client_id": client, "code": "[b]"}
        project_id = setup_rules.create(store, Kind.PROJECT, project, now)
        task_id = setup_rules.create(store, Kind.TASK, {"name": f"T {SENT}"}, now)
        setup_rules.assign(store, project_id, task_id, now)
        store._connection.execute(
            "INSERT INTO time_entry (person_id, project_id, task_id, spent_date, seconds, notes, "
            "created_at, updated_at) VALUES (1, ?, ?, ?, 7200, ?, ?, ?)",
            (project_id, task_id, TODAY.isoformat(), f"N {SENT}", now, now),
        )


def assert_harmless(story: Story) -> None:
    """No control character stands on the screen, and no line is wider or narrower than it."""
    strips = story.app.screen._compositor.render_strips()
    assert {strip.cell_length for strip in strips} == {story.app.size.width}
    assert not {letter for letter in story.pane if letter < " " or "\x7f" <= letter < "\xa0"} - {
        "\n"
    }
    assert "\u202e" not in story.pane
    assert "\x1b[31m" not in story.pane


async def test_trap_12_markup_entities_and_control_characters_are_drawn_literally(
    empty: Store, clock: FrozenClock
) -> None:
    pose(empty, clock)
    async with opened(empty, clock, size=(200, 30)) as story:
        assert f"N {DRAWN}" in story.pane
        for name, cells in (("C", 45), ("T", 30)):
            assert f"{name} {DRAWN[:cells]}" in story.pane
        assert_harmless(story)
        for keys in (("enter",), ("escape", "n"), ("escape", "i"), ("escape", "question_mark")):
            await story.press(*keys)
            assert_harmless(story)
        await story.press("escape", "s")
        assert story.message.startswith("Started P [bold red]x[/]")
        assert_harmless(story)
        await story.press("s", "d")
        assert_harmless(story)


async def test_trap_12_what_is_drawn_otherwise_is_kept_as_it_was(
    empty: Store, clock: FrozenClock
) -> None:
    pose(empty, clock)
    async with opened(empty, clock) as story:
        await story.press("enter", "ctrl+j")
    (entry,) = stored(empty, clock, TODAY)
    assert (entry.notes, entry.project) == (f"N {SENT}", f"P {SENT}")


async def test_trap_12_each_letter_keeps_its_place_while_notes_are_edited(
    empty: Store, clock: FrozenClock
) -> None:
    pose(empty, clock)
    async with opened(empty, clock) as story:
        await story.press("enter", "tab", "ctrl+end")
        await story.type("!")
        assert_harmless(story)
        await story.press("ctrl+j")
    (entry,) = stored(empty, clock, TODAY)
    assert entry.notes == f"N {SENT}!"
