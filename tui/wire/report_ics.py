"""A report as a calendar (iCalendar, RFC 5545).

Entries with start and end are events in UTC. All others lie on the whole day, with their hours
in the summary, and keep nobody busy.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from tui import __version__
from tui.domain.clock_times import instant_of, span_seconds
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours
from tui.wire.report import Report

LONGEST_LINE = 75
"""Octets, without the line's end (RFC 5545, 3.1)."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPECIAL = re.compile(r"[\\;,]")


def write_ics(report: Report) -> str:
    """Write a report as a calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Windrow//Windrow {__version__}//EN"]
    for entry in report.entries:
        lines += _event(report, entry)
    return "".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def folded(line: str) -> str:
    """End a line, and break it where it is too long, never within a character."""
    parts, part, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + character, size + octets
    return "".join(f"{one}\r\n" for one in [*parts, part])


def escaped(text: str) -> str:
    """Write text as a value (RFC 5545, 3.3.11); control characters are made visible."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = _CONTROLS.sub("�", _SPECIAL.sub(r"\\\g<0>", lines))
    return plain.replace("\n", r"\n")


def _event(report: Report, entry: TimeEntry) -> Iterator[str]:
    what = " · ".join(part for part in (entry.client, entry.project, entry.task) if part)
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(report, entry)}"
    yield f"DTSTAMP:{_utc(entry.updated_at or report.written_at)}"
    if entry.created_at is not None:
        yield f"CREATED:{_utc(entry.created_at)}"
    started = _instant(report, entry, entry.started_at)
    if started is None:
        account = report.account
        hours = format_hours(entry.hours, account.hours_format, account.decimal_symbol)
        yield f"DTSTART;VALUE=DATE:{_digits(entry.spent_date.isoformat())}"
        yield "TRANSP:TRANSPARENT"
        what = f"{hours} {what}"
    else:
        yield f"DTSTART:{_utc(started)}"
        ended = _ended(report, entry, started)
        if ended > started:  # nothing may end when it starts; without an end it takes no time
            yield f"DTEND:{_utc(ended)}"
    yield f"SUMMARY:{escaped(what)}"
    if entry.notes:
        yield f"DESCRIPTION:{escaped(entry.notes)}"
    yield "END:VEVENT"


def _uid(report: Report, entry: TimeEntry) -> str:
    """Make an id that is the same whenever the entry is exported, and that no other one has."""
    made = "" if entry.created_at is None else _utc(entry.created_at)
    return str(uuid5(NAMESPACE_URL, f"windrow:{report.source}:{entry.id}:{made}"))


def _ended(report: Report, entry: TimeEntry, started: datetime) -> datetime:
    """Tell the instant of the end: an open one is now, one before the start is on the next day."""
    if entry.started_at is None or entry.ended_at is None:
        return report.written_at
    on, zone = entry.spent_date, report.account.zone
    try:
        seconds = span_seconds(on, entry.started_at, entry.ended_at, zone)
    except OverflowError:
        return started  # the calendar has no such day
    return started + timedelta(seconds=seconds)


def _instant(report: Report, entry: TimeEntry, at: time | None) -> datetime | None:
    """Tell the instant of a time of day on the entry's date; None at the calendar's ends."""
    try:
        return None if at is None else instant_of(entry.spent_date, at, report.account.zone)
    except OverflowError:
        return None


def _utc(instant: datetime) -> str:
    stamp = instant.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    return f"{_digits(stamp)}Z"


def _digits(text: str) -> str:
    return text.replace("-", "").replace(":", "")
