"""Every theme, the terminal's own colours, none at all, and plain ASCII: all can be read."""

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.theme import BUILTIN_THEMES

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.config import Config
from tui.themes import THEMES

NAMES = (*(theme.name for theme in THEMES), *BUILTIN_THEMES)
TERMINAL = [name for name, theme in BUILTIN_THEMES.items() if theme.ansi]
READABLE = 3.9
FRAMES = "─▐"


def luminance(colour: tuple[int, int, int]) -> float:
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(style: Style) -> float | None:
    """How far text stands out; None where the terminal's own colours decide."""
    if style.color is None or style.bgcolor is None:
        return None
    if style.color.triplet is None or style.bgcolor.triplet is None:
        return None
    low, high = sorted(luminance(tuple(c.triplet)) for c in (style.color, style.bgcolor))
    return (high + 0.05) / (low + 0.05)


def segments(story: Story) -> Iterator[tuple[int, Segment]]:
    for y, strip in enumerate(story.app.screen._compositor.render_strips()):
        yield from ((y, segment) for segment in strip if segment.text.strip(f" {FRAMES}"))


def ground(story: Story, *texts: str) -> set[tuple[object, bool]]:
    """What text stands on in the first line that holds these: its background, reversed or not."""
    lines = story.pane.splitlines()
    y = next(n for n, line in enumerate(lines) if all(text in line for text in texts))
    return {
        (segment.style.bgcolor, bool(segment.style.reverse))
        for line, segment in segments(story)
        if line == y and segment.style
    }


@pytest.mark.parametrize("name", NAMES)
async def test_a_theme_shows_all_text_and_the_cursor(
    demo: Store, clock: FrozenClock, name: str
) -> None:
    async with opened(demo, clock, settings=Config(theme=name), size=(100, 30)) as story:
        assert story.app.theme == name
        await story.press("k")
        faint = [
            (segment.text.strip(), found)
            for _, segment in segments(story)
            if segment.style and (found := contrast(segment.style)) and found < READABLE
        ]
        assert faint == []
        here = story.under_cursor.split(" · ")[0]
        assert ground(story, "▌", here).isdisjoint(ground(story, "$ invoiced"))


@pytest.mark.parametrize("name", [*TERMINAL, "windrow-dark", "windrow-light"])
async def test_without_colour_the_cursor_is_reversed_and_states_are_told(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(demo, clock, settings=Config(theme=name)) as story:
        here = story.under_cursor.split(" · ")[0]
        assert {reverse for _, reverse in ground(story, "▌", here)} == {True}
        assert {reverse for _, reverse in ground(story, "$ invoiced")} == {False}
        assert story.line_with("● running")
        assert story.line_with("✓ approved")


@pytest.mark.parametrize("name", TERMINAL)
async def test_the_terminals_own_colours_are_used_as_they_are(
    demo: Store, clock: FrozenClock, name: str
) -> None:
    async with opened(demo, clock, settings=Config(theme=name)) as story:
        colours = {
            colour.name
            for _, segment in segments(story)
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }
        assert not {colour for colour in colours if colour.startswith("#")}
        here = story.under_cursor.split(" · ")[0]
        assert {reverse for _, reverse in ground(story, "▌", here)} == {True}
        y = next(n for n, line in enumerate(story.pane.splitlines()) if line.startswith("▌"))
        row = [segment.style for line, segment in segments(story) if line == y and segment.style]
        looks = {(style.color, style.dim) for style in row}
        assert len(looks) == 1  # it is of one piece, without patches


@pytest.mark.parametrize(
    "keys", [(), ("n",), ("e",), ("w",), ("a", "1"), ("question_mark",), ("i",)]
)
async def test_in_ascii_no_screen_shows_anything_else(
    demo: Store, clock: FrozenClock, keys: tuple[str, ...]
) -> None:
    async with opened(demo, clock, settings=Config(ascii=True)) as story:
        plain = story.pane
        await story.press(*keys)
        odd = [line for line in story.pane.splitlines() if not line.isascii()]
        assert odd == []
        assert [len(line) for line in plain.splitlines()] != []
        assert "* running" in plain
        assert "A approved" in plain
        assert "> " in plain or ">A" in plain


async def test_in_ascii_a_name_keeps_its_letters(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, settings=Config(ascii=True)) as story:
        await story.press("a")
        await story.type("größe")
        assert "größe" in story.pane


async def test_ascii_and_signs_take_the_same_room(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        signs = story.pane
    async with opened(demo, clock, settings=Config(ascii=True)) as story:
        plain = story.pane
    assert [len(line) for line in plain.splitlines()] == [len(line) for line in signs.splitlines()]
    assert not signs.isascii()
