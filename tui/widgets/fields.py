"""The form's fields that Textual has no ready widget for."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.widgets.text import ELLIPSIS, letter_by_letter, one_line, wrap

MOST_LINES = 3
SIGNED_CELLS = 8
"""A field of fewer cells has none to spare for a sign."""


class PickField(Static, can_focus=True):
    """A value that is picked, not typed: Enter, a click or the first letter opens the picker."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,down", "pick", "Pick", show=False)]

    value: reactive[str] = reactive("", layout=True)

    @dataclass
    class Wanted(Message):
        """The person wants to pick, and may have begun to type."""

        field: "PickField"
        typed: str = ""

        @property
        def control(self) -> "PickField":
            """The field, for `on` selectors."""
            return self.field

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._placeholder = placeholder

    def render(self) -> Content:
        """The value, or what is missing."""
        if self.value:
            width = self.content_size.width or self.app.size.width
            return Content("\n".join(wrap(one_line(self.value), width, MOST_LINES)))
        return Content.styled(self._placeholder, "dim")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the value takes."""
        return max(1, len(wrap(one_line(self.value), width, MOST_LINES)))

    def action_pick(self) -> None:
        """Ask for the picker."""
        self.post_message(self.Wanted(self))

    def on_click(self) -> None:
        """Ask for the picker."""
        self.action_pick()

    def on_key(self, event: events.Key) -> None:
        """Take the first letter along into the picker."""
        if event.character and event.is_printable and not event.character.isspace():
            event.stop()
            self.post_message(self.Wanted(self, event.character))


class LineField(Input):
    """A field of one line. Its cursor stands still: nothing moves but the running digits."""

    def __init__(self, value: str = "", placeholder: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, placeholder, id=id, compact=True)
        self.cursor_blink = False

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw the line; where there is more of it at a side, an ellipsis says so."""
        strip = super().render_line(y)
        width, first = self.scrollable_content_region.width, self.scroll_offset.x
        if y or not self.value or width < SIGNED_CELLS:
            return strip
        caret = self._position_to_cell(self.cursor_position) - first if self.has_focus else -1
        if first > 0 and caret not in (0, 1):
            strip = Strip.join([_signed(strip.crop(0, 2)), strip.crop(2)])
        if self.content_width - 1 - first > width and caret < width - 2:
            end = _signed(strip.crop(width - 2, width), is_end=True)
            strip = Strip.join([strip.crop(0, width - 2), end])
        return strip


def _signed(end: Strip, *, is_end: bool = False) -> Strip:
    """The two cells at an end of a line, as wide as any letter, with the sign in place of it."""
    style = next((segment.style for segment in end if segment.style), None)
    return Strip([Segment(f" {ELLIPSIS}" if is_end else f"{ELLIPSIS} ", style)])


class Notes(TextArea):
    """Notes of several lines; they grow with what is typed, and Tab leaves them."""

    def __init__(self, text: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, id=id, compact=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def on_unmount(self) -> None:
        """Let the app forget it: Textual keeps all that watch the theme until there is another."""
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [one for one in watchers if one[0] is not self]

    def get_line(self, line_index: int) -> Text:
        """Draw a line harmlessly: what is edited, and saved, stays as it is."""
        return Text(letter_by_letter(self.document.get_line(line_index)), end="", no_wrap=True)


class Labelled(Vertical):
    """A field with its name at the left and its problem below."""

    def __init__(self, label: str, field: Widget) -> None:
        super().__init__(classes="field")
        self._label = label
        self._field = field
        self._problem = Static("", classes="problem", markup=False)
        self._hint = Static("", classes="hint", markup=False)

    def compose(self) -> ComposeResult:
        """Name and field in a row, what it comes to and what is wrong with it under the field."""
        with Horizontal():
            yield Static(Content(self._label), classes="label")
            yield self._field
        yield self._hint
        yield self._problem

    def on_descendant_focus(self) -> None:
        """Mark the field that is being filled in."""
        self.add_class("-focused")

    def on_descendant_blur(self) -> None:
        """Take the mark back."""
        self.remove_class("-focused")

    def say(self, problem: str) -> None:
        """Show a problem, or none."""
        self.set_class(bool(problem), "-invalid")
        self._problem.update(one_line(problem))

    def hint(self, hint: str) -> None:
        """Show what the field's content comes to, or nothing."""
        self.set_class(bool(hint), "-hinting")
        self._hint.update(one_line(hint))
