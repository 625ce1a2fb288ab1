"""Being away from the desk, and the signs of being there."""

from datetime import date, timedelta
from decimal import Decimal

from tests.domain.conftest import NINE, entry, running
from tui.domain.attendance import Attendance, Stretch
from tui.domain.away import Away

TEN_MINUTES = timedelta(minutes=10)


def after(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def test_away_counts_up_until_the_person_is_back() -> None:
    away = Away(running(), NINE + after(20))
    assert away.minutes(NINE + after(31.5)) == 11
    assert away.minutes(NINE + after(45)) == 25
    back = away.ended(NINE + after(50))
    assert back.minutes(NINE + after(90)) == 30
    assert back.ended(NINE + after(99)) is back


def test_time_before_the_timer_was_started_does_not_count() -> None:
    away = Away(running(), NINE - after(60))
    assert away.begin == NINE
    assert away.minutes(NINE + after(12)) == 12
    assert away.minutes(NINE - after(12)) == 0


def test_it_is_about_one_version_of_one_entry() -> None:
    away = Away(running(notes="a"), NINE + after(20))
    assert away.is_about(running(notes="b"))
    assert not away.is_about(None)
    assert not away.is_about(entry())
    assert not away.is_about(running(since=NINE + after(1)))
    assert not away.is_about(running(hours_without_timer=Decimal("0.25")))
    assert not away.is_about(running(id=12345))


def test_signs_close_to_each_other_are_no_break() -> None:
    day = Attendance(date(2026, 11, 23))
    for minutes in (0, 5, 14, 14, 10):
        day = day.seen(NINE + after(minutes), TEN_MINUTES)
    assert (day.first, day.last, day.breaks) == (NINE, NINE + after(14), ())


def test_a_long_pause_is_a_break() -> None:
    day = Attendance(date(2026, 11, 23)).seen(NINE, TEN_MINUTES)
    day = day.seen(NINE + after(10), TEN_MINUTES).seen(NINE + after(12), TEN_MINUTES)
    assert day.breaks == (Stretch(NINE, NINE + after(10)),)
    assert day.breaks[0].length == TEN_MINUTES
    assert day.last == NINE + after(12)
