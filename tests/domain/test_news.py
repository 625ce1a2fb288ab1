"""What changed elsewhere, in a sentence; and what is no news."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.domain.conftest import NINE, TODAY, entry, running
from tui.domain.account import Account, Person
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.news import Known, news, same_day, same_entry

ACCOUNT = Account(name="Studio", me=Person(id=1, first_name="Ada"), zone=ZoneInfo("Europe/Berlin"))
NOW = datetime(2016, 1, 27, 13, 2, tzinfo=UTC)
"""14:02 in Berlin."""
NAME = "Website relaunch · Coding"
OLD, OTHER = entry(), entry("0.50", id=8, task="Talking", task_id=2)
RUNS = running()
STOPPED = entry("4.03", updated_at=NOW)
LOCKED = replace(OLD, is_closed=True)


def told(before: list[TimeEntry], after: list[TimeEntry], by: str = "elsewhere") -> str:
    return news(_known(before), _known(after), ACCOUNT, by)


def _known(entries: list[TimeEntry], runs: TimeEntry | None = None) -> Known:
    day = Day(TODAY, tuple(entries))
    return Known(day, runs or day.running)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ([OLD], [OLD], ""),
        ([RUNS], [STOPPED], f"{NAME} was stopped elsewhere at 14:02."),
        ([RUNS], [entry("4.03")], f"{NAME} was stopped elsewhere."),
        (
            [RUNS],
            [replace(STOPPED, started_at=time(10, 0), ended_at=time(13, 58))],
            f"{NAME} was stopped elsewhere at 13:58.",
        ),
        ([OLD], [replace(RUNS, hours=Decimal(2))], f"{NAME} was started elsewhere at 10:00."),
        ([], [RUNS], f"{NAME} was started elsewhere at 10:00."),
        (
            [RUNS],
            [STOPPED, running(id=9, since=NOW, task="Talking")],
            f"{NAME} was stopped and Website relaunch · Talking started elsewhere at 14:02.",
        ),
        ([RUNS], [], f"{NAME} was deleted elsewhere or moved to another day."),
        ([OLD], [], f"{NAME}, 1:30, was deleted elsewhere or moved to another day."),
        ([], [OLD], f"{NAME}, 1:30, was added elsewhere."),
        ([OLD], [entry("2.00")], f"{NAME} was changed elsewhere: 2:00 instead of 1:30."),
        ([OLD], [replace(OLD, notes="Else")], f"The notes of {NAME} were changed elsewhere."),
        (
            [OLD],
            [replace(OLD, task_id=2, task="Talking")],
            f"{NAME} was changed elsewhere to Website relaunch · Talking.",
        ),
        ([OLD], [LOCKED], f"{NAME} was approved elsewhere."),
        ([OLD], [replace(OLD, is_billed=True)], f"{NAME} was invoiced elsewhere."),
        ([LOCKED], [OLD], f"{NAME} is no longer approved: changed elsewhere."),
        (
            [RUNS],
            [running("1.00")],
            f"The time of {NAME} was changed elsewhere.",
        ),
        ([RUNS], [running(since=NINE + timedelta(seconds=20))], ""),
        ([OLD, OTHER], [], f"{NAME}, 1:30, was deleted elsewhere or moved to another day"),
    ],
)
def test_one_change_is_told(before: list[TimeEntry], after: list[TimeEntry], sentence: str) -> None:
    assert told(before, after).startswith(sentence)
    assert bool(told(before, after)) == bool(sentence)


def test_of_several_changes_the_one_that_matters_most_is_told() -> None:
    noted = replace(OTHER, notes="Else")
    assert told([RUNS, OTHER], [STOPPED, noted], "in the shell") == (
        f"{NAME} was stopped in the shell at 14:02, and 1 more change."
    )
    added = [entry(id=20 + number) for number in range(2)]
    assert told([OTHER], [noted, *added]).endswith("was added elsewhere, and 2 more changes.")


def test_several_things_about_one_entry_are_one_change() -> None:
    changed = replace(OLD, hours=Decimal(2), notes="Else", is_closed=True)
    assert told([OLD], [changed]) == f"{NAME} was changed elsewhere: 2:00 instead of 1:30."


def test_a_timer_of_another_day_is_news_as_well() -> None:
    far = running(id=99, since=NOW, spent_date=date(2016, 1, 26))
    before, after = _known([OLD]), _known([OLD], far)
    assert news(before, after, ACCOUNT) == f"{NAME} was started elsewhere at 14:02."
    assert news(after, before, ACCOUNT) == f"{NAME} was stopped elsewhere."


def test_what_our_own_start_stopped_is_no_news() -> None:
    mine = running(id=9, since=NOW)
    before = Known(Day(TODAY, (RUNS, mine)), mine)
    assert news(before, _known([STOPPED, mine]), ACCOUNT) == ""


def test_a_running_clock_alone_changes_nothing() -> None:
    later = replace(RUNS, hours=Decimal("0.02"))
    assert same_entry(RUNS, later)
    assert same_day(Day(TODAY, (RUNS, OLD)), Day(TODAY, (later, OLD)))
    assert not same_entry(OLD, replace(OLD, hours=Decimal(2)))
    assert not same_entry(RUNS, STOPPED)
    assert not same_day(Day(TODAY, (OLD,)), Day(TODAY, (OLD, OTHER)))
    assert not same_day(None, Day(TODAY))
    assert told([RUNS], [later]) == ""
