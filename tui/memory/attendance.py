"""When a person was at the desk today, so that it is still known after a restart."""

import json
import sqlite3
from datetime import date, datetime

from tui.domain.attendance import Attendance, Stretch
from tui.memory.store import Memory
from tui.memory.trouble import MemoryTrouble


class KnownAttendance:
    """The attendance of one person. Every call may raise MemoryTrouble.

    Only the latest day is kept: nothing asks for an older one.

    Args:
        memory: where it is kept.
        person_id: whose it is.
    """

    def __init__(self, memory: Memory, person_id: int) -> None:
        self._memory = memory
        self._person_id = person_id

    def of(self, on: date) -> Attendance:
        """What is known of a local date."""
        with self._memory.reading() as db:
            return self._known(db, on)

    def keep(self, attendance: Attendance) -> None:
        """Add what was seen on a local date to what is known of it, and forget older days."""
        on = attendance.date.isoformat()
        with self._memory.changing() as db:
            whole = attendance.along_with(self._known(db, attendance.date))
            if whole.first is None or whole.last is None:
                return
            breaks = [[one.start.isoformat(), one.end.isoformat()] for one in whole.breaks]
            signs = (whole.first.isoformat(), whole.last.isoformat())
            db.execute(
                "DELETE FROM attendance WHERE person_id = ? AND date < ?", (self._person_id, on)
            )
            db.execute(
                "INSERT OR REPLACE INTO attendance VALUES (?, ?, ?, ?, ?)",
                (self._person_id, on, *signs, json.dumps(breaks)),
            )

    def _known(self, db: sqlite3.Connection, on: date) -> Attendance:
        row = db.execute(
            "SELECT first, last, breaks FROM attendance WHERE person_id = ? AND date = ?",
            (self._person_id, on.isoformat()),
        ).fetchone()
        return Attendance(on) if row is None else _read(on, *row)


def _read(on: date, first: str, last: str, breaks: str) -> Attendance:
    try:
        known = tuple(
            Stretch(datetime.fromisoformat(start), datetime.fromisoformat(end))
            for start, end in json.loads(breaks)
        )
        return Attendance(on, datetime.fromisoformat(first), datetime.fromisoformat(last), known)
    except (ValueError, TypeError) as error:
        raise MemoryTrouble(f"The attendance of {on} is damaged: {error}.") from error
