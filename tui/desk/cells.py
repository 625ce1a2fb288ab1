"""The cells of a week, as a person fills them: writes of the desk, one step of the undo each.

What a cell holds is looked up when its turn comes, so that a cell may be typed into again while
what was typed before is still being sent.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from tui.api.backend import BackendError, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome
from tui.domain.account import Account
from tui.domain.draft import Change, Draft
from tui.domain.entry import Field, TimeEntry, lock_reason, may_delete, may_toggle
from tui.domain.hours import parse_hours
from tui.domain.invalid import Invalid
from tui.domain.week import Tally
from tui.domain.week_cells import booking, closed_reason, last_open
from tui.domain.week_table import Cell, Spot, cell_of

T = TypeVar("T")
NOTHING = Outcome("Nothing was changed.")


class Cells:
    """Writes into the cells of a timesheet's weeks. Every call may raise BackendError.

    Args:
        desk: writes.
        account: how the account shows hours, and what the person may do.
    """

    def __init__(self, desk: Desk, account: Account) -> None:
        self._desk = desk
        self._account = account

    def cell(self, spot: Spot) -> Cell:
        """What a cell holds, as far as the account has told."""
        return cell_of(self._desk.weeks.week([spot.on]), spot.pair.ids, spot.on)

    async def type(self, spot: Spot, typed: str) -> Outcome:
        """Give a cell the hours that were typed.

        Raises:
            Refused: the cell cannot have them; nothing was changed.
        """
        cell = self.cell(spot)
        if reason := closed_reason(cell, self._account):
            raise Refused(reason)
        try:
            change = booking(cell, typed, self._tally, self._account.me.role)
            hours = parse_hours(typed)
        except Invalid as error:
            raise Refused(str(error)) from error
        if change is not None:
            return await self._desk.update(change.entry, change.change)
        if cell.entries or not hours:
            return NOTHING
        return await self._add(spot, hours)

    async def clear(self, spot: Spot) -> Outcome:
        """Delete the entries of a cell, as one step.

        Raises:
            Refused: one of them is locked for this person.
        """
        entries, role = self.cell(spot).entries, self._account.me.role
        for entry in entries:
            if not may_delete(entry, role):
                raise Refused(lock_reason(entry, role))
        if not entries:
            return NOTHING
        if len(entries) == 1:
            return await self._desk.delete(entries[0])
        async with self._desk.together(f"cleared {spot.name}"):
            await _one_by_one(self._desk.delete, entries)
        undo = self._desk.keys.shown("undo")
        said = f"Deleted {len(entries)} entries on {spot.name}. {undo} brings them back."
        return self._desk.told(Outcome(said))

    async def fill(self, spot: Spot, dates: Iterable[date]) -> Outcome:
        """Give the empty cells of some dates a cell's hours, without its notes, as one step.

        Raises:
            Refused: the cell has no hours, or none of the others is empty.
        """
        cell = self.cell(spot)
        if cell.running is not None:
            raise Refused("Its timer is running: only what is stopped can be filled in elsewhere.")
        if reason := closed_reason(Cell(spot.on), self._account):
            raise Refused(reason)
        hours = self._tally.hours(self._tally.sum(cell.entries))
        if not hours:
            raise Refused("This cell has no hours to fill in elsewhere.")
        spots = [Spot(spot.pair, on) for on in dates]
        empty = [one for one in spots if (c := self.cell(one)).is_known and not c.entries]
        if not empty:
            raise Refused("There is no empty cell at its right, up to the end of the working week.")
        async with self._desk.together(f"filled in {spot.name}"):
            await _one_by_one(lambda one: self._add(one, hours), empty)
        shown, undo = self._tally.label(self._tally.parts(hours)), self._desk.keys.shown("undo")
        days = "1 day" if len(empty) == 1 else f"{len(empty)} days"
        name = f"{spot.pair.project} · {spot.pair.task}"
        said = f"Filled in {shown} on {name}, {days}. {undo} takes it back."
        return self._desk.told(Outcome(said))

    async def note(self, spot: Spot, entry_id: int, notes: str) -> Outcome:
        """Change the notes of one of a cell's entries, and nothing else."""
        entry = next((e for e in self.cell(spot).entries if e.id == entry_id), None)
        if entry is None:
            raise Refused("The entry is no longer there.")
        if entry.notes == notes:
            return NOTHING
        return await self._desk.update(entry, Change(notes=notes))

    async def toggle(self, spot: Spot, today: date) -> Outcome:
        """Stop what runs in a cell, or start its last entry; in an empty one of today, a new one.

        Raises:
            Refused: nothing may be started there.
        """
        desk, cell, role = self._desk, self.cell(spot), self._account.me.role
        stamps = self._account.timestamp_timers
        entry = cell.running or self.to_start(cell)
        if entry is not None:
            if not may_toggle(entry, role, timestamp_timers=stamps):
                raise Refused(lock_reason(entry, role))
            return await desk.toggle(entry, desk.weeks.running)
        if spot.on != today:
            raise Refused("An empty cell starts a timer only on today's date.")
        draft = Draft(
            project_id=spot.pair.project_id, task_id=spot.pair.task_id, spent_date=spot.on
        )
        return await desk.add(draft, desk.weeks.running)

    def to_start(self, cell: Cell) -> TimeEntry | None:
        """The entry of a cell whose timer would start: the last that may be, else the last."""
        may = last_open(cell.entries, self._account.me.role, Field.HOURS)
        return may or next(reversed(cell.entries), None)

    async def _add(self, spot: Spot, hours: Decimal) -> Outcome:
        draft = Draft(
            project_id=spot.pair.project_id,
            task_id=spot.pair.task_id,
            spent_date=spot.on,
            hours=hours,
        )
        return await self._desk.add(draft, self._desk.weeks.running)

    @property
    def _tally(self) -> Tally:
        return Tally.of(self._account, self._desk.now())


async def _one_by_one(write: Callable[[T], Awaitable[Outcome]], things: Sequence[T]) -> None:
    """Write several things; an error that stops it tells how many were done."""
    for done, thing in enumerate(things):
        try:
            await write(thing)
        except BackendError as error:
            if done:
                error.args = (f"{error} {done} of {len(things)} were done.", *error.args[1:])
            raise
