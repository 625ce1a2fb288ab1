"""The cells of the grid that are typed into: time in one line, notes in some."""

from datetime import datetime

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tui.domain.account import Account
from tui.domain.entry import Field, TimeEntry
from tui.widgets.cell import Cell, meaning
from tui.widgets.cells import NOTES_MOST
from tui.widgets.entry_fields import hours_text, time_text
from tui.widgets.fields import LineField, Notes

NEW_LINE = ("ctrl+o", "alt+enter", "shift+enter")
"""Most terminals tell the last two as Enter, so the first one is what is shown."""


def cell_of(
    field: Field,
    entry: TimeEntry,
    account: Account,
    now: datetime,
    begun: str | None = None,
    kept: str | None = None,
) -> Cell:
    """Make the cell of an entry's field, as of an instant (UTC).

    Args:
        field: which one.
        entry: whose.
        account: how it shows things.
        now: as of when a running entry's hours are shown.
        begun: what is being typed in place of what stands there.
        kept: what was typed before and could not be saved.
    """
    if field is Field.NOTES:
        return NotesCell(entry.notes, entry.notes if kept is None else kept)
    if field is Field.HOURS:
        first = hours_text(account, entry, now)
    else:
        first = time_text(account, entry.started_at if field is Field.START else entry.ended_at)
    if begun is not None:
        return TimeCell(field, first, begun, selected=False)
    return TimeCell(field, first, first if kept is None else kept, selected=kept is None)


def gone(crop: Region) -> list[Strip]:
    """Draw a cell that was closed: Textual may ask for it once more, when its styles are gone."""
    return [Strip.blank(crop.width) for _ in range(crop.height)]


class TimeCell(LineField, Cell):
    """Hours, a start or an end.

    Args:
        field: which of them.
        first: what stood there before.
        typed: what stands there now; what was typed already is not selected.
        selected: whether the next letter replaces all of it.
    """

    def __init__(self, field: Field, first: str, typed: str, *, selected: bool) -> None:
        super().__init__(typed)
        self.field = field
        self.first = first
        self.select_on_focus = selected

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return self.value

    def on_mount(self) -> None:
        """Type on behind what stands there."""
        self.focus()
        self.cursor_position = len(self.value)

    def on_key(self, event: events.Key) -> None:
        """Save, go on, leave; up and down save and go to the row there."""
        rows = {"up": -1, "down": 1}.get(event.key)
        self.answer(event, Cell.Saved(rows) if rows else meaning(event.key))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is typed."""
        return super().render_lines(crop) if self.is_attached else gone(crop)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep it here: no other widget is concerned."""
        event.stop()
        self.post_message(self.Typed())


class NotesCell(Notes, Cell):
    """Notes, all of their lines.

    Args:
        first: what stood there before.
        typed: what stands there now.
    """

    def __init__(self, first: str, typed: str) -> None:
        super().__init__(typed)
        self.field = Field.NOTES
        self.first = first

    def on_mount(self) -> None:
        """Be typed into at once."""
        self.focus()

    @property
    def lines(self) -> int:
        """The lines it needs, up to some."""
        return max(1, min(NOTES_MOST, self.wrapped_document.height))

    def on_key(self, event: events.Key) -> None:
        """Save, go on, leave; ctrl+o begins a new line."""
        if event.key in NEW_LINE:
            event.stop()
            event.prevent_default()
            self.begin_line()
        else:
            self.answer(event, meaning(event.key))

    def begin_line(self) -> None:
        """Begin a new line at the cursor."""
        self.insert("\n")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is typed."""
        return super().render_lines(crop) if self.is_attached else gone(crop)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Grow with what is typed."""
        event.stop()
        self.post_message(self.Grown())
        self.post_message(self.Typed())

    def on_resize(self) -> None:
        """Wrapped anew, it may need other lines."""
        self.post_message(self.Grown())
