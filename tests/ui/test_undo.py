"""Undo and redo in the real app: every kind of change, after a restart, and when it cannot be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.ui.story import Story, opened, stored
from tui.account.store import Store

TODAY = date(2026, 11, 23)


def remembered(path: Path) -> object:
    return lambda place: replace(place, memory=path)


async def test_every_kind_of_change_goes_back_and_forth(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        days = [story.entries()]
        for keys in (["x"], ["k", "d"], ["g", "j", "j", "s"], ["plus"]):
            await story.press(*keys)
            days.append(story.entries())
        assert len({str(day) for day in days}) == len(days)
        for wanted in days[-2::-1]:
            await story.press("u")
            assert sorted(story.entries()) == sorted(wanted), story.message
        assert "u Undo" not in story.pane
        for wanted in days[1:]:
            await story.press("ctrl+r")
            assert sorted(story.entries()) == sorted(wanted), story.message
        await story.press("ctrl+r")
        assert story.message == "There is nothing to redo."


async def test_a_new_change_ends_the_redo(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("x", "u", "k", "d")
        await story.press("ctrl+r")
        assert story.message == "There is nothing to redo."


async def test_after_a_restart_it_says_first_what_it_will_do(
    demo: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    place = remembered(tmp_path / "memory.db")
    async with opened(demo, clock, place=place) as story:  # type: ignore[arg-type]
        before = story.entries()
        await story.press("k", "d")
    async with opened(demo, clock, place=place) as story:  # type: ignore[arg-type]
        assert "u Undo" in story.pane
        await story.press("u")
        assert story.message == (
            "u again: bring back 0:20 on Office · Administration; it gets a new id."
        )
        assert len(story.entries()) == len(before) - 1
        await story.press("j", "u", "u")
        assert sorted(story.entries()) == sorted(before)
    async with opened(demo, clock, place=place) as story:  # type: ignore[arg-type]
        await story.press("ctrl+r")
        assert story.message == "ctrl+r again: delete 0:20 on Office · Administration."
        await story.press("ctrl+r")
        assert len(story.entries()) == len(before) - 1


async def test_another_persons_memory_is_no_ground_for_undo(
    demo: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    place = remembered(tmp_path / "memory.db")
    async with opened(demo, clock, place=place) as story:  # type: ignore[arg-type]
        await story.press("k", "d")
    async with opened(demo, clock, place=place, person_id=2) as story:  # type: ignore[arg-type]
        await story.press("u")
        assert story.message == "There is nothing to undo."


def change(story: Story, demo: Store, sql: str) -> None:
    """Do something behind Windrow's back to the row under the cursor."""
    assert story.grid.entry is not None
    with demo.write():
        demo._connection.execute(sql, (story.grid.entry.id,))


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("UPDATE time_entry SET notes = 'elsewhere' WHERE id = ?", "was changed meanwhile"),
        ("UPDATE time_entry SET is_closed = 1 WHERE id = ?", "is approved meanwhile"),
        ("DELETE FROM time_entry WHERE id = ?", "is gone"),
    ],
)
async def test_what_was_changed_elsewhere_is_left_alone(
    demo: Store, clock: FrozenClock, sql: str, why: str
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "plus")
        change(story, demo, sql)
        before = story.entries()
        await story.press("u")
        assert why in story.message
        assert "Nothing was changed." in story.message
        assert story.entries() == before
        await story.press("u")
        assert story.message == "There is nothing to undo."  # it can never be, and blocks nothing


async def test_a_timer_is_not_stopped_by_an_undo(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("x")
        (other, *_) = [e for e in stored(demo, clock, TODAY) if e.project == "14775"]
        with demo.write():
            demo._connection.execute(
                "UPDATE time_entry SET timer_started_at = ? WHERE id = ?",
                (int(clock().timestamp()), other.id),
            )
        await story.press("r", "u")
        assert "while 14775 · Backend Programming runs: stop that first" in story.message
        with demo.write():
            demo._connection.execute("UPDATE time_entry SET timer_started_at = NULL")
        await story.press("r", "u")
        assert ("Website relaunch", "Programming", "0.70", True) in story.entries()


async def test_a_timer_that_comes_back_lost_no_minute(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("x")
        clock.advance(minutes=30)
        await story.press("u")
        assert story.line_with("Website relaunch", "running", "1:12")
        assert "goes on, at 1:12" in story.message


async def test_what_comes_back_stands_where_it_stood(
    demo: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    place = remembered(tmp_path / "memory.db")
    async with opened(demo, clock, place=place) as story:
        names = [(e.project, e.task) for e in story.day.view.rows]
        await story.press("k", "d", "k", "d", "u", "u")
        assert [(e.project, e.task) for e in story.day.view.rows] == names
        assert [e.id for e in story.day.view.rows] != sorted(e.id for e in story.day.view.rows)
        await story.press("g", "plus", "q")  # what was undone is forgotten by this
    for _ in range(2):
        async with opened(demo, clock, place=place) as story:
            assert [(e.project, e.task) for e in story.day.view.rows] == names
