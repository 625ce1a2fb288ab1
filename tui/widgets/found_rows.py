"""How entries that were found are laid out: two lines each, from any day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from tui.domain.account import Account
from tui.domain.dates import short_date
from tui.domain.entry import TimeEntry
from tui.domain.finding import Words, parted
from tui.domain.hours import format_hours
from tui.widgets.rows import NARROW, Cells, Piece
from tui.widgets.text import ELLIPSIS, clip, fit, one_line

LINES = 2
DOT = " · "
LEAD = 12
"""As much stands before a match that lies far inside of a note."""


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """The columns in cells: the date, then names and notes, then the hours up to `width`."""

    width: int
    account: Account
    today: date

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for clients and weekdays."""
        return self.width < NARROW

    @property
    def day(self) -> int:
        """The date, and the gap behind it."""
        return 11 if self.is_narrow else 13

    @property
    def hours(self) -> int:
        """The hours, and the gap before them."""
        return 8

    @property
    def names(self) -> int:
        """What is left between them."""
        return max(0, self.width - self.day - self.hours)

    def dated(self, day: date) -> str:
        """Name a date; one of another year with its year."""
        if day.year != self.today.year:
            return (
                f"{day.day} {day:%b} {day:%y}" if self.width < NARROW else f"{day.day} {day:%b %Y}"
            )
        return f"{day.day} {day:%b}" if self.width < NARROW else short_date(day)


def found_lines(entry: TimeEntry, words: Words, columns: FoundColumns) -> tuple[Cells, Cells]:
    """Lay a found entry out; the words by which it was found are of the kind `match`."""
    account = columns.account
    client = "" if columns.is_narrow else entry.client
    place = " · ".join(one_line(part) for part in (client, entry.project) if part)
    hours = format_hours(entry.hours, account.hours_format, account.decimal_symbol)
    return (
        (
            Piece(fit(columns.dated(entry.spent_date), columns.day), "dim"),
            *_marked(fit(place, columns.names), words, "title"),
            Piece(f"{hours:>{columns.hours}}", "hours"),
        ),
        (Piece(" " * columns.day, "dim"), *_below(entry, words, columns)),
    )


def _below(entry: TimeEntry, words: Words, columns: FoundColumns) -> Sequence[Piece]:
    """The task and the notes; where it is narrow and the notes hold a word, they stand alone."""
    room = columns.width - columns.day
    task, notes = one_line(entry.task), one_line(entry.notes)
    if columns.is_narrow and any(found for _, found in parted(notes, words)):
        return _marked(clip(around(notes, words, room), room), words, "notes")
    left = room - cell_len(task) - len(DOT)
    shown = (
        clip(f"{DOT}{around(notes, words, left)}", left + len(DOT)) if notes and left > 0 else ""
    )
    return [*_marked(clip(task, room), words, "task"), *_marked(shown, words, "notes")]


def around(text: str, words: Words, width: int) -> str:
    """Begin a text that is too long for a width shortly before what was searched for in it."""
    before = ""
    for piece, is_found in parted(text, words):
        if is_found:
            is_seen = cell_len(before) + cell_len(piece) < width
            return text if is_seen else f"{ELLIPSIS}{text[max(0, len(before) - LEAD) :]}"
        before += piece
    return text


def _marked(text: str, words: Words, kind: str) -> Sequence[Piece]:
    return [Piece(piece, "match" if found else kind) for piece, found in parted(text, words)]
