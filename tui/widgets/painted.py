"""How the pieces of the grid's rows are painted: each kind in its style, found words marked."""

import asyncio
from functools import cached_property
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.finding import Words, parted
from tui.widgets.rows import Cells, Piece, sum_cells

LOOKS = {"notes": "dim"}
"""Kinds that look like another one."""

PLAIN = {
    "title": Style(bold=True),
    **dict.fromkeys(("task", "hours", "text", "mark"), Style()),
}
"""Kinds that have no colour of their own: what they add to the look of the row."""

MATCH = Style(bold=True, underline=True)
FILTERED = ("title", "task", "notes")
"""The kinds in which the words that rows are filtered by are marked."""


class Painted(ScrollView, inherit_bindings=False):
    """A widget of lines that are painted piece by piece."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--cursor",
        "grid--dim",
        "grid--running",
        "grid--trouble",
    }

    _base: Style | None = None

    def line(self, y: int) -> Strip:
        """One line of the visible part; who paints it in parts has it drawn once.

        What was drawn is kept until something is refreshed, and no longer than this turn of the
        loop.
        """
        drawn = self._drawn.get(y)
        if drawn is None:
            if not self._drawn:
                asyncio.get_running_loop().call_soon(self.forget_drawn)
            drawn = self._drawn[y] = self.draw_line(y)
        return drawn

    def draw_line(self, y: int) -> Strip:
        """Draw a line: a blank one, unless a subclass knows more."""
        del y
        return Strip.blank(self.size.width, self.rich_style)

    @cached_property
    def _drawn(self) -> dict[int, Strip]:
        return {}

    def forget_drawn(self) -> None:
        """Draw what is painted next anew."""
        self._drawn.clear()
        self._base = None

    def draw(
        self, cells: Cells, width: int, words: Words = (), *, under_cursor: bool = False
    ) -> Strip:
        """Paint a line of pieces, `words` marked in them, and fill it up to a width."""
        base = self._base = self._base or self.rich_style
        if under_cursor:
            base += self.get_component_rich_style("grid--cursor", partial=True)
        segments = [segment for piece in cells for segment in self._painted(piece, base, words)]
        return Strip(segments, sum_cells(cells)).adjust_cell_length(width, base)

    def _painted(self, piece: Piece, base: Style, words: Words) -> list[Segment]:
        # A reversed row is of one piece: colours of letters would be patches in it.
        look = self._look(LOOKS.get(piece.kind, piece.kind))
        style = base + (Style(bold=look.bold) if base.reverse else look)
        if not words or piece.kind not in FILTERED:
            return [Segment(piece.text, style)]
        match = style + MATCH
        return [
            Segment(text, match if found else style) for text, found in parted(piece.text, words)
        ]

    def _look(self, kind: str) -> Style:
        """What a kind adds to the look of the row."""
        plain = PLAIN.get(kind)
        if plain is not None:
            return plain
        return self.get_component_rich_style(f"grid--{kind}", partial=True)
