"""The day's entries: one line-API widget that draws only what is seen and only what changed."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.widgets.hours import Hours
from tui.widgets.rows import HOURS, Cells, Columns, Piece, clock_piece, row_cells, sum_cells
from tui.widgets.text import literal, wrap
from tui.widgets.view import EMPTY, Status, View

MARK = "▌"
DOUBLE_CLICK = 2


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """The rows of a day. It owns the cursor, which stays on its entry whatever is reloaded."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--cursor",
        "grid--mark",
        "grid--title",
        "grid--task",
        "grid--notes",
        "grid--hours",
        "grid--text",
        "grid--dim",
        "grid--running",
        "grid--trouble",
    }

    view: reactive[View] = reactive(EMPTY, repaint=False)

    @dataclass
    class CursorMoved(Message):
        """The cursor stands on another entry, or on none."""

        entry: TimeEntry | None

    @dataclass
    class Chosen(Message):
        """An entry was double-clicked."""

        entry: TimeEntry

    def __init__(self, now: Clock, hint: Iterable[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._now = now
        self._hint = tuple(hint)
        self._cursor_id: int | None = None
        self._tops: list[int] = [0]
        self._rows: list[list[Cells]] = []
        self._clock_drawn = ""
        self.hours = Hours(self)

    @property
    def cursor(self) -> int:
        """The index of the entry under the cursor; 0 where there is none."""
        return self.view.day.index(self._cursor_id) or 0

    @property
    def entry(self) -> TimeEntry | None:
        """The entry under the cursor."""
        return self.view.day.find(self._cursor_id)

    @property
    def columns(self) -> Columns:
        """The columns for the present width, the hours included."""
        return Columns(self.size.width + HOURS, self.view.account)

    def point_at(self, entry_id: int | None) -> None:
        """Put the cursor on an entry, now or as soon as the day holds it."""
        self._cursor_id = entry_id
        self._moved()

    def watch_view(self, old: View, new: View) -> None:
        """Lay the day out anew and keep the cursor: by id, else at its place, else at the first."""
        if old.day.date != new.day.date and new.day.find(self._cursor_id) is None:
            self._cursor_id = None
        if new.status is Status.READY and new.day.find(self._cursor_id) is None:
            place = old.day.index(self._cursor_id)
            self._cursor_id = _neighbour(new, place)
        self._lay_out()
        self._moved()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the rows out for the new width."""
        self._lay_out()
        self._show_cursor()

    def _lay_out(self) -> None:
        """Lay all rows out, with a line of air between them as long as all of them are seen."""
        columns, view = self.columns, self.view
        if self.size.width <= 0:
            return
        self._rows = [
            row_cells(entry, columns, pending=entry.id in view.pending)
            for entry in view.day.entries
        ]
        lines = sum(map(len, self._rows))
        gap = 1 if lines + len(self._rows) - 1 <= self.size.height else 0
        self._tops = list(accumulate((len(row) + gap for row in self._rows), initial=0))
        self._tops[-1] = max(0, self._tops[-1] - gap)
        self.virtual_size = Size(self.size.width, self._tops[-1])
        self.refresh()

    def _moved(self) -> None:
        self._show_cursor()
        self.post_message(self.CursorMoved(self.entry))

    def _show_cursor(self) -> None:
        if self._rows:
            index = self.cursor
            region = Region(0, self._tops[index], self.size.width, len(self._rows[index]))
            self.scroll_to_region(region, animate=False, force=True)

    def move(self, rows: int) -> None:
        """Move the cursor by rows, stopping at the ends."""
        self.go_to(self.cursor + rows)

    def move_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        height = self.size.height
        line = self._tops[self.cursor] + pages * max(1, height - 2)
        target = bisect_right(self._tops, line) - 1
        self.go_to(target if target != self.cursor else target + pages)

    def go_to(self, index: int) -> None:
        """Put the cursor on a row, stopping at the ends."""
        entries = self.view.day.entries
        if not entries:
            return
        before = self.cursor
        self._cursor_id = entries[max(0, min(index, len(entries) - 1))].id
        for row in {before, self.cursor}:
            self.refresh_lines(self._tops[row], len(self._rows[row]))
        self._moved()

    def tick(self) -> None:
        """Redraw the running clock, if it is in sight and reads differently."""
        index = self.view.day.index(self.view.day.running.id) if self.view.day.running else None
        if index is None or index >= len(self._rows):
            return
        y = self._tops[index] - self.scroll_offset.y
        reading = self._clock(self.view.day.entries[index]).text
        if reading != self._clock_drawn and 0 <= y < self.size.height:
            self.hours.refresh(Region(0, y, HOURS, 1))

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh lines together with their hours."""
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

    def line(self, y: int) -> Strip:
        """Draw one line of the visible part, over the whole width."""
        width = self.columns.width
        if not self._rows:
            return self._draw_message(y, width)
        line = y + self.scroll_offset.y
        index = min(bisect_right(self._tops, line), len(self._rows)) - 1
        row, part = self._rows[index], line - self._tops[index]
        if part >= len(row):
            return Strip.blank(width, self.rich_style)
        entry = self.view.day.entries[index]
        cells = list(row[part])
        if part == 0:
            clock = self._clock(entry)
            if entry.is_running:
                self._clock_drawn = clock.text
            cells.append(clock)
        return self._draw(cells, width, under_cursor=entry.id == self._cursor_id)

    def _draw(self, cells: Iterable[Piece], width: int, *, under_cursor: bool) -> Strip:
        base = self.rich_style
        if under_cursor:
            base += self.get_component_rich_style("grid--cursor", partial=True)
        mark = Piece(MARK if under_cursor else " ", "mark")
        segments = [Segment(p.text, base + self._style(p.kind)) for p in (mark, *cells)]
        return Strip(segments, sum_cells((mark, *cells))).adjust_cell_length(width, base)

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"grid--{kind}", partial=True)

    def _draw_message(self, y: int, width: int) -> Strip:
        """Draw what an empty, a loading or a failed day says about itself."""
        lines = self._message(width - 4)
        top = max(0, min(2, self.size.height - len(lines)))
        if not top <= y < top + len(lines):
            return Strip.blank(width, self.rich_style)
        piece = lines[y - top]
        return self._draw([Piece("  " + piece.text, piece.kind)], width, under_cursor=False)

    def _message(self, width: int) -> list[Piece]:
        if self.view.status is Status.LOADING:
            return [Piece("Reading the day …", "dim")] if self.has_class("-slow") else []
        if self.view.status is Status.FAILED:
            problem = wrap(f"! {literal(self.view.problem)}", width, 4)
            retry = Piece("r  try again", "text")
            return [*(Piece(line, "trouble") for line in problem), Piece("", "text"), retry]
        head = [Piece("Nothing here yet.", "title"), Piece("", "text")]
        shown = self._hint if self.view.is_new else self._hint[:-1]
        hints = (line for hint in shown for line in wrap(hint, width, 2))
        return [*head, *(Piece(line, "text") for line in hints)]

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row; a double click chooses it."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.take_click(offset.y, event.chain)

    def take_click(self, y: int, chain: int) -> None:
        """Put the cursor on the row at a line of the visible part."""
        line = y + self.scroll_offset.y
        if not self._rows or line >= self._tops[-1]:
            return
        self.go_to(bisect_right(self._tops, line) - 1)
        if chain == DOUBLE_CLICK and self.entry is not None:
            self.post_message(self.Chosen(self.entry))


def _neighbour(view: View, place: int | None) -> int | None:
    """The entry to stand on when the old one is gone: the next at its place, else what runs."""
    entries = view.day.entries
    if not entries:
        return None
    if place is None:
        return (view.day.running or entries[0]).id
    return entries[min(place, len(entries) - 1)].id
