"""What all our screens have in common: they know when lines are few."""

from typing import TypeVar

from textual.screen import Screen

FEW_LINES = 16
T = TypeVar("T")


class Pane(Screen[T]):
    """A screen that carries the class `-short` while it has few lines.

    Textual's own breakpoints set a class at every size, which restyles and redraws the first
    frame once more (25 ms).
    """

    def on_resize(self) -> None:
        """Mark a short pane."""
        self.set_class(self.size.height < FEW_LINES, "-short")
