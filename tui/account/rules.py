"""What the account lets happen to time entries.

Source: the specification, and the facts page for what it leaves out. Every function is called
inside one `Store.read()` or, where it changes something, one `Store.write()`; `now` is always an
instant in UTC, of which whole seconds count.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from tui.account.entries import Record, Stored
from tui.account.refusal import Refusal as Refusal
from tui.account.store import Store
from tui.account.timekeeping import Timekeeping
from tui.domain.account import Person
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import (
    Field,
    Role,
    TimeEntry,
    editable_fields,
    lock_reason,
    may_delete,
    may_toggle,
)
from tui.domain.hours import from_seconds

LONGEST_NOTES = 65_535
"""How many characters notes may have."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A person's timesheet, and who works with it."""

    me: Person
    owner_id: int

    @property
    def role(self) -> Role:
        """What the one who works with it may do."""
        return self.me.role


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry after add or toggle, and the final hours of the timer that this stopped."""

    entry: TimeEntry
    stopped_hours: Decimal | None = None


def open_sheet(store: Store, me: Person, of_user: int | None) -> Sheet:
    """Open one's own timesheet, or as an administrator somebody else's.

    Raises:
        Refusal: 404, there is no such person, or a member asks for a sheet by its owner.
    """
    if of_user is None:
        return Sheet(me, me.id)
    if not me.is_admin:
        raise Refusal(404, "Only administrators may work with the timesheets of others.")
    owner = store.person(of_user)
    if owner is None:
        raise Refusal(404, "There is no such person in this account.")
    return Sheet(me, owner.id)


def day(store: Store, sheet: Sheet, on: date, now: datetime) -> Day:
    """Read the entries of a local date."""
    return store.entries.day(sheet.owner_id, on, _seconds(now))


def show(store: Store, sheet: Sheet, entry_id: int, now: datetime) -> TimeEntry:
    """Read one entry.

    Raises:
        Refusal: 404, there is none on this sheet.
    """
    return _find(store, sheet, entry_id).at(_seconds(now))


def add(store: Store, sheet: Sheet, draft: Draft, now: datetime) -> Booked:
    """Make an entry; one whose timer runs stops the person's running one.

    Raises:
        Refusal: 422, the pair may not be picked, or hours, times or notes are out of bounds.
    """
    _check_notes(draft.notes)
    _check_pair(store, draft.project_id, draft.task_id)
    instant, keeping = _seconds(now), _timekeeping(store, sheet)
    new = Record(
        person_id=sheet.owner_id,
        project_id=draft.project_id,
        task_id=draft.task_id,
        spent_date=draft.spent_date,
        notes=draft.notes,
        created_at=instant,
        updated_at=instant,
    )
    return _inserted(store, sheet, keeping.drafted(new, draft, instant), now)


def update(
    store: Store,
    sheet: Sheet,
    entry_id: int,
    change: Change,
    now: datetime,
    *,
    is_open: bool = False,
    keeps_hours: bool = False,
) -> TimeEntry:
    """Change what a request names of an entry; `is_open` says that a blank end was sent.

    As Harvest's V1 does it, an update without hours sets them to 0, unless it `keeps_hours` as
    V2 does; it never starts a timer. Hours that equal the booked ones keep the seconds behind
    them. On a running entry they set the booked part, and the timer goes on. Where start and end
    are tracked, an end stops a running timer at that time, and a blank end lets it run.

    Raises:
        Refusal: 404, there is none on this sheet; 422, the entry is locked, the pair may not be
            picked, or hours, times or notes are out of bounds.
    """
    stored = _find(store, sheet, entry_id)
    old = stored.record
    new = replace(
        old,
        project_id=old.project_id if change.project_id is None else change.project_id,
        task_id=old.task_id if change.task_id is None else change.task_id,
        spent_date=change.spent_date or old.spent_date,
        notes=old.notes if change.notes is None else change.notes,
        updated_at=_seconds(now),
    )
    _check_lock(stored, new, sheet.role, now)
    _check_notes(new.notes)
    if (new.project_id, new.task_id) != (old.project_id, old.task_id):
        _check_pair(store, new.project_id, new.task_id)
    instant, keeping = _seconds(now), _timekeeping(store, sheet)
    new = keeping.changed(new, change, instant, is_open=is_open, keeps_hours=keeps_hours)
    if new.timer_started_at is not None and old.timer_started_at is None:
        _stop_running(store, sheet, instant)
    store.entries.save(new)
    return show(store, sheet, entry_id, now)


def toggle(store: Store, sheet: Sheet, entry_id: int, now: datetime) -> Booked:
    """Stop an entry's timer if it runs; else start it, and stop the person's running one.

    Where start and end are tracked, a stopped entry stays as it is: a new one with its project,
    task and notes starts today, and is the answer.

    Raises:
        Refusal: 404, there is none on this sheet; 422, the entry is locked, or its pair may not
            be picked for a new one.
    """
    stored = _find(store, sheet, entry_id)
    entry, keeping = stored.at(_seconds(now)), _timekeeping(store, sheet)
    if not may_toggle(entry, sheet.role, timestamp_timers=keeping.start_end):
        raise Refusal(422, lock_reason(entry, sheet.role))
    instant = _seconds(now)
    if entry.is_running:
        store.entries.save(keeping.stopped(stored.record, instant))
        return Booked(show(store, sheet, entry_id, now))
    if keeping.start_end:
        return _started_anew(store, sheet, stored.record, now)
    stopped = _stop_running(store, sheet, instant)
    store.entries.save(replace(keeping.started(stored.record, instant), updated_at=instant))
    return Booked(show(store, sheet, entry_id, now), stopped)


def _started_anew(store: Store, sheet: Sheet, old: Record, now: datetime) -> Booked:
    """Start a new entry today like an old one."""
    _check_pair(store, old.project_id, old.task_id)
    instant, keeping = _seconds(now), _timekeeping(store, sheet)
    new = Record(
        person_id=sheet.owner_id,
        project_id=old.project_id,
        task_id=old.task_id,
        spent_date=now.astimezone(keeping.zone).date(),
        notes=old.notes,
        created_at=instant,
        updated_at=instant,
    )
    return _inserted(store, sheet, keeping.started(new, instant), now)


def _inserted(store: Store, sheet: Sheet, new: Record, now: datetime) -> Booked:
    """Insert a record; if its timer runs, the person's running one stops."""
    stopped = None
    if new.timer_started_at is not None:
        stopped = _stop_running(store, sheet, _seconds(now))
    return Booked(show(store, sheet, store.entries.insert(new), now), stopped)


