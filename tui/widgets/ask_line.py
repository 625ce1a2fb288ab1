"""A question at the foot, answered by one key or a click; the rows stay in sight."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui.widgets.bars import Key
from tui.widgets.line import Line, Part, Parts
from tui.widgets.text import one_line


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its word, and what it does."""

    label: str
    then: Callable[[], None]


class AskLine(Line, can_focus=True):
    """Asks, and does what the key says; Esc leaves everything as it is, other keys do nothing.

    Args:
        question: one sentence.
        answers: by their keys, as they are typed.
        left: told when it is closed, before the answer is done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def __init__(
        self, question: str, answers: Mapping[str, Answer], left: Callable[[], None]
    ) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._left = left

    @property
    def keys(self) -> tuple[Key, ...]:
        """The answers for the line of keys."""
        shown = (
            Key(key, answer.label, f"screen.answer('{key}')")
            for key, answer in self._answers.items()
        )
        return (*shown, Key("esc", "Leave it", "screen.close_line"))

    def left(self) -> Parts:
        """The question."""
        return (Part(f" {one_line(self._question)}", "strong"),)

    def on_mount(self) -> None:
        """Wait for the answer."""
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """Take an answer; no other key gets through to the rows."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        if event.character is not None:
            self.answer(event.character)

    def answer(self, key: str) -> None:
        """Do what a key stands for."""
        chosen = self._answers.get(key)
        if chosen is not None:
            self._left()
            chosen.then()

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self._left()
