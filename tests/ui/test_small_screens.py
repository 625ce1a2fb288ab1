"""Forms, pickers, the week and the rest in panes of a few lines: what has the focus is seen."""

import pytest

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store

SIZES = [(40, 10), (80, 5), (80, 3), (80, 2), (80, 1), (24, 3), (15, 4)]
"""The last one is too narrow for anything."""


def sees_focus(story: Story) -> bool:
    """Whether what has the focus lies on the screen, as far as anything has it."""
    focused = story.screen.focused
    if focused is None:
        return True
    seen = focused.region.intersection(story.screen.region)
    return seen.width > 0 and seen.height > 0


@pytest.mark.parametrize(
    "keys", [("n",), ("e",), ("w",), ("question_mark",), ("i",), ("ctrl+f",), ("ctrl+p",)]
)
async def test_what_has_the_focus_is_seen_in_every_size(
    demo: Store, clock: FrozenClock, keys: tuple[str, ...]
) -> None:
    async with opened(demo, clock) as story:
        await story.press(*keys)
        for size in SIZES:
            await story.resize(*size)
            assert sees_focus(story), size
            assert story.pane.strip()
        await story.resize(80, 24)
        await story.press("escape", "escape")


@pytest.mark.parametrize("height", [1, 2, 3, 5])
async def test_an_entry_is_made_in_few_lines(demo: Store, clock: FrozenClock, height: int) -> None:
    async with opened(demo, clock, size=(80, height)) as story:
        await story.press("n")
        await story.type("web pro")
        assert story.line_with("web pro")
        assert story.line_with("Website relaunch", "Programming")
        await story.press("enter")
        await story.type("1:77")
        assert story.line_with("1:77")
        await story.press("ctrl+j")
        assert story.line_with("60 minutes")
        await story.press("backspace", "backspace")
        await story.type("15")
        await story.press("ctrl+j")
        assert ("Website relaunch", "Programming", "1.25", False) in story.entries()


@pytest.mark.parametrize("height", [1, 2, 3, 5])
async def test_hours_are_typed_into_the_week_in_few_lines(
    demo: Store, clock: FrozenClock, height: int
) -> None:
    async with opened(demo, clock, size=(80, height)) as story:
        await story.press("w", "l", "l", "l")
        await story.type("1:30")
        assert story.line_with("Website relaunch", "1:30")
        await story.press("tab")
        assert story.line_with("Website relaunch", "1:30")


async def test_a_command_is_found_in_few_lines(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(60, 4)) as story:
        await story.press("ctrl+p")
        await story.type("only what")
        assert story.line_with("Only what runs")


async def test_the_strip_of_a_week_strip_gives_the_focus_back(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("shift+tab")
        await story.resize(80, 10)
        assert story.screen.focused is story.grid
        await story.press("z")
        assert story.screen.focused is story.grid


@pytest.mark.parametrize("size", [(1, 1), (4, 24), (5, 8), (5, 24), (19, 24), (80, 1)])
async def test_the_commands_open_and_move_in_no_size_to_an_end_of_the_program(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    keys = ("down", "pagedown", "up", "pageup", "escape")
    async with opened(demo, clock, size=size) as story:
        await story.press("ctrl+p", *keys)
        assert story.screen is story.day
        await story.resize(80, 24)
        await story.press("ctrl+p")
        await story.resize(*size)
        await story.press(*keys)
        assert story.screen is story.day
