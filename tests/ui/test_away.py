"""You were away while a timer ran: what is asked, and what each answer does."""

from dataclasses import replace
from datetime import date

import pytest

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.person import at_the_desk
from tests.ui.story import Story, stored
from tui.account.store import Store
from tui.api.backend import BackendError, LoginNeeded, Refused, Throttled, Unreachable
from tui.config import Config
from tui.desk.outcomes import Outcome

TODAY = date(2026, 11, 23)
QUESTION = "You were away for 12 minutes while Website relaunch · Programming ran."
ROW = ("Website relaunch", "Programming")


def running(story: Story) -> list[tuple[str, str, bool]]:
    """What the account counts on the row by now: to the minute, and whether it runs."""
    now = story.clock()
    rows = [e for e in stored(story.store, story.clock, TODAY) if (e.project, e.task) == ROW]
    return [(f"{e.seconds(now) // 60}", e.notes[:7], e.is_running) for e in rows]


def rows(story: Story) -> list[tuple[str, str, bool]]:
    """What the account holds of today: project, task, whether it runs."""
    return [(project, task, runs) for project, task, _, runs in story.entries()]


def total(story: Story) -> int:
    """The minutes that the account holds of today."""
    now = story.clock()
    return round(sum(e.seconds(now) for e in stored(story.store, story.clock, TODAY)) / 60)


