"""The journal on disk: what was done on one timesheet, what of it was taken back, what is known.

It knows for each entry that it ever changed how it was left, so that a change made elsewhere is
seen before anything is taken back.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.domain.entry import TimeEntry
from tui.domain.journal import Edit, Step, is_nothing
from tui.memory.entries import from_json, to_json
from tui.memory.store import Memory

KEPT_STEPS = 1000
CLAIM_HOLDS = timedelta(minutes=1)
"""How long a claim holds that nobody renewed: whoever made it may have died."""


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

    def record(self, step_id: int, before: TimeEntry | None, after: TimeEntry | None) -> bool:
        """Add an edit to a step; how it left the entry is what is known of it from now on.

        Within a step an entry has one edit, from what it was at first to what it became at last;
        where both are the same there is none. Answers whether the step has any edit now.
        """
        entry = after or before
        if entry is None:
            raise ValueError("an edit of nothing")
        with self._memory.changing() as db:
            known = before is not None
            thing = self._thing(db, entry.id) if known else self._new_thing(db, entry.id)
            self._left(db, thing, after)
            here = (step_id, thing)
            first = db.execute(
                "SELECT before FROM edit WHERE step_id = ? AND thing_id = ?", here
            ).fetchone()
            was = before if first is None else from_json(first[0])
            if is_nothing(was, after):
                db.execute("DELETE FROM edit WHERE step_id = ? AND thing_id = ?", here)
            elif first is None:
                db.execute(
                    "INSERT INTO edit (step_id, thing_id, before, after) VALUES (?, ?, ?, ?)",
                    (*here, to_json(was), to_json(after)),
                )
            else:
                db.execute(
                    "UPDATE edit SET after = ? WHERE step_id = ? AND thing_id = ?",
                    (to_json(after), *here),
                )
            left = db.execute("SELECT 1 FROM edit WHERE step_id = ? LIMIT 1", (step_id,))
            return left.fetchone() is not None

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

    def first_ids(self) -> dict[int, int]:
        """The first ids of entries that came back under another one, by their present ids."""
        with self._memory.reading() as db:
            rows = db.execute(
                "SELECT entry_id, first_id FROM thing "
                "WHERE person_id = ? AND entry_id > 0 AND first_id <> entry_id",
                (self._person_id,),
            ).fetchall()
        return {int(entry_id): int(first_id) for entry_id, first_id in rows}

    def claim(self, step_id: int, by: str, at: datetime) -> bool:
        """Claim a step, or renew the claim, before anything of it is taken back or done again.

        Args:
            step_id: the step; whoever holds a claim holds it for the whole timesheet.
            by: who claims, for as long as the program runs.
            at: the present instant (UTC).

        Returns:
            False if somebody else is at it, or the step is there no longer.
        """
        with self._memory.changing() as db:
            row = db.execute(
                "SELECT by, at FROM claim WHERE person_id = ?", (self._person_id,)
            ).fetchone()
            if row is not None and row[0] != by:
                age = at - datetime.fromisoformat(row[1])
                if -CLAIM_HOLDS < age < CLAIM_HOLDS:
                    return False
            made = db.execute(
                "INSERT OR REPLACE INTO claim (person_id, step_id, by, at) "
                "SELECT ?, id, ?, ? FROM step WHERE id = ?",
                (self._person_id, by, at.isoformat(), step_id),
            )
            return made.rowcount > 0

    def release(self, by: str) -> None:
        """Give up one's claim."""
        with self._memory.changing() as db:
            db.execute("DELETE FROM claim WHERE person_id = ? AND by = ?", (self._person_id, by))

    def halfway(
        self, step_id: int, thing: int, now: TimeEntry | None, leftover: TimeEntry | None
    ) -> None:
        """Note what an entry is now while an edit is being taken back or done again.

        Of one that is made anew `leftover` is the old one, as long as it is still there.
        """
        with self._memory.changing() as db:
            db.execute(
                "INSERT OR REPLACE INTO half (step_id, thing_id, leftover) VALUES (?, ?, ?)",
                (step_id, thing, to_json(leftover)),
            )
            self._left(db, thing, now)

    def halves(self, step_id: int) -> dict[int, TimeEntry | None]:
        """Tell the things of a step that are half brought, each with what is left over of it."""
        with self._memory.reading() as db:
            rows = db.execute("SELECT thing_id, leftover FROM half WHERE step_id = ?", (step_id,))
            return {thing: from_json(leftover) for thing, leftover in rows.fetchall()}

    def turned(
        self,
        step_id: int,
        thing: int,
        now: TimeEntry | None,
        *,
        taken_back: bool,
        instead: TimeEntry | None = None,
    ) -> None:
        """Note that an edit was taken back or done again, and what its entry is now.

        What was taken back to something `instead` of what was before is redone from there.
        """
        here = (step_id, thing)
        with self._memory.changing() as db:
            db.execute(
                "UPDATE edit SET taken_back = ? WHERE step_id = ? AND thing_id = ?",
                (taken_back, *here),
            )
            if instead is not None:
                db.execute(
                    "UPDATE edit SET before = ? WHERE step_id = ? AND thing_id = ?",
                    (to_json(instead), *here),
                )
            db.execute("DELETE FROM half WHERE step_id = ? AND thing_id = ?", here)
            self._left(db, thing, now)

    def forget(self, step_id: int) -> None:
        """Drop a step that can never be taken back, or has no edit; those below it still can."""
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
            "INSERT INTO thing (person_id, entry_id, first_id) VALUES (?, ?, ?)",
            (self._person_id, entry_id, entry_id),
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
