"""What all our screens have in common."""

from typing import TypeVar

from textual import events
from textual.screen import Screen

from tui.screens.narrow import NarrowCompositor
from tui.widgets.notice import Notice

T = TypeVar("T")


class Pane(Screen[T]):
    """A screen with the class `-short` while it has few lines, `-narrow` with few columns.

    It is `-small` while it is either, and it knows its keys.

    Textual's own breakpoints set a class at every size, which restyles and redraws the first
    frame once more (25 ms).
    """

    few_lines = 16
    sure_of: tuple[str, int] | None = None
    few_columns = 60

    def __init__(self) -> None:
        super().__init__()
        self._compositor = NarrowCompositor()

    @property
    def is_current(self) -> bool:
        """Whether it is on top. Our screens cover all that is below them.

        Textual counts the one below as well, and paints all of the upper one for whatever happens
        there: 9 kB at every timer of the day while a form is open.
        """
        return self.is_active

    def on_resize(self) -> None:
        """Mark a short or narrow pane."""
        is_short = self.size.height < self.few_lines
        is_narrow = self.size.width < self.few_columns
        self.set_class(is_short, "-short")
        self.set_class(is_narrow, "-narrow")
        self.set_class(is_short or is_narrow, "-small")

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

    def is_sure(self, command: str, what: int, reason: str) -> bool:
        """Ask once more by the same command; any other key takes the question back."""
        if self.sure_of == (command, what):
            return True
        self.sure_of = (command, what)
        self.query_one(Notice).say(reason)
        return False