def delete(store: Store, sheet: Sheet, entry_id: int, now: datetime) -> None:
    """Delete an entry, running or not.

    Raises:
        Refusal: 404, there is none on this sheet; 422, the entry is locked.
    """
    entry = _find(store, sheet, entry_id).at(_seconds(now))
    if not may_delete(entry, sheet.role):
        raise Refusal(422, lock_reason(entry, sheet.role))
    store.entries.delete(entry_id)


def _seconds(now: datetime) -> int:
    return int(now.timestamp())


def _find(store: Store, sheet: Sheet, entry_id: int) -> Stored:
    stored = store.entries.find(entry_id)
    if stored is None or stored.record.person_id != sheet.owner_id:
        raise Refusal(404, "There is no such time entry on this timesheet.")
    return stored


def _stop_running(store: Store, sheet: Sheet, instant: int) -> Decimal | None:
    """Stop the person's running timer, on whatever day, and tell its final hours."""
    running = store.entries.running(sheet.owner_id)
    if running is None:
        return None
    stopped = _timekeeping(store, sheet).stopped(running.record, instant)
    store.entries.save(stopped)
    return from_seconds(stopped.seconds)


def _timekeeping(store: Store, sheet: Sheet) -> Timekeeping:
    return Timekeeping.of(store.account(sheet.me))


def _check_notes(notes: str) -> None:
    if len(notes) > LONGEST_NOTES:
        raise Refusal(422, f"Notes may have {LONGEST_NOTES:,} characters at most.")


def _check_pair(store: Store, project_id: int, task_id: int) -> None:
    if not store.setup.may_be_picked(project_id, task_id):
        raise Refusal(422, "This task cannot be tracked on this project (any more).")


def _check_lock(stored: Stored, new: Record, role: Role, now: datetime) -> None:
    """Refuse what the lock keeps: repeating the same value is no change."""
    entry = stored.at(_seconds(now))
    editable = editable_fields(entry, role)
    old = stored.record
    kept = {
        Field.PROJECT: new.project_id == old.project_id,
        Field.TASK: new.task_id == old.task_id,
        Field.DATE: new.spent_date == old.spent_date,
    }
    if not editable or any(not same and field not in editable for field, same in kept.items()):
        raise Refusal(422, lock_reason(entry, role))
