"""Keys for everyone: rebound ones, the line of keys, the palette, the help, the mouse."""

from datetime import date

import pytest
from textual.widgets import Static

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.commands import BY_ID, COMMANDS
from tui.config import Config
from tui.screens.board import Board
from tui.screens.detail import DetailScreen
from tui.screens.help import HelpScreen
from tui.screens.palette import DayCommands
from tui.widgets.bars import KeyBar


def keys(**wishes: str | list[str]) -> Config:
    return Config(keys=dict(wishes))


def foot(story: Story) -> str:
    return story.pane.splitlines()[-1].strip()


async def test_a_rebound_key_works_and_its_old_one_does_not(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=keys(delete="D", undo=["Z", "f5"])) as story:
        await story.press("k", "d")
        assert len(story.entries()) == 5
        await story.press("D")
        assert story.message == "Deleted 0:20 on Office · Administration. Z brings it back."
        assert "D Delete" in foot(story)
        assert "Z Undo" in foot(story)
        await story.press("u", "delete")
        assert len(story.entries()) == 4
        await story.press("f5")
        assert len(story.entries()) == 5


async def test_keys_can_be_swapped(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, settings=keys(down="k", up="j")) as story:
        await story.press("G", "j")
        assert story.grid.cursor == 3
        await story.press("k")
        assert story.grid.cursor == 4


async def test_a_key_that_is_taken_away_does_nothing_and_the_command_is_in_the_palette(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=keys(delete="", new_entry="")) as story:
        await story.press("k", "d", "delete")
        assert len(story.entries()) == 5
        assert "  Delete" in foot(story)
        assert "d Delete" not in foot(story)
        await story.press("ctrl+p")
        await story.type("delete this")
        await story.press("enter")
        assert len(story.entries()) == 4
    async with opened(demo, clock, settings=keys(new_entry=""), on=date(2026, 11, 22)) as story:
        await story.press("e")
        assert story.message == "There is no entry here: ctrl+p “new_entry” makes one."


@pytest.mark.parametrize(
    ("wishes", "pressed", "said"),
    [
        ({"toggle_timer": "B"}, ("g", "B"), "It is approved. B again starts its timer."),
        ({"delete": "D"}, ("D",), "Its timer is running. D again deletes it."),
        (
            {"delete": "D", "undo": "Z"},
            ("g", "D"),
            "It is approved, and Z could not make it so again. D again deletes it.",
        ),
        ({"new_entry": "N"}, ("h", "e"), "There is no entry here: N makes one."),
    ],
)
async def test_sentences_name_the_keys_that_work(
    demo: Store,
    clock: FrozenClock,
    wishes: dict[str, str | list[str]],
    pressed: tuple[str, ...],
    said: str,
) -> None:
    async with opened(demo, clock, settings=Config(keys=wishes)) as story:
        await story.press(*pressed)
        assert story.message == said


async def test_a_question_is_answered_by_the_rebound_key_and_taken_back_by_others(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=keys(delete="D")) as story:
        await story.press("D", "d")
        assert story.message == ""
        await story.press("D", "D")
        assert len(story.entries()) == 4


async def test_an_empty_day_and_a_failed_one_name_the_keys_that_work(
    empty: Store, clock: FrozenClock
) -> None:
    async with opened(empty, clock, settings=keys(new_entry="N", help="f2", connect="f3")) as story:
        assert "N  new entry" in story.pane
        assert "F2  all keys" in story.pane
        assert "F3  connect to Harvest" in story.pane
        await story.press("f2")
        assert isinstance(story.screen, HelpScreen)


async def test_a_rebound_key_types_where_text_is_typed(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, settings=keys(log_in="L", palette="ctrl+o")) as story:
        await story.press("n")
        await story.type("PLCq")
        assert story.line_with("PLCq")
        await story.press("escape", "escape", "escape")
        await story.press("L")
        assert story.message == "Nobody logs in to this account."
        await story.press("ctrl+o")
        assert "Search for commands" in story.pane


async def test_days_are_still_passed_without_waiting_when_their_keys_are_rebound(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=keys(previous_day="b")) as story:
        story.post(*"b" * 20)
        await story.until(lambda: story.day.view.day.date == date(2026, 11, 3))
        await story.settle()
        assert "3 November" in story.pane


