"""The last thing that happens to a line before it is shown, where only ASCII is wanted."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.domain.ascii import in_ascii


class AsciiOnly(LineFilter):
    """Puts signs and frames in ASCII, whichever widget drew them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace the signs of a line; its styles and its width stay."""
        return [
            segment if segment.text.isascii() else segment._replace(text=in_ascii(segment.text))
            for segment in segments
        ]
