"""Account files of any size: ten people at work on every day of some years, 20 entries a day each.

The file is made as Windrow makes it; the entries come in one transaction, written by SQL alone.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.bench.account import FOUNDER
from tui.account.store import Store

PEOPLE = 10
ENTRIES_A_DAY = 20
CLIENTS, PROJECTS, TASKS = 20, 100, 10

_UP_TO = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)"
_CATALOG = {
    "INSERT INTO person (first_name, email, created_at, updated_at) "
    "SELECT 'Person ' || i, 'person' || i || '@example.com', :now, :now FROM n": PEOPLE - 1,
    "INSERT INTO client (name, created_at, updated_at) "
    "SELECT 'Client ' || i, :now, :now FROM n": CLIENTS,
    "INSERT INTO project (client_id, name, created_at, updated_at) "
    f"SELECT 1 + i % {CLIENTS}, 'Project ' || i, :now, :now FROM n": PROJECTS,
    "INSERT INTO task (name, created_at, updated_at) SELECT 'Task ' || i, :now, :now FROM n": TASKS,
    "INSERT INTO task_assignment (project_id, task_id, created_at, updated_at) "
    f"SELECT 1 + (i - 1) / {TASKS}, 1 + (i - 1) % {TASKS}, :now, :now FROM n": PROJECTS * TASKS,
}
_ENTRIES = f"""
INSERT INTO time_entry
  (person_id, project_id, task_id, spent_date, seconds, notes, is_closed, created_at, updated_at)
SELECT
  1 + slot.i % {PEOPLE},
  1 + (slot.i * 7 + day.i) % {PROJECTS},
  1 + (slot.i * 3 + day.i) % {TASKS},
  date(:first, day.i || ' days'),
  900 + slot.i % 8 * 300,
  'What was done, part ' || (slot.i / {PEOPLE}) || ' of day ' || day.i,
  day.i < :days - 30,
  :evening + day.i * 86400,
  :evening + day.i * 86400
FROM (SELECT i - 1 AS i FROM n) AS day
CROSS JOIN (SELECT i - 1 AS i FROM n LIMIT :a_day) AS slot
LIMIT :entries
"""


@dataclass(frozen=True, slots=True)
class Volume:
    """A file, and the dates on which each of its people has `ENTRIES_A_DAY` entries."""

    path: Path
    first: date
    days: int

    def date(self, number: int) -> date:
        """Tell one of the dates, by any number."""
        return self.first + timedelta(days=number % self.days)


def fill(path: Path, entries: int, now: datetime) -> Volume:
    """Make an account's file with so many entries, the newest of them of yesterday."""
    Store.open(path, founder=FOUNDER, clock=lambda: now).close()
    a_day = PEOPLE * ENTRIES_A_DAY
    days = -(-entries // a_day)
    first = now.astimezone(UTC).replace(hour=16, minute=0, second=0) - timedelta(days=days)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # nobody misses it after a power failure
        connection.execute("BEGIN")
        for sql, count in _CATALOG.items():
            connection.execute(f"{_UP_TO} {sql}", {"count": count, "now": int(first.timestamp())})
        when = {"first": f"{first:%Y-%m-%d}", "evening": int(first.timestamp()), "days": days}
        many = {"count": max(days, a_day), "entries": entries, "a_day": a_day}
        connection.execute(f"{_UP_TO} {_ENTRIES}", {**when, **many})
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Volume(path, first.date(), entries // a_day)
