"""Filtering the rows of a day, and searching all days that are known."""

from datetime import date

import pytest

from tests.clock import FrozenClock
from tests.ui.story import Story, opened, stored
from tui.account.store import Store
from tui.screens.search import SearchScreen
from tui.widgets.found_rows import around

TODAY = date(2026, 11, 23)
BEFORE = date(2026, 11, 20)


async def filtered(story: Story, words: str) -> None:
    await story.press("slash")
    await story.type(words)


def rows(story: Story) -> list[str]:
    return [f"{entry.project} · {entry.task}" for entry in story.day.view.rows]


async def test_rows_are_filtered_as_it_is_typed_and_the_total_says_what_it_adds_up(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("slash")
        assert len(rows(story)) == 5
        await story.type("mail")
        assert rows(story) == ["Support contract · Development", "Office · Administration"]
        line = story.line_with("2 of 5 entries · /mail")
        assert line.endswith("total of 2  1:50")
        await story.type(" plain")
        assert rows(story) == ["Support contract · Development"]
        assert story.under_cursor == "Support contract · Development"
        await story.press("backspace", "ctrl+u")
        assert len(rows(story)) == 5


async def test_the_clock_ticks_while_the_filter_is_typed(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "web")
        await story.tick(1)
        assert story.line_with("Website relaunch", "● running").endswith("0:42:11")
        assert story.line_with("total of 1").endswith("0:42:11")


async def test_enter_keeps_the_filter_and_escape_takes_it_away(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "globex")
        assert "enter Keep  esc All rows" in story.pane
        await story.press("enter")
        assert story.pane.splitlines()[-1].startswith(" esc All rows  s Start")
        await story.press("j")
        assert story.under_cursor == "Support contract · Development"
        await story.press("G", "j")
        assert story.grid.cursor == 1
        await story.press("slash")
        assert story.line_with(" / globex")
        await story.press("enter", "escape")
        assert len(rows(story)) == 5
        assert story.under_cursor == "Support contract · Development"
        assert "esc All rows" not in story.pane
        await filtered(story, "globex")
        await story.press("escape")
        assert len(rows(story)) == 5
        await story.press("s")
        assert story.message.startswith("It is invoiced.")


async def test_letters_are_typed_and_arrows_move_among_the_rows(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("slash")
        await story.press_at_once(*"prog", "up", "enter", "i")
        for _ in range(5):
            await story.settle()
        assert story.day.view.filter == "prog"
        assert story.under_cursor == "14775 · Backend Programming"
        assert "All" not in story.pane.splitlines()[0]
        assert len(story.entries()) == 5


async def test_a_filter_that_nothing_answers_says_so_and_loses_no_cursor(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("g", "j")
        await filtered(story, "xyz")
        assert "No entry of this day has “xyz”." in story.pane
        assert story.line_with("0 of 5 entries").endswith("total of 0  0:00")
        await story.press("enter", "e")
        assert story.message == "No row is shown here: esc takes the filter away."
        await story.press("escape")
        assert story.under_cursor == "Support contract · Development"


async def test_keys_act_on_the_filtered_row(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "office")
        await story.press("enter", "d")
        assert story.message == "Deleted 0:20 on Office · Administration. u brings it back."
        assert story.line_with("0 of 4 entries")
        await story.press("u")
        assert story.line_with("1 of 5 entries")


async def test_the_filter_goes_with_the_day_and_with_the_sheet(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "web")
        await story.press("enter", "h", "l")
        assert len(rows(story)) == 5
        await filtered(story, "web")
        await story.press("enter", "o")
        await story.type("marta")
        await story.press("enter")
        assert story.day.view.filter == ""


async def test_what_was_just_written_is_not_hidden_by_the_filter(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "apple")
        await story.press("enter", "n")
        await story.type("office")
        await story.press("enter")
        await story.type("0:30")
        await story.press("ctrl+j")
        assert story.message.startswith("Saved 0:30 on Office")
        assert len(rows(story)) == 6
        assert story.under_cursor.startswith("Office")


async def test_stopping_what_runs_behind_the_filter_leaves_the_filter(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "globex")
        await story.press("enter", "j", "x")
        assert story.message.startswith("Stopped Website relaunch")
        assert story.under_cursor == "Support contract · Development"
        assert len(rows(story)) == 2


async def test_rows_are_found_by_the_code_of_their_project(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        assert story.day.desk is not None
        coded = {p.id: p.code for p in story.day.desk.catalog.projects if p.code}
        of_today = [e for e in story.day.view.rows if e.project_id in coded]
        if not of_today:
            pytest.fail("the demo account has no project with a code today")
        await filtered(story, coded[of_today[0].project_id].lower())
        assert of_today[0] in story.day.view.rows


async def test_the_words_are_marked_and_what_the_server_says_stays_text(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "login")
        underlined = [
            segment.text
            for strip in story.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.underline
        ]
        assert "login" in underlined
        await filtered(story, "[/b]")
        assert "“login[/b]”" in story.pane


async def test_an_empty_day_has_nothing_to_filter(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, on=date(2026, 11, 22)) as story:
        await story.press("slash")
        assert story.message == "There is no row to filter."


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
async def test_the_filter_fits_every_pane(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with opened(demo, clock, size=size) as story:
        before = len(story.pane.splitlines())
        await filtered(story, "web")
        assert len(story.pane.splitlines()) == before
        assert story.line_with("1 of 5", "total of 1")
        assert story.line_with(" / web")
        assert story.line_with("Website relaunch")


# All days that are known


async def searched(story: Story, words: str) -> None:
    await story.press("ctrl+f")
    await story.type(words)


async def test_all_known_days_are_searched_and_enter_goes_to_the_entry(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("h", "h", "h")
        wanted = stored(demo, clock, BEFORE)[-1]
        await story.press("t")
        await searched(story, f"{wanted.project} {wanted.task}")
        assert isinstance(story.screen, SearchScreen)
        assert story.line_with("Fri 20 Nov", wanted.project)
        while story.screen.findings.entry != wanted:
            await story.press("down")
        await story.press("enter")
        assert story.day.view.day.date == BEFORE
        assert story.grid.entry == wanted


async def test_the_newest_is_first_and_what_runs_counts(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        clock.advance(60)
        await story.press("h", "h", "h")
        await searched(story, "a")
        assert isinstance(story.screen, SearchScreen)
        found = story.screen.findings._entries
        days = [entry.spent_date for entry in found]
        assert days == sorted(days, reverse=True)
        assert {TODAY, BEFORE} <= set(days)


async def test_it_says_how_much_was_found_and_how_far_back_it_knows(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("h", "h", "h", "t")
        await searched(story, "mail plan")
        told = "November; older days once you looked at them"
        assert story.line_with("1 found · known since", told)
        await story.type(" xyz")
        assert story.line_with("Nothing found · known since", told)
        await story.press("enter", "escape")
        assert story.day.view.day.date == TODAY


async def test_an_entry_that_was_found_can_be_clicked(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await searched(story, "mail")
        assert isinstance(story.screen, SearchScreen)
        await story.pilot.click("Findings", offset=(10, 2))
        await story.settle()
        assert story.under_cursor == "Support contract · Development"


async def test_what_was_found_is_shown_although_it_was_filtered_away(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "globex")
        await story.press("enter")
        await searched(story, "mail plan")
        await story.press("enter")
        assert story.under_cursor == "Office · Administration"
        assert len(rows(story)) == 5


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
async def test_the_search_fits_every_pane(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with opened(demo, clock, size=size) as story:
        await searched(story, "second factor")
        lines = story.pane.splitlines()
        assert max(map(len, lines)) <= size[0]
        assert "factor" in story.pane
        assert story.line_with("23 Nov", "Website relaunch").endswith("0:42")
        assert "enter Go there" in lines[-1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the login form, and a great deal more", "the login form, and a great deal more"),
        ("a great deal more, and the login form", "…re, and the login form"),
        ("a great deal more, and the logi", "a great deal more, and the logi"),
        ("login", "login"),
    ],
)
def test_a_long_note_begins_shortly_before_what_was_searched_for(text: str, shown: str) -> None:
    assert around(text, ("login",), 20)[: len(shown)] == shown


async def test_a_click_on_a_row_keeps_the_filter_and_goes_back_to_the_rows(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await filtered(story, "globex")
        await story.pilot.click("Grid", offset=(5, 1))
        await story.settle()
        assert "enter Keep" not in story.pane
        assert story.line_with("2 of 5 entries")
        await story.press("j")
        assert story.under_cursor == "Support contract · Development"
        assert story.day.view.filter == "globex"
