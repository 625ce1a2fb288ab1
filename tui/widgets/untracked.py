"""The row below today's entries: how much of the day is on no entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.message import Message

from tui.domain.account import Account
from tui.domain.untracked import Untracked
from tui.widgets.grid import DOUBLE_CLICK, MARK
from tui.widgets.line import Line, Part, Parts
from tui.widgets.rows import HOURS, hang
from tui.widgets.text import ELLIPSIS
from tui.widgets.view import NOBODY

NAME = "untracked"


class UntrackedRow(Line):
    """A row that is on no entry, its amount in the column of the hours; hidden without one.

    It is drawn anew only where it reads differently. The grid's cursor may stand on it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    @dataclass
    class Pointed(Message):
        """It was clicked, once or twice."""

        is_double: bool

    def __init__(self) -> None:
        super().__init__()
        self._found: Untracked | None = None
        self._account = NOBODY
        self._drawn = ("", "")

    def show(self, found: Untracked | None, account: Account) -> None:
        """Show what is untracked in an account; None for nothing."""
        self._found, self._account = found, account
        self.display = found is not None
        if self._reading() != self._drawn:
            self.refresh()

    def put_cursor(self, *, is_here: bool) -> None:
        """Put the cursor on it, or take it away."""
        if is_here != self.has_class("-cursor"):
            self.set_class(is_here, "-cursor")
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell of it."""
        event.stop()
        self.post_message(self.Pointed(is_double=event.chain == DOUBLE_CLICK))

    def left(self) -> Parts:
        """The cursor's mark."""
        return (Part(MARK if self.has_class("-cursor") else " "),)

    def right(self) -> Parts:
        """What is known of it, and how much it is."""
        self._drawn = self._reading()
        name, amount = self._drawn
        return (Part(name, "dim"), Part(amount, "dim"))

    def _reading(self) -> tuple[str, str]:
        if self._found is None:
            return "", ""
        room = self.size.width - HOURS - 2  # the mark, and the cell that shows the scrolling
        names = names_of(self._found, self._account)
        name = next((text for text in names if cell_len(text) <= room), NAME)
        return name, f"{hang(self._found.amount(self._account))} "


def names_of(found: Untracked, account: Account) -> Iterator[str]:
    """What may stand beside the amount, the longest first: the gaps, the newest longest."""
    spans = found.spans(account)
    for left_out in range(len(spans)):
        dots = f"{ELLIPSIS} " if left_out else ""
        yield f"{dots}{', '.join(spans[left_out:])} · {NAME}"
    if not spans:
        yield f"{found.since_when(account)} · {NAME}"
