"""Steps of time, more, less, and from one row to another."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.conftest import NINE, TODAY, entry, running
from tui.domain.account import Account, Person
from tui.domain.day import total_label
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, format_hours, from_seconds
from tui.domain.invalid import Invalid
from tui.domain.steps import minutes_label, shifted, stepped, way_back

NOW = NINE
CLOCK = Account(name="Ours", me=Person(id=1, first_name="Robin"))
DECIMAL = replace(CLOCK, hours_format=HoursFormat.DECIMAL, decimal_symbol=",")
TIMES = replace(CLOCK, timestamp_timers=True, zone=ZoneInfo("Europe/Berlin"))
HUNDREDTHS = st.integers(0, 2000).map(lambda n: f"{Decimal(n) / 100:.2f}")


def counting(booked: str, seconds: int) -> TimeEntry:
    return running(booked, NOW - timedelta(seconds=seconds))


def timed(start: time, end: time | None, on: date = TODAY) -> TimeEntry:
    return entry(started_at=start, ended_at=end, spent_date=on)


def with_hours(one: TimeEntry, change: Change) -> TimeEntry:
    assert change.hours is not None
    return replace(one, hours=change.hours, hours_without_timer=change.hours)


def shown(one: TimeEntry, account: Account = CLOCK) -> str:
    return format_hours(one.hours, account.hours_format)


@pytest.mark.parametrize(
    ("hours", "minutes", "then"),
    [
        ("1.33", 5, "1:25"),
        ("1.33", -5, "1:15"),
        ("1.34", 5, "1:25"),  # it is shown as 1:20
        ("0", 5, "0:05"),
        ("0.08", -5, "0:00"),
        ("23.92", 5, "24:00"),
    ],
)
def test_a_step_is_as_it_is_shown(hours: str, minutes: int, then: str) -> None:
    assert shown(with_hours(entry(hours), stepped(entry(hours), minutes, CLOCK, NOW))) == then


@pytest.mark.parametrize(
    ("hours", "minutes", "then"),
    [("1.50", 5, "1.58"), ("1.58", 5, "1.67"), ("1.51", 5, "1.59"), ("1.59", -5, "1.51")],
)
def test_decimal_hours_step_by_the_nearest_hundredth(hours: str, minutes: int, then: str) -> None:
    assert stepped(entry(hours), minutes, DECIMAL, NOW) == Change(hours=Decimal(then))


def test_a_running_timer_goes_on_and_only_what_is_booked_changes() -> None:
    one = counting("0.50", 100)
    assert stepped(one, 5, CLOCK, NOW) == Change(hours=Decimal("0.58"))


def test_what_the_timer_alone_counted_is_not_taken_off() -> None:
    one = counting("0.03", 2530)
    with pytest.raises(Invalid, match=r"alone has counted 0:42:10, and only 0:02 is booked"):
        stepped(one, -5, CLOCK, NOW)


def test_hours_stay_between_0_and_24() -> None:
    with pytest.raises(Invalid, match=r"It holds 0:03: that is less than 5 min\."):
        stepped(entry("0.05"), -5, CLOCK, NOW)
    with pytest.raises(Invalid, match=r"It holds 0,05: that is less than 5 min\."):
        stepped(entry("0.05"), -5, DECIMAL, NOW)
    with pytest.raises(Invalid, match="24 hours"):
        stepped(entry("23.95"), 5, CLOCK, NOW)
    assert stepped(entry("30"), -5, CLOCK, NOW) == Change(hours=Decimal("29.92"))


@given(HUNDREDTHS, st.integers(1, 60))
def test_there_and_back_reads_as_before(hours: str, minutes: int) -> None:
    more = with_hours(entry(hours), stepped(entry(hours), minutes, CLOCK, NOW))
    assert shown(with_hours(more, stepped(more, -minutes, CLOCK, NOW))) == shown(entry(hours))


@pytest.mark.parametrize(
    ("start", "end", "minutes", "then"),
    [
        (time(9), time(10), 5, time(10, 5)),
        (time(9), time(10), -60, time(9)),
        (time(23), time(23, 58), 5, time(0, 3)),
        (time(23), time(0, 3), -5, time(23, 58)),
    ],
)
def test_where_start_and_end_are_tracked_the_end_moves(
    start: time, end: time, minutes: int, then: time
) -> None:
    assert stepped(timed(start, end), minutes, TIMES, NOW) == Change(ended_at=then)


@pytest.mark.parametrize(
    ("one", "minutes", "why"),
    [
        (timed(time(9), None), 5, "no end while its timer runs"),
        (timed(time(9), time(9, 3)), -5, r"It lasts 0:03: that is less than 5 min\."),
        (timed(time(9), time(8, 58)), 5, "a day after its start"),
        (timed(time(1), time(1, 58), date(2026, 3, 29)), 65, "clocks are changed in between"),
        (timed(time(9), time(8), date.max), 5, "calendar ends"),
    ],
)
def test_an_end_that_cannot_move_says_why(one: TimeEntry, minutes: int, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        stepped(one, minutes, TIMES, NOW)


def test_an_entry_without_times_keeps_its_hours_there_too() -> None:
    assert stepped(entry("1"), 5, TIMES, NOW) == Change(hours=Decimal("1.08"))


@given(HUNDREDTHS, HUNDREDTHS, st.integers(1, 60), st.sampled_from([CLOCK, DECIMAL]))
def test_time_that_moves_leaves_the_total(
    giving: str, taking: str, minutes: int, account: Account
) -> None:
    rows = entry(giving), entry(taking)
    try:
        changes = shifted(*rows, minutes, account, NOW)
    except Invalid:
        assert Decimal(giving) < from_seconds(minutes * 60) + Decimal("0.01")
        return
    after = [with_hours(row, change) for row, change in zip(rows, changes, strict=True)]
    style = account.hours_format
    assert total_label(after, NOW, style) == total_label(rows, NOW, style)


@given(st.integers(0, 1000), st.integers(0, 20000), st.integers(1, 60))
def test_time_from_a_running_row_leaves_the_total_to_the_half_minute(
    hundredths: int, counted: int, minutes: int
) -> None:
    giver, taker = counting(f"{Decimal(hundredths) / 100:.2f}", counted), entry("2")
    try:
        took, gave = shifted(giver, taker, minutes, CLOCK, NOW)
    except Invalid:
        return
    before = giver.seconds(NOW) + taker.seconds(NOW)
    after = with_hours(giver, took).seconds(NOW) + with_hours(taker, gave).seconds(NOW)
    assert abs(after - before) <= 30


def test_time_is_not_moved_from_what_has_none_nor_to_what_is_full() -> None:
    with pytest.raises(Invalid, match="less than"):
        shifted(entry("0.02"), entry("1"), 5, CLOCK, NOW)
    with pytest.raises(Invalid, match="24 hours"):
        shifted(entry("1"), entry("24"), 5, CLOCK, NOW)


def test_the_end_moves_here_and_there() -> None:
    rows = timed(time(9), time(10)), timed(time(11), time(12))
    assert shifted(*rows, 15, TIMES, NOW) == (
        Change(ended_at=time(9, 45)),
        Change(ended_at=time(12, 15)),
    )


def test_the_way_back() -> None:
    one = timed(time(9), time(10))
    assert way_back(one, stepped(one, -5, TIMES, NOW)) == Change(ended_at=time(10))
    assert way_back(entry("2"), Change(hours=Decimal(1))) == Change(hours=Decimal(2))


@pytest.mark.parametrize(
    ("minutes", "label"), [(5, "+5 min"), (-15, "−15 min"), (60, "+1:00"), (-65, "−1:05")]
)
def test_minutes_are_written_as_a_step(minutes: int, label: str) -> None:
    assert minutes_label(minutes) == label
