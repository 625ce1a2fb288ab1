"""How fresh the day is, and what is said of changes that were made elsewhere."""

from dataclasses import replace
from datetime import date

import pytest
from textual import events

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.story import Story, opened, stored
from tui.account.store import Store
from tui.api.backend import LoginNeeded, Throttled, Unreachable
from tui.screens.pace import Pace
from tui.widgets.view import View

TODAY = date(2026, 11, 23)
GONE = Unreachable("The local account cannot be reached.")


@pytest.mark.parametrize(
    ("pace", "seconds"),
    [
        (Pace(), 60),
        (Pace(is_focused=False), 600),
        (Pace(failures=1), 60),
        (Pace(failures=2), 120),
        (Pace(failures=3), 300),
        (Pace(failures=9), 600),
        (Pace(is_focused=False, failures=1), 600),
        (Pace(failures=1, pause=3600.0), 3600),
    ],
)
def test_the_older_the_failures_the_rarer_the_tries(pace: Pace, seconds: float) -> None:
    assert pace.seconds == seconds


async def look_after(story: Story, seconds: float) -> None:
    """Let time pass, and do what the timer would do then."""
    story.clock.advance(seconds)
    story.day.fresh.look()
    await story.settle()


def note(store: Store, clock: FrozenClock, number: int, notes: str) -> None:
    """Change the notes of an entry behind the program's back."""
    entry = stored(store, clock, TODAY)[number]
    with store.write():
        found = store.entries.find(entry.id)
        assert found is not None
        store.entries.save(replace(found.record, notes=notes))


def delete(store: Store, clock: FrozenClock, number: int) -> None:
    """Delete an entry behind the program's back."""
    entry = stored(store, clock, TODAY)[number]
    with store.write():
        store.entries.delete(entry.id)


async def focus(story: Story, *, is_focused: bool) -> None:
    """Let the terminal tell of its focus."""
    story.app.post_message(events.AppFocus() if is_focused else events.AppBlur())
    await story.settle()


