"""The timesheets of others."""

from datetime import date

from tests.clock import FrozenClock
from tests.ui.story import MARTA, Story, opened, stored
from tui.account.store import Store
from tui.widgets.view import Status

TODAY = date(2026, 11, 23)
FIRST = "Sheet of Marta Lindqvist · Monday 23 November 2026 · today"


async def to_marta(story: Story) -> None:
    await story.press("o")
    await story.type("marta")
    await story.press("enter")


def first_line(story: Story) -> str:
    return story.pane.splitlines()[0].strip()


async def test_an_administrator_picks_a_person_and_one_key_leads_back(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await to_marta(story)
        assert first_line(story).startswith(FIRST)
        assert "backspace Back to my sheet" in story.pane
        assert "Start page on small screens" in story.pane
        assert "running" not in story.pane
        await story.press("backspace")
        assert first_line(story).startswith("Monday 23 November 2026 · today")
        assert "● running" in story.pane


async def test_the_first_line_of_a_foreign_sheet_is_in_the_warning_colour(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        masthead = story.day.query_one("Masthead")
        own = masthead.styles.background
        await to_marta(story)
        assert masthead.styles.background != own
        assert (
            masthead.styles.background.hex.lower() == story.app.theme_variables["warning"].lower()
        )


async def test_trap_9_everything_done_there_is_done_there(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        mine = stored(demo, clock, TODAY)
        await to_marta(story)
        await story.press("s")
        assert [e.is_running for e in stored(demo, clock, TODAY, MARTA)] == [True, False, False]
        await story.press("e")
        assert "Sheet of Marta Lindqvist" in story.pane
        await story.press("tab")
        await story.type("!")
        await story.press("ctrl+j")
        assert stored(demo, clock, TODAY, MARTA)[0].notes.endswith("!")
        await story.press("n")
        assert "Sheet of Marta Lindqvist" in story.pane
        await story.press("enter")
        await story.type("1")
        await story.press("enter")
        await story.press("g", "j", "d")
        theirs = stored(demo, clock, TODAY, MARTA)
        assert len(theirs) == 3
        assert {entry.user_id for entry in theirs} == {MARTA}
        assert stored(demo, clock, TODAY) == mine
        await story.press("h")
        assert first_line(story).startswith("Sheet of Marta Lindqvist")


async def test_each_sheet_has_an_undo_of_its_own(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await to_marta(story)
        await story.press("d", "backspace")
        assert "u Undo" not in story.pane
        await story.press("u")
        assert story.message == "There is nothing to bring back."
        await to_marta(story)
        assert len(stored(demo, clock, TODAY, MARTA)) == 2


async def test_a_member_who_tries_gets_the_servers_refusal(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, person_id=MARTA) as story:
        await story.press("o")
        assert story.message == "Only administrators may do this."
        await story.press("backspace")
        assert story.message == "This is your own timesheet."


async def test_the_command_line_opens_a_sheet(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, of_user=MARTA) as story:
        assert first_line(story).startswith(FIRST)
        await story.press("backspace")
        assert "● running" in story.pane


async def test_a_sheet_that_may_not_be_opened_does_not_become_ones_own(
    demo: Store, clock: FrozenClock
) -> None:
    for who, of_user, problem in (
        (MARTA, 1, "Only administrators may do this."),
        (1, 99, "There is no person 99 in this account."),
    ):
        async with opened(demo, clock, person_id=who, of_user=of_user) as story:
            assert story.day.view.status is Status.FAILED
            assert problem in story.pane
            assert story.day.view.day.entries == ()


async def test_picking_oneself_is_the_way_back_too(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await to_marta(story)
        await story.press("o")
        assert "Robin Ackermann (you)" in story.pane
        await story.type("robin")
        await story.press("enter")
        assert first_line(story).startswith("Monday 23")
