"""What stays when time is taken off: never a minute less, and in decimal hours the hundredth."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.conftest import NINE, running
from tui.domain.hours import HoursFormat, from_seconds, to_minutes, to_seconds
from tui.domain.remaining import still_booked, without

HUNDREDTHS = st.integers(0, 1200).map(lambda number: Decimal(number) / 100)
RAN = st.integers(0, 12 * 3600)


@given(HUNDREDTHS, RAN, st.integers(0, 720), st.integers(0, 5))
def test_beside_a_new_timer_it_is_right_to_half_a_minute(
    booked: Decimal, ran: int, minutes: int, timer: int
) -> None:
    entry, now = running(str(booked)), NINE + timedelta(seconds=ran)
    had = entry.seconds(now)
    left = had - minutes * 60
    if left < timer:
        return
    hours = still_booked(entry, minutes * 60, now, timer, HoursFormat.CLOCK)
    seconds = to_seconds(hours) + timer
    assert seconds // 60 >= left // 60
    assert -30 <= seconds - left <= 30 or (timer and seconds - left < 60)


@given(HUNDREDTHS, RAN, st.integers(0, 720), RAN)
def test_beside_any_timer_no_minute_is_lost(
    booked: Decimal, ran: int, minutes: int, timer: int
) -> None:
    entry, now = running(str(booked)), NINE + timedelta(seconds=ran)
    left = entry.seconds(now) - minutes * 60
    if left < timer:
        return
    hours = still_booked(entry, minutes * 60, now, timer, HoursFormat.CLOCK)
    assert 0 <= (to_seconds(hours) + timer) // 60 - left // 60 <= 1
    assert abs(to_seconds(hours) + timer - left) < 60


@given(HUNDREDTHS, RAN, st.integers(0, 720))
def test_decimal_hours_add_up_to_the_hundredth(booked: Decimal, ran: int, minutes: int) -> None:
    entry, now = running(str(booked)), NINE + timedelta(seconds=ran)
    if entry.seconds(now) < minutes * 60:
        return
    hours = still_booked(entry, minutes * 60, now, 0, HoursFormat.DECIMAL)
    assert hours + from_seconds(minutes * 60) == entry.hours_at(now)


@given(HUNDREDTHS, st.integers(0, 720))
def test_a_stopped_entry_shows_so_many_minutes_less(booked: Decimal, minutes: int) -> None:
    kept = without(booked, minutes, HoursFormat.CLOCK)
    assert to_minutes(kept) == max(0, to_minutes(booked) - minutes)
    kept = without(booked, minutes, HoursFormat.DECIMAL)
    assert kept == max(Decimal(0), booked - from_seconds(minutes * 60))


def test_there_is_never_less_than_nothing() -> None:
    assert still_booked(running("0.10"), 3600, NINE, 0, HoursFormat.CLOCK) == 0
