"""Timers that cannot run again, and what an undo drops or brings back of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tui.domain.entry import TimeEntry
from tui.domain.journal import Edit, Step, dropped_seconds
from tui.domain.reopening import ANOTHER_DAY, TOO_LONG, TWICE, possible

NOON = datetime(2026, 11, 23, 11, 0, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")
STOPPED = TimeEntry(
    id=5,
    user_id=1,
    spent_date=TODAY,
    client="Acme",
    project_id=1,
    project="Website",
    task_id=1,
    task="Programming",
    hours=Decimal(1),
    hours_without_timer=Decimal(1),
)
RUNNING = replace(STOPPED, timer_started_at=NOON - timedelta(hours=2))
TIMED = replace(RUNNING, hours_without_timer=Decimal(0), started_at=time(10, 0))


def after(edit: Edit, later: timedelta, *, is_back: bool = True) -> Edit:
    step = Step(1, "did it", NOON, (edit,))
    return possible(step, NOON + later, BERLIN, is_back=is_back).edits[0]


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=20)])
def test_a_timer_that_fits_into_a_day_runs_again(later: timedelta) -> None:
    for before in (None, STOPPED, RUNNING):
        edit = Edit(1, before, RUNNING)
        assert after(edit, later) == edit


def test_a_deleted_one_comes_back_with_the_hours_it_had_then() -> None:
    edit = after(Edit(1, None, RUNNING), timedelta(hours=22))
    assert edit.why == TOO_LONG
    assert edit.after == replace(STOPPED, hours=Decimal("3.00"), hours_without_timer=Decimal(3))


def test_a_timer_of_yesterday_runs_again_by_its_date_and_start() -> None:
    edit = Edit(1, None, TIMED)
    assert after(edit, timedelta(hours=13)) == edit


def test_a_deleted_one_comes_back_with_the_times_it_had_then() -> None:
    moved = replace(TIMED, spent_date=TODAY - timedelta(days=1))
    edit = after(Edit(1, None, moved), timedelta(hours=13))
    assert edit.why == ANOTHER_DAY
    assert edit.after is not None
    assert (edit.after.started_at, edit.after.ended_at) == (time(10, 0), time(12, 0))
    assert not edit.after.is_running


def test_a_start_in_the_second_of_two_hours_cannot_be_told_again() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 2:30 once more
    twice = replace(
        TIMED, spent_date=date(2026, 10, 25), started_at=time(2, 30), timer_started_at=second
    )
    step = Step(1, "did it", second, (Edit(1, STOPPED, twice),))
    later = second + timedelta(hours=1)
    assert possible(step, later, BERLIN, is_back=True).edits[0].why == TWICE


def test_what_no_entry_holds_cannot_come_back() -> None:
    long_ago = replace(RUNNING, timer_started_at=NOON - timedelta(hours=30))
    timed = replace(TIMED, timer_started_at=NOON - timedelta(hours=30))
    for target in (long_ago, timed):
        edit = after(Edit(1, None, target), timedelta(0))
        assert edit.why == TOO_LONG
        assert edit.starts


def test_a_stop_stays_and_nothing_is_redone_by_another_name() -> None:
    for edit, is_back in ((Edit(1, STOPPED, RUNNING), True), (Edit(1, None, RUNNING), False)):
        found = after(edit, timedelta(hours=30), is_back=is_back)
        assert found.why == TOO_LONG
        assert found.after == RUNNING


def test_what_starts_a_timer_comes_last_both_ways() -> None:
    started, stopped = Edit(1, None, RUNNING), Edit(2, RUNNING, STOPPED)
    step = Step(1, "switched", NOON, (started, stopped))
    assert [edit.thing for edit in step.timer_last.edits] == [2, 1]
    assert [edit.thing for edit in step.backwards.timer_last.edits] == [1, 2]


@pytest.mark.parametrize(
    ("edit", "dropped"),
    [
        (Edit(1, RUNNING, None), 600),  # what it had counted before the step is not counted since
        (Edit(1, RUNNING, STOPPED), 600),
        (Edit(1, RUNNING, replace(STOPPED, hours_without_timer=Decimal(4))), 0),
        (Edit(1, RUNNING, RUNNING), 0),
        (Edit(1, STOPPED, None), 0),
        (Edit(1, None, RUNNING), 0),
    ],
)
def test_what_an_undo_drops_of_a_timer(edit: Edit, dropped: int) -> None:
    assert max(0, dropped_seconds(edit, NOON, NOON + timedelta(minutes=10))) == dropped
