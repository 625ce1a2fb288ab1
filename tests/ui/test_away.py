"""You were away while a timer ran: what is asked, and what each answer does."""

from datetime import date

import pytest

from tests.clock import FrozenClock
from tests.ui.person import at_the_desk
from tui.account.store import Store

TODAY = date(2026, 11, 23)
QUESTION = "You were away for 12 minutes while Website relaunch · Programming ran."


async def test_after_ten_minutes_without_a_sign_it_asks(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.leave(9)
        assert "You were away" not in story.pane
        await desk.leave(3)
        print(story.pane)
        assert QUESTION in story.pane
        await desk.leave(3)
        assert "You were away for 15 minutes" in story.pane
        await desk.come_back()
        await desk.work(5)
        assert "You were away for 15 minutes" in story.pane
