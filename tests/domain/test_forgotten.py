"""What is usual: how long a timer runs, and at which hours one does."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.domain.conftest import NINE, entry, running
from tui.domain.account import Account, Person
from tui.domain.attendance import Attendance
from tui.domain.habits import Use
from tui.domain.long_run import longest_usual, runs_long
from tui.domain.over_midnight import is_left_over, since_label
from tui.domain.working_hours import is_usual, there_since, usual_hours

MONDAY = date(2026, 11, 23)
ACCOUNT = Account(name="Own", me=Person(id=1, first_name="Robin"))


@pytest.mark.parametrize(
    ("hours", "longest"),
    [
        ([], 4.0),
        (["8"] * 9, 4.0),
        (["1"] * 20, 3.0),
        (["4"] * 20, 6.0),
        ([*["1"] * 99, "20"], 3.0),
        ([*["0"] * 50, *["2.5"] * 10], 3.75),
    ],
)
def test_longer_than_usual_is_half_as_much_again(hours: list[str], longest: float) -> None:
    assert longest_usual(map(Decimal, hours)) == timedelta(hours=longest)


def test_only_what_runs_runs_long() -> None:
    four = timedelta(hours=4)
    assert runs_long(running(), 4 * 3600, four)
    assert not runs_long(running(), 4 * 3600 - 1, four)
    assert not runs_long(entry("9"), 9 * 3600, four)


def test_hours_between_what_was_begun_on_two_such_weekdays_are_usual() -> None:
    weeks = [MONDAY - timedelta(weeks=n) for n in (1, 3)]
    uses = [Use(1, 1, on, hour) for on in weeks for hour in (9, 15)]
    uses += [Use(1, 1, weeks[0], 20), Use(1, 1, weeks[0], None), Use(1, 1, MONDAY, 22)]
    uses += [Use(1, 1, MONDAY - timedelta(weeks=n), 6) for n in (5, 6, 7)]
    hours = usual_hours(uses, MONDAY)
    assert hours == {(0, hour) for hour in range(9, 16)}
    assert is_usual(hours, datetime(2026, 11, 23, 11, 30))  # noqa: DTZ001 - local
    assert not is_usual(hours, datetime(2026, 11, 24, 11, 30))  # noqa: DTZ001 - local


def test_somebody_is_there_since_the_last_break() -> None:
    day = Attendance(MONDAY)
    assert there_since(day) is None
    day = day.seen(NINE, timedelta(minutes=10))
    assert there_since(day) == NINE
    back = NINE + timedelta(minutes=30)
    assert there_since(day.seen(back, timedelta(minutes=10))) == back


def test_a_timer_of_an_earlier_day_is_left_over() -> None:
    old = running()
    assert not is_left_over(old, old.spent_date)
    assert is_left_over(old, old.spent_date + timedelta(days=1))
    assert not is_left_over(entry(), entry().spent_date + timedelta(days=1))
    assert not is_left_over(None, old.spent_date)


@pytest.mark.parametrize(
    ("days", "said"), [(0, "09:00"), (1, "yesterday 09:00"), (2, "Wed 27 Jan 09:00")]
)
def test_since_when_a_timer_runs(days: int, said: str) -> None:
    row = running()
    assert since_label(row, ACCOUNT, row.spent_date + timedelta(days=days)) == said


def test_an_entry_of_an_earlier_day_that_was_started_again_is_named_with_it() -> None:
    row = running(spent_date=NINE.date() - timedelta(days=1))
    assert since_label(row, ACCOUNT, NINE.date()) == "09:00, on yesterday"
    assert since_label(entry(), ACCOUNT, NINE.date()) == ""
