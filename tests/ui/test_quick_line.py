"""The quick line in the real app: what it shows is what it does."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from tests.clock import FrozenClock
from tests.ui.story import Story, opened, stored
from tui.account.store import Store
from tui.api.backend import Backend, Refused, Written
from tui.domain.draft import Draft

FRIDAY = date(2026, 11, 20)
TODAY = date(2026, 11, 23)


async def typed(story: Story, line: str) -> str:
    await story.press("a")
    await story.type(line)
    return story.pane


async def test_an_entry_in_one_line(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        before = story.entries()
        pane = await typed(story, "1:30 web prog fix login")
        assert "Saves" in pane
        assert "1:30 on Acme · Website relaunch · Programming, today" in pane
        assert "“fix login”" in pane
        assert story.entries() == before
        await story.press("enter")
        assert story.message == "Saved 1:30 on Website relaunch · Programming."
        new = [e for e in story.entries() if e not in before]
        assert new == [("Website relaunch", "Programming", "1.50", False)]
        assert story.grid.entry is not None
        assert story.grid.entry.notes == "fix login"
        await story.press("u")
        assert story.entries() == before


async def test_a_switch_in_the_past_keeps_the_total_and_is_one_undo(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        before = story.entries()
        pane = await typed(story, "-20m web des icons")
        assert (
            "Stops   Acme · Website relaunch · Programmi… at 14:24 (0:22 instead of 0:42)" in pane
        )
        assert "Starts  Acme · Website relaunch · Design at 14:24, running 0:20  “icons”" in pane
        await story.press("enter")
        assert story.message == (
            "Stopped Website relaunch · Programming at 14:24 with 0:22, "
            "started Website relaunch · Design, running 0:20."
        )
        entries = story.entries()
        assert ("Website relaunch", "Programming", "0.37", False) in entries
        assert ("Website relaunch", "Design", "0.33", True) in entries
        assert story.line_with("total", "6:32:00")
        await story.press("u")
        assert story.entries() == before


async def test_where_start_and_end_are_tracked_too(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        before = story.entries()
        await typed(story, "-20m web des icons")
        await story.press("enter")
        assert "started Website relaunch · Design, running 0:20" in story.message
        assert story.line_with("14:24 –", "running")
        await story.press("u")
        assert story.entries() == before


async def test_tab_takes_the_next_meaning(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        first = await typed(story, "1:00 acme")
        await story.press("tab")
        assert story.pane != first
        saves = story.line_with("Saves")
        await story.press("shift+tab")
        assert story.line_with("Saves") in first
        await story.press("tab", "enter")
        assert story.message.removeprefix("Saved 1:00 on ").removesuffix(".") in saves


async def test_what_means_nothing_makes_nothing_and_stays(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        before = story.entries()
        pane = await typed(story, "1:30 nowhere")
        lines = pane.splitlines()
        line = next(n for n, text in enumerate(lines) if "1:30 nowhere" in text)
        assert lines[line + 1].index("^") == lines[line].index("nowhere")
        assert lines[line + 1].strip() == "^^^^^^^"
        assert "begins with “nowhere”" in lines[line + 2]
        await story.press("enter")
        assert "1:30 nowhere" in story.pane
        assert story.entries() == before
        await story.press("escape")
        assert "nowhere" not in story.pane


async def test_switch_asks_first_and_esc_leaves_the_timer_running(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        before = story.entries()
        await story.press("S")
        await story.press("enter")
        assert story.entries() == before
        assert "On what?" in story.pane
        await story.press("escape")
        assert story.entries() == before
        await story.press("S")
        await story.type("off adm")
        await story.press("enter")
        assert story.message == (
            "Stopped Website relaunch · Programming at 0:42, started Office · Administration."
        )


async def test_stop_at(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("X")
        await story.type("14:30")
        assert story.line_with("Stops", "at 14:30 (0:28 instead of 0:42)")
        await story.press("enter")
        assert story.message == "Stopped Website relaunch · Programming at 14:30, with 0:28."
        await story.press("u")
        assert ("Website relaunch", "Programming", "0.70", True) in story.entries()


async def test_notes_of_the_row(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await typed(story, '"new words')
        assert story.line_with("Notes", "new words")
        await story.press("enter")
        assert story.grid.entry is not None
        assert story.grid.entry.notes == "new words"


class Refusing:
    """An account that refuses the first new entry."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._said = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._backend, name)

    async def add(self, draft: Draft) -> Written:
        if self._said:
            return await self._backend.add(draft)
        self._said = True
        raise Refused("The project is archived.")


