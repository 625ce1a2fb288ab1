"""How a time entry is laid out in the grid: pure functions from an entry to styled pieces."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len as cell_width

from tui.domain.account import Account
from tui.domain.entry import Lock, TimeEntry
from tui.domain.hours import HoursFormat, format_clock, format_hours, from_seconds
from tui.widgets.text import clip, fit, literal, one_line, wrap

WIDE = 100
NARROW = 60
CLOCK = 6
SECONDS = 3
MARGIN = 1
HOURS = CLOCK + SECONDS + MARGIN
NOTES_LINES = 3
NAMES_MOST = 52
GLYPHS = {Lock.APPROVED: "✓", Lock.INVOICED: "$"}


class Piece(NamedTuple):
    """A stretch of one kind of text; kinds are styled by the grid."""

    text: str
    kind: str


Cells = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The grid's columns, in cells, for a width.

    The hours stand right-aligned at their minutes; seconds of a running row hang behind them, so
    that the column adds up with the eye.
    """

    width: int

    @property
    def wide(self) -> bool:
        """Whether notes have a column of their own."""
        return self.width >= WIDE

    @property
    def narrow(self) -> bool:
        """Whether there is room for glyphs only."""
        return self.width < NARROW

    @property
    def state(self) -> int:
        """The width of the column that says running, approved, invoiced."""
        return 2 if self.narrow else 12

    @property
    def clock_start(self) -> int:
        """Where the hours begin."""
        return self.width - HOURS

    @property
    def text(self) -> int:
        """The width left of state and hours, behind the cursor's mark."""
        return self.clock_start - self.state - 1

    @property
    def names(self) -> int:
        """The width of client, project and task."""
        return min(NAMES_MOST, self.text * 45 // 100) if self.wide else self.text


def clock_piece(entry: TimeEntry, seconds: int, account: Account) -> Piece:
    """The hours of an entry: `  0:42` and, while it runs, `:10` behind it."""
    if not entry.is_running:
        hours = format_hours(entry.hours, account.hours_format, account.decimal_symbol)
        return Piece(hang(hours), "hours")
    if account.hours_format is HoursFormat.DECIMAL:
        hours = format_hours(from_seconds(seconds), HoursFormat.DECIMAL, account.decimal_symbol)
        return Piece(hang(hours), "running")
    return Piece(hang(format_clock(seconds)), "running")


def hang(label: str) -> str:
    """Set hours right-aligned at their minutes; seconds, if it has them, hang behind."""
    minutes, colon, seconds = label.rpartition(":") if label.count(":") > 1 else (label, "", "")
    return f"{minutes:>{CLOCK}}{colon}{seconds}".ljust(HOURS)


def state_piece(entry: TimeEntry, *, pending: bool, narrow: bool) -> Piece:
    """The state of an entry as a glyph and a word; narrow panes have the glyph only."""
    if pending:
        glyph, word, kind = "…", "sending", "dim"
    elif entry.is_running:
        glyph, word, kind = "●", "running", "running"
    elif entry.lock:
        glyph, word, kind = GLYPHS[entry.lock], entry.lock.value, "dim"
    else:
        return Piece("", "dim")
    return Piece(glyph if narrow else f"{glyph} {word}", kind)


def row_cells(
    entry: TimeEntry, columns: Columns, account: Account, *, pending: bool = False
) -> list[Cells]:
    """Lay an entry out: the lines of its row, without the cursor's mark and the hours."""
    if columns.wide:
        names, notes = _wide(entry, columns)
    elif columns.narrow:
        names, notes = _narrow(entry, columns)
    else:
        names, notes = _medium(entry, columns)
    state = state_piece(entry, pending=pending, narrow=columns.narrow)
    started = ""
    if entry.timer_started_at is not None and columns.wide:
        started = f"since {account.local_time(entry.timer_started_at)}"
    height = max(len(names), len(notes))
    lines = []
    for number in range(height):
        left = names[number] if number < len(names) else (Piece(" " * columns.names, "text"),)
        note = (notes[number],) if number < len(notes) else ()
        line = (*left, *note)
        if number == 0 or columns.wide:
            beside = state if number == 0 else Piece(started if number == 1 else "", "dim")
            gap = Piece(" " * (columns.text - sum_cells(line)), "text")
            line = (*line, gap, Piece(fit(beside.text, columns.state), beside.kind))
        lines.append(line)
    return lines


def sum_cells(cells: Cells) -> int:
    """The width of pieces in cells; each is measured once, when it is fitted."""
    return sum(cell_width(piece.text) for piece in cells)


def _title(entry: TimeEntry) -> str:
    return " · ".join(one_line(part) for part in (entry.client, entry.project) if part)


def _wide(entry: TimeEntry, columns: Columns) -> tuple[list[Cells], list[Piece]]:
    room = columns.names - 2
    title = (Piece(fit(_title(entry), room) + "  ", "title"),)
    task = (Piece(fit(one_line(entry.task), room) + "  ", "task"),)
    notes_room = columns.text - columns.names
    notes = wrap(literal(entry.notes), notes_room - 1, NOTES_LINES)
    return [title, task], [Piece(line, "notes") for line in notes]


def _medium(entry: TimeEntry, columns: Columns) -> tuple[list[Cells], list[Piece]]:
    title, task = _title(entry), one_line(entry.task)
    room = columns.text - 1
    spare = room - cell_width(title) - 3
    lines: list[Cells]
    if spare >= cell_width(task):
        lines = [(Piece(title, "title"), Piece(f" · {task}", "task"))]
    else:
        lines = [(Piece(clip(title, room), "title"),), (Piece(clip(task, room), "task"),)]
    notes = wrap(literal(entry.notes), room + columns.state, NOTES_LINES)
    return [*lines, *((Piece(line, "notes"),) for line in notes)], []


def _narrow(entry: TimeEntry, columns: Columns) -> tuple[list[Cells], list[Piece]]:
    room = columns.text - 1
    below = " · ".join(part for part in (one_line(entry.task), one_line(entry.notes)) if part)
    title = (Piece(clip(one_line(entry.project), room), "title"),)
    return [title, (Piece(clip(below, columns.width - 2), "notes"),)], []
