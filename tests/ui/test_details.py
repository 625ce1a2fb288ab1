"""All that is known of an entry."""

from datetime import date

import pytest

from tests.clock import FrozenClock
from tests.ui.story import MARTA, opened
from tui.account.store import Store
from tui.screens.detail import DetailScreen

TODAY = date(2026, 11, 23)


def shown(pane: str) -> dict[str, str]:
    """Names and values as they stand on the screen."""
    rows = (line[2:] for line in pane.splitlines()[2:-1] if line.startswith("  "))
    return {row[:11].strip(): row[11:].strip() for row in rows if row[:11].strip()}


async def test_every_parameter_of_the_specification_is_there_in_words(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("i")
        assert shown(story.pane) == {
            "Client": "Acme (1)",
            "Project": "Website relaunch (1)",
            "Task": "Programming (1)",
            "Notes": "Fix the login form; the second factor was asked for twice",
            "Date": "Monday 23 November 2026",
            "Hours": "0:42:10 with the timer",
            "Timer": "running since Mon 23 Nov 2026, 14:02",
            "Approved": "no",
            "Invoiced": "no",
            "Person": "Robin Ackermann (1)",
            "Created": "Mon 23 Nov 2026, 14:02",
            "Updated": "Mon 23 Nov 2026, 14:02",
            "Entry": shown(story.pane)["Entry"],
            "Time zone": "Europe/Berlin",
        }
        assert "0:00 without the timer" in story.pane
        assert shown(story.pane)["Entry"].isdecimal()
        await story.press("escape")
        assert not isinstance(story.screen, DetailScreen)


async def test_start_and_end_and_a_lock(start_end: Store, clock: FrozenClock) -> None:
    async with opened(start_end, clock) as story:
        await story.press("g", "i")
        told = shown(story.pane)
        assert (told["Started"], told["Ended"]) == ("08:30", "09:30")
        assert (told["Hours"], told["Timer"]) == ("1:00", "not running")
        assert (told["Approved"], told["Invoiced"]) == ("yes", "no")


async def test_its_clock_goes_on(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("i")
        detail = story.screen
        assert isinstance(detail, DetailScreen)
        clock.advance(5)
        detail._show()
        await story.settle()
        assert shown(story.pane)["Hours"] == "0:42:15 with the timer"


@pytest.mark.parametrize("person_id", [1, MARTA])
async def test_whose_it_is(demo: Store, clock: FrozenClock, person_id: int) -> None:
    async with opened(demo, clock, of_user=person_id) as story:
        await story.press("i")
        assert f"({person_id})" in shown(story.pane)["Person"]
        assert len(shown(story.pane)["Person"]) > len("(1)")
