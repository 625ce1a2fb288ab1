"""What of today is on no entry."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.conftest import NINE, TODAY, entry, running
from tui.domain.account import Account, Person
from tui.domain.attendance import Attendance, Stretch
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, from_seconds
from tui.domain.untracked import Untracked, untracked_of

BY_HOURS = Account(name="A", me=Person(id=1, first_name="Robin"))
BY_TIMES = replace(BY_HOURS, timestamp_timers=True)
NOON = NINE + timedelta(hours=3)
TEN_MINUTES = timedelta(minutes=10)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2016, 1, 27, hour, minute, tzinfo=UTC)


def stretch(start: tuple[int, int], end: tuple[int, int]) -> Stretch:
    return Stretch(at(*start), at(*end))


def there(first: datetime | None = NINE, *breaks: Stretch, on: date = TODAY) -> Attendance:
    return Attendance(on, first, first, breaks)


def by_hand(booked: str, made: datetime = NOON, **values: object) -> TimeEntry:
    """An entry that was typed at an instant."""
    return entry(booked, created_at=made, updated_at=made, **values)


def timed(start: time, end: time, **values: object) -> TimeEntry:
    """An entry that tells its start and end."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    hours = from_seconds(minutes * 60)
    return entry(str(hours), started_at=start, ended_at=end, **values)


def found(
    attendance: Attendance,
    *entries: TimeEntry,
    account: Account = BY_HOURS,
    now: datetime = NOON,
    others: tuple[TimeEntry, ...] = (),
) -> Untracked:
    untracked = untracked_of(attendance, Day(TODAY, entries), account, now, others)
    assert untracked is not None
    return untracked


def test_without_a_sign_and_without_an_entry_nothing_is_known() -> None:
    assert untracked_of(there(None), Day(TODAY), BY_HOURS, NOON) is None
    assert untracked_of(there(None), Day(TODAY, (entry(),)), BY_HOURS, NOON) is None


def test_it_counts_from_the_first_sign_to_now() -> None:
    untracked = found(there())
    assert (untracked.since, untracked.minutes) == (NINE, 180)
    assert untracked.amount(BY_HOURS) == "3:00"
    assert untracked.since_when(BY_HOURS) == "since 09:00"


def test_less_what_is_tracked() -> None:
    assert found(there(), by_hand("1.25")).minutes == 105
    assert found(there(), by_hand("1.25"), by_hand("1.00")).minutes == 45
    assert found(there(), by_hand("9.00")).minutes == 0


def test_less_what_runs_and_it_stands_still_meanwhile() -> None:
    one = running("0.50", since=at(11), created_at=at(10))
    assert found(there(), one).minutes == 90
    assert found(there(), one, now=NOON + timedelta(hours=2)).minutes == 90


def test_less_what_runs_since_yesterday() -> None:
    night = running(since=at(0) - timedelta(hours=1), spent_date=TODAY - timedelta(days=1), id=99)
    assert found(there(), others=(night,)).minutes == 0
    late = running(since=at(11), spent_date=TODAY - timedelta(days=1), id=99)
    assert found(there(), others=(late,)).minutes == 120
    assert found(there(), others=(late,), account=BY_TIMES).minutes == 120


def test_less_what_ran_over_midnight_and_was_stopped_today() -> None:
    evening = TODAY - timedelta(days=1)
    made, stopped = at(0) - timedelta(hours=1), at(9, 40)
    over = entry("10.67", spent_date=evening, created_at=made, updated_at=stopped, id=99)
    typed = entry("3.00", spent_date=evening, created_at=made, updated_at=made, id=98)
    assert found(there(), others=(over, typed)).minutes == 140
    told = entry("10.67", spent_date=evening, started_at=time(23), ended_at=time(9, 40), id=99)
    assert found(there(), others=(told,), account=BY_TIMES).spans(BY_TIMES) == ("09:40 – now",)


def test_less_breaks() -> None:
    assert found(there(NINE, stretch((10, 0), (10, 30)))).minutes == 150


def test_a_break_that_a_timer_covers_is_not_taken_off_twice() -> None:
    lunch = stretch((10, 0), (10, 30))
    through = running(since=at(9, 30), created_at=at(9, 30))
    assert found(there(NINE, lunch), through).minutes == 30
    stopped = entry("1.50", created_at=at(9, 30), updated_at=at(11))
    assert found(there(NINE, lunch), stopped).minutes == 90
    assert found(there(NINE, lunch), by_hand("1.50")).minutes == 60


def test_the_day_begins_with_the_earliest_entry_that_tells() -> None:
    assert found(there(None), timed(time(7), time(8))).since == at(7)
    assert found(there(), running(since=at(8))).since == at(8)
    assert found(there(), entry(created_at=at(8, 30), updated_at=at(11))).since == at(8, 30)