async def test_in_focus_the_day_is_read_again_after_a_minute(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        note(demo, clock, 2, "Said elsewhere")
        counting.taken()
        await look_after(story, 59)
        assert counting.taken() == {}
        await look_after(story, 1)
        assert counting.taken()["day"] == 1
        assert "Said elsewhere" in story.pane
        assert story.message.startswith("The notes of ")
        assert story.message.endswith(" were changed elsewhere.")


async def test_without_the_focus_it_is_read_every_ten_minutes_and_at_once_with_it(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        await focus(story, is_focused=False)
        counting.taken()
        await look_after(story, 599)
        assert counting.taken() == {}
        await look_after(story, 1)
        assert counting.taken()["day"] == 1
        clock.advance(20)
        await focus(story, is_focused=True)
        assert counting.taken() == {"day": 1}
        await focus(story, is_focused=False)
        clock.advance(2)
        await focus(story, is_focused=True)
        assert counting.taken() == {}


async def test_after_an_hour_the_focus_brings_settings_and_projects_as_well(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        await focus(story, is_focused=False)
        clock.advance(hours=1, seconds=1)
        counting.taken()
        await focus(story, is_focused=True)
        taken = counting.taken()
        assert [taken[name] for name in ("me", "day", "catalog", "clients")] == [1, 1, 1, 1]


async def test_where_nothing_changed_nothing_is_said_shown_or_remembered(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(demo, clock, size=(120, 30)) as story:
        views: list[View] = []
        story.day.watch(story.day, "view", views.append, init=False)
        desk = story.day.desk
        assert desk is not None
        monkeypatch.setattr(desk.past, "saw", lambda _: pytest.fail("it was not new"))
        for _ in range(3):
            await look_after(story, 61)
        assert views == []
        assert story.message == ""


async def test_nothing_is_read_while_something_is_typed_and_it_stays(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        await story.press("j", "2")
        note(demo, clock, 2, "Said elsewhere")
        counting.taken()
        await look_after(story, 90)
        assert counting.taken() == {}
        await story.press("escape")
        await look_after(story, 1)
        assert counting.taken() == {"day": 1}
        assert "Said elsewhere" in story.pane


async def test_what_is_told_from_outside_is_read_at_once_and_keeps_what_is_typed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("j", "2", "3")
        note(demo, clock, 2, "Said elsewhere")
        story.day.changed_outside("in the shell")
        await story.settle()
        assert "Said elsewhere" in story.pane
        assert story.message.endswith("were changed in the shell.")
        await story.press("escape")
        await look_after(story, 60)
        note(demo, clock, 2, "And again")
        await look_after(story, 60)
        assert story.message.endswith("were changed elsewhere.")


async def test_a_timer_that_was_stopped_elsewhere_stops_here(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        delete(demo, clock, -1)
        story.day.changed_outside("over HTTP")
        await story.settle()
        assert story.day._ticker._timer is None
        assert story.app.title == ""
        assert "was deleted over HTTP" in story.message


async def test_our_own_changes_are_no_news(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        for keys in (
            ["s"],
            ["g", "s"],
            ["j", "plus"],
            ["d"],
            ["u"],
            ["a", *"1:30 web prog", "enter"],
        ):
            await story.press(*keys)
            assert "elsewhere" not in story.message
            await look_after(story, 61)
            assert "elsewhere" not in story.message


async def test_a_change_of_ours_during_a_quiet_reading_is_no_news(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        counting.hold("day")
        clock.advance(61)
        story.day.fresh.look()
        await counting.reached.wait()
        story.post("s")
        await story.pilot.pause()
        counting.release()
        await story.settle()
        await story.settle()
        assert story.message.startswith("Stopped ")
        assert "elsewhere" not in story.message


async def test_news_do_not_cover_what_cannot_have_been_read_yet(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(120, 30)) as story:
        story.day.notice.say("Saved 1:30 on something.")
        note(demo, clock, 2, "Said elsewhere")
        await look_after(story, 61)
        assert story.message.startswith("Saved 1:30 on something. The notes of ")
        story.day.notice.said_at -= 60
        note(demo, clock, 2, "And again")
        await look_after(story, 61)
        assert story.message.startswith("The notes of ")


async def test_the_newest_news_are_enough(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        note(demo, clock, 0, "one")
        story.day.changed_outside("in the shell")
        await story.settle()
        first = story.message
        delete(demo, clock, 2)
        story.day.changed_outside("in the shell")
        await story.settle()
        assert "were changed in the shell" in first
        assert "was deleted in the shell" in story.message
        assert first not in story.message


async def test_a_quiet_reading_that_fails_says_how_old_the_day_is_until_it_succeeds(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        counting.failing = {"day": GONE}
        await look_after(story, 61)
        assert story.message == "As of 14:44: The local account cannot be reached."
        assert "5 entries" in story.pane
        counting.taken()
        for seconds, tries in ((59, 0), (1, 1), (119, 0), (1, 1), (299, 0), (1, 1), (599, 0)):
            await look_after(story, seconds)
            assert counting.taken()["day"] == tries
        counting.failing = {}
        await look_after(story, 1)
        assert story.message == ""
        await look_after(story, 60)
        assert counting.taken()["day"] == 2


async def test_a_login_that_ends_meanwhile_opens_nothing_by_itself(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        counting.failing = {"day": LoginNeeded("The account does not accept this login.")}
        await look_after(story, 61)
        assert story.screen is story.day
        assert "does not accept this login" in story.message


async def test_an_account_that_wants_a_pause_is_left_alone(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        story.day.pauses.begin(15)
        counting.taken()
        await look_after(story, 61)
        assert counting.taken() == {}
        story.day.pauses.begin(0)
        story.day.pauses.beat()
        counting.failing = {"day": Throttled("Too many calls: try again in 60 minutes.", 3600)}
        await look_after(story, 61)
        assert counting.taken()["day"] == 1
        await look_after(story, 3599)
        await focus(story, is_focused=True)
        assert counting.taken() == {}
        await look_after(story, 1)
        assert counting.taken()["day"] == 1


async def test_a_message_of_the_person_is_not_taken_away_by_a_failure(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        story.day.notice.say("Saved.")
        counting.failing = {"day": GONE}
        await look_after(story, 61)
        assert story.message == "Saved."


async def test_the_day_is_read_again_when_an_old_one_comes_back_into_sight(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("question_mark")
        note(demo, clock, 2, "Said elsewhere")
        clock.advance(61)
        await story.press("escape")
        assert "Said elsewhere" in story.pane


async def test_the_week_that_got_old_is_read_again_as_well(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        await story.press("w")
        counting.taken()
        await look_after(story, 61)
        assert counting.taken()["days"] >= 6
        await story.press("3")
        await look_after(story, 61)
        assert counting.taken()["days"] == 0
        await story.press("escape")


async def test_a_person_who_needs_the_calls_gets_them(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        desk = story.day.desk
        assert desk is not None
        for _ in range(51):
            desk.meter.called("GET", "200", 0.1)
        counting.taken()
        await look_after(story, 61)
        assert counting.taken() == {}
        story.day.changed_outside("in the shell")  # that is news which the person made
        await story.settle()
        assert counting.taken()["day"] == 1
