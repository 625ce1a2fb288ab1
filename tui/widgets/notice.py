"""The message to the person, above the keys."""

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.line import Line
from tui.widgets.text import one_line, wrap

MOST_LINES = 3


class Notice(Line):
    """One message; it stays until it is replaced, and takes the lines that it needs."""

    notice: reactive[str] = reactive("", layout=True)

    def say(self, message: str, *, trouble: bool = False) -> None:
        """Show a message; trouble is coloured and marked."""
        self.set_class(trouble, "-trouble")
        self.set_class(not message, "-empty")
        self.notice = one_line(message)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the message takes."""
        return max(1, len(self._lines(width)))

    def _lines(self, width: int) -> list[str]:
        mark = "! " if self.has_class("-trouble") else ""
        return wrap(f"{mark}{self.notice}", width - 2, MOST_LINES)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the message."""
        width, base = self.size.width, self.rich_style
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, base)
        kind = "trouble" if self.has_class("-trouble") else "text"
        style = self.get_component_rich_style(f"line--{kind}")
        return Strip([Segment(f" {lines[y]}", style)]).adjust_cell_length(width, base)