def test_hours_that_were_typed_were_worked_before() -> None:
    untracked = found(there(at(11)), by_hand("3.00", made=at(11)))
    assert (untracked.since, untracked.minutes) == (at(8), 60)
    on_the_night = by_hand("3.00", made=at(1))
    assert found(there(at(11)), on_the_night).since == at(1)  # not on the day before


def test_hours_that_a_timer_counted_after_the_entry_was_made_were_not() -> None:
    twice = entry("2.00", created_at=at(9, 30), updated_at=at(11, 45))
    assert found(there(), twice).since == NINE
    again = running("2.00", since=at(11, 45), created_at=at(9, 30))
    assert found(there(), again).since == NINE


def test_an_entry_that_was_made_on_another_day_does_not_tell_when_the_day_began() -> None:
    planned = by_hand("1.00", made=at(9) - timedelta(days=3))
    assert untracked_of(there(None), Day(TODAY, (planned,)), BY_HOURS, NOON) is None
    assert found(there(), planned).minutes == 120


def test_another_day_than_today_has_nothing() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert untracked_of(there(), Day(yesterday, (by_hand("1.00"),)), BY_HOURS, NOON) is None
    assert untracked_of(there(on=yesterday), Day(TODAY), BY_HOURS, NOON) is None


def test_it_begins_at_the_accounts_midnight() -> None:
    tokyo = replace(BY_HOURS, zone=ZoneInfo("Asia/Tokyo"))
    evening = datetime(2016, 1, 26, 14, 30, tzinfo=UTC)  # 23:30 on the day before in Tokyo
    midnight = datetime(2016, 1, 26, 15, 0, tzinfo=UTC)
    untracked = found(there(evening), account=tokyo, now=midnight + timedelta(minutes=20))
    assert (untracked.since, untracked.minutes) == (midnight, 20)


@pytest.mark.parametrize(
    ("on", "first", "minutes"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 60),  # 1:30 to 3:30
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 180),  # 1:30 to 3:30
    ],
)
def test_nights_in_which_the_clock_changes_count_real_minutes(
    on: date, first: datetime, minutes: int
) -> None:
    for times in (False, True):
        berlin = replace(BY_HOURS, zone=ZoneInfo("Europe/Berlin"), timestamp_timers=times)
        now = first + timedelta(minutes=minutes)
        assert now.astimezone(berlin.zone).time() == time(3, 30)
        untracked = untracked_of(there(first, on=on), Day(on), berlin, now)
        assert untracked is not None
        assert untracked.minutes == minutes
        assert untracked.spans(berlin) == (("01:30 – now",) if times else ())


def test_where_entries_tell_start_and_end_the_gaps_are_known() -> None:
    untracked = found(
        there(NINE, stretch((11, 20), (11, 40))),
        timed(time(9), time(9, 50)),
        timed(time(10, 20), time(11)),
        account=BY_TIMES,
    )
    assert untracked.spans(BY_TIMES) == ("09:50 – 10:20", "11:00 – 11:20", "11:40 – now")
    assert untracked.minutes == 70
    assert untracked.typed(BY_TIMES) == "11:40-12:00"
    twelve = replace(BY_TIMES, clock_24h=False)
    assert untracked.spans(twelve)[-1] == "11:40am – now"
    assert untracked.typed(twelve) == "11:40am-12:00pm"


def test_gaps_of_some_minutes_are_noise() -> None:
    entries = (timed(time(9), time(9, 58)), timed(time(10, 2), time(11, 30)))
    untracked = found(there(), *entries, account=BY_TIMES)
    assert (untracked.spans(BY_TIMES), untracked.minutes) == (("11:30 – now",), 30)


def test_what_is_entered_for_later_takes_nothing_of_now() -> None:
    later = timed(time(15), time(17))
    assert found(there(), later, account=BY_TIMES).minutes == 180


def test_an_entry_without_times_leaves_the_gaps_unknown() -> None:
    untracked = found(there(), timed(time(9), time(10)), by_hand("0.50"), account=BY_TIMES)
    assert (untracked.gaps, untracked.minutes) == ((), 90)
    assert untracked.typed(BY_TIMES) == "1:30"


def test_gaps_are_whole_minutes() -> None:
    first, now = at(9, 10) + timedelta(seconds=34), NOON + timedelta(seconds=20)
    untracked = found(there(first), account=BY_TIMES, now=now)
    assert untracked.spans(BY_TIMES) == ("09:10 – now",)
    assert untracked.typed(BY_TIMES) == "09:10-12:00"


def test_it_is_shown_as_the_account_shows_hours() -> None:
    untracked = Untracked(NINE, NOON, 48 * 60 + 59)
    assert untracked.typed(BY_HOURS) == "0:48"
    comma = replace(BY_HOURS, hours_format=HoursFormat.DECIMAL, decimal_symbol=",")
    assert untracked.typed(comma) == "0,80"


def test_less_than_five_minutes_is_noise() -> None:
    assert not Untracked(NINE, NOON, 299).is_worth_a_row
    assert Untracked(NINE, NOON, 300).is_worth_a_row


