"""The row below today's entries: how much of the day is on no entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive

from tui.domain.account import Account
from tui.domain.untracked import Untracked
from tui.widgets.grid import DOUBLE_CLICK, MARK
from tui.widgets.line import Line, Part, Parts
from tui.widgets.rows import hang
from tui.widgets.text import ELLIPSIS

NAME = "untracked"


class UntrackedRow(Horizontal):
    """A row that is on no entry, its amount in the column of the hours; hidden without one.

    It is drawn anew only where it reads differently, and a new minute only in its last cells. The
    grid's cursor may stand on it.
    """

    @dataclass
    class Pointed(Message):
        """It was clicked, once or twice."""

        is_double: bool

    def __init__(self) -> None:
        super().__init__()
        self._known = _Name()
        self._how_much = _Amount()

    def compose(self) -> ComposeResult:
        """What is known of it, and how much it is."""
        yield self._known
        yield self._how_much

    def show(self, found: Untracked | None, account: Account) -> None:
        """Show what is untracked in an account; None for nothing."""
        self.display = found is not None
        if found is not None:
            self._known.names = tuple(names_of(found, account))
            self._how_much.amount = found.amount(account)

    def put_cursor(self, *, is_here: bool) -> None:
        """Put the cursor on it, or take it away."""
        self.set_class(is_here, "-cursor")
        self._known.has_cursor = is_here

    def on_click(self, event: events.Click) -> None:
        """Tell of it."""
        event.stop()
        self.post_message(self.Pointed(is_double=event.chain == DOUBLE_CLICK))


class _Name(Line):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    names: reactive[tuple[str, ...]] = reactive(())
    has_cursor: reactive[bool] = reactive(default=False)

    def left(self) -> Parts:
        """The cursor's mark."""
        return (Part(MARK if self.has_cursor else " "),)

    def right(self) -> Parts:
        """The most of what is known that there is room for."""
        room = self.size.width - cell_len(MARK)
        fitting = (name for name in self.names if cell_len(name) <= room)
        return (Part(next(fitting, NAME), "dim"),)


class _Amount(Line):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    amount: reactive[str] = reactive("")

    def left(self) -> Parts:
        """The amount, right-aligned as the hours of the rows."""
        return (Part(hang(self.amount), "dim"),)


def names_of(found: Untracked, account: Account) -> Iterator[str]:
    """What may stand beside the amount, the longest first: the gaps, the newest longest."""
    spans = found.spans(account)
    for left_out in range(len(spans)):
        dots = f"{ELLIPSIS} " if left_out else ""
        yield f"{dots}{', '.join(spans[left_out:])} · {NAME}"
    if not spans:
        yield f"{found.since_when(account)} · {NAME}"
