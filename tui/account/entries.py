"""Time entries in the account's file. Nothing here decides; every call stands in a transaction."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from tui.domain.clock_times import from_minutes, to_minutes
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import from_seconds

_SELECT = """
  SELECT e.id, e.person_id, e.project_id, e.task_id, e.spent_date, e.seconds, e.notes,
         e.timer_started_at, e.is_closed, e.is_billed, e.created_at, e.updated_at,
         e.started, e.ended, client.id, client.name, project.name, task.name
  FROM time_entry AS e
  CROSS JOIN project ON project.id = e.project_id
  CROSS JOIN client ON client.id = project.client_id
  CROSS JOIN task ON task.id = e.task_id
"""
_ONE = f"{_SELECT} WHERE e.id = ?"
_DAY = f"{_SELECT} WHERE e.person_id = ? AND e.spent_date = ? ORDER BY e.id"
_OF_PERSON = f"""
  {_SELECT} WHERE e.person_id = ? AND e.spent_date BETWEEN ? AND ? ORDER BY e.spent_date, e.id
"""
_RUNNING = f"{_SELECT} WHERE e.person_id = ? AND e.timer_started_at IS NOT NULL"
_LATEST_FIRST = "ORDER BY e.spent_date DESC, e.id DESC LIMIT :most OFFSET :skipped"
_COUNT = """
  SELECT count(*) FROM time_entry AS e CROSS JOIN project ON project.id = e.project_id
"""
_INSERT = """
  INSERT INTO time_entry (
    id, person_id, project_id, task_id, spent_date, seconds, notes, timer_started_at,
    is_closed, is_billed, created_at, updated_at, started, ended
  ) VALUES (
    :id, :person_id, :project_id, :task_id, :spent_date, :seconds, :notes, :timer_started_at,
    :is_closed, :is_billed, :created_at, :updated_at, :started, :ended
  )
"""
_SAVE = """
  UPDATE time_entry
  SET project_id = :project_id, task_id = :task_id, spent_date = :spent_date, seconds = :seconds,
      notes = :notes, timer_started_at = :timer_started_at,
      is_closed = :is_closed, is_billed = :is_billed, updated_at = :updated_at,
      started = :started, ended = :ended
  WHERE id = :id
"""
_APPROVE = """
  UPDATE time_entry SET is_closed = 1, updated_at = :now
  WHERE spent_date BETWEEN :first AND :last AND (:person IS NULL OR person_id = :person)
    AND timer_started_at IS NULL AND is_closed = 0
"""
_INVOICE = """
  UPDATE time_entry SET is_billed = 1, updated_at = :now
  WHERE spent_date BETWEEN :first AND :last
    AND project_id IN (SELECT id FROM project WHERE client_id = :client AND billable = 1)
    AND timer_started_at IS NULL AND is_billed = 0
"""
_UNAPPROVE = """
  UPDATE time_entry SET is_closed = 0, updated_at = :now
  WHERE spent_date BETWEEN :first AND :last AND (:person IS NULL OR person_id = :person)
    AND is_closed = 1
"""
_UNINVOICE = """
  UPDATE time_entry SET is_billed = 0, updated_at = :now
  WHERE spent_date BETWEEN :first AND :last
    AND project_id IN (SELECT id FROM project WHERE client_id = :client)
    AND is_billed = 1
