"""How the day shrinks: to fewer bars, to a strip of three, two and one lines, and back."""

from typing import TYPE_CHECKING

from textual import events, on
from textual.timer import Timer

from tui.screens.face import Face
from tui.screens.pane import LEAST, TINY
from tui.stylesheets import wear
from tui.widgets.grid import Grid

if TYPE_CHECKING:
    from tui.widgets.brief import BriefLines

READ_SECONDS = 8.0
"""How long a message that is no trouble stands in the place of something else."""

TWO = 2


class Shrinking(Face):
    """The day in every size. With fewer than four lines, or where it is wanted, it is a strip.

    The rows stay behind the strip, without a height: the cursor and all keys are theirs. In a pane
    of few lines a message takes the place of something else until the next key, or for a while.
    """

    wants_strip = False

    _brief: "BriefLines | None" = None
    _reading: Timer | None = None

    @property
    def is_strip(self) -> bool:
        """Whether only what runs is shown."""
        return self.wants_strip or self.size.height < TINY

    @property
    def _has_week(self) -> bool:
        """Whether there is room for the week."""
        width, height = self.size
        return not self.is_strip and height >= self.few_lines and width >= self.few_columns

    def on_mount(self) -> None:
        """Follow what is said."""
        self.watch(self.notice, "notice", self._told, init=False)

    def on_resize(self) -> None:
        """Follow the size."""
        self._shrink()

    def action_strip(self) -> None:
        """Show only what runs, or all of the day again."""
        self.wants_strip = not self.wants_strip
        self._shrink()
        if self.size.height < TINY:
            self.notice.say("With so few lines there is only the strip.")

    def _shrink(self) -> None:
        if self.is_strip:
            wear(self.app.stylesheet, "small")
        self.set_class(self.is_strip, "-strip")
        self.totals.names_day = self.size.height < LEAST
        if self.is_strip and self._brief is None:
            from tui.widgets.brief import BriefLines  # most panes never need it

            self._brief = BriefLines(self.now)
            self.mount(self._brief, before="#sheet")
        self._show_brief()
        if self.focused is None or (self.focused is self.strip and not self._has_week):
            self.grid.focus()  # what goes would take the focus along

    @on(Grid.CursorMoved)
    def _show_brief(self) -> None:
        """Say what runs and where the cursor is, while the strip is there."""
        if self._brief is not None and self.is_strip:
            self._brief.show(self.view, self.grid.entry, has_row=self.size.height > TWO)

    def watch_view(self) -> None:
        """Follow what is known."""
        super().watch_view()
        self._show_brief()

    def tick(self) -> None:
        """Redraw what the second hand moves."""
        super().tick()
        if self._brief is not None and self.is_strip:
            self._brief.tick()

    # Messages where there is no room for them

    def _told(self, message: str) -> None:
        self.set_class(bool(message), "-told")
        if self._reading is not None:
            self._reading.stop()
            self._reading = None
        if message and not self.notice.has_class("-trouble"):
            self._reading = self.set_timer(READ_SECONDS, self.message_read)

    def message_read(self) -> None:
        """Give a message's place back to what it stands for, if it stands for something."""
        if self.size.height < LEAST:
            self.notice.say("")

    def on_key(self, event: events.Key) -> None:
        """The next key shows that a message was read; if it asks, the answer is on its way."""
        if self.sure_of is None or event.key not in self.keys.of(self.sure_of[0]):
            self.message_read()

    def on_cell_typed(self) -> None:
        """Typing on shows that a message was read."""
        self.message_read()
