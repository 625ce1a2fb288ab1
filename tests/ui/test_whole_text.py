"""What is cut says so, and nothing else is lost: foreign letters, long names, long lines."""

from dataclasses import replace
from datetime import date

import pytest
from textual.widgets import Input, Static

from tests.clock import FrozenClock
from tests.ui.story import Story, opened, stored
from tui.account.store import Store
from tui.commands import COMMANDS

TODAY = date(2026, 11, 23)
MEMO = "日本語のメモはとても長いのでどこかで切れる必要があります"
LONG = "1:30 acme prog and notes that are quite long indeed, longer than most panes are"


def with_notes(store: Store, clock: FrozenClock, notes: str) -> None:
    """Give all entries of today the same notes."""
    ids = [entry.id for entry in stored(store, clock, TODAY)]
    with store.write():
        for entry_id in ids:
            found = store.entries.find(entry_id)
            assert found is not None
            store.entries.save(replace(found.record, notes=notes))


def line(story: Story) -> str:
    """The line in which something is typed, behind its sign."""
    return story.line_with("›").partition("› ")[2].rstrip()


async def test_letters_of_two_cells_are_whole_in_every_width(
    demo: Store, clock: FrozenClock
) -> None:
    with_notes(demo, clock, MEMO)
    async with opened(demo, clock, size=(58, 14)) as story:
        for width in range(30, 59):
            await story.resize(width, 14)
            (shown,) = [row for row in story.pane.splitlines() if "Administration ·" in row]
            told = shown.partition("·")[2].strip(" ▐").replace(" ", "").removesuffix("…")
            assert MEMO.startswith(told), width
            assert len(told) >= 3


async def test_a_line_that_is_longer_than_its_field_says_so_at_both_ends(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(100, 30)) as story:
        await story.press("a")
        await story.type(LONG)
        assert line(story) == LONG
        await story.resize(40, 12)
        assert line(story).startswith("… ")
        assert line(story).endswith("panes are")
        await story.press("home")
        assert line(story).startswith("1:30 acme")
        assert line(story).endswith(" …")
        await story.press(*["right"] * 50, *["left"] * 9)
        assert line(story).startswith("… ")
        assert line(story).endswith("…")
        assert story.screen.query_one("#line", Input).value == LONG


async def test_a_long_project_takes_the_lines_that_it_needs(
    demo: Store, clock: FrozenClock
) -> None:
    name = "A very long name of a project that goes on and on until somebody stops it " * 3
    with demo.write():
        demo._connection.execute("UPDATE project SET name = ?", (name.strip(),))
    async with opened(demo, clock, size=(60, 24)) as story:
        await story.press("e")
        lines = [row.strip() for row in story.pane.splitlines()]
        start = next(n for n, row in enumerate(lines) if row.startswith("Project"))
        assert lines[start + 2].endswith("…")
        assert any(row.startswith("Task ") for row in lines[start + 3 : start + 5])


async def test_both_buttons_of_a_form_are_seen_in_a_narrow_pane(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(40, 10)) as story:
        await story.press("e")
        assert story.line_with("Update entry", "ctrl+j", "Cancel", "esc")


async def test_in_a_pane_of_one_line_it_is_said_what_a_line_would_do(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(80, 1)) as story:
        await story.press("a")
        await story.type("-20m dev")
        assert story.line_with("› -20m dev", "Stops", "14:24")


@pytest.mark.parametrize("width", range(20, 60))
async def test_what_stands_side_by_side_does_not_touch(
    demo: Store, clock: FrozenClock, width: int
) -> None:
    async with opened(demo, clock, size=(width, 12)) as story:
        foot = story.line_with("entri")
        assert "entriestotal" not in foot
        assert "…total" not in foot
        await story.press("w")
        head = story.pane.splitlines()[0]
        assert " ●" in head or "●" not in head


async def test_half_a_row_of_the_week_says_so(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(40, 10)) as story:
        await story.press("w", "j", "j", "j", "j")
        cut = [number for number, row in enumerate(story.pane.splitlines()) if row[0] == "…"]
        assert cut == [2]  # the first of the rows, below the names of the days


@pytest.mark.parametrize("width", [36, 40, 80, 120])
async def test_the_help_says_all_of_every_command(
    demo: Store, clock: FrozenClock, width: int
) -> None:
    async with opened(demo, clock, size=(width, 20)) as story:
        await story.press("question_mark")
        columns = [story.screen.query_one(f"#{side}", Static) for side in ("left", "right")]
        words = " ".join(str(column.content) for column in columns).split()
        for command in COMMANDS:
            assert all(word in words for word in command.help.split()), command.id
        assert "…" not in "".join(word for word in words if word != "…")