def test_a_clock_that_stands_before_the_first_sign_counts_nothing() -> None:
    assert found(there(), now=NINE - timedelta(minutes=5)).seconds == 0


minutes = st.integers(0, 12 * 60)


@given(
    first=minutes,
    until=minutes,
    breaks=st.lists(st.tuples(minutes, st.integers(1, 90)), max_size=4),
    booked=st.lists(st.tuples(minutes, st.integers(0, 300), st.booleans()), max_size=6),
    times=st.booleans(),
)
def test_it_is_never_negative_and_never_more_than_the_day(
    first: int,
    until: int,
    breaks: list[tuple[int, int]],
    booked: list[tuple[int, int, bool]],
    times: bool,
) -> None:
    start, now = at(6) + timedelta(minutes=first), at(6) + timedelta(minutes=first + until)
    seen = there(start).along_with(
        Attendance(
            TODAY,
            start,
            now,
            tuple(
                Stretch(at(6) + timedelta(minutes=b), at(6) + timedelta(minutes=b + n))
                for b, n in breaks
            ),
        )
    )
    entries = [_booked(minute, long, times=times, by=hand) for minute, long, hand in booked]
    account = BY_TIMES if times else BY_HOURS
    now = min(now, at(23, 59))
    untracked = untracked_of(seen, Day(TODAY, tuple(entries)), account, now)
    assert untracked is not None
    assert 0 <= untracked.seconds <= (now - untracked.since).total_seconds() + 60
    assert sum((g.length for g in untracked.gaps), timedelta()).total_seconds() in (
        untracked.seconds,
        0,
    )


def _booked(minute: int, long: int, *, times: bool, by: bool) -> TimeEntry:
    start = at(6) + timedelta(minutes=minute)
    end = start + timedelta(minutes=long)
    if times:
        return timed_between(start, end)
    hours = str(from_seconds(long * 60))
    return by_hand(hours, made=start) if by else entry(hours, created_at=start, updated_at=end)


def timed_between(start: datetime, end: datetime) -> TimeEntry:
    hours = str(from_seconds(int((end - start).total_seconds())))
    return entry(hours, started_at=start.time(), ended_at=end.time())


@given(st.integers(0, 300), st.integers(0, 300), st.data())
def test_what_is_booked_is_taken_off(span: int, tracked: int, data: st.DataObject) -> None:
    now = NINE + timedelta(minutes=span)
    before = by_hand(str(from_seconds(tracked * 60)), made=NINE - timedelta(days=1))
    untracked = found(there(), before, now=now)
    part = data.draw(st.integers(0, untracked.minutes))
    booked = replace(by_hand("0", made=now), hours=from_seconds(part * 60))
    booked = replace(booked, hours_without_timer=booked.hours)
    after = found(there(), before, booked, now=now)
    assert after.seconds == untracked.seconds - part * 60


@given(st.integers(5, 300), st.data())
def test_what_is_booked_of_a_gap_is_taken_off_it(span: int, data: st.DataObject) -> None:
    now = NINE + timedelta(minutes=span)
    untracked = found(there(), account=BY_TIMES, now=now)
    part = data.draw(st.integers(1, span))
    booked = timed_between(now - timedelta(minutes=part), now)
    after = found(there(), booked, account=BY_TIMES, now=now)
    left = span - part
    assert after.minutes == (left if left >= 5 else 0)
    assert untracked.minutes == span


def test_two_watches_of_one_day_are_put_together() -> None:
    one = there(at(9), stretch((10, 0), (10, 30)))
    other = Attendance(
        TODAY, at(8), at(12), (stretch((10, 15), (10, 45)), stretch((11, 0), (11, 20)))
    )
    both = one.along_with(other)
    assert (both.first, both.last) == (at(8), at(12))
    assert both.breaks == (stretch((10, 0), (10, 45)), stretch((11, 0), (11, 20)))
    assert one.along_with(Attendance(TODAY)) == one
    assert Attendance(TODAY).along_with(one) == one
    assert one.along_with(there(on=date(2016, 1, 26))) == one


def test_a_clock_that_was_ahead_for_a_moment_leaves_no_break_that_is_still_to_come() -> None:
    seen = there().seen(at(10), TEN_MINUTES).seen(at(13), TEN_MINUTES)
    put_right = seen.until(at(10, 1))
    assert (put_right.first, put_right.last) == (NINE, at(10, 1))
    assert put_right.breaks == (stretch((9, 0), (10, 0)), stretch((10, 0), (10, 1)))
    assert seen.until(at(13)) is seen


def test_what_was_worked_is_no_break() -> None:
    seen = there(NINE, stretch((10, 0), (10, 30)), stretch((11, 0), (11, 20)))
    worked = seen.worked([stretch((10, 10), (11, 5))])
    assert worked.breaks == (stretch((10, 0), (10, 10)), stretch((11, 5), (11, 20)))
    assert worked.worked([stretch((9, 0), (12, 0))]).breaks == ()
