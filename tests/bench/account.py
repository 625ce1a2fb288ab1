"""An embedded account, prepared for a measurement: entries of today, one of them running or not."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from tui.account.file import Founder, open_file

PROJECT = "Measured project"
FOUNDER = Founder(first_name="Ada", last_name="Bench", email="ada@example.com", zone_name="UTC")
CATALOG = """
INSERT INTO client (id, name, created_at, updated_at) VALUES (901, 'Client', :now, :now);
INSERT INTO project (id, client_id, name, created_at, updated_at)
  VALUES (901, 901, :project, :now, :now);
INSERT INTO task (id, name, created_at, updated_at) VALUES (901, 'Programming', :now, :now);
INSERT INTO task_assignment (project_id, task_id, created_at, updated_at)
  VALUES (901, 901, :now, :now)
"""
ENTRY = """
INSERT INTO time_entry
  (person_id, project_id, task_id, spent_date, seconds, notes, timer_started_at,
   created_at, updated_at)
  VALUES ((SELECT min(id) FROM person), 901, 901, :day, 3600, :notes, :started, :now, :now)
"""


def prepare(path: Path, entries: int, *, running: bool, now: datetime) -> None:
    """Make an account's file whose day is UTC's; the timer runs since half an hour."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = int(now.timestamp())
    with closing(open_file(path, FOUNDER, lambda: now)) as connection:
        connection.execute("BEGIN")
        for statement in CATALOG.split(";"):
            connection.execute(statement, {"now": at, "project": PROJECT})
        for number in range(1, entries + 1):
            started = at - 1800 if running and number == 1 else None
            values = {"day": f"{now:%Y-%m-%d}", "notes": f"Note {number}", "started": started}
            connection.execute(ENTRY, {**values, "now": at})
        connection.execute("COMMIT")
