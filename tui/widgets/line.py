"""A widget of one line: parts at its left and its right, drawn without a layout of its own."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.text import clip


class Part(NamedTuple):
    """A stretch of text in one style; `action` makes it answer a click."""

    text: str
    kind: str = "text"
    action: str = ""


Parts = Sequence[Part]


class Line(Widget):
    """One line, redrawn only where it changed.

    Subclasses say what stands at the left and at the right; `text`, `strong`, `dim`, `running`
    and `trouble` are the kinds that the stylesheet colours. Where space is short the left part is
    cut, never the right one.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--text",
        "line--strong",
        "line--dim",
        "line--running",
        "line--trouble",
        "line--key",
    }

    def left(self) -> Parts:
        """The parts at the left."""
        return ()

    def right(self) -> Parts:
        """The parts at the right."""
        return ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line, whatever the width."""
        return 1

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        base = self.rich_style
        if y:
            return Strip.blank(width, base)
        right = self.right()
        room = max(0, width - sum(cell_len(part.text) for part in right))
        left = Strip(self._segments(self.left(), room)).adjust_cell_length(room, base)
        segments = self._segments(right, width)
        return Strip([*left, *segments]).adjust_cell_length(width, base)

    def _segments(self, parts: Parts, room: int) -> list[Segment]:
        """Draw parts into `room` cells: the one that does not fit is cut, those behind it go."""
        segments: list[Segment] = []
        for part in parts:
            text = clip(part.text, room)
            if not text:
                break
            room -= cell_len(text)
            segments.append(Segment(text, self._style(part)))
        return segments

    def _style(self, part: Part) -> Style:
        style = self.get_component_rich_style(f"line--{part.kind}")
        return style + Style.from_meta({"@click": part.action}) if part.action else style


class Digits(Line):
    """Digits that change every second, in a widget of their own.

    Textual repaints from a widget's left edge, so what ticks costs least where it begins one.
    """

    _drawn = ""

    def reading(self) -> Part:
        """What the clock reads now."""
        return Part("")

    def tick(self) -> None:
        """Redraw the clock if it reads differently now."""
        if self.reading().text != self._drawn:
            self.refresh(Region(0, 0, self.size.width, 1))

    def left(self) -> Parts:
        """The digits, in one piece."""
        reading = self.reading()
        self._drawn = reading.text
        return (reading,)
