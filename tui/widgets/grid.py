"""The day's entries: one line-API widget that draws only what is seen and only what changed."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.domain.clock import Clock
from tui.domain.entry import Field, TimeEntry
from tui.domain.finding import words_of
from tui.widgets.cells import field_at, heading, place
from tui.widgets.grid_words import grid_words
from tui.widgets.hours import Hours
from tui.widgets.painted import Painted
from tui.widgets.rows import HOURS, Cells, Columns, Piece, clock_piece, row_cells
from tui.widgets.text import ELLIPSIS
from tui.widgets.view import EMPTY, Status, View, neighbour

MARK = "▌"
MARKED = "◆"
DOUBLE_CLICK = 2
LAID_OUT = ("day", "shown", "pending", "account", "status", "problem", "filter", "is_new", "keys")
"""What of the view the rows, or the words in their place, are made of."""


class Grid(Painted, can_focus=True, inherit_bindings=False):
    """The rows of a day. It owns the cursor, which stays on its entry whatever is reloaded.

    `held_id` is the entry whose row is being edited: where that goes is told by `Shifted`. Where
    something stands below the rows (`has_below`) the cursor goes on to it, and is on no entry then.
    """

    view: reactive[View] = reactive(EMPTY, repaint=False)

    @dataclass
    class CursorMoved(Message):
        """The cursor stands on another entry, or on none."""

        entry: TimeEntry | None

    @dataclass
    class Chosen(Message):
        """A field of the entry under the cursor was double-clicked."""

        entry: TimeEntry
        field: Field

    class MarkWanted(Message):
        """The entry under the cursor was clicked to be marked, or no longer."""

    class Shifted(Message):
        """The row that is being edited may lie elsewhere, or be gone."""

    def __init__(self, now: Clock, hint: Iterable[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._now = now
        self._hint = tuple(hint)
        self._cursor_id: int | None = None
        self._tops: list[int] = [0]
        self._rows: list[list[Cells]] = []
        self._arranged_for = Size()
        self._clock_drawn = ""
        self.held_id: int | None = None
        self.has_below = False
        self.is_below = False
        self.hours = Hours(self)

    @property
    def cursor(self) -> int:
        """The index of the entry under the cursor; 0 where there is none."""
        return self.view.shown.index(self._cursor_id) or 0

    @property
    def entry(self) -> TimeEntry | None:
        """The entry under the cursor."""
        return None if self.is_below else self.view.shown.find(self._cursor_id)

    @property
    def columns(self) -> Columns:
        """The columns for the present width, the hours included."""
        return Columns(self.size.width + HOURS, self.view.account, self.size.height)

    def point_at(self, entry_id: int | None) -> None:
        """Put the cursor on an entry, now or as soon as the day holds it."""
        self._cursor_id = entry_id
        self.is_below = False
        self.refresh()
        self._moved()

    def watch_view(self, old: View, new: View) -> None:
        """Lay the day out anew and keep the cursor: by id, else at its place, else at the first."""
        if all(getattr(old, part) == getattr(new, part) for part in LAID_OUT):
            if old.marked != new.marked:
                self.refresh()
            return
        if old.day.date != new.day.date:
            self.is_below = False
            if new.day.find(self._cursor_id) is None:
                self._cursor_id = None
        is_hidden = not new.rows and new.day.find(self._cursor_id) is not None
        if new.status is Status.READY and not is_hidden and not new.shown.find(self._cursor_id):
            place = old.shown.index(self._cursor_id)
            self._cursor_id = neighbour(new, place)
        self._lay_out()
        self._moved()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the rows out for the new size, unless they were painted in it already."""
        if self._arranged_for == self.size:
            self.virtual_size = Size(self.size.width, self._tops[-1])
            self._tell_shift()
        else:
            self._lay_out()
        self._show_cursor()

    def _lay_out(self) -> None:
        """Lay all rows out anew."""
        if self.size.width <= 0:
            return
        self._arrange()
        self.virtual_size = Size(self.size.width, self._tops[-1])
        self.refresh()
        self._tell_shift()

    def _arrange(self) -> None:
        """Find the lines of all rows, with air between them as long as all of them are seen."""
        columns, view = self.columns, self.view
        self._arranged_for = self.size
        self._rows = [
            row_cells(entry, columns, pending=entry.id in view.pending) for entry in view.rows
        ]
        lines = sum(map(len, self._rows))
        gap = 1 if lines + len(self._rows) - 1 <= self.size.height else 0
        self._tops = list(accumulate((len(row) + gap for row in self._rows), initial=0))
        self._tops[-1] = max(0, self._tops[-1] - gap)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the rows lie elsewhere now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_shift()

    def _tell_shift(self) -> None:
        if self.held_id is not None:
            self.post_message(self.Shifted())

    def cell_region(self, entry_id: int, field: Field) -> Region | None:
        """Where a field of an entry lies, from the grid's corner; None where it has no row."""
        index = self.view.shown.index(entry_id)
        if index is None or index >= len(self._rows):
            return None
        region = place(field, self.columns, heading(self._rows[index]))
        return region.translate((0, self._tops[index] - self.scroll_offset.y))

    def _moved(self) -> None:
        self._show_cursor()
        self.post_message(self.CursorMoved(self.entry))

    def _show_cursor(self) -> None:
        if self._rows:
            self._show_row(self.cursor)

    def show(self, entry_id: int) -> None:
        """Bring the row of an entry into sight."""
        index = self.view.shown.index(entry_id)
        if index is not None and index < len(self._rows):
            self._show_row(index)

    def _show_row(self, index: int) -> None:
        region = Region(0, self._tops[index], self.size.width, len(self._rows[index]))
        self.scroll_to_region(region, animate=False, force=True)

    def move(self, rows: int) -> None:
        """Move the cursor by rows, stopping at the ends."""
        self.go_to((len(self.view.rows) if self.is_below else self.cursor) + rows)

    def move_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        height = self.size.height
        line = self._tops[self.cursor] + pages * max(1, height - 2)
        target = bisect_right(self._tops, line) - 1
        self.go_to(target if target != self.cursor else target + pages)

    def go_to(self, index: int) -> None:
        """Put the cursor on a row, stopping at the ends; behind the last is what stands below."""
        entries = self.view.rows
        was_below, self.is_below = self.is_below, self.has_below and index >= len(entries)
        if not entries and was_below == self.is_below:
            return
        before = self.cursor
        if entries:
            self._cursor_id = entries[max(0, min(index, len(entries) - 1))].id
            for row in {before, self.cursor}:
                self.refresh_lines(self._tops[row], len(self._rows[row]))
        self._moved()

    def tick(self) -> None:
        """Redraw the running clock, if it is in sight and reads differently."""
        running = self.view.shown.running
        index = self.view.shown.index(running.id) if running else None
        if index is None or index >= len(self._rows):
            return
        y = self._tops[index] - self.scroll_offset.y
        reading = self._clock(self.view.rows[index]).text
        if reading != self._clock_drawn and 0 <= y < self.size.height:
            self.hours.refresh(Region(0, y, HOURS, 1))

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh lines together with their hours."""
        self.forget_drawn()
        super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if self.hours.is_mounted and repaint:
            width = self.hours.size.width
            self.hours.refresh(*(Region(0, line.y, width, line.height) for line in regions))
        return self

    def _clock(self, entry: TimeEntry) -> Piece:
        return clock_piece(entry, entry.seconds(self._now()), self.view.account)

    def render_line(self, y: int) -> Strip:
        """Draw the part of a line that lies left of the hours."""
        return self.line(y).crop(0, self.size.width)

    def draw_line(self, y: int) -> Strip:
        """Draw one line of the visible part, over the whole width.

        The first frame is painted before anybody is told the size.
        """
        if self._arranged_for != self.size:
            self._arrange()
        width = self.size.width + HOURS
        if not self._rows:
            return self._draw_message(y, width)
        line = y + self.scroll_offset.y
        index = min(bisect_right(self._tops, line), len(self._rows)) - 1
        row, part = self._rows[index], line - self._tops[index]
        if part >= len(row):
            return Strip.blank(width, self.rich_style)
        entry = self.view.rows[index]
        under_cursor = entry.id == self._cursor_id and not self.is_below
        words = words_of(self.view.filter)
        sign = MARKED if part == 0 and entry.id in self.view.marked else MARK
        is_signed = under_cursor or sign is MARKED
        is_cut = (y == 0 and part) or (y == self.size.height - 1 and part < len(row) - 1)
        sign = sign if is_signed else ELLIPSIS if is_cut else " "
        cells = [Piece(sign, "mark" if is_signed else "dim"), *row[part]]
        if part == 0:
            clock = self._clock(entry)
            if entry.is_running:
                self._clock_drawn = clock.text
            cells.append(clock)
        return self.draw(tuple(cells), width, words, under_cursor=under_cursor)

    def _draw_message(self, y: int, width: int) -> Strip:
        """Draw what an empty, a loading or a failed day says about itself."""
        slow = self.has_class("-slow")
        lines = grid_words(self.view, self._hint, width - 4, max(1, self.size.height), is_slow=slow)
        top = max(0, min(2, self.size.height - len(lines)))
        if not top <= y < top + len(lines):
            return Strip.blank(width, self.rich_style)
        piece = lines[y - top]
        return self.draw((Piece("   " + piece.text, piece.kind),), width)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row; a double click chooses a field of it."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.take_click(event, offset)

    def take_click(self, event: events.Click, at: Offset) -> None:
        """Put the cursor on the row at a place in sight; a click in the first column marks it."""
        line = at.y + self.scroll_offset.y
        if not self._rows or line >= self._tops[-1]:
            return
        index = bisect_right(self._tops, line) - 1
        self.go_to(index)
        entry, row = self.view.rows[index], self._rows[index]
        if event.ctrl or at.x == 0:
            self.post_message(self.MarkWanted())
        elif event.chain == DOUBLE_CLICK:
            part = line - self._tops[index]
            field = field_at(at.x, part, entry, self.columns, heading(row))
            self.post_message(self.Chosen(entry, field))
