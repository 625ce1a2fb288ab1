"""The picker: what comes first and why, favourites, aliases, and the mouse."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widget import Widget

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.api.connect import Place
from tui.config import Config
from tui.memory.days import KnownDays
from tui.memory.trouble import MemoryTrouble
from tui.screens.picker import PairPicker
from tui.widgets.notice import Notice

ALIASES = Config(aliases={"prog": "shop prog", "talk": "globex meet"})


def said(story: Story) -> str:
    return story.screen.query_one(Notice).notice


def rows(story: Story) -> list[str]:
    """What is listed, without the reasons and the scroll bar."""
    lines = [line.rstrip("▐ ") for line in story.pane.splitlines()[4:-3]]
    return [line[2:].removesuffix("today").rstrip() for line in lines if line]


async def click(story: Story, text: str) -> None:
    """Click the first place at which a text stands."""
    y, line = next((y, line) for y, line in enumerate(story.pane.splitlines()) if text in line)
    await story.pilot.click(offset=(line.index(text), y))
    await story.settle()


async def test_what_was_worked_on_comes_first_and_says_when(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n")
        first, *_, last = story.pane.splitlines()[4:21]
        assert first.startswith("  ›  Acme · [WEB-2] Website relaunch     Programming")
        assert first.rstrip("▐ ").endswith("  today")
        assert "today" not in last


async def test_a_favourite_comes_first_and_stays_one(
    demo: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    def remembering(place: Place) -> Place:
        return replace(place, memory=tmp_path / "memory.db")

    async with opened(demo, clock, place=remembering) as story:
        await story.press("n", "down", "down", "ctrl+b")
        assert rows(story)[0].startswith("›★ Globex · [GX-17] Support contract   Meetings")
        assert said(story) == "A favourite now: Globex · [GX-17] Support contract · Meetings."
    async with opened(demo, clock, place=remembering) as story:
        await story.press("n")
        assert rows(story)[0].startswith("›★ Globex")
        await story.press("down", "up", "ctrl+b")
        assert "★" not in story.pane
        assert said(story).startswith("No favourite any more: Globex")
        assert rows(story)[2].startswith("›  Globex · [GX-17] Support contract   Meetings")
        await story.press("enter")
        assert "Support contract" in story.line_with("Project")


async def test_only_pairs_that_there_are_can_be_favourites(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("n")
        await story.type("blog")
        await story.press("ctrl+b")
        assert said(story) == "Only a project with a task can be a favourite."
        await story.press("enter", "ctrl+b")
        assert said(story) == "Favourites are made where project and task are asked for."


async def test_a_favourite_that_cannot_be_kept_says_so(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryTrouble("The disk is full.")

    monkeypatch.setattr(KnownDays, "favour", full)
    async with opened(demo, clock) as story:
        await story.press("n", "ctrl+b")
        assert "★" not in story.pane
        assert "The disk is full." in said(story)


async def test_an_alias_is_typed_with_its_sign(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, settings=ALIASES) as story:
        await story.press("n")
        await story.type("@prog")
        assert rows(story) == ["›  Acme · [SHOP] Shop maintenance  Programming"]
        await story.press("enter")
        assert "Shop maintenance" in story.line_with("Project")


async def test_an_alias_that_does_not_exist_names_the_closest(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=ALIASES) as story:
        await story.press("n")
        await story.type("@porg")
        assert "There is no alias “@porg”; the closest is @prog." in story.pane
        await story.press("enter")
        assert isinstance(story.screen, PairPicker)


async def test_a_rule_parts_what_there_is_from_what_can_be_made(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n")
        await story.type("audit doc")
        assert rows(story) == [
            "›  Initech · Accessibility audit  Documentation",
            "   ────",
            "   Create project “audit doc” …",
            "   Create task “audit doc” …",
        ]
        await story.press("up")
        assert rows(story)[-1] == "›  Create task “audit doc” …"


async def test_a_click_picks_and_the_words_at_the_foot_can_be_clicked(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(100, 14)) as story:
        await story.press("n")
        await click(story, "Favourite")
        assert story.line_with("›★", "Acme · [WEB-2] Website relaunch", "Programming")
        await click(story, "↓")
        assert story.line_with("›  Apple")
        await click(story, "esc Back")
        assert "5 entries" in story.pane
        await story.press("n")
        await click(story, "Backend Programming")
        assert "14775" in story.line_with("Project")


async def test_a_narrow_pane_shows_projects_and_tasks(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(40, 10)) as story:
        await story.press("n")
        lines = story.pane.splitlines()
        assert lines[0] == " Project and task"
        assert lines[2] == " ›  Website relaunch […  Programming  ▐"
        assert len([line for line in lines if "  " in line.strip()]) >= 6
        assert "enter Pick" in lines[-1]
        assert "esc Back" in lines[-1]


async def test_what_is_read_anew_leaves_the_cursor_where_it_was(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n", "down", "down")
        picker = story.screen
        assert isinstance(picker, PairPicker)
        under = picker.option
        picker.list_again()
        assert picker.option == under
        await story.type("g")
        assert picker.answers.cursor == 0
        await story.settle()
        assert picker.query_one("#query", Widget).has_focus


async def test_what_is_typed_and_what_it_finds_are_drawn_together(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("n")
        picker = story.screen
        assert isinstance(picker, PairPicker)
        picker.input.value = "audit doc"
        assert picker.option is not None
        assert picker.option.label == "Initech · Accessibility audit"
