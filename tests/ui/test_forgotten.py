"""What may have been forgotten is said once, and to the desktop where that is wanted."""

from datetime import date, timedelta

import pytest
from textual import events

from tests.clock import FrozenClock
from tests.ui.person import at_the_desk
from tests.ui.story import Story
from tui.account.store import Store
from tui.config import Config
from tui.domain.habits import Use
from tui.terminal import Terminal, notification

MONDAY = date(2026, 11, 23)
LONG = "Website relaunch · Programming runs for 4 hours 12 minutes: longer than usual."
NONE = "No timer runs, and you usually work now: n starts one."


async def test_a_timer_that_runs_long_is_told_once(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(hours=3, minutes=30)
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        assert story.message == LONG
        story.day.notice.say("")
        await desk.work(20)
        assert story.message == ""


async def test_it_waits_until_another_message_can_have_been_read(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(hours=3, minutes=12)
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.work(5.5)
        await story.press("k", "y")
        copied = story.message
        await desk.work(0.9)
        assert story.message == copied
        await desk.work(1)
        assert story.message.endswith("longer than usual.")


def knows(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have worked at this hour on the last Mondays."""
    desk = story.day.desk
    assert desk is not None
    uses = [Use(1, 1, MONDAY - timedelta(weeks=n), hour) for n in (1, 2) for hour in (9, 17)]
    monkeypatch.setattr(desk.past, "uses", lambda: uses)


async def test_a_working_hour_without_a_timer_is_told_once_a_stretch(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        knows(story, monkeypatch)
        await story.press("s")
        story.day.notice.say("")
        await desk.work(9)
        assert story.message == ""
        await desk.work(2)
        assert story.message == NONE
        story.day.notice.say("")
        await desk.work(15)
        assert story.message == ""
        await story.press("k", "c", "r", "x")
        story.day.notice.say("")
        await desk.work(11)
        assert story.message == NONE


async def test_nobody_is_told_who_is_not_there_or_does_not_work_at_this_hour(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await story.press("s")
        story.day.notice.say("")
        await desk.work(20)
        assert story.message == ""
        knows(story, monkeypatch)
        await desk.leave(20)
        assert story.message == ""


@pytest.mark.parametrize("minutes", [210])
async def test_reminders_can_be_switched_off(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    clock.advance(minutes=minutes)
    quiet = Config(reminders=False)
    async with at_the_desk(demo, clock, monkeypatch, settings=quiet) as (story, _):
        assert story.message == ""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the desktop is told."""
    said: list[tuple[str, str]] = []

    def tell(_: Terminal, how: str, text: str) -> None:
        said.append((how, text))

    monkeypatch.setattr(Terminal, "notify", tell)
    return said


@pytest.mark.parametrize(("how", "times"), [("osc9", 1), ("off", 0)])
async def test_the_desktop_is_told_where_that_is_wanted_and_nobody_looks(
    demo: Store,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    told: list[tuple[str, str]],
    how: str,
    times: int,
) -> None:
    settings = Config(notify=how)  # type: ignore[arg-type]
    async with at_the_desk(demo, clock, monkeypatch, settings=settings) as (story, desk):
        story.app.post_message(events.AppBlur())
        await desk.leave(12)
        row = "Website relaunch · Programming"
        assert told == [(how, f"You were away for 10 minutes while {row} ran.")] * times


async def test_the_desktop_is_not_told_what_is_seen(
    demo: Store,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    told: list[tuple[str, str]],
) -> None:
    async with at_the_desk(demo, clock, monkeypatch, settings=Config(notify="osc777")) as (_, desk):
        await desk.leave(12)
        assert told == []


@pytest.mark.parametrize(
    ("how", "in_tmux", "sent"),
    [
        ("osc9", False, "\x1b]9;You [x] there]52;c\x07"),
        ("osc777", False, "\x1b]777;notify;Windrow;You [x] there]52;c\x07"),
        ("osc9", True, "\x1bPtmux;\x1b\x1b]9;You [x] there]52;c\x07\x1b\\"),
        ("off", False, ""),
    ],
)
def test_a_notification_is_one_sequence_whatever_the_text(
    how: str, in_tmux: bool, sent: str
) -> None:
    assert notification(how, "You [x] \x1b\x07\nthere\x9d]52;c", in_tmux=in_tmux) == sent
