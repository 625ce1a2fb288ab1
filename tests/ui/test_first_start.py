"""Somebody opens Windrow for the first time."""

from pathlib import Path

from tests.clock import FrozenClock
from tests.ui.story import opened
from tui.account.store import Store
from tui.config import Config, load


async def test_the_first_day_is_today_empty_and_says_what_to_do(
    empty: Store, clock: FrozenClock
) -> None:
    async with opened(empty, clock) as story:
        assert "Monday 23 November 2026 · today" in story.pane
        assert "Robin Ackermann" in story.pane
        assert "Nothing here yet." in story.pane
        assert "n  new entry" in story.pane


async def test_client_project_and_task_are_typed_and_a_timer_ticks(
    empty: Store, clock: FrozenClock
) -> None:
    async with opened(empty, clock) as story:
        await story.press("n")
        await story.type("Website")
        assert "Create project “Website” …" in story.pane
        await story.press("enter")
        await story.type("Acme")
        assert "Create project “Website” for client “Acme” …" in story.pane
        await story.press("enter")
        await story.type("Programming")
        await story.press("enter")
        assert "Start timer" in story.pane
        await story.press("enter")
        assert story.message == "Started Website · Programming."
        await story.tick(65)
        assert story.line_with("Acme · Website · Programming").endswith("0:01:05")
        assert story.line_with("total").endswith("0:01:05")


async def test_a_second_entry_picks_what_the_first_one_made(
    empty: Store, clock: FrozenClock
) -> None:
    async with opened(empty, clock) as story:
        await story.press("n")
        for name in ("Website", "Acme", "Programming"):
            await story.type(name)
            await story.press("enter")
        await story.type("1:20")
        await story.press("enter", "n")
        await story.type("acm")
        await story.press("enter", "enter")
        assert story.entries() == [
            ("Website", "Programming", "1.33", False),
            ("Website", "Programming", "0.00", True),
        ]


async def test_a_new_task_joins_a_project_that_exists(empty: Store, clock: FrozenClock) -> None:
    async with opened(empty, clock) as story:
        await story.press("n")
        for name in ("Website", "Acme", "Programming"):
            await story.type(name)
            await story.press("enter")
        await story.press("enter", "n")
        await story.type("Design")
        await story.press("down")
        assert "Create task “Design” …" in story.pane
        await story.press("enter")
        assert "Project for the task “Design”" in story.pane
        await story.press("enter", "enter")
        assert story.entries() == [
            ("Website", "Programming", "0.00", False),
            ("Website", "Design", "0.00", True),
        ]


async def test_what_was_named_but_never_saved_is_not_made(empty: Store, clock: FrozenClock) -> None:
    async with opened(empty, clock) as story:
        await story.press("n")
        for name in ("Wbesite", "Acme", "Programming"):
            await story.type(name)
            await story.press("enter")
        await story.press("escape", "escape", "n")
        assert "No projects yet" in story.pane


async def test_an_unknown_theme_is_named_and_the_day_opens(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, settings=Config(theme="nosuch")) as story:
        assert "There is no theme “nosuch”" in story.message
        assert "5 entries" in story.pane


async def test_a_chosen_theme_is_kept_in_the_configuration(
    demo: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    async with opened(demo, clock) as story:
        story.app.theme = "windrow-light"
        await story.settle()
    path = tmp_path / "config" / "windrow" / "config.toml"
    assert load(path) == Config(theme="windrow-light")
    assert path.stat().st_mode & 0o777 == 0o600


async def test_quitting_says_that_the_timer_goes_on_and_it_does(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("q")
        assert story.app.return_code == 0
    clock.advance(hours=1)
    async with opened(demo, clock) as story:
        assert story.line_with("Website relaunch").endswith("1:42:10")
