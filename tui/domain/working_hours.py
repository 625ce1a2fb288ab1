"""The hours at which a person usually works, as far as their entries tell."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tui.domain.attendance import Attendance
from tui.domain.habits import Use

WEEKS = 4
USUAL_TIMES = 2

WorkingHours = frozenset[tuple[int, int]]
"""Pairs of a weekday (Monday is 0) and an hour (0 to 23), both local."""


def usual_hours(uses: Iterable[Use], today: date) -> WorkingHours:
    """Learn at which hours of which weekdays a person usually works.

    On a day they work from the first hour at which something was begun to the last one. What they
    did on two of the last four such weekdays is usual. Today teaches nothing.
    """
    since = today - timedelta(weeks=WEEKS)
    begun: dict[date, list[int]] = {}
    for use in uses:
        if use.hour is not None and since <= use.on < today:
            begun.setdefault(use.on, []).append(use.hour)
    times = Counter(
        (on.weekday(), hour)
        for on, hours in begun.items()
        for hour in range(min(hours), max(hours) + 1)
    )
    return frozenset(at for at, count in times.items() if count >= USUAL_TIMES)


def is_usual(hours: WorkingHours, local: datetime) -> bool:
    """Tell whether a moment, in the account's zone, is one at which the person usually works."""
    return (local.weekday(), local.hour) in hours


def there_since(attendance: Attendance) -> datetime | None:
    """Since when the person is there without a break (UTC); None before the first sign."""
    return attendance.breaks[-1].end if attendance.breaks else attendance.first
