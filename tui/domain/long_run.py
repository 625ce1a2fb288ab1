"""A timer that runs longer than usual: it may have been forgotten."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from tui.domain.entry import TimeEntry
from tui.domain.hours import to_seconds

AT_LEAST = timedelta(hours=3)
UNKNOWN = timedelta(hours=4)
"""How long a timer may run where too little is known of what is usual."""

TIMES = 1.5
ENOUGH = 10
SHARE = 0.95


def longest_usual(hours: Iterable[Decimal]) -> timedelta:
    """Tell how long a timer runs at most without a word, by the hours of the last weeks' entries.

    It is half as much again as what nearly all of them last, and never less than three hours.
    """
    lasted = sorted(to_seconds(one) for one in hours if one > 0)
    if len(lasted) < ENOUGH:
        return UNKNOWN
    usual = lasted[min(len(lasted) - 1, int(len(lasted) * SHARE))]
    return max(AT_LEAST, timedelta(seconds=usual * TIMES))


def runs_long(entry: TimeEntry, seconds: int, longest: timedelta) -> bool:
    """Tell whether a timer that has counted so many seconds runs longer than usual."""
    return entry.is_running and seconds >= longest.total_seconds()
