"""What typing hours into a cell of the week means for the entries in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tui.domain.account import Account
from tui.domain.draft import Change, Typed, read_change
from tui.domain.entry import Field, Role, TimeEntry, editable_fields, lock_reason
from tui.domain.hours import parse_hours
from tui.domain.invalid import Invalid
from tui.domain.week import Tally
from tui.domain.week_table import Cell


@dataclass(frozen=True, slots=True)
class Booking:
    """A change of one of a cell's entries, which gives the cell the hours that were typed."""

    entry: TimeEntry
    change: Change


def closed_reason(cell: Cell, account: Account) -> str:
    """Say why hours cannot be typed into a cell; nothing when they can."""
    if not cell.is_known:
        return "This day is not there yet."
    if account.timestamp_timers:
        return "This account tracks start and end: they are typed on the day, not here."
    role = account.me.role
    if cell.entries and not _open(cell.entries, role):
        return lock_reason(cell.entries[-1], role)
    return ""


def check_typed(cell: Cell, typed: str, tally: Tally, role: Role) -> str:
    """Say what is wrong with hours typed into a cell; nothing when they can be sent."""
    try:
        booking(cell, typed, tally, role)
    except Invalid as error:
        return str(error)
    return ""


def booking(cell: Cell, typed: str, tally: Tally, role: Role) -> Booking | None:
    """Find what hours typed into a cell change; None when it shows them already.

    The difference goes to the last entry that may be edited and does not fall below 0, or below
    what its timer alone has counted.

    Raises:
        Invalid: the text is no number of hours, or no entry of the cell can take the difference.
    """
    hours = parse_hours(typed)
    if hours is None:
        raise Invalid("Type the hours: 1:30, 1.5, 1,5 or 90m.")
    wanted = tally.parts(hours)
    if not cell.entries or wanted == tally.sum(cell.entries):
        return None
    problem = ""
    for entry in reversed(_open(cell.entries, role)):
        others = tally.sum(other for other in cell.entries if other.id != entry.id)
        try:
            _check_others(others - wanted, tally)
            own = hours if len(cell.entries) == 1 else tally.hours(wanted - others)
            return Booking(entry, _change(entry, own, tally, role))
        except Invalid as error:
            problem = problem or str(error)
    raise Invalid(problem or lock_reason(cell.entries[-1], role))


def _check_others(excess: int, tally: Tally) -> None:
    if excess > 0:
        raise Invalid(
            f"The other entries of this cell have {tally.label(excess)} more than that already:"
            " go to the day to edit them one by one."
        )


def _change(entry: TimeEntry, hours: Decimal, tally: Tally, role: Role) -> Change:
    editable = editable_fields(entry, role) & {Field.HOURS}
    read = read_change(entry, Typed(hours=str(hours)), editable, tally.now, entry.spent_date)
    if isinstance(read, Change):
        return read
    raise Invalid(read[Field.HOURS])


def last_open(entries: Sequence[TimeEntry], role: Role, field: Field) -> TimeEntry | None:
    """The last of the entries of which a person may edit a field."""
    return next((e for e in reversed(entries) if field in editable_fields(e, role)), None)


def _open(entries: Iterable[TimeEntry], role: Role) -> list[TimeEntry]:
    return [entry for entry in entries if Field.HOURS in editable_fields(entry, role)]
