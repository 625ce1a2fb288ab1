"""A timer that runs since yesterday: it is pinned on top, and asked about once."""

from datetime import UTC, date, datetime

import pytest

from tests.clock import FrozenClock
from tests.ui.person import AtTheDesk, at_the_desk
from tests.ui.story import Story, opened, stored
from tui.account.store import Store

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
LATE = datetime(2026, 11, 23, 22, 59, 30, tzinfo=UTC)
"""Half a minute before midnight in Berlin."""

QUESTION = "Website relaunch · Programming runs since yesterday 14:02."


async def over_midnight(story: Story, desk: AtTheDesk, minutes: int = 11) -> None:
    """Let midnight pass, and be there."""
    await desk.work(1)
    await desk.work(minutes - 1)
    assert QUESTION in story.pane
    desk.advance(2)


def counted(story: Story, on: date) -> list[tuple[str, int, bool]]:
    """The tasks of a day with their minutes, and whether they run."""
    now = story.clock()
    entries = stored(story.store, story.clock, on)
    return [(e.task, e.seconds(now) // 60, e.is_running) for e in entries]


@pytest.fixture
def late(clock: FrozenClock) -> FrozenClock:
    clock.now = LATE
    return clock


async def test_it_is_pinned_on_top_and_asked_about(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        await over_midnight(story, desk)
        assert "Tuesday 24 November 2026 · today" in story.pane
        assert story.line_with("● running since yesterday 14:02")
        assert "k Keep it on yesterday  m Split at midnight  t Stop at a time" in story.pane


async def test_kept_it_is_not_asked_about_before_the_next_midnight(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        await over_midnight(story, desk)
        await story.press("k")
        kept = "stays on Monday 23 November 2026, and runs on."
        assert story.message == f"Website relaunch · Programming {kept}"
        await desk.work(30)
        assert QUESTION not in story.pane
        await story.press("A")
        assert story.message == "Nothing waits for an answer."
        assert counted(story, MONDAY)[-1][2]


async def test_split_it_runs_today_and_undo_takes_that_back(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        before = counted(story, MONDAY)
        tuesday = len(counted(story, TUESDAY))
        await over_midnight(story, desk)
        await story.press("m")
        assert story.message.startswith("Split Website relaunch · Programming")
        assert counted(story, MONDAY)[-1] == ("Programming", 598, False)
        assert counted(story, TUESDAY)[-1] in [("Programming", n, True) for n in (10, 11)]
        assert QUESTION not in story.pane
        await story.press("u")
        assert counted(story, MONDAY)[-1] == ("Programming", before[-1][1] + 11, True)
        assert len(counted(story, TUESDAY)) == tuesday


async def test_stopped_at_a_time_it_ends_yesterday_and_undo_takes_that_back(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        before = counted(story, MONDAY)
        await over_midnight(story, desk)
        await story.press("t")
        await story.type("23:30")
        assert "yesterday" in story.pane
        await story.press("enter")
        assert counted(story, MONDAY)[-1] == ("Programming", 568, False)
        assert QUESTION not in story.pane
        await story.press("u")
        assert counted(story, MONDAY)[-1] == ("Programming", before[-1][1] + 11, True)


async def test_a_line_that_is_left_leaves_the_question_waiting(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        await over_midnight(story, desk)
        await story.press("t", "escape")
        assert "A Answer" in story.pane
        await story.press("A", "escape", "A")
        assert QUESTION in story.pane
        await story.press("k")
        assert "A Answer" not in story.pane


async def test_it_is_asked_at_the_start_next_morning(demo: Store, clock: FrozenClock) -> None:
    clock.now = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    async with opened(demo, clock) as story:
        assert QUESTION in story.pane
        clock.advance(2)
        await story.press("m")
        assert counted(story, TUESDAY)[-1] == ("Programming", 480, True)


async def test_the_absence_is_asked_about_first(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        await desk.leave(30)
        assert "You were away for 30 minutes while" in story.pane
        await desk.come_back()
        await story.press("c")
        desk.advance(4)
        await desk.beat()
        assert "Website relaunch · Programming runs since" in story.pane


async def test_where_start_and_end_are_tracked_it_is_split_and_taken_back(
    start_end: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(start_end, late, monkeypatch) as (story, desk):
        before = counted(story, MONDAY)
        await over_midnight(story, desk)
        await story.press("m")
        assert [row[2] for row in counted(story, TUESDAY)][-1:] == [True]
        assert counted(story, MONDAY)[-1][2] is False
        await story.press("u")
        assert counted(story, MONDAY)[-1][2]
        assert [row[0] for row in counted(story, MONDAY)] == [row[0] for row in before]


async def test_what_was_stopped_elsewhere_is_asked_about_no_more(
    demo: Store, late: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, late, monkeypatch) as (story, desk):
        await over_midnight(story, desk)
        entry = next(e for e in stored(demo, late, MONDAY) if e.is_running)
        with demo.write():
            demo.entries.delete(entry.id)
        story.day.reload()
        await story.settle()
        assert QUESTION not in story.pane
        assert "does not run on" in story.message
