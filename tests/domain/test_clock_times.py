"""Times of day as people and the wire write them."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.clock_times import (
    format_time,
    from_minutes,
    parse_time,
    span_seconds,
    to_minutes,
)
from tui.domain.invalid import Invalid

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2016, 1, 27)
SPRING, AUTUMN = date(2016, 3, 27), date(2016, 10, 30)
MINUTES = st.integers(0, 1439).map(from_minutes)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("8:00am", time(8)),
        ("8:00 AM", time(8)),
        ("8am", time(8)),
        ("8 a.m.", time(8)),
        ("8", time(8)),
        ("08:05", time(8, 5)),
        ("0805", time(8, 5)),
        ("805", time(8, 5)),
        ("20.15", time(20, 15)),
        ("20h15", time(20, 15)),
        ("2:30p", time(14, 30)),
        ("  2pm ", time(14)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_of_day_as_it_is_typed(typed: str, at: time) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize(
    ("typed", "at"), [("12:00am", time(0)), ("12:00pm", time(12)), ("12:30am", time(0, 30))]
)
def test_trap_11_midnight_is_12am_and_noon_is_12pm(typed: str, at: time) -> None:
    assert parse_time(typed) == at
    assert format_time(at, clock_24h=False) == typed


@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_is_no_time(blank: str) -> None:
    assert parse_time(blank) is None


@pytest.mark.parametrize(
    "typed",
    ["24:00", "9:60", "13pm", "0am", "9m", "nine", "9:3", "9:30:15", "-1", "9:30 xm", "1:2:3"],
)
def test_what_is_no_time_of_day_is_said(typed: str) -> None:
    with pytest.raises(Invalid, match="is not a time of day"):
        parse_time(typed)


@given(MINUTES, st.booleans())
def test_what_is_shown_can_be_typed(at: time, clock_24h: bool) -> None:
    assert parse_time(format_time(at, clock_24h=clock_24h)) == at
    assert from_minutes(to_minutes(at)) == at


@given(MINUTES, MINUTES)
def test_a_span_is_what_lies_between_over_midnight_too(started: time, ended: time) -> None:
    minutes = (to_minutes(ended) - to_minutes(started)) % 1440
    assert span_seconds(DAY, started, ended, BERLIN) == minutes * 60


def test_a_night_in_which_the_clock_changes_has_its_real_hours() -> None:
    assert span_seconds(SPRING, time(1), time(4), BERLIN) == 2 * 3600
    assert span_seconds(AUTUMN, time(1), time(4), BERLIN) == 4 * 3600
    before = date(2016, 3, 26)
    assert span_seconds(before, time(22), time(6), BERLIN) == 7 * 3600
