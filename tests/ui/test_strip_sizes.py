"""The day in panes of few lines: what is left out, and the strip."""

import pytest
from textual.geometry import Region

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.config import Config

RUNS = " ● 0:42:10  Acme · Website relaunch · Programming"
KEYS = " s Stop  n New  a Line"
ASKED = ("Put ", "h With hours", "o Without", "esc Leave it")


def lines(story: Story) -> list[str]:
    """What stands on the screen."""
    return story.pane.split("\n")


async def test_three_lines_are_what_runs_the_row_and_the_keys(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(80, 3), settings=Config(week_hours=40)) as story:
        what, row, keys = lines(story)
        assert what.startswith(RUNS)
        assert what.endswith("6:32 / 8:00")
        assert row.startswith("▌Fix the login form")
        assert row.endswith("5 of 5")
        assert keys.startswith(KEYS)
        assert keys.endswith("? Help")
        await story.press("k")
        what, row, keys = lines(story)
        assert what.startswith(RUNS)
        assert row.startswith("▌Windrow · Office · Administration · Mail")
        assert row.endswith("4 of 5  0:20")
        assert keys.startswith(" s Start")


async def test_two_lines_are_what_runs_and_the_message_or_the_keys(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(80, 2)) as story:
        assert lines(story)[0].startswith(RUNS)
        assert lines(story)[1].startswith(KEYS)
        await story.press("p")
        assert lines(story)[1].startswith(" Nothing is copied")
        await story.press("j")
        assert lines(story)[1].startswith(KEYS)


async def test_one_line_is_what_runs_and_gives_way_to_a_message(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(80, 1)) as story:
        assert story.pane.startswith(RUNS)
        await story.press("p")
        assert story.pane.startswith(" Nothing is copied")
        story.day.message_read()  # what its timer does
        await story.settle()
        assert story.pane.startswith(RUNS)
        await story.press("p", "k")
        assert story.pane.startswith("▌Windrow · Office · Administration")
        assert story.pane.endswith("0:20 ● 0:42:10    6:32")


async def test_without_a_timer_it_says_so(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(60, 1)) as story:
        await story.press("s")
        story.day.message_read()
        await story.settle()
        assert story.pane.startswith(" ○ no timer  ▌Website relaunch")
        assert story.pane.endswith("  0:42     6:32")


async def test_a_new_account_says_what_to_press(empty: Store, clock: FrozenClock) -> None:
    async with opened(empty, clock, size=(80, 1)) as story:
        assert story.pane.strip().startswith("○ no timer")
        assert "n  new entry" in story.pane


async def test_another_day_is_named(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(80, 1)) as story:
        await story.press("l")
        assert story.pane.endswith("● 0:42:10    Tue 24 Nov  2:00")


async def test_a_foreign_sheet_is_named(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(80, 1), of_user=2) as story:
        await story.press("n", "escape")
        assert story.day.query_one("BriefLines").has_class("-foreign")


@pytest.mark.parametrize("height", [1, 2, 3])
async def test_what_is_typed_is_always_seen(demo: Store, clock: FrozenClock, height: int) -> None:
    async with opened(demo, clock, size=(80, height)) as story:
        await story.press("a")
        await story.type("-20m dev")
        assert story.line_with("› -20m dev")
        assert height == 1 or story.line_with("Stops", "…")
        await story.press("escape", "slash")
        await story.type("sup")
        assert story.line_with("/ sup")
        await story.press("escape", "g", "j", "j")
        await story.type("2x")
        assert story.line_with("Apple · 14775", "2x")
        await story.press("enter")
        assert story.line_with("is not a number of hours")
        await story.press("backspace")
        assert story.line_with("Apple · 14775", " 2 ")
        await story.press("enter")
        assert ("14775", "Backend Programming", "2.00", False) in story.entries()


@pytest.mark.parametrize("height", [1, 2, 3, 5])
async def test_a_question_is_seen_with_its_answers(
    demo: Store, clock: FrozenClock, height: int
) -> None:
    async with opened(demo, clock, size=(80, height)) as story:
        await story.press("k", "y", "h", "p")
        assert all(story.line_with(words) for words in ASKED)
        await story.press("escape")
        assert not story.line_with("esc")


async def test_the_strip_comes_and_goes_with_z(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "z")
        first, second, *rest, keys = lines(story)
        assert first.startswith(RUNS)
        assert second.startswith("▌Windrow · Office")
        assert not any(rest)
        assert keys.startswith(" s Start")
        await story.press("2", "enter")
        assert story.line_with("4 of 5  2:00")
        await story.press("z")
        assert story.line_with("Monday 23 November")
        assert story.line_with("▌Windrow · Office · Administration", "2:00")


async def test_all_sizes_keep_the_cursor_and_what_is_typed(demo: Store, clock: FrozenClock) -> None:
    sizes = [(80, 3), (200, 60), (40, 10), (80, 1), (15, 5), (30, 8), (80, 2), (80, 4), (80, 24)]
    async with opened(demo, clock) as story:
        await story.press("g", "j", "j")
        await story.type("1:")
        for size in sizes:
            await story.resize(*size)
            assert story.under_cursor == "14775 · Backend Programming"
        assert story.line_with("Apple · 14775", "1:")
        await story.press("escape", "a")
        await story.type("2 app")
        for size in sizes:
            await story.resize(*size)
            assert size[0] < 20 or story.line_with("› 2 app")
        await story.press("escape", "j")
        assert story.under_cursor == "Office · Administration"


async def test_too_narrow_is_said(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(15, 4)) as story:
        assert story.pane.strip() == "Too narrow"
        await story.resize(40, 10)
        assert not story.line_with("Too narrow")


def painted(story: Story, seconds: float) -> set[Region]:
    """What a tick asks to be painted anew, on the screen."""
    widgets = story.screen.walk_children()
    for widget in widgets:
        widget._exchange_repaint_regions()
    story.clock.advance(seconds)
    story.day.tick()
    return {
        region.translate(widget.content_region.offset)
        for widget in widgets
        for region in widget._repaint_regions
    }


@pytest.mark.parametrize(("size", "keys"), [((80, 3), ()), ((80, 1), ()), ((120, 30), ("z",))])
async def test_a_tick_of_the_strip_paints_the_clock_and_nothing_else(
    demo: Store, clock: FrozenClock, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    async with opened(demo, clock, size=size) as story:
        await story.press(*keys)
        assert painted(story, 0.1) == set()
        (region,) = painted(story, 1)
        assert region.x == 0
        assert region.area <= 13
        await story.settle()
        assert story.pane.startswith(" ● 0:42:11")


async def test_beside_a_row_the_clock_ticks_where_it_stands(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(80, 1)) as story:
        await story.press("k")
        (region,) = painted(story, 1)
        assert region.area <= 13
        await story.settle()
        assert story.pane[region.x : region.x + 10] == " ● 0:42:11"


async def test_a_minute_later_the_total_follows(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(80, 1)) as story:
        await story.tick(60)
        assert story.pane.startswith(" ● 0:43:10")
        assert story.pane.endswith("6:33")


async def test_without_a_timer_a_tick_paints_nothing(empty: Store, clock: FrozenClock) -> None:
    async with opened(empty, clock, size=(80, 2)) as story:
        assert painted(story, 61) == set()
