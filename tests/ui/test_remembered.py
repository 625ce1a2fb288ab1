"""A start on an account that is elsewhere: what was seen last is there at once."""

from dataclasses import replace
from datetime import date

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tests.ui.test_slow_account import Gate
from tui.account.store import Store
from tui.api.backend import Backend, Unreachable
from tui.api.connect import Glance, Place
from tui.commands import AS_SEEN_LAST
from tui.domain.day import Day
from tui.widgets.view import Status

TODAY = date(2026, 11, 23)


def remembered(glance: Glance | None) -> "type[Place]":
    def place(embedded: Place) -> Place:
        return replace(embedded, glance=lambda _: glance)

    return place  # type: ignore[return-value]


def as_seen_earlier(store: Store, clock: FrozenClock) -> Glance:
    """The day as it was before its running entry was made."""
    from tui.api.connect import place_of

    now = place_of(store, "x", clock).glance(None)
    assert now is not None
    entries = tuple(entry for entry in now.day.entries if not entry.is_running)
    return replace(now, day=Day(TODAY, entries), running=None, is_remembered=True)


async def begun(story: Story) -> None:
    await story.until(lambda: story.message == AS_SEEN_LAST)
    await story.pilot.pause()


async def test_the_day_is_there_before_the_account(demo: Store, clock: FrozenClock) -> None:
    gate, glance = Gate(), as_seen_earlier(demo, clock)
    gate.hold("me")
    place = remembered(glance)
    async with opened(demo, clock, wrap=gate.around, place=place, wait=False) as story:
        await gate.reached.wait()
        await begun(story)
        assert story.day.view.status is Status.READY
        assert len(story.day.view.rows) == len(glance.day.entries)
        assert "running" not in story.pane
        assert AS_SEEN_LAST in story.pane
        gate.release()
        await story.settle()
        assert "● running" in story.pane
        assert story.message == ""
        assert not story.day.view.is_remembered


async def test_a_key_on_remembered_rows_waits_for_the_real_ones(
    demo: Store, clock: FrozenClock
) -> None:
    gate, glance = Gate(), as_seen_earlier(demo, clock)
    gate.hold("me")
    place = remembered(glance)
    async with opened(demo, clock, wrap=gate.around, place=place, wait=False) as story:
        await gate.reached.wait()
        await begun(story)
        before = story.entries()
        story.post("s")
        await story.pilot.pause()
        assert story.entries() == before
        gate.release()
        await story.settle()
        assert gate.calls.count("start") <= 1
        assert sum(is_running for *_, is_running in story.entries()) == 1


async def test_without_the_account_the_rows_stay_and_it_is_said(
    demo: Store, clock: FrozenClock
) -> None:
    async def fails() -> Backend:
        raise Unreachable("The account cannot be reached.")

    glance = as_seen_earlier(demo, clock)

    def place(embedded: Place) -> Place:
        return replace(embedded, glance=lambda _: glance, connect=fails)

    async with opened(demo, clock, place=place) as story:
        await story.settle()
        assert story.message == "The account cannot be reached."
        assert len(story.day.view.rows) == len(glance.day.entries)
        await story.press("s")
        assert "could not be opened" in story.message
