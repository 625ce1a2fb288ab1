"""What all our screens have in common."""

from typing import TypeVar

from textual import events
from textual.screen import Screen

T = TypeVar("T")


class Pane(Screen[T]):
    """A screen with the class `-short` while it has few lines, and `-narrow` with few columns.

    It knows its keys.

    Textual's own breakpoints set a class at every size, which restyles and redraws the first
    frame once more (25 ms).
    """

    few_lines = 16
    few_columns = 60

    def on_resize(self) -> None:
        """Mark a short or narrow pane."""
        self.set_class(self.size.height < self.few_lines, "-short")
        self.set_class(self.size.width < self.few_columns, "-narrow")

    def sets_off(self, event: events.Key) -> bool:
        """Tell whether a key may set off something that the next key has to wait for.

        Where text is typed, letters do not.
        """
        return not event.is_printable

    def follows_at_once(
        self,
        event: events.Key,  # noqa: ARG002 - screens know their keys
        before: events.Key,  # noqa: ARG002
    ) -> bool:
        """Tell whether a key needs not wait for what the one before it set off."""
        return False
