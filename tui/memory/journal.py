"""The journal on disk: what was done on one timesheet, what of it was taken back, what is known.

It knows for each entry that it ever changed how it was left, so that a change made elsewhere is
seen before anything is taken back.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from tui.domain.entry import TimeEntry
from tui.domain.journal import Edit, Step
from tui.memory.entries import from_json, to_json
from tui.memory.store import Memory

KEPT_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """How an entry was left: its present id, and what it was; None when it was deleted."""

    entry_id: int
    entry: TimeEntry | None


class Journal:
    """The steps done on one person's timesheet. Every call may raise MemoryTrouble.

    Args:
        memory: where it is kept.
        person_id: whose timesheet.
    """

    def __init__(self, memory: Memory, person_id: int) -> None:
        self._memory = memory
        self._person_id = person_id

    def begin(self, what: str, at: datetime) -> int:
        """Begin a step (`at` is UTC); what was taken back before can no longer be redone."""
        with self._memory.changing() as db:
            mine = "SELECT id FROM step WHERE person_id = ?"
            db.execute(
                f"DELETE FROM edit WHERE taken_back AND step_id IN ({mine})",  # noqa: S608
                (self._person_id,),
            )
            db.execute(
                "DELETE FROM step WHERE person_id = ? AND id <= "
                "(SELECT max(id) FROM step WHERE person_id = ?) - ?",
                (self._person_id, self._person_id, KEPT_STEPS),
            )
            made = db.execute(
                "INSERT INTO step (person_id, what, at) VALUES (?, ?, ?)",
                (self._person_id, what, at.isoformat()),
            )
            return _rowid(made)

    def record(self, step_id: int, before: TimeEntry | None, after: TimeEntry | None) -> None:
        """Add an edit to a step; how it left the entry is what is known of it from now on.

        Several edits of one entry within a step are one.
        """
        entry = after or before
        if entry is None:
            raise ValueError("an edit of nothing")
        with self._memory.changing() as db:
            known = before is not None
            thing = self._thing(db, entry.id) if known else self._new_thing(db, entry.id)
            self._left(db, thing, after)
            again = db.execute(
                "UPDATE edit SET after = ? WHERE step_id = ? AND thing_id = ?",
                (to_json(after), step_id, thing),
            )
            if not again.rowcount:
                db.execute(
                    "INSERT INTO edit (step_id, thing_id, before, after) VALUES (?, ?, ?, ?)",
                    (step_id, thing, to_json(before), to_json(after)),
                )
            db.execute("DELETE FROM edit WHERE before IS NULL AND after IS NULL")

    def last_done(self) -> Step | None:
        """The step that an undo would take back: its edits that still stand."""
        return self._step("max", taken_back=False)

    def last_undone(self) -> Step | None:
        """The step that a redo would do again: its edits that were taken back."""
        return self._step("min", taken_back=True)

    def known(self, thing: int) -> Known:
        """Tell how an entry was left."""
        with self._memory.reading() as db:
            row = db.execute("SELECT entry_id, known FROM thing WHERE id = ?", (thing,)).fetchone()
        return Known(row[0], from_json(row[1]))

    def turned(self, step_id: int, thing: int, now: TimeEntry | None, *, taken_back: bool) -> None:
        """Note that an edit was taken back or done again, and what its entry is now."""
        with self._memory.changing() as db:
            db.execute(
                "UPDATE edit SET taken_back = ? WHERE step_id = ? AND thing_id = ?",
                (taken_back, step_id, thing),
            )
            self._left(db, thing, now)

    def forget(self, step_id: int) -> None:
        """Drop a step that can never be taken back; those below it still can."""
        with self._memory.changing() as db:
            db.execute("DELETE FROM step WHERE id = ?", (step_id,))

    def _step(self, order: str, *, taken_back: bool) -> Step | None:
        with self._memory.reading() as db:
            row = db.execute(
                f"SELECT {order}(step.id) FROM step JOIN edit ON edit.step_id = step.id "  # noqa: S608
                "WHERE person_id = ? AND taken_back = ?",
                (self._person_id, taken_back),
            ).fetchone()
            if row[0] is None:
                return None
            head = db.execute("SELECT id, what, at FROM step WHERE id = ?", row).fetchone()
            edits = db.execute(
                "SELECT thing_id, before, after FROM edit "
                "WHERE step_id = ? AND taken_back = ? ORDER BY id",
                (head[0], taken_back),
            ).fetchall()
        told = tuple(Edit(t, from_json(before), from_json(after)) for t, before, after in edits)
        return Step(head[0], head[1], datetime.fromisoformat(head[2]), told)

    def _thing(self, db: sqlite3.Connection, entry_id: int) -> int:
        row = db.execute(
            "SELECT id FROM thing WHERE person_id = ? AND entry_id = ?",
            (self._person_id, entry_id),
        ).fetchone()
        return int(row[0]) if row is not None else self._new_thing(db, entry_id)

    def _new_thing(self, db: sqlite3.Connection, entry_id: int) -> int:
        self._free(db, entry_id)
        made = db.execute(
            "INSERT INTO thing (person_id, entry_id) VALUES (?, ?)", (self._person_id, entry_id)
        )
        return _rowid(made)

    def _left(self, db: sqlite3.Connection, thing: int, now: TimeEntry | None) -> None:
        db.execute("UPDATE thing SET known = ? WHERE id = ?", (to_json(now), thing))
        if now is not None:
            self._free(db, now.id, but=thing)
            db.execute("UPDATE thing SET entry_id = ? WHERE id = ?", (now.id, thing))

    def _free(self, db: sqlite3.Connection, entry_id: int, but: int = 0) -> None:
        """Take an id from what was deleted: accounts may give it to something new."""
        db.execute(
            "UPDATE thing SET entry_id = -id WHERE person_id = ? AND entry_id = ? AND id <> ?",
            (self._person_id, entry_id, but),
        )


def _rowid(made: sqlite3.Cursor) -> int:
    if made.lastrowid is None:
        raise ValueError("nothing was inserted")
    return made.lastrowid