async def test_after_ten_minutes_without_a_sign_it_asks_and_counts_up(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.work(30)
        assert "You were away" not in story.pane
        await desk.leave(9)
        assert "You were away" not in story.pane
        await desk.leave(3)
        assert QUESTION in story.pane
        for answer in (
            "s Stop timer and remove 12 minutes",
            "c Continue timing and remove 12 minutes",
            "n Add 12 minutes as a new entry",
            "m Move 12 minutes to … and continue",
            "i Ignore",
            "esc Later",
        ):
            assert answer in story.pane
        await desk.leave(3)
        assert "You were away for 15 minutes" in story.pane
        await desk.come_back()
        await desk.work(5)
        assert "You were away for 15 minutes" in story.pane


@pytest.mark.parametrize("late", [0, 25])
@pytest.mark.parametrize(
    ("key", "left", "runs", "says"),
    [
        ("s", -12, False, "Stopped Website relaunch · Programming"),
        ("c", -12, True, "Removed 12 min"),
        ("n", 0, True, "Added 12 min as a new entry"),
    ],
)
async def test_an_answer_is_one_step_at_once_and_late(
    demo: Store,
    clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    left: int,
    runs: bool,
    says: str,
    late: int,
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        before = rows(story)
        await desk.be_away(12)
        await desk.work(late)
        whole, count = total(story), len(story.entries())
        await story.press(key)
        assert says in story.message
        assert total(story) - whole == left
        assert any(is_running for *_, is_running in story.entries()) is runs
        assert len(story.entries()) == count + (key == "n")
        assert "You were away" not in story.pane
        await story.press("u")
        assert total(story) == whole
        assert rows(story) == before
        assert "You were away" not in story.pane


async def test_the_time_moves_to_what_is_picked_and_undo_brings_it_back(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        before = rows(story)
        await desk.be_away(12)
        await story.press("m")
        assert "Move 12 minutes to" in story.pane
        await story.press("escape")
        assert QUESTION in story.pane  # nothing was picked: it still waits
        desk.advance(2)
        await story.press("m")
        await story.type("office training")
        await story.press("enter")
        assert "Moved 12 min to Office · Training" in story.message
        assert ("Office", "Training", "0.20", False) in story.entries()
        assert running(story) == [("42", "Fix the", True)]
        await story.press("u")
        assert rows(story) == before
        assert running(story) == [("54", "Fix the", True)]


async def test_ignored_time_stays_and_is_not_asked_about_again(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        await story.press("i")
        assert story.message == "The time stays as it is."
        await desk.work(3)
        assert "You were away" not in story.pane
        await story.press("A")
        assert story.message == "Nothing waits for an answer."
        assert running(story) == [("57", "Fix the", True)]
        await desk.leave(11)
        assert "You were away for 11 minutes" in story.pane


async def test_esc_puts_it_aside_and_a_key_brings_it_back(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        await story.press("escape")
        assert "You were away" not in story.pane
        assert "A Answer" in story.pane
        await desk.work(40)
        assert "You were away" not in story.pane
        await story.press("A", "c")  # at once: it was asked for
        assert "Removed 12 min" in story.message
        assert "A Answer" not in story.pane


async def test_the_first_keys_of_who_comes_back_only_say_so(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        before = rows(story)
        await desk.leave(12)
        await story.press("s", "d", "s")
        assert rows(story) == before
        assert QUESTION in story.pane
        desk.advance(2)
        await story.press("s")
        assert story.message.startswith("Stopped Website relaunch")


async def test_a_key_before_anybody_looked_answers_nothing_and_does_nothing(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        before = rows(story)
        await desk.leave(9)
        desk.advance(59)
        await desk.beat()
        desk.advance(10)
        await story.press("s")
        assert rows(story) == before
        desk.advance(4)
        await desk.beat()
        assert "You were away for 10 minutes" in story.pane


async def test_it_is_withdrawn_when_the_entry_was_changed_meanwhile(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.leave(12)
        entry = next(e for e in stored(demo, clock, TODAY) if e.is_running)
        with demo.write():
            demo.entries.delete(entry.id)
        story.day.reload()
        await story.settle()
        assert "You were away" not in story.pane
        told = "Website relaunch · Programming was stopped meanwhile"
        assert story.message.startswith(f"{told}: nothing is asked about it any more.")
        await desk.come_back()
        await story.press("A")
        assert story.message == "Nothing waits for an answer."


async def test_what_was_changed_unseen_is_refused_and_the_question_goes(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        entry = next(e for e in stored(demo, clock, TODAY) if e.is_running)
        with demo.write():
            found = demo.entries.find(entry.id)
            assert found is not None
            demo.entries.save(replace(found.record, seconds=1800))
        await story.press("c")
        assert "changed elsewhere meanwhile" in story.message
        assert len([row for row in story.entries() if row[3]]) == 1
        assert "You were away" not in story.pane


@pytest.mark.parametrize(
    "error",
    [
        Unreachable("The account cannot be reached."),
        Throttled("The account cannot be reached.", 15),
    ],
)
async def test_an_answer_that_fails_is_told_and_can_be_given_again(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, error: BackendError
) -> None:
    async def fails(*_: object) -> Outcome:
        raise error

    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        with monkeypatch.context() as offline:
            offline.setattr("tui.desk.away.go_on_without", fails)
            await story.press("c")
        desk.advance(10)
        await desk.beat()
        assert story.message == "The account cannot be reached."
        assert "You were away" not in story.pane  # the message stays in sight
        await story.press("A", "c")
        assert "Removed 12 min" in story.message


@pytest.mark.parametrize(
    "error", [Refused("No more changes today."), LoginNeeded("No more changes today.")]
)
async def test_an_answer_of_which_a_part_is_done_is_not_asked_for_again(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, error: BackendError
) -> None:
    counting = Counting()
    async with at_the_desk(demo, clock, monkeypatch, wrap=counting.around) as (story, desk):
        before, whole = rows(story), total(story)
        await desk.be_away(12)
        counting.failing = {"stop": error}
        await story.press("n")
        counting.failing = {}
        if not isinstance(error, LoginNeeded):  # which has its own message
            assert "12 min are on a new entry, and on Website" in story.message
        assert len(story.entries()) == len(before) + 1
        await story.press("A")
        assert story.message == "Nothing waits for an answer."
        await story.press("u", "u")
        assert rows(story) == before
        assert total(story) - whole == 12


async def test_what_is_being_typed_is_left_alone(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await story.press("n")
        await desk.leave(12)
        assert "You were away for 10 minutes" in story.pane  # a note of it
        assert "Stop timer and remove" not in story.pane
        await desk.come_back()
        await story.type("off")
        assert "off" in story.pane
        await story.press("escape", "escape")
        desk.advance(4)
        await desk.beat()
        assert "Stop timer and remove 12 minutes" in story.pane


@pytest.mark.parametrize("key", ["a", "slash", "enter"])
async def test_a_line_or_a_cell_that_is_open_is_left_alone(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await story.press("k", key)
        await desk.leave(12)
        assert "Stop timer and remove" not in story.pane
        await desk.come_back()
        await story.press("escape")
        desk.advance(4)
        await desk.beat()
        assert "Stop timer and remove 12 minutes" in story.pane


async def test_two_absences_are_added_up_where_only_their_length_counts(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        whole = total(story)
        await desk.be_away(12)
        await desk.work(5)
        await desk.be_away(15)
        assert "You were away for 27 minutes (2 times) while" in story.pane
        await story.press("c")
        assert total(story) - whole == 5
        await story.press("u")
        assert total(story) - whole == 32


async def test_where_start_and_end_are_tracked_each_is_asked_about(
    start_end: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(start_end, clock, monkeypatch) as (story, desk):
        before, whole = rows(story), total(story)
        await desk.be_away(12)
        await desk.work(5)
        await desk.be_away(15)
        assert "You were away for 12 minutes while" in story.pane
        assert "Stop timer" not in story.pane  # the second one would count as work
        await story.press("c")
        desk.advance(4)
        await desk.beat()
        assert "You were away for 15 minutes while" in story.pane
        assert "Stop timer and remove 15 minutes" in story.pane
        desk.advance(2)
        await story.press("n")
        assert "Added 15 min as a new entry" in story.message
        await story.press("u", "u")
        assert rows(story) == before
        assert total(story) - whole == 32


async def test_a_sleep_is_offered_to_the_question(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.work(1)
        await desk.sleep(65)
        assert "You were away for 1 hour 5 minutes while" in story.pane
        await desk.come_back()
        await story.press("s")
        assert "without 1:05" in story.message


async def test_a_key_that_wakes_the_machine_does_nothing(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        before = rows(story)
        clock.advance(minutes=30)
        desk.person.is_there = True
        await story.press("s")
        assert rows(story) == before
        desk.advance(4)
        await desk.beat()
        assert "You were away for 30 minutes while" in story.pane


async def test_a_clock_that_is_set_back_asks_nothing(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        desk.person.is_there = False
        clock.advance(minutes=-20)
        await desk.beat()
        await desk.leave(9)
        assert "You were away" not in story.pane
        await desk.leave(2)
        assert "You were away for 11 minutes" in story.pane


async def test_a_program_that_was_put_aside_saw_no_absence(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        desk.advance(60 * 60)  # both clocks went on, and nobody looked
        await desk.come_back()
        assert "You were away" not in story.pane
        assert story.day.attendance.breaks == ()


async def test_without_a_timer_nothing_is_asked_but_the_break_is_known(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        came = clock()
        await story.press("s")
        await desk.work(2)
        left = clock()
        await desk.be_away(20)
        assert "You were away" not in story.pane
        seen = story.day.attendance
        assert (seen.date, seen.first) == (TODAY, came)
        assert [(b.start, b.end) for b in seen.breaks] == [(left, seen.last)]


async def test_it_can_be_switched_off(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = Config(idle_minutes=0)
    async with at_the_desk(demo, clock, monkeypatch, settings=never) as (story, desk):
        await desk.leave(40)
        assert "You were away" not in story.pane


async def test_in_a_small_pane_fewer_words_say_the_same(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch, size=(40, 10)) as (story, desk):
        await desk.leave(12)
        lines = [line.strip() for line in story.pane.splitlines()[-5:]]
        assert lines == [
            "You were away for 12 minutes while",
            "Website relaunch · Programming ran.",
            "s Stop −12 min  c Continue −12 min",
            "n New 12 min  m Move to …  i Ignore",
            "esc Later",
        ]


async def test_an_answer_can_be_clicked(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.leave(12)
        await story.pilot.click("AskLine", offset=(6, 1))
        await story.settle()
        assert story.message.startswith("Stopped Website relaunch")


async def test_a_colleagues_timer_is_nobodys_absence(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch, of_user=2) as (story, desk):
        await desk.leave(30)
        assert "You were away" not in story.pane


@pytest.mark.parametrize("is_aside", [True, False])
async def test_a_clock_that_is_set_back_leaves_the_keys_as_they_are(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, is_aside: bool
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        if is_aside:
            await story.press("escape")
        clock.advance(minutes=-60)
        desk.advance(15)
        await desk.beat()
        await story.press("question_mark" if is_aside else "escape")
        assert (story.screen is story.day) is not is_aside
        assert QUESTION not in story.pane


async def test_a_question_that_is_due_opens_after_the_clock_was_set_back(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.work(1)
        await story.press("k")
        clock.advance(minutes=-20)
        desk.person.is_there = False
        await desk.beat()
        await desk.leave(12)
        assert "You were away for" in story.pane


async def test_who_types_all_the_time_adds_no_timer_at_each_look(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        await story.press("escape", "A", "escape")
        story.day._aside = frozenset()
        timers = set()
        for _ in range(5):
            await story.press("k")
            await desk.beat()
            timers.add(story.day._later)
        assert len(timers - {None}) == 1


async def test_time_that_was_put_aside_is_named_where_it_stays(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        await story.press("escape", "x")
        assert story.message.startswith("Stopped Website relaunch · Programming at 0:54.")
        stays = "12 minutes in which you were away stay on Website relaunch · Programming."
        assert story.message.endswith(f"The {stays}")


async def test_an_absence_waits_through_the_sheet_of_a_colleague_on_any_day(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        await story.press("escape", "h", "o")
        await story.type("Marta")
        await story.press("enter", "backspace")
        desk.advance(5)
        await story.press("A")
        assert QUESTION in story.pane


async def test_the_second_absence_waits_where_the_day_cannot_be_read_after_the_first_answer(
    start_end: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting()
    async with at_the_desk(start_end, clock, monkeypatch, wrap=counting.around) as (story, desk):
        await desk.be_away(12)
        await desk.work(5)
        await desk.be_away(15)
        counting.failing = {"day": Unreachable("Not now.")}
        await story.press("c")
        counting.failing = {}
        story.day.reload()
        await story.settle()
        desk.advance(5)
        await desk.beat()
        assert "You were away for 15 minutes" in story.pane


async def test_the_answer_that_stops_pressed_twice_starts_nothing(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await desk.be_away(12)
        await story.press_at_once("s", "s")
        assert not any(is_running for *_, is_running in story.entries())


async def test_who_goes_away_again_before_picking_moves_nothing_unsaid(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        before = rows(story)
        await desk.be_away(12)
        await story.press("m")
        await story.type("office training")
        await desk.be_away(60)
        await story.press("enter")
        assert story.message == "You were away again meanwhile: nothing was moved."
        assert rows(story) == before
        desk.advance(5)
        await desk.beat()
        await story.press("A")
        assert "You were away for 1 hour 11 minutes (2 times)" in story.pane


@pytest.mark.parametrize("key", ["c", "n", "i"])
async def test_an_absence_that_becomes_an_entry_is_no_break(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    ids = [entry.id for entry in stored(demo, clock, TODAY)]
    with demo.write():
        for entry_id in ids:
            demo.entries.delete(entry_id)
    async with at_the_desk(demo, clock, monkeypatch) as (story, desk):
        await story.press("S")
        await story.type("web prog")
        await story.press("enter")
        await desk.work(30)
        await desk.be_away(27)
        await story.press(key)
        await desk.work(20)
        await story.press("s")
        await desk.work(40)
        story.day._look_again()
        await story.settle()
        hours, minutes = map(int, story.line_with("untracked").split()[-1].split(":"))
        assert 39 <= hours * 60 + minutes <= 41