"""
_COUNT_RUNNING = """
  SELECT count(*) FROM time_entry
  WHERE spent_date BETWEEN :first AND :last AND (:person IS NULL OR person_id = :person)
    AND (:client IS NULL OR project_id IN (
      SELECT id FROM project WHERE client_id = :client AND billable = 1
    ))
    AND timer_started_at IS NOT NULL
    AND CASE WHEN :client IS NULL THEN is_closed = 0 ELSE is_billed = 0 END
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A time entry as the file holds it.

    `seconds` are booked without the running timer; `timer_started_at`, `created_at` and
    `updated_at` are unix seconds UTC; `spent_date` is a local date of the account's zone, and
    `started` and `ended` are local times of day, where they are tracked.
    """

    id: int | None = None
    person_id: int
    project_id: int
    task_id: int
    spent_date: date
    seconds: int = 0
    notes: str = ""
    timer_started_at: int | None = None
    is_closed: bool = False
    is_billed: bool = False
    created_at: int
    updated_at: int
    started: time | None = None
    ended: time | None = None

    def seconds_at(self, now: int) -> int:
        """Tell the whole seconds at an instant (unix, UTC), those of the timer included.

        A clock that stands before the timer's start adds nothing.
        """
        if self.timer_started_at is None:
            return self.seconds
        return self.seconds + max(0, now - self.timer_started_at)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record together with the names of what it refers to."""

    record: Record
    client_id: int
    client: str
    project: str
    task: str

    def at(self, now: int) -> TimeEntry:
        """Tell the time entry as of an instant (unix seconds, UTC)."""
        record = self.record
        started = record.timer_started_at
        booked = from_seconds(record.seconds)
        return TimeEntry(
            id=record.id or 0,
            user_id=record.person_id,
            spent_date=record.spent_date,
            client_id=self.client_id,
            client=self.client,
            project_id=record.project_id,
            project=self.project,
            task_id=record.task_id,
            task=self.task,
            hours=booked if started is None else from_seconds(record.seconds_at(now)),
            hours_without_timer=booked,
            notes=record.notes,
            timer_started_at=None if started is None else _instant(started),
            started_at=record.started,
            ended_at=record.ended,
            is_closed=record.is_closed,
            is_billed=record.is_billed,
            created_at=_instant(record.created_at),
            updated_at=_instant(record.updated_at),
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked of entries: SQL about an entry `e` and its `project`, and its parameters."""

    sql: str
    values: dict[str, Any]


def key(id_: int) -> int:
    """Turn an id that the file cannot hold into one that names nothing."""
    return id_ if 0 < id_ < 2**63 else 0


class Entries:
    """The table of time entries."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, entry_id: int) -> Stored | None:
        """Find an entry by its id."""
        return self._first(_ONE, key(entry_id))

    def running(self, person_id: int) -> Stored | None:
        """Find the entry whose timer runs for a person, on whatever day."""
        return self._first(_RUNNING, person_id)

    def day(self, person_id: int, on: date, now: int) -> Day:
        """Read a person's entries of a local date, oldest first, as of an instant (unix, UTC)."""
        rows = self._connection.execute(_DAY, (person_id, on.isoformat()))
        return Day(on, tuple(_stored(row).at(now) for row in rows))

    def of_person(self, person_id: int, first: date, last: date, now: int) -> list[TimeEntry]:
        """Read a person's entries of a span of local dates, as of an instant (unix, UTC)."""
        span = (first.isoformat(), last.isoformat())
        rows = self._connection.execute(_OF_PERSON, (key(person_id), *span))
        return [_stored(row).at(now) for row in rows]

    def report(self, asked: Condition, now: int) -> list[TimeEntry]:
        """Read all entries that are asked for, the earliest dates first, as of an instant."""
        sql = f"{_SELECT} WHERE {asked.sql} ORDER BY e.spent_date, e.id"
        rows = self._connection.execute(sql, asked.values)
        return [_stored(row).at(now) for row in rows]

    def search(self, asked: Condition, most: int, skipped: int, now: int) -> list[TimeEntry]:
        """Read some of the entries that are asked for, the latest dates first, as of an instant."""
        sql = f"{_SELECT} WHERE {asked.sql} {_LATEST_FIRST}"
        rows = self._connection.execute(sql, {**asked.values, "most": most, "skipped": skipped})
        return [_stored(row).at(now) for row in rows]

    def count_found(self, asked: Condition) -> int:
        """Count the entries that are asked for."""
        sql = f"{_COUNT} WHERE {asked.sql}"
        return int(self._connection.execute(sql, asked.values).fetchone()[0])

    def insert(self, record: Record) -> int:
        """Insert a new entry and tell its id."""
        return self._connection.execute(_INSERT, _values(record)).lastrowid or 0

    def save(self, record: Record) -> None:
        """Write an entry back; whose it is and when it was made stay."""
        self._connection.execute(_SAVE, _values(record))

    def delete(self, entry_id: int) -> None:
        """Delete an entry; its id is never given out again."""
        self._connection.execute("DELETE FROM time_entry WHERE id = ?", (entry_id,))

    def approve(self, first: date, last: date, person_id: int | None, now: int) -> int:
        """Approve a span of local dates, of one person or of all, and tell how many entries.

        Running entries stay open.
        """
        span = {"first": first.isoformat(), "last": last.isoformat(), "now": now}
        return self._connection.execute(_APPROVE, {**span, "person": person_id}).rowcount

    def invoice(self, first: date, last: date, client_id: int, now: int) -> int:
        """Mark a client's entries on billable projects as invoiced, and tell how many entries.

        Running entries stay open.
        """
        span = {"first": first.isoformat(), "last": last.isoformat(), "now": now}
        return self._connection.execute(_INVOICE, {**span, "client": client_id}).rowcount

    def unapprove(self, first: date, last: date, person_id: int | None, now: int) -> int:
        """Open approved entries of a span of local dates again, and tell how many."""
        span = {"first": first.isoformat(), "last": last.isoformat(), "now": now}
        return self._connection.execute(_UNAPPROVE, {**span, "person": person_id}).rowcount

    def uninvoice(self, first: date, last: date, client_id: int, now: int) -> int:
        """Take a client's invoiced entries of a span of local dates back, and tell how many."""
        span = {"first": first.isoformat(), "last": last.isoformat(), "now": now}
        return self._connection.execute(_UNINVOICE, {**span, "client": client_id}).rowcount

    def count(self) -> int:
        """Count all entries."""
        return int(self._connection.execute("SELECT count(*) FROM time_entry").fetchone()[0])

    def count_running(
        self, first: date, last: date, *, person_id: int | None = None, client_id: int | None = None
    ) -> int:
        """Count what approving a span of local dates, or invoicing it to a client, leaves open."""
        span = {"first": first.isoformat(), "last": last.isoformat()}
        whose = {"person": person_id, "client": client_id}
        return int(self._connection.execute(_COUNT_RUNNING, {**span, **whose}).fetchone()[0])

    def _first(self, sql: str, id_: int) -> Stored | None:
        row = self._connection.execute(sql, (id_,)).fetchone()
        return None if row is None else _stored(row)


def _values(record: Record) -> dict[str, Any]:
    return {
        **asdict(record),
        "spent_date": record.spent_date.isoformat(),
        "started": None if record.started is None else to_minutes(record.started),
        "ended": None if record.ended is None else to_minutes(record.ended),
    }


def _stored(row: tuple[Any, ...]) -> Stored:
    (id_, person_id, project_id, task_id, spent_date, seconds, notes, started) = row[:8]
    (is_closed, is_billed, created_at, updated_at, started_at, ended_at) = row[8:14]
    record = Record(
        id=id_,
        person_id=person_id,
        project_id=project_id,
        task_id=task_id,
        spent_date=date.fromisoformat(spent_date),
        seconds=seconds,
        notes=notes,
        timer_started_at=started,
        is_closed=bool(is_closed),
        is_billed=bool(is_billed),
        created_at=created_at,
        updated_at=updated_at,
        started=None if started_at is None else from_minutes(started_at),
        ended=None if ended_at is None else from_minutes(ended_at),
    )
    return Stored(record, *row[14:])


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
