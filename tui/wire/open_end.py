"""Entries that run because their end is open, where start and end are tracked."""

from dataclasses import replace
from datetime import tzinfo

from tui.domain.clock_times import instant_of
from tui.domain.entry import TimeEntry
from tui.domain.hours import exact


def has_open_end(entry: TimeEntry) -> bool:
    """Tell whether an entry runs without saying since which instant: its end is open.

    V1 tells `timer_started_at` "if tracking by duration" only; see `counted_from_start`.
    """
    is_open = entry.started_at is not None and entry.ended_at is None
    return is_open and entry.timer_started_at is None


def counted_from_start(entry: TimeEntry, zone: tzinfo) -> TimeEntry:
    """Let an entry with an open end count from its start on its day, by the account's zone."""
    if entry.started_at is None:
        return entry
    try:
        since = instant_of(entry.spent_date, entry.started_at, zone)
    except OverflowError:
        return entry  # at the ends of the calendar nothing runs
    return replace(entry, timer_started_at=since, hours_without_timer=exact(0))
