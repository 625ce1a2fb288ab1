"""How a time entry is laid out in the grid: pure functions from an entry to styled pieces."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len as cell_width

from tui.domain.account import Account
from tui.domain.entry import Lock, TimeEntry
from tui.domain.hours import HoursFormat, format_clock, format_hours, from_seconds
from tui.widgets.text import clip, fit, literal, one_line, unsplit, wrap

TABLE = 150
WIDE = 100
NARROW = 60
CLOCK = 6
SECONDS = 3
MARGIN = 1
EDGE = 1
"""Behind the hours, where it is shown how far the rows are scrolled."""

HOURS = CLOCK + SECONDS + MARGIN
NOTES_LINES = 3
FEW_LINES = 8
"""In fewer lines notes have one."""

NAMES_MOST = 52
TABLE_NAMES_MOST = 100
TITLE_SHARE = 58
TASK_AIR = 15
"""What has to be left behind a task, for its notes to begin there."""

SINCE = len(" since 12:00am")
GLYPHS = {Lock.APPROVED: "✓", Lock.INVOICED: "$", Lock.LOCKED: "■"}


class Piece(NamedTuple):
    """A stretch of one kind of text; kinds are styled by the grid."""

    text: str
    kind: str


Cells = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The grid's columns, in cells, for a width.

    The hours stand right-aligned at their minutes; seconds of a running row hang behind them, so
    that the column adds up with the eye. Where start and end are tracked they have a column too;
    narrow panes have them in front of the task. `height` is how many lines are seen.
    """

    width: int
    account: Account
    height: int = 100

    @property
    def table(self) -> bool:
        """Whether task and start have a place of their own in a row's first line."""
        return self.width + EDGE >= TABLE

    @property
    def wide(self) -> bool:
        """Whether notes have a column of their own."""
        return self.width + EDGE >= WIDE

    @property
    def narrow(self) -> bool:
        """Whether there is room for glyphs only; start and end need room of their own."""
        return self.width + EDGE < NARROW + self._span

    @property
    def notes_lines(self) -> int:
        """The most lines that notes take."""
        return NOTES_LINES if self.height >= FEW_LINES else 1

    @property
    def state(self) -> int:
        """The width of the column that says running, approved, invoiced."""
        if self.narrow:
            return 2
        return 12 + (SINCE if self.table and not self._span else 0)

    @property
    def times(self) -> int:
        """The width of the column of start and end."""
        return 0 if self.narrow else self._span

    @property
    def _span(self) -> int:
        if not self.account.timestamp_timers:
            return 0
        return len("00:00 – 00:00") + 2 if self.account.clock_24h else len("12:00am – 12:00pm") + 2

    @property
    def clock_start(self) -> int:
        """Where the hours begin."""
        return self.width - HOURS

    @property
    def text(self) -> int:
        """The width left of state and hours, behind the cursor's mark."""
        return self.clock_start - self.times - self.state - 1

    @property
    def names(self) -> int:
        """The width of client, project and task."""
        if not self.wide:
            return self.text
        most, share = (TABLE_NAMES_MOST, 55) if self.table else (NAMES_MOST, 45)
        return min(most, self.text * share // 100)


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


def row_cells(entry: TimeEntry, columns: Columns, *, pending: bool = False) -> list[Cells]:
    """Lay an entry out: the lines of its row, without the cursor's mark and the hours."""
    if columns.wide:
        names, notes = _wide(entry, columns)
    elif columns.narrow:
        names, notes = _narrow(entry, columns)
    else:
        names, notes = _medium(entry, columns)
    height = max(len(names), len(notes))
    lines = []
    for number in range(height):
        left = names[number] if number < len(names) else (Piece(" " * columns.names, "text"),)
        note = (notes[number],) if number < len(notes) else ()
        line = (*left, *note)
        if number == 0 or columns.wide:
            gap = Piece(" " * (columns.text - sum_cells(line)), "text")
            line = (*line, gap, *_beside(entry, columns, number, pending=pending))
        lines.append(line)
    return lines


def _beside(entry: TimeEntry, columns: Columns, number: int, *, pending: bool) -> Cells:
    """Start and end, and the state, beside a line of an entry's names."""
    times = Piece("", "dim")
    state = Piece("", "dim")
    if number == 0:
        times = Piece(columns.account.span(entry), "dim")
        state = state_piece(entry, pending=pending, narrow=columns.narrow)
        if columns.table and not pending:
            state = Piece(f"{state.text} {_since(entry, columns)}", state.kind)
    elif number == 1 and not columns.table:
        state = Piece(_since(entry, columns), "dim")
    return (
        Piece(fit(times.text, columns.times), times.kind),
        Piece(fit(state.text, columns.state), state.kind),
    )


def _since(entry: TimeEntry, columns: Columns) -> str:
    """Since when a timer runs, where no column says so."""
    if entry.timer_started_at is None or columns.times:
        return ""
    return f"since {columns.account.local_time(entry.timer_started_at)}"


def sum_cells(cells: Cells) -> int:
    """The width of pieces in cells; each is measured once, when it is fitted."""
    return sum(cell_width(piece.text) for piece in cells)


def _title(entry: TimeEntry) -> str:
    return " · ".join(one_line(part) for part in (entry.client, entry.project) if part)


def _wide(entry: TimeEntry, columns: Columns) -> tuple[list[Cells], list[Piece]]:
    notes_room = columns.text - columns.names
    notes = wrap(literal(entry.notes), notes_room - 2, columns.notes_lines)
    first = columns.names * TITLE_SHARE // 100 if columns.table else columns.names
    second = columns.names - first if columns.table else columns.names
    if not notes and not columns.table:  # names have all of it
        first = second = columns.text
    title = Piece(fit(_title(entry), first - 2) + "  ", "title")
    task = Piece(fit(one_line(entry.task), second - 2) + "  ", "task")
    names: list[Cells] = [(title, task)] if columns.table else [(title,), (task,)]
    return names, [Piece(line, "notes") for line in notes]


def _medium(entry: TimeEntry, columns: Columns) -> tuple[list[Cells], list[Piece]]:
    title, task = _title(entry), one_line(entry.task)
    room = columns.text - 1
    below = room + columns.times + columns.state
    if room - cell_width(title) - 3 >= cell_width(task):
        notes = wrap(literal(entry.notes), below, columns.notes_lines)
        first: Cells = (Piece(title, "title"), Piece(f" · {task}", "task"))
        return [first, *((Piece(line, "notes"),) for line in notes)], []
    first = (Piece(clip(title, room), "title"),)
    if not entry.notes or cell_width(task) + TASK_AIR > below:
        second, notes = clip(task, below), wrap(literal(entry.notes), below, columns.notes_lines)
        lines: list[Cells] = [first, (Piece(second, "task"),)]
    else:  # the task stands before the notes, so that a row has few lines
        both = wrap(f"{task} · {literal(entry.notes)}", below, columns.notes_lines)
        lines = [first, (Piece(task, "task"), Piece(both[0][len(task) :], "notes"))]
        notes = both[1:]
    return [*lines, *((Piece(line, "notes"),) for line in notes)], []


def _narrow(entry: TimeEntry, columns: Columns) -> tuple[list[Cells], list[Piece]]:
    room = columns.text - 1
    times = columns.account.span(entry) if columns.account.timestamp_timers else ""
    parts = (times, one_line(entry.task), one_line(entry.notes))
    below = " · ".join(part for part in parts if part)
    title = (Piece(clip(one_line(entry.project), room), "title"),)
    below = unsplit(below, columns.clock_start - 1)  # where the numbers' widget begins
    return [title, (Piece(clip(below, columns.width - 2), "notes"),)], []
