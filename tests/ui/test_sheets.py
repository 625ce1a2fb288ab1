"""The timesheets of others."""

from datetime import date

from tests.clock import FrozenClock
from tests.ui.story import MARTA, Story, opened, stored
from tests.ui.test_slow_account import Gate
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
        assert story.message == "There is nothing to undo."
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


async def test_what_is_typed_while_people_are_read_is_typed_there(
    demo: Store, clock: FrozenClock
) -> None:
    gate = Gate()
    async with opened(demo, clock, wrap=gate.around) as story:
        before = stored(demo, clock, TODAY)
        gate.hold("people")
        story.post("o")
        await gate.reached.wait()
        story.post("d", "d")
        gate.release()
        await story.settle()
        assert stored(demo, clock, TODAY) == before
        assert "Whose timesheet" in story.pane


async def test_a_day_that_is_being_read_comes_although_somebody_is_asked_for(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press_at_once("h", "o")
        await story.press("escape")
        assert story.day.view.status is Status.READY


async def test_what_was_deleted_on_a_sheet_can_be_brought_back_after_a_look_at_another(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await to_marta(story)
        await story.press("d", "backspace")
        await to_marta(story)
        await story.press("u")
        assert len(stored(demo, clock, TODAY, MARTA)) == 3


async def test_from_a_sheet_that_may_not_be_opened_one_key_leads_to_ones_own(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, person_id=MARTA, of_user=1) as story:
        assert first_line(story).startswith("Sheet of person 1")
        await story.press("o")
        assert story.day.view.status is Status.FAILED
        await story.press("backspace")
        assert first_line(story).startswith("Monday 23 November 2026")
        assert story.day.view.account.me.id == MARTA
        assert len(story.day.view.day.entries) == 3


async def test_the_date_of_a_foreign_sheet_is_seen_in_a_narrow_pane(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(40, 12)) as story:
        await to_marta(story)
        assert "Mon 23 Nov" in story.pane.splitlines()[0]
        await story.resize(30, 12)
        assert "Mon 23 Nov" in story.pane.splitlines()[0]


async def test_the_timer_that_goes_on_is_named_with_whose_it_is(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await to_marta(story)
        await story.press("s")
        words = story.app._last_words() or ""
        assert words.startswith("The timer goes on: Sheet of Marta Lindqvist · ")
