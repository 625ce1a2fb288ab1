"""What all our screens have in common."""

from typing import TypeVar

from textual import events
from textual.screen import Screen

from tui.screens.narrow import NarrowCompositor
from tui.stylesheets import wear
from tui.widgets.line import Line, Part, Parts
from tui.widgets.notice import Notice

T = TypeVar("T")


class TooNarrow(Line):
    """Stands where a pane is too narrow for anything else."""

    def left(self) -> Parts:
        """What to do about it."""
        return (Part("Too narrow"),)


LOW, LEAST, TINY = 10, 7, 4
"""Below so many lines rules go, then the first line, then all but the strip."""

SLIM = 20
"""Below so many columns nothing can be read."""


class Pane(Screen[T]):
    """A screen with the class `-short` while it has few lines, `-narrow` with few columns.

    It is `-small` while it is either, and it knows its keys. With fewer and fewer lines it is
    `-low`, `-least`, `-tiny`, with two `-two` and with one `-one`; `-slim` is too narrow to read.

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
        """Mark a short or narrow pane; what it looks like when very small is read only then."""
        width, height = self.outer_size
        is_short, is_narrow = height < self.few_lines, width < self.few_columns
        if height < LOW or width < SLIM:
            wear(self.app.stylesheet, "small")
        self.set_class(is_short, "-short")
        self.set_class(is_narrow, "-narrow")
        self.set_class(is_short or is_narrow, "-small")
        for name, lines in (("-low", LOW), ("-least", LEAST), ("-tiny", TINY), ("-two", 3)):
            self.set_class(height < lines, name)
        self.set_class(height < 2, "-one")
        self._say_slim(is_slim=width < SLIM)
        if is_short and self.focused is not None:
            self.call_after_refresh(self._show_focused)

    def _show_focused(self) -> None:
        """What is filled in stays in sight."""
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _say_slim(self, *, is_slim: bool) -> None:
        """Say that nothing can be read; what is below it stays as it is."""
        if is_slim and not self.query(TooNarrow):
            self.mount(TooNarrow())
        self.set_class(is_slim, "-slim")

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

    @property
    def awaits(self) -> bool:
        """Whether a key asked for something that cannot be done yet."""
        return False

    async def awaited(self) -> bool:
        """Wait until it can be done; if not, what was typed behind that key is void."""
        return True

    def let_early_go(self) -> bool:
        """Forget what cannot be done yet; tells whether there was something."""
        return False

    def is_sure(self, command: str, what: int, reason: str) -> bool:
        """Ask once more by the same command; any other key takes the question back."""
        if self.sure_of == (command, what):
            return True
        self.sure_of = (command, what)
        self.query_one(Notice).say(reason)
        return False
