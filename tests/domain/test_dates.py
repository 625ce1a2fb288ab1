"""Dates: what may be typed, what is refused, and where a day begins."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.domain.conftest import TODAY
from tui.domain.dates import (
    day_begins,
    day_of_year,
    from_day_of_year,
    long_date,
    next_midnight,
    parse_date,
    relative_day,
    short_date,
)
from tui.domain.invalid import Invalid


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("today", "2016-01-27"),
        ("yesterday", "2016-01-26"),
        ("tomorrow", "2016-01-28"),
        ("TODAY", "2016-01-27"),
        ("-1", "2016-01-26"),
        ("+1", "2016-01-28"),
        ("-27", "2015-12-31"),
        ("2016-01-24", "2016-01-24"),
        ("2016-1-4", "2016-01-04"),
        ("2009/12/28", "2009-12-28"),
        ("2009.12.28", "2009-12-28"),
        ("11-23", "2016-11-23"),
        ("1/5", "2016-01-05"),
        ("23.11.", "2016-11-23"),
        ("23.11.2017", "2017-11-23"),
        ("23 nov", "2016-11-23"),
        ("23. November", "2016-11-23"),
        ("23nov", "2016-11-23"),
        ("23 nov 2017", "2017-11-23"),
        ("nov 23", "2016-11-23"),
        ("Nov. 23, 2017", "2017-11-23"),
        ("november 23 2017", "2017-11-23"),
        ("3 sept", "2016-09-03"),
        ("29 feb", "2016-02-29"),
        ("  23   nov  ", "2016-11-23"),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, iso: str) -> None:
    assert parse_date(typed, TODAY).isoformat() == iso


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("wed", "2016-01-27"),
        ("tue", "2016-01-26"),
        ("mon", "2016-01-25"),
        ("sun", "2016-01-24"),
        ("sat", "2016-01-23"),
        ("fr", "2016-01-22"),
        ("Thursday", "2016-01-21"),
    ],
)
def test_a_weekday_is_its_latest_up_to_today(typed: str, iso: str) -> None:
    assert parse_date(typed, TODAY).isoformat() == iso


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "A date is needed: write 2026-11-23"),
        ("   ", "A date is needed"),
        ("31 feb", "February 2016 has no day 31"),
        ("2015-02-29", "February 2015 has no day 29"),
        ("4-31", "April 2016 has no day 31"),
        ("13-40", "A year has 12 months, not 13"),
        ("0-10", "A year has 12 months, not 0"),
        ("2016-00-10", "A year has 12 months, not 0"),
        ("11-0", "is not a date"),
        ("0000-01-01", "has no day 1"),
        ("soon", "“soon” is not a date: write 2026-11-23"),
        ("m", "is not a date"),
        ("t", "is not a date"),
        ("23 ma", "is not a date"),
        ("23 foo", "is not a date"),
        ("foo 23", "is not a date"),
        ("23", "is not a date"),
        ("- 1", "is not a date"),
        ("2016-01-24-05", "is not a date"),
        ("99999", "is not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        parse_date(typed, TODAY)


@pytest.mark.parametrize(("typed", "today"), [("-1", date.min), ("tomorrow", date.max)])
def test_the_calendar_ends_with_a_sentence(typed: str, today: date) -> None:
    with pytest.raises(Invalid, match="further than the calendar"):
        parse_date(typed, today)


def test_a_month_may_be_one_of_two_by_its_first_letters() -> None:
    with pytest.raises(Invalid, match="not a date"):
        parse_date("ju 3", TODAY)
    assert parse_date("jun 3", TODAY) == date(2016, 6, 3)


@pytest.mark.parametrize(
    ("iso", "number"),
    [
        ("2016-01-01", 1),
        ("2016-02-29", 60),
        ("2016-12-31", 366),
        ("2015-03-01", 60),
        ("2015-12-31", 365),
        ("2000-12-31", 366),
        ("1900-12-31", 365),
    ],
)
def test_days_are_counted_from_one_within_their_year(iso: str, number: int) -> None:
    day = date.fromisoformat(iso)
    assert day_of_year(day) == number
    assert from_day_of_year(number, day.year) == day


@pytest.mark.parametrize(("number", "year"), [(0, 2016), (-1, 2016), (366, 2015), (367, 2016)])
def test_a_year_has_no_other_days(number: int, year: int) -> None:
    with pytest.raises(Invalid, match=f"{year} has no day {number}"):
        from_day_of_year(number, year)


@pytest.mark.parametrize(("number", "year"), [(1, 0), (1, 10_000), (366, 9999), (10**12, 2016)])
def test_no_day_lies_beyond_the_calendar(number: int, year: int) -> None:
    with pytest.raises(Invalid):
        from_day_of_year(number, year)


def test_dates_are_named_for_people() -> None:
    day = date(2026, 11, 3)
    assert long_date(day) == "Tuesday 3 November 2026"
    assert short_date(day) == "Tue 3 Nov"


@pytest.mark.parametrize(
    ("days", "word"), [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (2, ""), (-2, "")]
)
def test_near_days_have_a_word(days: int, word: str) -> None:
    assert relative_day(TODAY + timedelta(days=days), TODAY) == word


@pytest.mark.parametrize(
    ("zone", "now", "midnight"),
    [
        ("UTC", "2016-01-27T09:00", "2016-01-28T00:00"),
        ("Europe/Berlin", "2016-01-27T22:59:59", "2016-01-27T23:00"),
        ("Europe/Berlin", "2016-01-27T23:00", "2016-01-28T23:00"),
        # a day of 23 hours, and one of 25
        ("Europe/Berlin", "2016-03-26T23:00", "2016-03-27T22:00"),
        ("Europe/Berlin", "2016-10-29T22:00", "2016-10-30T23:00"),
        ("America/New_York", "2016-03-13T05:00", "2016-03-14T04:00"),
        ("America/New_York", "2016-11-06T04:00", "2016-11-07T05:00"),
        # midnight itself does not exist: the day begins at 1:00
        ("America/Sao_Paulo", "2017-10-15T02:59", "2017-10-15T03:00"),
        # midnight comes twice: the day begins at the first one
        ("America/Havana", "2016-11-06T03:59", "2016-11-06T04:00"),
        ("America/Havana", "2016-11-06T04:30", "2016-11-07T05:00"),
        # a spring night without a midnight, and the evening before a winter with an hour twice
        ("America/Havana", "2026-03-08T04:59", "2026-03-08T05:00"),
        ("Asia/Beirut", "2026-03-28T21:59", "2026-03-28T22:00"),
        ("Asia/Beirut", "2026-10-24T20:30", "2026-10-24T22:00"),
        ("Europe/Berlin", "2026-03-28T23:00", "2026-03-29T22:00"),
        ("Europe/Berlin", "2026-10-24T22:00", "2026-10-25T23:00"),
        # 30 December 2011 did not exist
        ("Pacific/Apia", "2011-12-30T09:59", "2011-12-30T10:00"),
        ("Pacific/Apia", "2011-12-30T10:00", "2011-12-31T10:00"),
    ],
)
def test_the_next_day_begins_at_local_midnight(zone: str, now: str, midnight: str) -> None:
    begins = next_midnight(datetime.fromisoformat(now).replace(tzinfo=UTC), ZoneInfo(zone))
    assert begins == datetime.fromisoformat(midnight).replace(tzinfo=UTC)
    assert begins.tzinfo is UTC


@pytest.mark.parametrize(
    "zone",
    ["Europe/Berlin", "America/New_York", "America/Havana", "Asia/Beirut", "Pacific/Apia"],
)
@pytest.mark.parametrize("year", [2011, 2016, 2026])
def test_the_date_changes_at_midnight_and_not_before(zone: str, year: int) -> None:
    local, now = ZoneInfo(zone), datetime(year, 1, 1, 12, tzinfo=UTC)
    while now.year == year:
        begins = next_midnight(now, local)
        just_before = begins - timedelta(microseconds=1)
        assert just_before.astimezone(local).date() == now.astimezone(local).date()
        assert begins.astimezone(local).date() > now.astimezone(local).date()
        assert day_begins(begins.astimezone(local).date(), local) == begins
        now = begins
