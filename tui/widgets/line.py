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

PLAIN = {
    "text": Style(),
    "strong": Style(bold=True),
    "key": Style(bold=True),
    "today": Style(underline=True),
}
"""The kinds that have no colour of their own: what they add to the look of the line.

A component class of the stylesheet for each of them, in each line, would be 8 ms at the start.
"""


class Part(NamedTuple):
    """A stretch of text in one style; `action` makes it answer a click."""

    text: str
    kind: str = "text"
    action: str = ""


Parts = Sequence[Part]


class Line(Widget):
    """One line, redrawn only where it changed.

    Subclasses say what stands at the left and at the right. The stylesheet colours the kinds that
    a class names as its component classes; the others are `PLAIN`, and `here-today` is both. Where
    space is short the left part is cut, never the right one; a cell between them stays free.
    """

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
        gap = 1 if room < width else 0
        left = Strip(self._segments(self.left(), room - gap, base)).adjust_cell_length(room, base)
        segments = self._segments(right, width, base)
        return Strip([*left, *segments]).adjust_cell_length(width, base)

    def _segments(self, parts: Parts, room: int, base: Style) -> list[Segment]:
        """Draw parts into `room` cells: the one that does not fit is cut, those behind it go."""
        segments: list[Segment] = []
        for part in parts:
            if not part.text:
                continue
            text = clip(part.text, room)
            if not text:
                break
            room -= cell_len(text)
            segments.append(Segment(text, self._style(part, base)))
        return segments

    def _style(self, part: Part, base: Style) -> Style:
        kind, _, added = part.kind.partition("-")
        plain = PLAIN.get(kind)
        style = self.get_component_rich_style(f"line--{kind}") if plain is None else base + plain
        if added:
            style += PLAIN[added]
        return style + Style.from_meta({"@click": part.action}) if part.action else style


class Digits(Line):
    """Digits that change every second, in a widget of their own.

    Textual repaints from a widget's left edge, so what ticks costs least where it begins one.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--running"}

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
