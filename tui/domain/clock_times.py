"""Times of day, as accounts that track start and end have them; local to the account's zone.

A span that ends before it starts ends on the next day. What lies between two times of day is
counted over the zone's real hours, so that a night in which the clock changes is not an hour off.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tui.domain.invalid import Invalid

_NAMED = {"noon": time(12), "midnight": time(0)}
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d\d))?\s*(?:(?P<half>[ap])\.?\s?(?:m\.?)?)?"
)
_HINT = "write 9:30, 14:05, 9:30am or 2pm"


def parse_time(text: str) -> time | None:
    """Read a time of day as people type it: `9:30`, `14:05`, `0930`, `9`, `9:30am`, `2pm`, `noon`.

    Returns the time to the minute, or None for blank text. 12:00am is midnight, 12:00pm is noon.

    Raises:
        Invalid: the text is no time of day.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        return None
    if typed in _NAMED:
        return _NAMED[typed]
    match = _TIME.fullmatch(typed)
    if match is None:
        raise Invalid(f"“{text.strip()}” is not a time of day: {_HINT}.")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and not 1 <= hour <= 12:
        raise Invalid(f"“{text.strip()}” is not a time of day: before am and pm stand 1 to 12.")
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Invalid(f"“{text.strip()}” is not a time of day: {_HINT}.")
    return time(hour, minute)


def format_time(at: time, *, clock_24h: bool) -> str:
    """Show a time of day: `14:02`, or `2:02pm` by a clock of twelve hours."""
    if clock_24h:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


def to_minutes(at: time) -> int:
    """Count the minutes since midnight."""
    return at.hour * 60 + at.minute


def from_minutes(minutes: int) -> time:
    """Find the time of day so many minutes after midnight."""
    return time(minutes // 60 % 24, minutes % 60)


def instant_of(on: date, at: time, zone: tzinfo) -> datetime:
    """Tell the instant (UTC) of a time of day on a local date of a zone."""
    return datetime.combine(on, at, zone).astimezone(UTC)


def next_time(since: datetime, at: time, zone: tzinfo) -> datetime:
    """Find the first instant (UTC), at or after another one, at which it is a time of day.

    In the night in which the clock goes back there may be two, of which the first after it counts.

    Raises:
        OverflowError: the calendar ends before.
    """
    day = since.astimezone(zone).date()
    for on in (day, day + timedelta(days=1)):
        for fold in (0, 1):
            instant = instant_of(on, at.replace(fold=fold), zone)
            if instant >= since:
                return instant
    return instant_of(day + timedelta(days=2), at, zone)


def span_seconds(on: date, started: time, ended: time, zone: tzinfo) -> int:
    """Count the seconds from one time of day on a local date to the next time it is `ended`.

    Raises:
        OverflowError: the calendar ends before.
    """
    since = instant_of(on, started, zone)
    return int((next_time(since, ended, zone) - since).total_seconds())


def whole_minute(instant: datetime) -> datetime:
    """Cut an instant down to its minute, as start and end are told."""
    return instant.replace(second=0, microsecond=0)


def told_start(since: datetime, zone: tzinfo) -> tuple[date, time]:
    """Tell an instant (UTC) as a local date and a time of day, seconds left out.

    Raises:
        Invalid: it is the second time that night that it is so late.
    """
    minute = whole_minute(since)
    local = minute.astimezone(zone)
    on, at = local.date(), local.time().replace(fold=0)
    if instant_of(on, at, zone) != minute:
        raise Invalid(f"The clock goes back that night, and it was {at:%H:%M} twice.")
    return on, at


def told_span(since: datetime, until: datetime, zone: tzinfo) -> tuple[date, time, time]:
    """Tell what lies between two instants (UTC) as a local date, a start and an end.

    Raises:
        Invalid: they lie a day apart or more, or the clock goes back that night.
    """
    on, started = told_start(since, zone)
    minute, lasts = whole_minute(until), whole_minute(until) - whole_minute(since)
    ended = minute.astimezone(zone).time().replace(fold=0)
    if span_seconds(on, started, ended, zone) != int(lasts.total_seconds()):
        raise Invalid("A start and an end cannot tell so long a time: write it in several pieces.")
    return on, started, ended
