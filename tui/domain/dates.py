"""Dates as people type and read them; all of them local dates of the account's zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tui.domain.invalid import Invalid

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_OFFSET = re.compile(r"([+-])(\d{1,4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_DAY_NAME = re.compile(r"(\d{1,2})\.?\s*([a-z]{3,9})\.?(?:\s+(\d{4}))?")
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:,?\s+(\d{4}))?")
_HINT = "write 2026-11-23, 11-23, 23 nov, mon, today or -1"


def parse_date(text: str, today: date) -> date:
    """Read a date as people type it: ISO, `11-23`, `23 nov`, `mon`, `today`, `yesterday`, `-1`.

    A weekday means its latest occurrence up to today; a date without a year is this year's.

    Raises:
        Invalid: the text is no date, or a day that its month does not have.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        raise Invalid(f"A date is needed: {_HINT}.")
    if typed in _NAMED:
        return _shift(today, _NAMED[typed])
    if match := _OFFSET.fullmatch(typed):
        return _shift(today, int(match[1] + match[2]))
    if len(typed) >= 2 and (weekday := _named(typed, _WEEKDAYS)) is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    year, month, day = _numbers(typed, today) or (0, 0, 0)
    if not day:
        raise Invalid(f"“{text.strip()}” is not a date: {_HINT}.")
    return _checked(year, month, day)


def _numbers(typed: str, today: date) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(typed):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _MONTH_DAY.fullmatch(typed):
        return today.year, int(match[1]), int(match[2])
    if match := _DAY_MONTH.fullmatch(typed):
        return int(match[3] or today.year), int(match[2]), int(match[1])
    if (match := _DAY_NAME.fullmatch(typed)) and (month := _named(match[2], _MONTHS)) is not None:
        return int(match[3] or today.year), month + 1, int(match[1])
    if (match := _NAME_DAY.fullmatch(typed)) and (month := _named(match[1], _MONTHS)) is not None:
        return int(match[3] or today.year), month + 1, int(match[2])
    return None


def _named(typed: str, names: tuple[str, ...]) -> int | None:
    found = [index for index, name in enumerate(names) if name.startswith(typed)]
    return found[0] if len(found) == 1 else None


def _checked(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise Invalid(f"A year has 12 months, not {month}.")
    try:
        return date(year, month, day)
    except ValueError as error:
        name = _MONTHS[month - 1].capitalize()
        raise Invalid(f"{name} {year} has no day {day}.") from error


def _shift(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError as error:
        raise Invalid("That is further than the calendar goes.") from error


def day_of_year(day: date) -> int:
    """Count a day within its year: 1 is the first of January, 366 the last of a leap year."""
    return day.timetuple().tm_yday


def from_day_of_year(number: int, year: int) -> date:
    """Find the date of a day counted within its year.

    Raises:
        Invalid: the year does not have that day.
    """
    try:
        day = date(year, 1, 1) + timedelta(days=number - 1)
    except (ValueError, OverflowError) as error:
        raise Invalid(f"There is no day {number} of {year}.") from error
    if day.year != year:
        raise Invalid(f"{year} has no day {number}.")
    return day


def long_date(day: date) -> str:
    """Name a date in full: `Monday 23 November 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def short_date(day: date) -> str:
    """Name a date in short: `Mon 23 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def relative_day(day: date, today: date) -> str:
    """Say where a day lies from today: `today`, `yesterday`, `tomorrow`, or nothing."""
    return {0: "today", -1: "yesterday", 1: "tomorrow"}.get((day - today).days, "")


def next_midnight(now: datetime, zone: tzinfo) -> datetime:
    """Tell the instant (UTC) at which the next local date of a zone begins."""
    local = now.astimezone(zone)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone).astimezone(UTC)
    return midnight if midnight > now else midnight + timedelta(days=1)


def day_begins(day: date, zone: tzinfo) -> datetime:
    """Tell the instant (UTC) at which a local date of a zone begins: mostly its midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
