"""A question at the foot, answered by one key or a click; the rows stay in sight."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.strip import Strip

from tui.widgets.bars import Key
from tui.widgets.line import Line, Part, Parts
from tui.widgets.rows import NARROW
from tui.widgets.text import clip, one_line, wrap

MOST_LINES = 3
"""What a question itself takes at most."""

FEWEST_CELLS = 24
"""A question of which less is seen than that tells nothing."""

GAP = "  "


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its words, what it does, and fewer words for narrow panes."""

    label: str
    then: Callable[[], None]
    short: str = ""


Answers = Mapping[str, Answer]
"""Answers by their keys, as they are typed."""


class AskLine(Line, can_focus=True):
    """Asks, and does what the key says; Esc leaves everything as it is, other keys do nothing.

    It takes the lines that its answers need, up to half of the screen. Where there is less room
    it says them in fewer words, then by their keys alone.

    Args:
        question: one sentence.
        answers: by their keys.
        left: told when it is closed, before the answer is done.
        takes: tells whether keys answer by now; they always do without it.
        leave: what Esc is called.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    def __init__(
        self,
        question: str,
        answers: Answers,
        left: Callable[[], None],
        *,
        takes: Callable[[], bool] = lambda: True,
        leave: str = "Leave it",
    ) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._left = left
        self._takes = takes
        self._leave = leave

    def show(self, question: str, answers: Answers) -> None:
        """Ask in other words; nothing is drawn where they are the same."""
        before = (self._question, [answer.label for answer in self._answers.values()])
        self._question, self._answers = question, answers
        if before != (question, [answer.label for answer in answers.values()]):
            self.refresh(layout=True)

    def keys(self, *, is_short: bool = False) -> tuple[Key, ...]:
        """The answers with their keys."""
        shown = (
            Key(
                key,
                (answer.short if is_short else "") or answer.label,
                f"screen.answer_by('{key}')",
            )
            for key, answer in self._answers.items()
        )
        leave = self._leave.split()[0] if is_short else self._leave
        return (*shown, Key("esc", leave, "screen.close_line"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the question and its answers take, up to half of the screen."""
        return max(1, len(self._lines(width, max(1, viewport.height // 2))))

    def _lines(self, width: int, height: int) -> list[Parts]:
        """Lay the question and its answers out in at most so many lines."""
        question = one_line(self._question)
        for is_short in (width < NARROW, True):
            rows = list(_rows(self.keys(is_short=is_short), width))
            if len(rows) < height:
                asked = wrap(question, width - 2, min(MOST_LINES, height - len(rows)))
                return [*((Part(f" {line}", "strong"),) for line in asked), *rows]
        return self._in_one(width) if height == 1 else self._by_keys_alone(width, height)

    def _in_one(self, width: int) -> list[Parts]:
        """Lay all of it out in one line; what is left beside the answers is the question's."""
        question = one_line(self._question)
        for is_short in (False, True):
            keys = [
                part for key in self.keys(is_short=is_short) for part in (Part(GAP), *key.parts)
            ]
            room = width - 1 - _cells(keys)
            if room >= min(FEWEST_CELLS, cell_len(question)):
                return [(Part(f" {clip(question, room)}", "strong"), *keys)]
        return self._by_keys_alone(width, 1)

    def _by_keys_alone(self, width: int, height: int) -> list[Parts]:
        keys = [Part(key.key, "key", key.action) for key in self.keys()]
        foot = [part for key in keys for part in (Part(" "), key)]
        room = width if height > 1 else width - sum(cell_len(part.text) for part in foot) - 1
        asked = (Part(clip(f" {one_line(self._question)}", max(0, room)), "strong"),)
        return [asked, foot] if height > 1 else [(*asked, *foot)]

    def render_line(self, y: int) -> Strip:
        """Draw one of its lines."""
        width, base = self.size.width, self.rich_style
        lines = self._lines(width, max(1, self.size.height))
        if y >= len(lines):
            return Strip.blank(width, base)
        return Strip(self._segments(lines[y], width, base)).adjust_cell_length(width, base)

    def on_mount(self) -> None:
        """Wait for the answer."""
        self.focus()

    def on_key(self, event: events.Key) -> None:
        """Take an answer; no other key gets through to the rows."""
        takes = self._takes()
        if event.key == "escape" and takes:
            return
        event.stop()
        event.prevent_default()
        if event.character is not None and takes:
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


def _rows(keys: Sequence[Key], width: int) -> Iterator[Parts]:
    """Put keys with their words on as few lines as they fit on; one too long is cut."""
    row: list[Part] = [Part(" ")]
    for key in keys:
        parts = (Part(GAP), *key.parts) if len(row) > 1 else key.parts
        if len(row) > 1 and _cells(row) + _cells(parts) > width:
            yield row
            row, parts = [Part(" ")], key.parts
        row.extend(parts)
    yield row


def _cells(parts: Sequence[Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
