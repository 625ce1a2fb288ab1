"""The message to the person, above the keys."""

from time import monotonic
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.line import Line
from tui.widgets.text import one_line, wrap

MOST_LINES = 3


class Notice(Line):
    """One message; it stays until it is replaced, and takes the lines that it needs.

    `said_at` is when it was said last, by the clock of `time.monotonic`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--trouble"}

    notice: reactive[str] = reactive("", layout=True)
    said_at = 0.0

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Show a message; trouble is coloured and marked."""
        self.said_at = monotonic()
        self.set_class(trouble, "-trouble")
        self.set_class(not message, "-empty")
        self.notice = one_line(message)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the message takes."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int, most: int = MOST_LINES) -> list[str]:
        mark = "! " if self.has_class("-trouble") else ""
        return wrap(f"{mark}{self.notice}", width - 2, most)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the message."""
        width, base = self.size.width, self.rich_style
        lines = self._lines(width, max(1, self.size.height))
        if y >= len(lines):
            return Strip.blank(width, base)
        is_trouble = self.has_class("-trouble")
        style = self.get_component_rich_style("line--trouble") if is_trouble else base
        return Strip([Segment(f" {lines[y]}", style)]).adjust_cell_length(width, base)
