"""The same again: a row continued today, rows copied to another day. Pure."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from tui.domain.day import Day
from tui.domain.draft import Draft
from tui.domain.entry import Lock, TimeEntry

NO_HOURS = Decimal("0.00")


def continued(entry: TimeEntry, today: date) -> Draft:
    """A new entry of the same kind whose timer starts; it lands on today, whatever day it was."""
    return _like(entry, today)


def twin(entry: TimeEntry, day: Day) -> TimeEntry | None:
    """Find what could be resumed instead: same project, task and notes, open and there already."""
    for other in reversed(day.entries):
        same = (other.project_id, other.task_id, other.notes.strip()) == (
            entry.project_id,
            entry.task_id,
            entry.notes.strip(),
        )
        if same and (other.is_running or other.lock is Lock.OPEN):
            return other
    return None


def copied(
    entries: Iterable[TimeEntry], on: date, now: datetime, *, with_hours: bool
) -> tuple[Draft, ...]:
    """Copies of rows on another local date, with the hours they have at `now` (UTC), or with none.

    A copy is never locked and its timer never runs. Rows with start and end keep their times; one
    that is still running has no end, so it is left out.
    """
    return tuple(
        draft
        for entry in entries
        if (draft := _copy(entry, on, now, with_hours=with_hours)) is not None
    )


def rows_only(entries: Iterable[TimeEntry]) -> tuple[TimeEntry, ...]:
    """Each project and task once, as rows are copied from another timesheet."""
    return tuple({(entry.project_id, entry.task_id): entry for entry in entries}.values())


def _copy(entry: TimeEntry, on: date, now: datetime, *, with_hours: bool) -> Draft | None:
    if not with_hours:
        return _like(entry, on, hours=NO_HOURS)
    if entry.started_at is None:
        return _like(entry, on, hours=entry.hours_at(now) if entry.is_running else entry.hours)
    if entry.ended_at is None:
        return None
    draft = _like(entry, on)
    return Draft(
        project_id=draft.project_id,
        task_id=draft.task_id,
        spent_date=on,
        started_at=entry.started_at,
        ended_at=entry.ended_at,
        notes=entry.notes,
    )


def _like(entry: TimeEntry, on: date, hours: Decimal | None = None) -> Draft:
    return Draft(
        project_id=entry.project_id,
        task_id=entry.task_id,
        spent_date=on,
        hours=hours,
        notes=entry.notes,
    )
