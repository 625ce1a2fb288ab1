"""How the week's cells are drawn, line by line."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.domain.clock import Clock
from tui.domain.week import Tally
from tui.domain.week_table import Ids, Spot, WeekRow
from tui.widgets.cell_text import CellText
from tui.widgets.hours import THUMB, is_thumb
from tui.widgets.rows import Cells, Piece, sum_cells
from tui.widgets.text import ELLIPSIS
from tui.widgets.week_rows import (
    Names,
    WeekColumns,
    cell_pieces,
    name_pieces,
    row_sum,
    without_rows,
)
from tui.widgets.week_view import EMPTY_WEEK, WeekView

MARK = "▌"


class WeekLines(ScrollView, can_focus=False, inherit_bindings=False):
    """Draws the rows of a week that are seen, the cursor, and what is typed there.

    Args:
        now: the present instant (UTC) by the account's clock.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "week--cursor",
        "week--cell",
        "week--typed",
        "week--mark",
        "week--title",
        "week--task",
        "week--hours",
        "week--text",
        "week--dim",
        "week--running",
        "week--trouble",
        "week--thumb",
    }

    view: reactive[WeekView] = reactive(EMPTY_WEEK, repaint=False)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now
        self._ids: Ids | None = None
        self._on = date.min
        self._text: CellText | None = None
        self._names = Names.WHOLE
        self.columns = WeekColumns(0, ())

    @property
    def _height(self) -> int:
        """How many lines a row has."""
        return self._names.height

    @property
    def _tally(self) -> Tally:
        return Tally.of(self.view.account, self._now())

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        rows, width = self.view.rows, self.size.width
        if not rows:
            return self._draw_message(y, width)
        index, part = divmod(y + self.scroll_offset.y, self._height)
        if index >= len(rows) or not self.columns.dates:
            return Strip.blank(width, self.rich_style)
        last = self._height - 1
        is_cut = (y == 0 and part > 0) or (y == self.size.height - 1 and part < last)
        line = self._draw_row(rows[index], part, width, is_cut=is_cut)
        if not is_thumb(self, y):
            return line
        return Strip(
            [*line.crop(0, width - 1), Segment(THUMB, self.rich_style + self._style("thumb"))]
        )

    def _draw_row(self, row: WeekRow, part: int, width: int, *, is_cut: bool) -> Strip:
        is_here = row.pair.ids == self._ids
        base = self.rich_style
        if is_here:
            base += self._style("cursor")
        names = name_pieces(row.pair, self._names, self.columns.names)
        sign = Piece(MARK, "mark") if is_here else Piece(ELLIPSIS if is_cut else " ", "dim")
        pieces = [sign, *names[part]]
        segments = self._segments(pieces, base)
        if part == 0:
            tally = self._tally
            for on in self.columns.dates:
                segments += self._draw_cell(row, on, tally, base)
            segments += self._segments([row_sum(row, tally)], base)
        return Strip(segments).adjust_cell_length(width, base)

    def _draw_cell(self, row: WeekRow, on: date, tally: Tally, base: Style) -> list[Segment]:
        spot, cell, columns = Spot(row.pair, on), row.cell(on), self.columns
        is_here = row.pair.ids == self._ids and on == self._on
        if is_here and self._text is not None:
            return self._draw_text(self._text, base)
        if cell is None:
            return self._segments([Piece(" " * columns.cell, "text")], base)
        pieces = cell_pieces(
            cell,
            tally,
            columns,
            sending=self.view.sending.get(spot.key),
            is_refused=spot.key in self.view.refused,
        )
        if is_here:
            return [
                Segment(piece.text, base + self._style(pieces[0].kind) + self._style("cell"))
                for piece in pieces
            ]
        return self._segments(pieces, base)

    def _draw_text(self, text: CellText, base: Style) -> list[Segment]:
        """Draw what is being typed, with the caret behind it."""
        width = self.columns.cell
        seen = text.seen(width)
        plain, marked = base + self._style("typed"), base + self._style("cell")
        return [
            Segment(" " * (width - 1 - len(seen)), plain),
            Segment(seen, marked if text.is_whole else plain),
            Segment(" ", marked),
        ]

    def _segments(self, pieces: Iterable[Piece], base: Style) -> list[Segment]:
        return [Segment(piece.text, base + self._style(piece.kind)) for piece in pieces]

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"week--{kind}", partial=True)

    def _draw_message(self, y: int, width: int) -> Strip:
        """Draw what a week without rows says about itself."""
        lines = without_rows(self.view, max(1, width - 4))
        top = max(0, min(2, self.size.height - len(lines)))
        if not top <= y < top + len(lines):
            return Strip.blank(width, self.rich_style)
        pieces: Cells = (Piece("   ", "text"), lines[y - top])
        strip = Strip(self._segments(pieces, self.rich_style), sum_cells(pieces))
        return strip.adjust_cell_length(width, self.rich_style)
