"""The time entry, its lock, and its running clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum

from tui.domain.hours import from_seconds, to_seconds


class Field(StrEnum):
    """A part of a time entry that a person may edit."""

    PROJECT = "project"
    TASK = "task"
    DATE = "date"
    HOURS = "hours"
    START = "start"
    END = "end"
    NOTES = "notes"


class Lock(StrEnum):
    """Why an entry is locked; empty when it is not."""

    OPEN = ""
    APPROVED = "approved"
    INVOICED = "invoiced"
    LOCKED = "locked"


class Role(StrEnum):
    """What a person may do in the account."""

    MEMBER = "member"
    ADMINISTRATOR = "administrator"


EVERY_FIELD = frozenset(Field)
OPEN_UNDER_LOCK = frozenset({Field.HOURS, Field.START, Field.END, Field.NOTES})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry:
    """One line of a timesheet (specification: the table "Parameters").

    `spent_date` is a local date of the account's zone; `timer_started_at`, `created_at` and
    `updated_at` are UTC instants. `hours` includes a running timer as of the moment the entry was
    read; `hours_without_timer` does not. `started_at` and `ended_at` are local times of day in
    accounts that track start and end, and None in all others; an open end is a running timer.
    `is_closed` (approved), `is_billed` (invoiced) and `is_locked` are None where the account does
    not tell; `locked_reason` is the account's own words for a lock.
    """

    id: int
    user_id: int
    spent_date: date
    client: str
    project_id: int
    project: str
    task_id: int
    task: str
    hours: Decimal
    hours_without_timer: Decimal
    notes: str = ""
    client_id: int | None = None
    timer_started_at: datetime | None = None
    started_at: time | None = None
    ended_at: time | None = None
    is_closed: bool | None = None
    is_billed: bool | None = None
    is_locked: bool | None = None
    locked_reason: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        """Whether a timer counts for this entry right now."""
        return self.timer_started_at is not None

    @property
    def lock(self) -> Lock:
        """Why the entry is locked: invoiced weighs more than approved, and both than just so."""
        if self.is_billed:
            return Lock.INVOICED
        if self.is_closed:
            return Lock.APPROVED
        return Lock.LOCKED if self.is_locked else Lock.OPEN

    def seconds(self, now: datetime) -> int:
        """Tell the whole seconds on this entry at an instant (UTC).

        A running entry counts from `hours_without_timer` and `timer_started_at`; a clock that
        stands before the start counts nothing rather than going below what is booked.
        """
        return to_seconds(self.hours_without_timer) + self.timer_seconds(now)

    def timer_seconds(self, now: datetime) -> int:
        """Tell the whole seconds that the running timer alone has counted at an instant (UTC)."""
        if self.timer_started_at is None:
            return 0
        return max(0, int((now.astimezone(UTC) - self.timer_started_at).total_seconds()))

    def hours_at(self, now: datetime) -> Decimal:
        """Tell the hours on this entry at an instant (UTC), rounded to hundredths."""
        return from_seconds(self.seconds(now))


def editable_fields(entry: TimeEntry, role: Role) -> frozenset[Field]:
    """Decide which fields of an entry a person may change: the one place that knows locks.

    Source: "Working With Locked Timesheets". Administrators may edit and delete locked entries,
    but project, task and date are read-only then; members may not change them at all.
    """
    if entry.lock is Lock.OPEN:
        return EVERY_FIELD
    return OPEN_UNDER_LOCK if role is Role.ADMINISTRATOR else frozenset()


def may_delete(entry: TimeEntry, role: Role) -> bool:
    """Decide whether a person may delete an entry."""
    return entry.lock is Lock.OPEN or role is Role.ADMINISTRATOR


def may_toggle(entry: TimeEntry, role: Role, *, timestamp_timers: bool = False) -> bool:
    """Decide whether a person may start or stop an entry's timer, which changes its hours.

    Where start and end are tracked, starting makes a new entry, which no lock forbids.
    """
    if timestamp_timers and not entry.is_running:
        return True
    return Field.HOURS in editable_fields(entry, role)


def lock_reason(entry: TimeEntry, role: Role) -> str:
    """Say why fields are disabled, in one sentence; nothing for an open entry."""
    if entry.lock is Lock.OPEN:
        return ""
    word = entry.lock.capitalize()
    if entry.lock is Lock.LOCKED and entry.locked_reason:
        word = f"Locked ({entry.locked_reason})"
    if role is Role.ADMINISTRATOR:
        return f"{word}: project, task and date are fixed."
    return f"{word}: only an administrator may change this entry."
