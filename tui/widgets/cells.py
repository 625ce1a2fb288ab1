"""Where in a row its cells are, for what is clicked and edited in place: pure geometry."""

from textual.geometry import Region

from tui.domain.account import Account
from tui.domain.entry import Field, TimeEntry
from tui.widgets.rows import HOURS, Cells, Columns

NOTES_MOST = 5
"""The lines that notes grow to while they are being edited."""

HOURS_ONLY, START_AND_END = (Field.HOURS,), (Field.START, Field.END)


def time_fields(entry: TimeEntry, account: Account) -> tuple[Field, ...]:
    """The cells of an entry's time: start and end where it has them, else its hours."""
    timed = account.timestamp_timers and entry.started_at is not None
    return START_AND_END if timed else HOURS_ONLY


def heading(row: list[Cells]) -> int:
    """How many lines of a row name client, project and task, and nothing else."""
    return 1 if len(row) < 2 or not row[1] or row[1][0].kind == "notes" else 2


def place(field: Field, columns: Columns, names: int) -> Region:
    """Where a field of a row lies, a cell of padding at its left included, from the row's top.

    Args:
        field: hours, start, end or notes.
        columns: those of the grid.
        names: the lines that the row's names take.
    """
    if field in START_AND_END:
        return _time(columns, is_end=field is Field.END)
    if field is Field.HOURS:
        return Region(columns.clock_start + 1, 0, HOURS - 1, 1)
    if columns.wide:
        return Region(columns.names, 0, columns.text - columns.names, 1)
    if columns.narrow:
        return Region(0, 2 if columns.account.timestamp_timers else 1, columns.width, 1)
    return Region(0, names, columns.clock_start - 1, 1)


def _time(columns: Columns, *, is_end: bool) -> Region:
    """Start and end lie side by side, in their column or in a narrow row's second line."""
    width = len("00:00") + 2 if columns.account.clock_24h else len("12:00am") + 2
    left, y = (columns.text, 0) if columns.times else (0, 1)
    return Region(left + (width + 1 if is_end else 0), y, width, 1)


def field_at(x: int, line: int, entry: TimeEntry, columns: Columns, names: int) -> Field:
    """Which field of a row lies at a column and a line of it; the project stands for all names."""
    times = time_fields(entry, columns.account)
    if x >= columns.clock_start - 1 or (x > columns.text + columns.times and line == 0):
        return times[-1]
    if len(times) > 1:
        for field in times:
            if place(field, columns, names).contains(x, line):
                return field
    is_notes = x > columns.names if columns.wide else line >= names
    return Field.NOTES if is_notes else Field.PROJECT
