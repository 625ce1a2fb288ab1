"""Where imported rows come from, so that a second import finds what the first one made.

Nothing here decides; every call stands in a transaction. A source names one person in one account
elsewhere; ids there count within it.
"""

import sqlite3
from dataclasses import astuple, dataclass
from datetime import date

from tui.account.entries import key

ENTRY = "time_entry"
"""The kind of a time entry; those of what may be picked are the names of their tables."""

_KEEP = """
  INSERT INTO origin (source, kind, remote_id, local_id, spent_date, content)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (source, kind, remote_id) DO UPDATE
  SET local_id = excluded.local_id, spent_date = excluded.spent_date, content = excluded.content
"""
_OF_SPAN = """
  SELECT remote_id FROM origin JOIN time_entry ON time_entry.id = local_id
  WHERE source = ? AND kind = 'time_entry' AND origin.spent_date BETWEEN ? AND ?
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """An imported row: its id there and here.

    Of a time entry also the local date that it had there (ISO), and a digest of what was imported.
    """

    source: str
    kind: str
    remote_id: int
    local_id: int
    spent_date: str = ""
    content: str = ""


class Origins:
    """The table of origins."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, source: str, kind: str, remote_id: int) -> Origin | None:
        """Find what was imported by its id there."""
        sql = "SELECT * FROM origin WHERE source = ? AND kind = ? AND remote_id = ?"
        row = self._connection.execute(sql, (source, kind, key(remote_id))).fetchone()
        return None if row is None else Origin(*row)

    def keep(self, origin: Origin) -> None:
        """Remember where a row comes from, in place of what was known."""
        self._connection.execute(_KEEP, astuple(origin))

    def taken(self, source: str, kind: str) -> frozenset[int]:
        """Tell the ids here of all that came from a source."""
        sql = "SELECT local_id FROM origin WHERE source = ? AND kind = ?"
        return frozenset(row[0] for row in self._connection.execute(sql, (source, kind)))

    def entries_of(self, source: str, first: date, last: date) -> frozenset[int]:
        """Tell the ids there of the entries that had a date there in a span, and are still here."""
        span = (first.isoformat(), last.isoformat())
        return frozenset(row[0] for row in self._connection.execute(_OF_SPAN, (source, *span)))
