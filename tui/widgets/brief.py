"""The strip: what runs, and how far the day is, in one line; the row of the cursor in a second."""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size

from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.widgets.brief_words import Brief, Scene, brief, row_line
from tui.widgets.line import Digits, Line, Part, Parts
from tui.widgets.view import EMPTY, View


class BriefLines(Vertical):
    """One line about what runs, and one about the row under the cursor where there is room.

    Args:
        now: the present instant (UTC) by the account's clock.
    """

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now
        self._scene = Scene(EMPTY, None, now())
        self._line = _Line()
        self._row = _Row()

    def compose(self) -> ComposeResult:
        """The line, and the row's."""
        yield self._line
        yield self._row

    def show(self, view: View, entry: TimeEntry | None, *, has_row: bool) -> None:
        """Show what is known.

        Args:
            view: the day.
            entry: the row under the cursor.
            has_row: whether it has a line of its own.
        """
        self._scene = Scene(view, entry, self._now(), has_row)
        self.set_class(view.sheet_of is not None, "-foreign")
        self.set_class(has_row, "-two-lines")
        self._draw(self._scene.now)

    def on_resize(self) -> None:
        """Say as much as the new width holds."""
        self._draw(self._now())

    def tick(self) -> None:
        """Move the second hand; the total too, once it reads differently."""
        if self.display and self._scene.running is not None:
            self._draw(self._now())

    def _draw(self, now: datetime) -> None:
        width = self.screen.size.width  # its own is 0 while a message stands in its place
        self._scene = replace(self._scene, now=now)
        self._line.show(brief(self._scene, width))
        if self._scene.has_row:
            self._row.show(*row_line(self._scene, width))


class _Line(Horizontal):
    """The first line: the clock at its left, or behind the row of the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._first, self._aside = _Clock(), _Clock(classes="-aside")
        self._what, self._total = _Words(), _Words(classes="-total")

    def compose(self) -> ComposeResult:
        """Clock, name, clock, total; one of the clocks is there."""
        yield self._first
        yield self._what
        yield self._aside
        yield self._total

    def show(self, what: Brief) -> None:
        """Draw what reads differently."""
        self._first.show("" if what.is_aside else what.clock)
        self._aside.show(what.clock if what.is_aside else "")
        self._what.show(what.name)
        self._total.show((Part(what.total, "text"),) if what.total else ())


class _Clock(Digits):
    """The running clock, in a widget of its own, for that is what every second costs."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--running", "line--dim"}

    _text = ""

    def show(self, text: str) -> None:
        """Read so; without a text it is not there."""
        if text == self._text:
            return
        is_longer = len(text) != len(self._text)
        self._text = text
        self.set_class(bool(text), "-shown")
        if is_longer:
            self.styles.width = len(text) + 3
        if text:
            self.refresh(Region(0, 0, self.size.width, 1))

    def reading(self) -> Part:
        """The glyph and the digits."""
        is_running = any(letter.isdigit() for letter in self._text)
        return Part(f" {self._text}", "running" if is_running else "dim")


class _Words(Line):
    """A part of the line that changes once a minute at most."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim", "line--trouble"}

    _parts: Parts = ()

    def show(self, parts: Parts) -> None:
        """Say this."""
        if list(parts) == list(self._parts):
            return
        before, self._parts = self._length, parts
        self.refresh(layout=self.has_class("-total") and before != self._length)

    @property
    def _length(self) -> int:
        return sum(cell_len(part.text) for part in self._parts)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as what it says, and air around it."""
        return self._length + 3 if self._length else 1

    def left(self) -> Parts:
        """What it says."""
        is_total = self.has_class("-total") and self._parts
        return (Part("  "), *self._parts) if is_total else self._parts


class _Row(Line):
    """The row under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    _parts: tuple[Parts, Parts] = ((), ())

    def show(self, left: Parts, right: Parts) -> None:
        """Say this."""
        if (left, right) != self._parts:
            self._parts = (left, right)
            self.refresh()

    def left(self) -> Parts:
        """Names and notes."""
        return self._parts[0]

    def right(self) -> Parts:
        """Its place among the rows, and its hours."""
        return self._parts[1]
