"""A line at the foot in which something is typed, while the rows stay in sight."""

from collections.abc import Callable
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.widgets.fields import LineField

Told = Callable[[str], None]
"""Is told what stands in the line."""


class FootLine(Horizontal):
    """What is typed in one line, behind a sign.

    Args:
        sign: what stands before it, such as `/`.
        value: what stands in it already.
        typed: told whenever something else stands in it.
        taken: told at Enter.
        left: told at Esc.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    input = getters.query_one(LineField)

    def __init__(self, sign: str, value: str, *, typed: Told, taken: Told, left: Told) -> None:
        super().__init__()
        self._sign = sign
        self._value = value
        self._told_typed = typed
        self._told_taken = taken
        self._told_left = left

    def compose(self) -> ComposeResult:
        """The sign and the field."""
        yield Static(f" {self._sign} ", classes="sign", markup=False)
        field = LineField(self._value, id="line")
        field.select_on_focus = False
        yield field

    def on_mount(self) -> None:
        """Begin behind what stands there."""
        self.input.focus()
        self.input.cursor_position = len(self._value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._told_typed(event.value)

    @on(Input.Submitted)
    def _taken(self, event: Input.Submitted) -> None:
        event.stop()
        self._told_taken(event.value)

    def action_leave(self) -> None:
        """Leave the line."""
        self._told_left(self.input.value)
