"""What every cell of the grid does that is typed into where it stands."""

from abc import abstractmethod
from collections.abc import Callable

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from tui.domain.entry import Field


class Cell(Widget):
    """What every cell does. It lies over the grid, whose rows stay in sight and go on ticking.

    `field` is what is edited, `first` what stood there before.
    """

    field: Field
    first: str

    class Saved(Message):
        """What was typed is to be saved; then the cursor goes on by some rows."""

        def __init__(self, rows: int = 0) -> None:
            super().__init__()
            self.rows = rows

    class Passed(Message):
        """The next cell is wanted, or the one before (-1)."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Left(Message):
        """What was typed is to be thrown away."""

    class Grown(Message):
        """What stands in the cell may need another height."""

    class Typed(Message):
        """Something else stands in the cell."""

    @property
    @abstractmethod
    def text(self) -> str:
        """What stands in the cell."""

    @property
    def lines(self) -> int:
        """The lines it needs."""
        return 1

    @property
    def is_touched(self) -> bool:
        """Whether something else stands there than before."""
        return self.text != self.first

    def begin_line(self) -> None:
        """Begin a new line, where there may be several."""

    def put(self, region: Region) -> None:
        """Lay the cell over a part of the grid."""
        self.styles.offset = region.offset
        self.styles.width, self.styles.height = region.size

    def answer(self, event: events.Key, message: Message | None) -> None:
        """Let a key mean this here, and nothing else anywhere."""
        if message is not None:
            event.stop()
            event.prevent_default()
            self.post_message(message)


def meaning(key: str) -> Message | None:
    """What a key means in every cell."""
    meanings: dict[str, Callable[[], Message]] = {
        "enter": Cell.Saved,
        "ctrl+j": Cell.Saved,
        "ctrl+s": Cell.Saved,
        "tab": lambda: Cell.Passed(1),
        "shift+tab": lambda: Cell.Passed(-1),
        "escape": Cell.Left,
    }
    make = meanings.get(key)
    return make() if make else None
