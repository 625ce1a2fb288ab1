"""The quick line at the foot: what is typed, and below it what it would do."""

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.domain.quick.preview import Happens
from tui.domain.quick.reading import Reading
from tui.widgets.foot_line import FootLine, Told
from tui.widgets.text import clip, one_line, wrap

INDENT = "   "
VERBS = 8
MARK = "▌"
MORE = " …"
"""Behind the last line of a preview that has more of them than there is room for."""

MOST_LINES = 4
NARROW = 45
HINTS = (
    "1:30 acme web notes    how long, what, notes; 9-10:30 … from when to when",
    "+ acme web             start now; -20m … or @10:40 … since then",
    'stop @10:40            stop what runs; "notes … for the row of the cursor',
)


class QuickLine(FootLine):
    """The line with its preview, which has always the same height, so that the rows stay calm.

    Args:
        value: what stands in it already.
        typed: told whenever something else stands in it.
        taken: told at Enter.
        left: told at Esc.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,down", "pick(1)", "Next", show=False, priority=True),
        Binding("shift+tab,up", "pick(-1)", "Before", show=False, priority=True),
    ]

    class Picked(Message):
        """Another meaning is wanted: so many further."""

        def __init__(self, by: int = 0, to: int | None = None) -> None:
            super().__init__()
            self.by = by
            self.to = to

    def __init__(self, value: str, *, typed: Told, taken: Told, left: Told) -> None:
        super().__init__("›", value, typed=typed, taken=taken, left=left)
        self.add_class("-tall")
        self.told_value = value
        self._reading = Reading()
        self._first_option = 0

    @property
    def reading(self) -> Reading:
        """What is shown of the line."""
        return self._reading

    def compose(self) -> ComposeResult:
        """The line and its preview."""
        with Horizontal(classes="typed"):
            yield from super().compose()
        yield Static("", id="preview", markup=False)

    def show(self, reading: Reading) -> None:
        """Show what the line says by now."""
        self.told_value = self.input.value
        if reading != self._reading or not self.input.value:
            self._reading = reading
            self._draw()

    def on_resize(self) -> None:
        """Fit the preview into the new width."""
        self._draw()

    def _draw(self) -> None:
        beside = self.query_one("#preview", Static)
        width = max(10, (beside.size.width if self.size.height < 2 else self.size.width) - 1)
        height = max(1, self.size.height - 1)
        lines = self._told(width)
        self._first_option = len(lines)
        if len(lines) > height:
            shown = self._told(width - cell_len(MORE))[:height]
            lines = [*shown[:-1], Content.assemble(shown[-1], (MORE, "dim"))]
        lines += self._options(width, height - len(lines))
        beside.update(Content("\n").join(lines))

    def _told(self, width: int) -> list[Content]:
        reading = self._reading
        if reading.refusal:
            said = wrap(f"! {one_line(reading.refusal)}", width - len(INDENT), MOST_LINES)
            return [Content.styled(f"{INDENT}{line}", "$warning") for line in said]
        if reading.trouble is not None:
            return self._trouble(width)
        if reading.plan is None and not reading.options:
            return [Content.styled(clip(f"{INDENT}{hint}", width), "dim") for hint in HINTS]
        return [line for one in reading.happens for line in _told(one, width - len(INDENT))]

    def _trouble(self, width: int) -> list[Content]:
        """The caret under the word, and why."""
        trouble = self._reading.trouble
        if trouble is None:
            return []
        start = min(trouble.start, len(self.input.value) + 1)
        place = len(INDENT) + start - int(self.input.scroll_offset.x)
        caret = "^" * max(1, min(trouble.end, len(self.input.value) + 1) - start)
        lines = []
        if self._reading.picked is not None or not self._reading.options:
            lines.append(Content.styled(clip(f"{' ' * max(0, place)}{caret}", width), "$warning"))
        told = wrap(one_line(str(trouble)), width - len(INDENT), MOST_LINES)
        lines += [Content.styled(f"{INDENT}{line}", "$warning") for line in told]
        return lines

    def _options(self, width: int, room: int) -> list[Content]:
        """The meanings, the one that is taken marked; as many as fit around it."""
        reading = self._reading
        if room <= 0 or not reading.options:
            return []
        first = max(0, (reading.picked or 0) - room + 1)
        self._shift = first
        lines = []
        for place, option in list(enumerate(reading.options))[first : first + room]:
            mark = MARK if place == reading.picked else " "
            why = f"  {option.why}" if option.why else ""
            label = clip(one_line(option.label), width - len(INDENT) - len(why))
            style = "bold" if place == reading.picked else ""
            lines.append(Content.assemble(f"  {mark}", (label, style), (why, "dim")))
        if reading.more and len(lines) == room and room > 1:
            lines[-1] = Content.styled(f"{INDENT}… {reading.more + 1} more", "dim")
        return lines

    _shift = 0

    def action_pick(self, by: int) -> None:
        """Go to another meaning."""
        self.post_message(self.Picked(by=by))

    def on_click(self, event: events.Click) -> None:
        """Take the meaning that was clicked."""
        preview = self.query_one("#preview", Static)
        if event.widget is not preview:
            return
        place = event.get_content_offset(preview)
        if place is not None and place.y >= self._first_option and self._reading.options:
            self.post_message(self.Picked(to=place.y - self._first_option + self._shift))


def _told(one: Happens, width: int) -> list[Content]:
    """One thing that would happen, and its notes beside or below it."""
    verb = f"{one.verb:<{VERBS}}"
    room = width - VERBS
    if room < NARROW:
        text = clip(one_line(one.brief), room)
    else:
        name = clip(one_line(one.name), max(4, room - cell_len(one.detail)))
        text = f"{name}{one.detail}"
    notes = f"“{one_line(one.notes)}”" if one.notes else ""
    fits = cell_len(text) + cell_len(notes) + 2 <= room
    shown = f"{text}  {notes}" if notes and fits else text
    lines = [Content.assemble(INDENT, (verb, "bold"), shown)]
    if notes and not fits:
        lines.append(Content(f"{INDENT}{' ' * VERBS}{clip(notes, room)}"))
    return lines