async def test_what_cannot_be_given_is_said_at_start_and_all_of_it_in_the_help(
    demo: Store, clock: FrozenClock
) -> None:
    wishes = keys(udno="x", undo="d", edit="banana")
    async with opened(demo, clock, settings=wishes, size=(120, 50)) as story:
        first = "There is no command “udno” for [keys]; did you mean undo?"
        assert story.message == f"{first} And 2 more: ? names all."
        await story.press("question_mark")
        lines = story.pane.splitlines()
        assert f"! {first}" in lines[3]
        assert "! edit in [keys]: “banana” is no key" in lines[4]
        assert "! “d” in [keys] is delete already: undo has u" in lines[5]


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (130, 70)])
async def test_the_help_groups_every_command_with_the_keys_that_work(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with opened(demo, clock, settings=keys(undo="Z"), size=size) as story:
        await story.press("question_mark")
        columns = (story.screen.query_one(name, Static).content for name in ("#left", "#right"))
        text = " ".join("\n".join(map(str, columns)).split())
        for command in COMMANDS:
            assert command.group in text
            assert " ".join(command.help.split()[:2]) in text
        assert "Z Undo the" in text
        assert max(len(line) for line in story.pane.splitlines()) <= size[0]
        await story.press("G")
        assert 'undo = "Z"' in story.pane or size[0] == 40
        await story.press("question_mark")
        assert isinstance(story.screen, Board)


async def test_the_help_leads_to_the_palette_by_a_click(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await click_on(story, "Help")
        await click_on(story, "Commands")
        assert "Search for commands" in story.pane
        await story.type("the day before")
        await story.press("enter")
        assert "22 November" in story.pane


async def test_the_details_close_by_the_key_that_opened_them(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=keys(details="I")) as story:
        await story.press("I")
        assert isinstance(story.screen, DetailScreen)
        await story.press("I")
        assert isinstance(story.screen, Board)


async def test_the_palette_has_every_command_and_says_why_one_does_not_apply(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=keys(edit="I", reload=""), size=(100, 50)) as story:
        told = {hit.text: hit.help async for hit in DayCommands(story.day).discover()}
        assert set(told) == {command.help for command in COMMANDS if command.id != "palette"}
        assert told[BY_ID["edit"].help] == "key I"
        assert told[BY_ID["reload"].help] == "no key"
        assert told[BY_ID["undo"].help] == "There is nothing to undo."
        await story.press("ctrl+p")
        await story.type("undo the last")
        await story.until(lambda: "There is nothing to undo." in story.pane)
        await story.press("enter")
        assert story.message == "There is nothing to undo."


async def test_the_palette_finds_a_command_by_its_name_in_the_configuration(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        hits = [hit async for hit in DayCommands(story.day).search("own sheet")]
        assert [hit.help for hit in hits if str(hit.match_display) == BY_ID["own_sheet"].help]


async def click_on(story: Story, word: str) -> None:
    """Click a word of the line of keys."""
    bar = story.screen.query_one(KeyBar)
    row = bar.region.y
    at = story.pane.splitlines()[row].index(word) - bar.region.x
    await story.pilot.click(KeyBar, offset=(at, 0))
    await story.settle()


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (80, 24), (120, 40)])
async def test_the_help_stands_last_at_every_width(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with opened(demo, clock, size=size) as story:
        assert foot(story).endswith("? Help")
        assert foot(story).startswith("s Stop")
        assert len(story.pane.splitlines()[-1]) <= size[0]
        if size[0] != 80:
            assert ("ctrl+p Commands" in foot(story)) is (size[0] > 80)


async def test_both_days_of_the_line_of_keys_can_be_clicked(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await click_on(story, "h/l")
        assert "22 November" in story.pane
        await click_on(story, "Day")
        assert "23 November" in story.pane


async def test_every_key_of_the_foot_can_be_clicked(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(140, 40)) as story:
        for key in story.day.key_bar.keys:
            assert key.action.startswith("screen.")
            name = key.action.removeprefix("screen.")
            assert name in BY_ID
            assert hasattr(story.day, f"action_{name}")
