"""The entries that a search found: a list that draws only what is seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.entry import TimeEntry
from tui.domain.finding import Words
from tui.widgets.found_rows import LINES, FoundColumns, found_lines
from tui.widgets.grid import MARK
from tui.widgets.rows import Piece
from tui.widgets.view import View


class Findings(ScrollView, can_focus=False, inherit_bindings=False):
    """Entries of any day, two lines each; the cursor is moved from outside.

    Args:
        view: how the account shows things, and what day it is.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "findings--cursor",
        "findings--mark",
        "findings--title",
        "findings--task",
        "findings--notes",
        "findings--hours",
        "findings--dim",
        "findings--match",
    }

    @dataclass
    class Chosen(Message):
        """An entry was clicked."""

        entry: TimeEntry

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self._entries: Sequence[TimeEntry] = ()
        self._words: Words = ()
        self._cursor = 0

    @property
    def entry(self) -> TimeEntry | None:
        """The entry under the cursor."""
        return self._entries[self._cursor] if self._entries else None

    def show(self, entries: Sequence[TimeEntry], words: Words) -> None:
        """Show what was found by words, with the cursor on the first."""
        self._entries, self._words, self._cursor = entries, words, 0
        self.virtual_size = Size(self.size.width, LINES * len(entries))
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor by rows, stopping at the ends."""
        if self._entries:
            self._cursor = max(0, min(self._cursor + rows, len(self._entries) - 1))
            place = Region(0, LINES * self._cursor, self.size.width, LINES)
            self.scroll_to_region(place, animate=False, force=True)
            self.refresh()

    def move_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.move(pages * max(1, self.size.height // LINES - 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        width = self.scrollable_content_region.width
        index, part = divmod(y + self.scroll_offset.y, LINES)
        if index >= len(self._entries):
            return Strip.blank(width, self.rich_style)
        columns = FoundColumns(width - 2, self._view.account, self._view.today)
        cells = found_lines(self._entries[index], self._words, columns)[part]
        is_here = index == self._cursor
        base = self.rich_style
        if is_here:
            base += self.get_component_rich_style("findings--cursor", partial=True)
        pieces = (Piece(MARK if is_here else " ", "mark"), *cells)
        segments = [
            Segment(
                piece.text,
                base + self.get_component_rich_style(f"findings--{piece.kind}", partial=True),
            )
            for piece in pieces
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Choose the entry that is clicked."""
        offset = event.get_content_offset(self)
        index = -1 if offset is None else (offset.y + self.scroll_offset.y) // LINES
        if 0 <= index < len(self._entries):
            self.move(index - self._cursor)
            self.post_message(self.Chosen(self._entries[index]))
