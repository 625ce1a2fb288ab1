"""The answers of a picker: a list that draws only what is seen, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.domain.questions import Option
from tui.widgets.answer_rows import AnswerColumns, answer_pieces, columns_for

CURSOR, STAR, THUMB = "›", "★", " ▐"
RULE = "─" * 4
GUTTER = 3
"""The cursor, the star of a favourite, and a gap."""

WHEEL = 3
NOWHERE = -1


class Answers(Widget, can_focus=False):
    """Options, one a line; the cursor is moved from outside, as the focus is where one types."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "answers--text",
        "answers--dim",
        "answers--new",
        "answers--match",
        "answers--cursor",
        "answers--hover",
        "answers--thumb",
    }

    @dataclass
    class Chosen(Message):
        """An option was clicked."""

        option: Option[object]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options: Sequence[Option[object]] = ()
        self._rule = 0
        self._columns = AnswerColumns(0, 0)
        self._top = 0
        self._hovered = NOWHERE
        self.cursor = 0

    def show(self, options: Sequence[Option[object]], cursor: int = 0) -> None:
        """Show other options, with the cursor on one of them; a rule parts those that are new."""
        known = sum(not option.is_new for option in options)
        self._options = options
        self._rule = known or len(options)
        self._top, self._hovered, self.cursor = 0, NOWHERE, cursor
        self._lay_out()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the options out for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.size.width - GUTTER - len(THUMB)
        self._columns = columns_for(self._options, max(0, room))
        self._begin_at(self._top)
        self._show_cursor()
        self.refresh()

    # Lines: one an option, and one for the rule

    @property
    def _height(self) -> int:
        return self._line_of(len(self._options) - 1) + 1

    def _line_of(self, index: int) -> int:
        return index + (index >= self._rule)

    def _at(self, y: int) -> int:
        """The index of the option at a line in sight, or nowhere."""
        line = y + self._top
        if line == self._rule or not 0 <= line < self._height:
            return NOWHERE
        return line - (line > self._rule)

    # Moving

    def move(self, rows: int) -> None:
        """Move the cursor by rows, stopping at the ends; a single step goes round."""
        count = len(self._options)
        if count:
            place = self.cursor + rows
            self.go_to(place % count if abs(rows) == 1 else max(0, min(place, count - 1)))

    def move_page(self, pages: int) -> None:
        """Move the cursor by what fits on the screen."""
        self.move(pages * max(2, self.size.height - 1))

    def go_to(self, index: int) -> None:
        """Put the cursor on an option."""
        before, self.cursor = self.cursor, index
        self._redraw(before, index)
        self._show_cursor()

    def _show_cursor(self) -> None:
        """Scroll as far as it takes to see the cursor."""
        line = self._line_of(self.cursor)
        self._begin_at(min(max(self._top, line - self.size.height + 1), line))

    def _begin_at(self, line: int) -> None:
        top = max(0, min(line, self._height - self.size.height))
        if top != self._top:
            self._top = top
            self.refresh()

    def _redraw(self, *indexes: int) -> None:
        lines = [self._line_of(index) - self._top for index in indexes if index != NOWHERE]
        self.refresh(*(Region(0, line, self.size.width, 1) for line in lines))

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part, and beside it how far the list is scrolled."""
        width = self.size.width
        base = self.get_component_rich_style("answers--text")
        index = self._at(y)
        if index != NOWHERE and index in (self.cursor, self._hovered):
            base += self._style("cursor" if index == self.cursor else "hover")
        strip = Strip(self._segments(y, index, base)).adjust_cell_length(width, base).simplify()
        if not self._is_thumb(y):
            return strip
        thumb = Segment(THUMB, base + self._style("thumb"))
        return Strip([*strip.crop(0, width - len(THUMB)), thumb])

    def _segments(self, y: int, index: int, base: Style) -> list[Segment]:
        if y + self._top == self._rule < self._height - 1:
            return [Segment(" " * GUTTER + RULE, base + self._style("thumb"))]
        if index == NOWHERE:
            return []
        option = self._options[index]
        gutter = CURSOR if index == self.cursor else " "
        gutter += f"{STAR} " if option.standing.is_favourite else "  "
        pieces = (
            Segment(piece.text, base + self._style(piece.kind, is_match=piece.is_match))
            for piece in answer_pieces(option, self._columns)
        )
        return [Segment(gutter, base), *pieces]

    def _style(self, kind: str, *, is_match: bool = False) -> Style:
        style = self.get_component_rich_style(f"answers--{kind}", partial=True)
        if is_match:
            style += self.get_component_rich_style("answers--match", partial=True)
        return style

    def _is_thumb(self, y: int) -> bool:
        seen, every = self.size.height, self._height
        if every <= seen:
            return False
        length = max(1, seen * seen // every)
        start = round(self._top / (every - seen) * (seen - length))
        return start <= y < start + length

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose the option that is clicked."""
        index = self._at(event.y)
        if index != NOWHERE:
            self.go_to(index)
            self.post_message(self.Chosen(self._options[index]))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show which option a click would choose."""
        self._hover(self._at(event.y))

    def on_leave(self) -> None:
        """No click would choose any."""
        self._hover(NOWHERE)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            before, self._hovered = self._hovered, index
            self._redraw(before, index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll on; the cursor stays where it is."""
        event.stop()
        self._begin_at(self._top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll back."""
        event.stop()
        self._begin_at(self._top - WHEEL)
