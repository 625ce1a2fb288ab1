"""What is painted, and when: not before it is wanted, and nothing below what covers it."""

import gc
import weakref
from typing import Any

import pytest

from tests.bench.long_run import forget_cancelled
from tests.clock import FrozenClock
from tests.ui.story import opened
from tui.account.store import Store


@pytest.mark.parametrize("key", ["e", "w", "question_mark"])
async def test_what_changes_below_a_screen_paints_nothing_of_it(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    painted: list[Any] = []
    async with opened(demo, clock) as story:
        await story.press(key)
        above, refresh = story.screen, story.screen.refresh
        assert above is not story.day
        monkeypatch.setattr(above, "refresh", lambda *a, **k: painted.append(a) or refresh(*a, **k))
        story.day.notice.say("Said below.")
        await story.settle()
        story.day._on_timer_update()  # what the frame timer of the covered screen does
        assert painted == []
        await story.press("escape")
        if key != "w":  # from there another day may come, with a message of its own
            assert story.line_with("Said below.")


async def test_a_view_that_says_the_same_paints_no_whole_screen(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[Any] = []
    async with opened(demo, clock) as story:
        day, refresh = story.day, story.day.refresh
        monkeypatch.setattr(day, "refresh", lambda *a, **k: painted.append(a) or refresh(*a, **k))
        await story.press("v")
        assert story.line_with("◆")
        assert painted == []


@pytest.mark.parametrize(
    ("key", "field"),
    [("slash", "FootLine Input"), ("a", "QuickLine Input"), ("enter", "TimeCell")],
)
async def test_what_is_opened_later_brings_its_looks_along(
    demo: Store, clock: FrozenClock, key: str, field: str
) -> None:
    async with opened(demo, clock) as story:
        await story.press(key)
        typed = story.day.query_one(field)
        panel = story.app.theme_variables["panel"].lower()
        rule = story.app.get_css_variables()["rule"].lower()
        assert typed.styles.background.hex.lower() in (panel, rule)
        assert typed.size.height == 1


async def test_a_tick_writes_the_digits_and_nothing_beside_them(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    updates: list[Any] = []
    async with opened(demo, clock, size=(120, 40)) as story:
        monkeypatch.setattr(story.app, "_display", lambda _, update: updates.append(update))
        await story.tick(61)
        written = "".join(update.render_segments(story.app.console) for update in updates)
        assert "0:43" in written
        assert "6:33" in written
        assert "Website" not in written
        assert "running" not in written
        assert story.line_with("● running").endswith("0:43:11")
        assert story.line_with("total").endswith("6:33:11")


async def test_only_what_lies_in_front_is_rendered(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    async with opened(demo, clock, size=(120, 40)) as story:
        for widget in story.day.walk_children(with_self=True):
            name, lines = type(widget).__name__, widget.render_lines
            monkeypatch.setattr(
                widget,
                "render_lines",
                lambda crop, name=name, lines=lines: (
                    rendered.append(f"{name} {crop.height}") or lines(crop)
                ),
            )
        await story.tick(1)
        assert sorted(rendered) == ["Hours 1", "_Total 1"]


async def test_nothing_holds_on_to_the_painted_lines_of_a_closed_screen(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("question_mark")
        painted = weakref.ref(story.screen.query_one("#keys")._styles_cache)
        await story.press("escape")
        forget_cancelled()
        gc.collect()
        assert painted() is None
