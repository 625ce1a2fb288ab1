"""The debug panel: what was asked, painted and used."""

from datetime import UTC, datetime, timedelta

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.story import opened
from tui.account.store import Store
from tui.api.backend import Unreachable
from tui.api.meter import Failure, Meter
from tui.screens.debug import DebugScreen
from tui.screens.debug_facts import Costs, Reading, calls, costs, errors, reading

AT = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
USED = Costs(
    cpu=1.5,
    since=3700.0,
    resident=52_000_000,
    own=31_400_000,
    ticks=3600,
    writes=20,
    written=123_456,
    tasks=9,
    timers=12,
    threads=4,
)


def test_calls_are_told_with_what_is_left_of_them() -> None:
    meter = Meter()
    assert dict(calls(None))["Calls"].startswith("none")
    for _ in range(3):
        meter.called("GET", "200", 0.012)
    meter.called("PUT", "no answer")
    meter.weighed(2_000, 31_400)
    told = dict(calls(meter))
    assert told["Calls"] == "4, 4 in the last hour"
    assert told[""] == "GET 200 3, PUT no answer 1"
    assert told["Budget"] == "4 of 100 in the last 15 s"
    assert told["Bytes"] == "2.0 kB sent, 31.4 kB received"
    assert told["Answers"] == "12.0 ms, 12.0 ms the slowest"


def test_what_is_used_is_told_and_what_the_system_does_not_tell_is_left_out() -> None:
    told = dict(costs(USED))
    assert told["Processor"] == "1.50 s in 1:01:40, 0.04%"
    assert told["Memory"] == "52.0 MB, 31.4 MB of its own"
    assert told["Terminal"] == "123.5 kB in 20 writes"
    headless = Costs(1.5, 3700.0, None, None, 0, None, None, 9, 12, 4)
    assert set(dict(costs(headless))) == {"Processor", "Ticks", "At work"}


def test_the_last_failure_stands_first() -> None:
    failures = [Failure(AT, "One."), Failure(AT + timedelta(seconds=1), "Two.")]
    head, *told = errors(failures, UTC)
    assert head == ("Failed", "")
    assert told == [("13:44:11", "Two."), ("13:44:10", "One.")]
    assert list(errors([], UTC)) == [("Failed", "nothing")]


def test_how_fresh_the_day_is() -> None:
    told = Reading(5, 2, AT, False, 3, 600.0, timedelta(seconds=-4))
    assert dict(reading(told, UTC)) == {
        "Day": "read 5 times, last at 13:44:10; 2 changes",
        "Again": "every 600 s without the focus, 3 failed",
        "Skew": "-4.0 s",
    }


async def test_f12_opens_it_from_anywhere_and_closes_it(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, size=(100, 40)) as story:
        for key in ("f12", "escape", "q"):
            await story.press("f12")
            assert isinstance(story.screen, DebugScreen)
            assert "Studio" in story.pane or "local account" in story.pane
            assert "GET 200" in story.pane
            await story.press(key)
            assert story.screen is story.day
        await story.press("w", "f12")
        assert isinstance(story.screen, DebugScreen)
        assert story.line_with("Ticks")
        await story.press("f12", "escape")
        assert story.screen is story.day


async def test_in_a_small_pane_it_scrolls_and_c_copies_all_of_it(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, size=(40, 10), wrap=counting.around) as story:
        desk = story.day.desk
        assert desk is not None
        desk.meter.failed(AT, "GET /daily: [/x] \x1b cannot be reached.")
        await story.press("f12")
        assert "cannot be reached" not in story.pane
        await story.press("G")
        assert "[/x] ␛" in story.pane
        assert "cannot be reached." in story.pane
        await story.press("c")
        assert "Copied" in story.pane
        assert "Calls" in story.app.clipboard
        assert "14:44:10" in story.app.clipboard


async def test_it_opens_where_the_account_cannot_be(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    counting.failing = {"me": Unreachable("The local account cannot be reached.")}
    async with opened(demo, clock, wrap=counting.around, wait=False) as story:
        await story.settle()
        await story.press("f12")
        assert isinstance(story.screen, DebugScreen)
        assert "the account is not open" in story.pane


async def test_it_costs_nothing_once_it_is_closed(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("f12")
        panel = story.screen
        await story.press("escape")
        assert not panel.is_attached
        assert not panel._timers
