"""What was done, so that it can be taken back: edits of entries, gathered into steps.

Pure values. An edit is what an entry was and what it became; its inverse is that read backwards.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from tui.domain.draft import Change
from tui.domain.entry import TimeEntry


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry before and after a change; None where it did not exist.

    `thing` names the entry for good: brought back, it has a new id and is still the same thing.
    `why` says why its timer does not run again, where it would have; see `tui.domain.reopening`.
    """

    thing: int
    before: TimeEntry | None
    after: TimeEntry | None
    why: str = ""

    @property
    def entry(self) -> TimeEntry:
        """The entry as it is told about: as it became, or as it was when it is gone."""
        entry = self.after or self.before
        if entry is None:
            raise ValueError("an edit of nothing")
        return entry

    @property
    def starts(self) -> bool:
        """Whether a timer runs for the entry afterwards."""
        return self.after is not None and self.after.is_running

    @property
    def backwards(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.thing, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """What one command did: its name in the past tense, when (UTC), and its edits in order."""

    id: int
    what: str
    at: datetime
    edits: tuple[Edit, ...]

    @property
    def backwards(self) -> "Step":
        """The step that takes this one back, last edit first."""
        return replace(self, edits=tuple(edit.backwards for edit in reversed(self.edits)))

    @property
    def timer_last(self) -> "Step":
        """The same step; what starts a timer comes last, as that would stop what another one has.

        What stopped is therefore found stopped by its own edit, never by the way.
        """
        return replace(self, edits=tuple(sorted(self.edits, key=lambda edit: edit.starts)))


def before_change(before: TimeEntry, after: TimeEntry, change: Change) -> TimeEntry:
    """Tell what an entry was before a change of ours, which came to `after`.

    Only what the change named is taken from the copy that the person saw; the rest may have been
    changed elsewhere meanwhile, and taking our change back must not take that back.
    """
    was = after
    if change.project_id is not None or change.task_id is not None:
        was = replace(
            was,
            client=before.client,
            client_id=before.client_id,
            project=before.project,
            project_id=before.project_id,
            task=before.task,
            task_id=before.task_id,
        )
    if change.spent_date is not None:
        was = replace(was, spent_date=before.spent_date)
    if change.notes is not None:
        was = replace(was, notes=before.notes)
    is_timed = any((change.hours is not None, change.started_at, change.ended_at))
    return before_timer(before, was) if is_timed else was


def before_timer(before: TimeEntry, after: TimeEntry) -> TimeEntry:
    """Tell what an entry was before its timer was switched or its time changed."""
    return replace(
        after,
        hours=before.hours,
        hours_without_timer=before.hours_without_timer,
        timer_started_at=before.timer_started_at,
        started_at=before.started_at,
        ended_at=before.ended_at,
    )


def is_nothing(before: TimeEntry | None, after: TimeEntry | None) -> bool:
    """Tell whether nothing was changed."""
    if before is None or after is None:
        return before is after
    return is_as_known(after, before)


def dropped_seconds(edit: Edit, since: datetime, now: datetime) -> int:
    """Count the seconds that a timer counted since an instant (UTC), and that an edit drops.

    Nothing is dropped where the entry stops with all that it has.
    """
    running = edit.before
    if running is None or not running.is_running or edit.starts:
        return 0
    counted = min(running.timer_seconds(now), max(0, int((now - since).total_seconds())))
    left = edit.after.seconds(now) if edit.after is not None else 0
    return min(counted, running.seconds(now) - left)


def is_as_known(now: TimeEntry, known: TimeEntry) -> bool:
    """Tell whether nobody changed an entry since it was left as `known`."""
    return _told(now) == _told(known)


def _told(entry: TimeEntry) -> tuple[object, ...]:
    return (
        entry.project_id,
        entry.task_id,
        entry.spent_date,
        entry.notes,
        entry.hours_without_timer,
        entry.timer_started_at,
        entry.started_at,
        entry.ended_at,
        entry.lock,
    )


def is_left_as(known: TimeEntry, before: TimeEntry) -> bool:
    """Tell whether an entry stands where a step left it.

    A timer that was brought back has another start than before, so its time is not compared.
    """
    if known.is_running is not before.is_running:
        return False
    timed = () if known.is_running else ("hours_without_timer", "started_at", "ended_at")
    parts = ("project_id", "task_id", "spent_date", "notes", *timed)
    return all(getattr(known, part) == getattr(before, part) for part in parts)
