"""Hours: what may be typed, what is refused, and that nothing is lost on the way to the wire."""

from decimal import Decimal

import pytest

from tui.domain.hours import (
    HoursFormat,
    exact,
    format_clock,
    format_hours,
    from_seconds,
    parse_hours,
    to_minutes,
    to_seconds,
)
from tui.domain.invalid import Invalid

HUNDREDTHS = [Decimal(number) / 100 for number in range(2401)]


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("1:30", "1.50"),
        ("01:30", "1.50"),
        (":45", "0.75"),
        ("0:00", "0.00"),
        ("24:00", "24.00"),
        ("1.5", "1.50"),
        ("1,5", "1.50"),
        ("1.", "1.00"),
        (".75", "0.75"),
        (",75", "0.75"),
        ("2", "2.00"),
        ("0", "0.00"),
        ("24", "24.00"),
        ("90m", "1.50"),
        ("90 min", "1.50"),
        ("1 minute", "0.02"),
        ("90 minutes", "1.50"),
        ("1440m", "24.00"),
        ("1h", "1.00"),
        ("1.5h", "1.50"),
        ("1,5 h", "1.50"),
        ("2 hrs", "2.00"),
        ("2 hours", "2.00"),
        ("1h30", "1.50"),
        ("1h 30m", "1.50"),
        ("1H30M", "1.50"),
        ("1 h 30 min", "1.50"),
        ("  1:30  ", "1.50"),
        ("1:20", "1.33"),
        ("0:40", "0.67"),
        ("0.125", "0.12"),
        ("0.135", "0.14"),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, hours: str) -> None:
    assert str(parse_hours(typed)) == hours


@pytest.mark.parametrize("typed", ["", "  ", "\t"])
def test_blank_hours_are_not_zero_hours(typed: str) -> None:
    assert parse_hours(typed) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("25:00", "24 hours at most"),
        ("24:01", "24 hours at most"),
        ("24.01", "24 hours at most"),
        ("90", "24 hours at most"),
        ("1441m", "24 hours at most"),
        ("-1", "cannot be less than 0"),
        ("−1:00", "cannot be less than 0"),
        ("1:75", "An hour has 60 minutes: 1:75 is not a time"),
        (":60", "An hour has 60 minutes: 0:60 is not a time"),
        ("abc", "“abc” is not a number of hours: write 1:30"),
        ("30mo", "“30mo” is not a number"),
        ("1:3", "“1:3” is not a number"),
        ("1:300", "is not a number"),
        ("1:30:00", "is not a number"),
        ("1.5.5", "is not a number"),
        ("1 30", "is not a number"),
        ("1h-30", "is not a number"),
        ("+1", "is not a number"),
        ("1e1", "is not a number"),
        ("inf", "is not a number"),
        ("nan", "is not a number"),
        (".", "is not a number"),
        (":", "is not a number"),
        ("h", "is not a number"),
        ("m", "is not a number"),
        ("²", "is not a number"),
    ],
)
def test_what_is_no_number_of_hours_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        parse_hours(typed)


def test_every_minute_of_a_day_survives_hours_and_back() -> None:
    for minutes in range(1441):
        typed = f"{minutes // 60}:{minutes % 60:02}"
        hours = parse_hours(typed)
        assert hours is not None
        assert to_minutes(hours) == minutes
        assert to_seconds(hours) == minutes * 60
        assert format_hours(hours) == typed


def test_every_hundredth_survives_seconds_and_back() -> None:
    assert [from_seconds(to_seconds(hours)) for hours in HUNDREDTHS] == HUNDREDTHS


def test_every_hundredth_survives_being_shown_and_typed_in_a_decimal_account() -> None:
    shown = [format_hours(hours, HoursFormat.DECIMAL, ",") for hours in HUNDREDTHS]
    assert [parse_hours(text) for text in shown] == HUNDREDTHS


def test_a_hundredth_is_never_read_more_than_18_seconds_away() -> None:
    assert max(abs(to_seconds(hours) - int(hours * 3600)) for hours in HUNDREDTHS) == 12


def test_a_hundredth_that_no_minute_rounds_to_keeps_its_own_seconds() -> None:
    assert to_seconds(Decimal("0.99")) == 99 * 36
    assert to_seconds(Decimal("0.01")) == 36


@pytest.mark.parametrize(
    ("hours", "rounded"),
    [("0.125", "0.12"), ("0.135", "0.14"), ("1.005", "1.00"), ("7", "7.00"), ("2.675", "2.68")],
)
def test_halves_go_to_the_even_hundredth(hours: str, rounded: str) -> None:
    assert str(exact(hours)) == rounded


@pytest.mark.parametrize(
    ("hours", "clock", "decimal"),
    [
        ("0.00", "0:00", "0.00"),
        ("0.02", "0:01", "0.02"),
        ("0.33", "0:20", "0.33"),
        ("1.50", "1:30", "1.50"),
        ("9.98", "9:59", "9.98"),
        ("12.00", "12:00", "12.00"),
        ("123.25", "123:15", "123.25"),
    ],
)
def test_hours_are_shown_as_the_account_does(hours: str, clock: str, decimal: str) -> None:
    assert format_hours(Decimal(hours)) == clock
    assert format_hours(Decimal(hours), HoursFormat.DECIMAL) == decimal
    comma = format_hours(Decimal(hours), HoursFormat.DECIMAL, ",")
    assert comma == decimal.replace(".", ",")


def test_the_formats_have_the_names_of_the_wire() -> None:
    assert HoursFormat("hours_minutes") is HoursFormat.CLOCK
    assert HoursFormat("decimal") is HoursFormat.DECIMAL


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [(0, "0:00:00"), (59, "0:00:59"), (60, "0:01:00"), (2530, "0:42:10"), (90_061, "25:01:01")],
)
def test_a_running_clock_has_seconds(seconds: int, clock: str) -> None:
    assert format_clock(seconds) == clock
