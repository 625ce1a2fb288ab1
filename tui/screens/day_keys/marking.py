"""Marks: rows that are deleted, moved or re-assigned together."""

from collections.abc import Awaitable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual import on

from tui.commands import refusal
from tui.domain.entry import Field, TimeEntry, editable_fields, may_delete
from tui.domain.hours import LONGEST
from tui.domain.keys import Keys
from tui.screens.sheets import SheetBoard
from tui.widgets.bars import Key
from tui.widgets.grid import Grid

if TYPE_CHECKING:
    from tui.desk.outcomes import Outcome
    from tui.domain.picking import Pair

HOW = "Write a date: yesterday, mon, -1, 11-20, 20 nov."
THERE_ALREADY = "It is on that day already."
NAMED_MOST = 2
KEYS = (Key("enter", "Move", "screen.move_to_typed"), Key("esc", "Leave", "screen.leave_move"))
Rows = tuple[TimeEntry, ...]


class Marks(SheetBoard):
    """Marks rows, and does to all marked ones what is otherwise done to the row.

    Marks are about the shown day: they go when another day or another sheet is shown.
    """

    _moving: Rows = ()

    def action_mark(self) -> None:
        """Mark the row, or no longer."""
        reason, entry = refusal("mark", self.situation), self.grid.entry
        if reason or entry is None:
            self.notice.say(reason)
            return
        self.view = replace(self.view, marked=self.view.marked ^ {entry.id})
        self._show_keys()

    @on(Grid.MarkWanted)
    def _clicked_to_mark(self) -> None:
        self.action_mark()

    def _unmark(self, rows: Iterable[TimeEntry]) -> None:
        ids = frozenset(entry.id for entry in rows)
        self.view = replace(self.view, marked=self.view.marked - ids)

    def let_go(self) -> bool:
        """Take the filter away, else the marks; tells whether there was something to let go."""
        if super().let_go():
            return True
        had_some = bool(self.view.marked)
        self.view = replace(self.view, marked=frozenset())
        return had_some

    def turn_to(self, day: date) -> None:
        """Show another day, on which nothing is marked."""
        self.view = replace(self.view, marked=frozenset())
        super().turn_to(day)

    @property
    def rows_meant(self) -> Rows:
        """The marked rows that are shown, or the one under the cursor."""
        entry = self.grid.entry
        return self.view.marked_rows or ((entry,) if entry is not None else ())

    # Deleting

    def delete_marked(self) -> None:
        """Delete the marked rows; at the second press when some are running or locked."""
        from tui.desk.several import delete_all

        rows, desk, role = self.rows_meant, self.desk, self.view.account.me.role
        if desk is None or self._says_fixed(
            [e for e in rows if not may_delete(e, role)], "deleted"
        ):
            return
        reason = _second_thought(rows, self.now(), self.keys)
        asked = hash(tuple(entry.id for entry in rows))
        if not reason or self.is_sure("delete", asked, reason):
            self._write_all(rows, delete_all(desk, rows))

    # Moving

    def action_move_rows(self) -> None:
        """Ask for the day that the rows are to move to."""
        from tui.widgets.foot_line import FootLine  # fields, which the first frame does not need

        if self.refused("move_rows") or self._says_fixed(self._fixed(Field.DATE), "moved"):
            return
        self._moving = self.rows_meant
        line = FootLine(
            "Move to",
            "",
            typed=self._say_where,
            taken=self._move_to,
            left=lambda _: self.action_leave_move(),
        )
        self.open_line(line, KEYS)
        self.notice.remove_class("-covered")
        self.notice.say(HOW)

    def action_leave_move(self) -> None:
        """Leave the rows where they are."""
        self.close_line()
        self.notice.say("")

    def _say_where(self, typed: str) -> None:
        """Say what Enter would do with what is typed, whatever it is."""
        to = self._date_of(typed)
        if not typed.strip():
            self.notice.say(HOW)
        elif isinstance(to, str):
            self.notice.say(to)
        elif to == self.view.day.date:
            self.notice.say(THERE_ALREADY)
        else:
            from tui.desk.several import counted
            from tui.domain.dates import long_date

            self.notice.say(f"Moves {counted(self._moving)} to {long_date(to)}.")

    def _date_of(self, typed: str) -> date | str:
        """Read a date, or tell what is wrong with it."""
        from tui.domain.dates import parse_date
        from tui.domain.invalid import Invalid

        try:
            return parse_date(typed, self.view.account.today(self.now()))
        except Invalid as error:
            return str(error)

    def action_move_to_typed(self) -> None:
        """Move the rows to the day that was typed."""
        from tui.widgets.foot_line import FootLine

        self._move_to(self.query_one(FootLine).input.value)

    def _move_to(self, typed: str) -> None:
        from tui.desk.several import move_all

        to, desk, rows = self._date_of(typed), self.desk, self._moving
        if isinstance(to, str):
            self.notice.say(to, trouble=True)
            return
        self.close_line()
        if to == self.view.day.date:
            self.notice.say(THERE_ALREADY)
        elif desk is not None and not self.refused("move_rows"):
            self._write_all(rows, move_all(desk, rows, to))

    # Re-assigning

    def action_reassign(self) -> None:
        """Pick another project and task for the rows."""
        from tui.screens.picker import PairPicker, pair_question

        rows, desk = self.rows_meant, self.desk
        if self.refused("reassign") or desk is None:
            return
        if not self._says_fixed(self._fixed(Field.PROJECT), "re-assigned"):
            picker = PairPicker(desk, pair_question(desk))
            self.app.push_screen(picker, lambda pair: self._reassign(rows, pair))

    def _reassign(self, rows: Rows, pair: "Pair | None") -> None:
        from tui.desk.several import reassign_all

        if pair is not None and self.desk is not None and not self.refused("reassign"):
            self._write_all(rows, reassign_all(self.desk, rows, pair))

    # All of them

    def _fixed(self, field: Field) -> Rows:
        """The rows in which a field may not be changed."""
        role = self.view.account.me.role
        return tuple(row for row in self.rows_meant if field not in editable_fields(row, role))

    def _says_fixed(self, rows: "list[TimeEntry] | Rows", done: str) -> bool:
        """Say which rows are locked, if any: then none of them is changed."""
        if rows:
            self.notice.say(f"{_named(rows)}: nothing was {done}.")
        return bool(rows)

    def _write_all(self, rows: Rows, writing: "Awaitable[Outcome]") -> None:
        first, *others = (entry.id for entry in rows)
        self.write(first, self._unmarking(rows, writing), *others)

    async def _unmarking(self, rows: Rows, writing: "Awaitable[Outcome]") -> "Outcome":
        """Take the marks away once it is done; after a failure they stay for another try."""
        outcome = await writing
        self._unmark(rows)
        return outcome


def _named(rows: "list[TimeEntry] | Rows") -> str:
    """Name locked rows, and why they are: the first ones, and how many more."""
    names = [f"{row.project} · {row.task} is {row.lock}" for row in rows[:NAMED_MOST]]
    more = len(rows) - len(names)
    return ", ".join([*names, *([f"{more} more are locked"] if more else [])])


def _second_thought(rows: Rows, now: datetime, keys: Keys) -> str:
    """What to say before several rows are deleted; nothing when all of them are plain."""
    undo, again = keys.shown("undo"), f"{keys.shown('delete')} again deletes all {len(rows)}."
    if any(row.hours_at(now) > LONGEST for row in rows):
        return f"One of them holds more than 24 hours, and {undo} could not bring it back. {again}"
    if locked := [row for row in rows if row.lock]:
        return f"{_named(locked)}, and {undo} could not make it so again. {again}"
    if any(row.is_running for row in rows):
        return f"The timer of one of them is running. {again}"
    return ""