async def test_a_refused_line_stays_for_another_try(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, wrap=Refusing) as story:  # type: ignore[arg-type]
        before = story.entries()
        await typed(story, "1:30 web prog fix")
        await story.press("enter")
        assert "1:30 web prog fix" in story.pane
        assert "! The project is archived." in story.pane
        assert story.entries() == before
        await story.type("ed")
        assert "The project is archived." not in story.pane
        await story.press("enter")
        assert len(story.entries()) == len(before) + 1
        assert story.grid.entry is not None
        assert story.grid.entry.notes == "fixed"


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_the_line_fits(demo: Store, clock: FrozenClock, size: tuple[int, int]) -> None:
    async with opened(demo, clock, size=size) as story:
        pane = await typed(story, "-20m web des")
        assert "› -20m web des" in pane
        assert "Stops" in pane
        assert "Starts" in pane


async def test_a_morning_by_the_quick_line_alone(demo: Store, clock: FrozenClock) -> None:
    """Five entries, a switch in the past, a note and two undos: the total is right after each."""
    with demo.write():
        demo._connection.execute("UPDATE time_entry SET timer_started_at = NULL")
    clock = FrozenClock(datetime(2026, 11, 26, 8, 0, tzinfo=UTC))
    async with opened(demo, clock) as story:

        async def line(text: str, total: str) -> None:
            await story.press("a")
            await story.type(text)
            await story.press("enter")
            assert story.line_with("total", f" {total}"), (text, story.message, story.pane)

        await line("8-8:30 glob meet weekly", "0:30")
        await line("25m off adm mail", "0:55")
        await line("+ web prog login form", "0:55:00")
        clock.advance(minutes=50)
        await line("@9:30 web des icons", "1:45:00")
        await line('"the icons of the form', "1:45:00")
        await line("1:15 14775 backend", "3:00:00")
        await line(".5 shop qual", "3:30:00")
        await story.press("u")
        assert story.line_with("total", " 3:00:00")
        await story.press("u")
        assert story.line_with("total", " 1:45:00")
        assert story.line_with("Design", "running", "0:20:00")
        assert story.line_with("Programming", "0:30")


async def test_a_line_that_was_left_is_brought_back_by_up(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await typed(story, "1:30 web prog fix")
        await story.press("escape", "a")
        assert "1:30 web prog fix" not in story.pane
        await story.press("up")
        assert "1:30 web prog fix" in story.pane
        await story.press("enter")
        assert story.message.startswith("Saved 1:30")


async def test_what_tab_took_stays_while_the_notes_are_typed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await typed(story, "1h acme")
        await story.press("tab")
        taken = story.line_with("Saves").strip()
        await story.type(" x")
        assert story.line_with("Saves").strip().startswith(taken[:40])


async def test_digits_typed_at_once_with_the_key_are_in_the_line(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press_at_once("a", "1", "2", "colon", "3", "0", "space", "w", "e", "b")
        assert "12" in story.line_with("›")
        assert "web" in story.line_with("›")


async def test_the_preview_follows_what_is_read(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("x")
        await typed(story, "+ off adm")
        assert not story.line_with("Stops")
        (other, *_) = [e for e in stored(demo, clock, TODAY) if e.project == "14775"]
        with demo.write():
            demo._connection.execute(
                "UPDATE time_entry SET timer_started_at = ? WHERE id = ?",
                (int(clock().timestamp()), other.id),
            )
        before = story.entries()
        await story.press("enter")
        assert "14775 · Backend Programming was started elsewhere meanwhile" in story.pane
        assert story.entries() == before
        await story.type("i")
        assert story.line_with("Stops", "14775")
        await story.press("backspace", "enter")
        assert story.message.startswith("Stopped 14775 · Backend Programming")


async def test_a_line_that_is_refused_after_it_was_left_comes_back(
    demo: Store, clock: FrozenClock
) -> None:
    gate = asyncio.Event()

    class Slow(Refusing):
        async def add(self, draft: Draft) -> Written:
            await gate.wait()
            return await super().add(draft)

    async with opened(demo, clock, wrap=Slow) as story:  # type: ignore[arg-type]
        await typed(story, "1:30 web prog fix")
        story.post("enter")
        await story.until(lambda: story.day.view.busy)
        story.day.close_line()
        gate.set()
        await story.settle()
        assert "› 1:30 web prog fix" in story.pane
        assert "The project is archived." in story.pane
