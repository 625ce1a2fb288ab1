"""How a week is laid out: pure functions from its rows and cells to styled pieces."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from rich.cells import cell_len

from tui.domain.entry import Lock
from tui.domain.week import Tally
from tui.domain.week_table import SATURDAY, Cell, Pair, WeekRow
from tui.widgets.rows import GLYPHS, Cells, Piece
from tui.widgets.text import ELLIPSIS, fit, one_line, wrap
from tui.widgets.week_view import WeekView

LEAD, DIGITS = 1, 5
SUM = 8
ROOMY = 112
NAMES_LEAST = 16
NOTES_SIGN = "\N{HYPHENATION POINT}"
"""It looks like the dot between names, which is a dash in ASCII, as are days without hours."""
SEVERAL = "≡"
REFUSED = "!"


class Names(Enum):
    """How rows are named, all rows of a week in the same way: on one line or on two."""

    WHOLE = auto()
    WITHOUT_CLIENT = auto()
    TWO_LINES = auto()
    TWO_WITHOUT_CLIENT = auto()

    @property
    def height(self) -> int:
        """How many lines a row has."""
        return 2 if self in (Names.TWO_LINES, Names.TWO_WITHOUT_CLIENT) else 1


@dataclass(frozen=True, slots=True)
class WeekColumns:
    """The columns that there is room for, in cells: names, the `dates`, the rows' sums.

    Days that do not fit are left out as a whole, so that no number is cut; `before` and `after`
    tell that there are some at either side.
    """

    width: int
    dates: tuple[date, ...]
    before: bool = False
    after: bool = False

    @property
    def trail(self) -> int:
        """The width behind a cell's digits, for its lock and the sign of its notes."""
        return 3 if self.width >= ROOMY else 1

    @property
    def cell(self) -> int:
        """The width of a day."""
        return LEAD + DIGITS + self.trail

    @property
    def names(self) -> int:
        """The width of the names, behind the cursor's mark."""
        return max(0, self.width - 1 - len(self.dates) * self.cell - SUM)

    def start(self, on: date) -> int:
        """Where the column of a date begins."""
        return 1 + self.names + self.dates.index(on) * self.cell

    def date_at(self, x: int) -> date | None:
        """The date of the column at a place; None where there is none."""
        place, _ = divmod(x - 1 - self.names, self.cell)
        return self.dates[place] if 0 <= place < len(self.dates) else None


def columns_for(
    width: int, dates: Sequence[date], busy: Collection[date], cursor: date | None
) -> WeekColumns:
    """Choose the days that there is room for: all, else without an empty weekend, else some.

    Args:
        width: of the pane.
        dates: of the week.
        busy: those that hold entries.
        cursor: the one that must be seen.
    """
    cell = WeekColumns(width, ()).cell
    most = max(1, (width - 1 - SUM - NAMES_LEAST) // cell)
    if len(dates) <= most:
        return WeekColumns(width, tuple(dates))
    needed = [on for on in dates if on.weekday() < SATURDAY or on in busy or on == cursor]
    if len(needed) <= most:
        shown = needed
    else:
        place = dates.index(cursor) if cursor in dates else 0
        start = min(place // most * most, len(dates) - most)
        shown = list(dates[start : start + most])
    return WeekColumns(width, tuple(shown), shown[0] != dates[0], shown[-1] != dates[-1])


def names_for(pairs: Sequence[Pair], room: int) -> Names:
    """Choose how rows are named: on one line where all of them fit, else on two."""
    for names in (Names.WHOLE, Names.WITHOUT_CLIENT, Names.TWO_LINES):
        if all(cell_len(text) < room for pair in pairs for text, _ in _texts(pair, names)):
            return names
    return Names.TWO_WITHOUT_CLIENT


def name_pieces(pair: Pair, names: Names, room: int) -> list[Cells]:
    """Lay out what a row is called, on its one or two lines of `room` cells."""
    return [(Piece(fit(text, room - 1) + " ", kind),) for text, kind in _texts(pair, names)]


def _texts(pair: Pair, names: Names) -> list[tuple[str, str]]:
    """The lines of a name, with their kinds."""
    is_whole = names in (Names.WHOLE, Names.TWO_LINES)
    client, project, task = map(one_line, (pair.client, pair.project, pair.task))
    title = f"{client} · {project}" if client and is_whole else project
    if names.height == 1:
        return [(f"{title} · {task}", "task")]
    return [(title, "title"), (task, "task")]


def cell_pieces(
    cell: Cell, tally: Tally, columns: WeekColumns, *, sending: str | None, is_refused: bool
) -> Cells:
    """Lay a cell out: a sign, its hours, its lock, and a point where it has notes.

    While a change of it is being sent (`sending` is not None) it shows what was typed, if that is
    hours, and marks it; sums count it once the account has taken it.
    """
    if not cell.is_known:
        return _cell(" ", ELLIPSIS, "", "dim", columns)
    hours = tally.label(tally.sum(cell.entries)) if cell.entries else ""
    trail = _trail(cell, columns)
    if sending is not None:
        return _cell(ELLIPSIS, sending or hours, trail, "dim", columns)
    if is_refused:
        return _cell(REFUSED, hours, trail, "trouble", columns)
    if cell.running is not None:
        return _cell("●", hours, trail, "running", columns)
    return _cell(SEVERAL if len(cell.entries) > 1 else " ", hours, trail, "hours", columns)


def _cell(lead: str, hours: str, trail: str, kind: str, columns: WeekColumns) -> Cells:
    digits = f"{lead}{hours:>{DIGITS}}" if len(hours) <= DIGITS else f"{hours:>{LEAD + DIGITS}}"
    return Piece(digits, kind), Piece(trail.ljust(columns.trail), "dim")


def _trail(cell: Cell, columns: WeekColumns) -> str:
    lock = next((e.lock for e in reversed(cell.entries) if e.lock is not Lock.OPEN), Lock.OPEN)
    notes = NOTES_SIGN if any(entry.notes for entry in cell.entries) else ""
    glyph = GLYPHS.get(lock, "")
    return f"{glyph}{notes}" if columns.trail > 1 else glyph or notes


def sum_piece(parts: int, tally: Tally, kind: str = "hours") -> Piece:
    """Lay out the sum at the end of a row."""
    return Piece(f"{tally.label(parts):>{SUM - 1}} ", kind)


def row_sum(row: WeekRow, tally: Tally) -> Piece:
    """The sum of a row: of what its cells show."""
    if any(not cell.is_known for cell in row.cells):
        return Piece(f"{ELLIPSIS:>{SUM - 1}} ", "dim")
    return sum_piece(tally.sum(row.entries), tally)


def without_rows(view: WeekView, width: int) -> list[Piece]:
    """What a week without rows says about itself, in lines of a width."""
    if not view.week.is_known:
        return [Piece("Reading the week …", "dim")]
    new = view.keys.shown("new_entry")
    hint = f"{new}  a row: pick what you work on, then type hours into its days"
    below = [Piece(line, "text") for line in wrap(hint, width, 3)]
    return [Piece("Nothing in this week yet.", "title"), Piece("", "text"), *below]
