"""The right end of the rows: the numbers, and how far the rows are scrolled."""

from typing import TYPE_CHECKING, ClassVar, Self

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.rows import HOURS

if TYPE_CHECKING:
    from tui.widgets.grid import Grid

THUMB = "▐"


def is_thumb(lines: ScrollView, y: int) -> bool:
    """Tell whether a visible line stands for the part of all lines that is seen."""
    seen, all_lines = lines.size.height, lines.virtual_size.height
    if all_lines <= seen:
        return False
    length = max(1, seen * seen // all_lines)
    start = round(lines.scroll_offset.y / (all_lines - seen) * (seen - length))
    return start <= y < start + length


class Hours(Widget):
    """The right end of the grid's lines, where the numbers stand and the running clock ticks.

    It is a widget of its own because Textual repaints a line from its widget's left edge: so a
    tick costs the ten cells of the clock and not the whole line.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hours--thumb"}

    def __init__(self, grid: "Grid") -> None:
        super().__init__()
        self._grid = grid

    def render_line(self, y: int) -> Strip:
        """Draw the end of the grid's line, and beside it how far the grid is scrolled."""
        grid = self._grid
        width = grid.size.width
        end = grid.line(y).crop(width, width + HOURS)  # it is always that long
        thumb = THUMB if is_thumb(grid, y) else " "
        style = self.get_component_rich_style("hours--thumb")
        return Strip([*end, Segment(thumb, style)], HOURS + 1)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh lines, which the grid draws anew."""
        self._grid.forget_drawn()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def on_click(self, event: events.Click) -> None:
        """Take a click as the grid does."""
        self._grid.take_click(event, Offset(self._grid.size.width + event.x, event.y))

    def on_mouse_scroll_down(self) -> None:
        """Scroll the grid."""
        self._grid.scroll_down(animate=False)

    def on_mouse_scroll_up(self) -> None:
        """Scroll the grid."""
        self._grid.scroll_up(animate=False)
