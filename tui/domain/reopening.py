"""What an undo brings back of a deleted timer that cannot run again: the same entry, stopped.

An entry holds 24 hours at most; where start and end are tracked, a timer is reopened by its date
and its start, and cannot be where these mean another time. A deleted one then comes back with the
hours that it had when it was deleted. One that was stopped has its hours already: that stop stays,
and with it all else of its step.
"""

from dataclasses import replace
from datetime import datetime, tzinfo

from tui.domain.clock_times import whole_minute
from tui.domain.entry import TimeEntry
from tui.domain.hours import LONGEST, from_seconds, to_seconds
from tui.domain.journal import Edit, Step

TOO_LONG = "it would hold more than 24 hours"
ANOTHER_DAY = "its timer was started on another day"
TWICE = "the clock went back, and its start was twice that night"


def possible(step: Step, now: datetime, zone: tzinfo, *, is_back: bool) -> Step:
    """The same step, with deleted timers that cannot run again brought back stopped.

    An edit that says `why` and starts a timer all the same cannot be done.

    Args:
        step: as it is to be done: its edits' `after` is what will be.
        now: the present instant (UTC).
        zone: the account's.
        is_back: whether it is taken back; what is done again has no hours to come back with.
    """
    edits = (_possible(edit, step.at, now, zone, is_back=is_back) for edit in step.edits)
    return replace(step, edits=tuple(edits))


def obstacle(edit: Edit, now: datetime, zone: tzinfo) -> str:
    """Say why an entry that is stopped or gone cannot run as it would have; else nothing."""
    target = edit.after
    if target is None or not target.is_running or (edit.before and edit.before.is_running):
        return ""
    if target.seconds(now) > to_seconds(LONGEST):
        return TOO_LONG
    return _mistold(target, zone)


def _mistold(target: TimeEntry, zone: tzinfo) -> str:
    """Say why date and start, where they are tracked, mean another time than when it began."""
    if target.started_at is None or target.timer_started_at is None:
        return ""
    began = target.timer_started_at.astimezone(zone)
    if began.date() != target.spent_date:
        return ANOTHER_DAY
    return TWICE if began.fold else ""


def _possible(edit: Edit, at: datetime, now: datetime, zone: tzinfo, *, is_back: bool) -> Edit:
    why, target = obstacle(edit, now, zone), edit.after
    if not why or target is None:
        return edit
    is_deleted = is_back and edit.before is None
    stopped = _stopped(target, at, zone) if is_deleted else None
    return replace(edit, after=stopped or target, why=why)


def _stopped(target: TimeEntry, at: datetime, zone: tzinfo) -> TimeEntry | None:
    """What ran, with the hours of the instant `at` (UTC); None where no entry can hold them."""
    seconds = target.seconds(at)
    if target.started_at is not None:
        seconds = target.seconds(whole_minute(at))
        if seconds >= to_seconds(LONGEST):
            return None  # two times of day cannot tell that
        ended = whole_minute(at).astimezone(zone).time().replace(tzinfo=None)
        target = replace(target, ended_at=ended)
    elif seconds > to_seconds(LONGEST):
        return None
    hours = from_seconds(seconds)
    return replace(target, hours=hours, hours_without_timer=hours, timer_started_at=None)
