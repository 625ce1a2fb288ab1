"""The quick line of the day: entries, timers, switches, stops and notes in one line of text."""

from typing import TYPE_CHECKING

from textual import on

from tui.api.backend import BackendError
from tui.screens.sheets import SheetBoard
from tui.screens.writing import NEW
from tui.widgets.bars import Key
from tui.widgets.grid import Grid

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome
    from tui.domain.habits import Habits, Ids
    from tui.domain.quick.plan import Plan, Scene
    from tui.domain.quick.reading import Reading
    from tui.widgets.quick_line import QuickLine

KEYS = (
    Key("enter", "Do it", "screen.take_line"),
    Key("tab", "Next meaning", "screen.next_meaning"),
    Key("esc", "Leave", "screen.close_line"),
)


class Quick(SheetBoard):
    """Opens the line, shows what it would do as it is typed, and does it at Enter.

    A line that was refused stays, with what was typed, for another try.
    """

    _line: "QuickLine | None" = None
    _pick: "Ids | None" = None
    _usual: "Habits | None" = None
    _is_reading = False
    _is_sending = False
    _refusal = ""
    _kept_line = ""
    _last_line = ""

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that leaving would throw away."""
        has_line = self._line is not None and bool(self._line.input.value.strip())
        return has_line or super().has_unsaved

    def action_quick_line(self) -> None:
        """Open an empty line."""
        if not self.refused("quick_line"):
            self._open_line(self._kept_line)

    def action_switch(self) -> None:
        """Ask what to go on with; what runs is stopped only when that is picked."""
        if not self.refused("switch"):
            self._open_line("+ ")

    def action_stop_at(self) -> None:
        """Ask when what runs was stopped."""
        if not self.refused("stop_at"):
            self._open_line("stop @")

    def _open_line(self, value: str, refusal: str = "") -> None:
        from tui.widgets.quick_line import QuickLine  # what the first frame does not need

        self.notice.say("")
        self._pick, self._refusal, self._kept_line = None, refusal, ""
        line = QuickLine(
            value,
            typed=lambda _: self._typed(),
            taken=lambda _: self.action_take_line(),
            left=lambda _: self._leave_line(),
        )
        self.open_line(line, KEYS)
        self._line = line
        if self.desk is not None:
            self._usual = self.desk.habits  # what is listed keeps its order while it is open
            self.run_worker(self._read_what_there_is(self.desk), group="prepare")

    async def _read_what_there_is(self, desk: "Desk") -> None:
        """Read anew what may be picked, behind what is being typed."""
        self._is_reading = True
        try:
            await desk.read_catalog()
        except BackendError as error:
            self.log.warning(f"the projects could not be read: {error}")
        finally:
            self._is_reading = False
        self._show_reading()

    def close_line(self) -> None:
        """Close whatever line is open; one that is being sent comes back if it is refused."""
        if self._line is not None and self._line.input.value.strip():
            self._last_line = self._line.input.value
        self._line = None
        super().close_line()

    def _scene(self) -> "Scene":
        from tui.domain.quick.plan import Scene

        view = self.view
        return Scene(
            account=view.account,
            now=self.now(),
            shown=view.day.date,
            running=view.running,
            row=self.grid.entry,
        )

    def _read_line(self) -> "Reading":
        from tui.domain.quick.reading import Book, Reading, read

        line, desk = self._line, self.desk
        if line is None or desk is None:
            return Reading()
        if self._refusal:
            return Reading(refusal=self._refusal)
        if not desk.catalog.choices and line.input.value.strip():
            new = self.keys.shown("new_entry")
            none = f"There is no project to pick yet: {new} makes an entry with a new one."
            return Reading(refusal="Reading what there is …" if self._is_reading else none)
        book = Book(desk.catalog, self._usual or desk.habits, desk.aliases)
        return read(line.input.value, self._pick, book, self._scene())

    def _typed(self) -> None:
        line = self._line
        if line is not None and line.input.value != line.told_value:
            self._refusal = ""
        self._show_reading()

    def _leave_line(self) -> None:
        """Leave the line; one that is being sent stays until it is known what came of it."""
        if not self._is_sending:
            self.close_line()

    def _show_reading(self) -> None:
        if self._line is not None and self._line.is_mounted:
            self._line.show(self._read_line())

    def tick(self) -> None:
        """Redraw what the second hand moves; the preview too, when it reads differently."""
        super().tick()
        self._show_reading()

    def on_quick_line_picked(self, event: "QuickLine.Picked") -> None:
        """Go to another meaning of the words."""
        line = self._line
        if line is not None and not line.input.value and event.by < 0:
            line.input.value = self._last_line
            line.input.cursor_position = len(self._last_line)
            return
        reading = self._read_line()
        if not reading.options:
            return
        count = len(reading.options)
        if event.to is not None:
            place = event.to
        elif reading.picked is None:
            place = 0 if event.by > 0 else -1
        else:
            place = reading.picked + event.by
        self._pick = reading.options[place % count].ids
        self._show_reading()

    def watch_view(self) -> None:
        """Follow what is known; the preview too."""
        super().watch_view()
        self._show_reading()

    @on(Grid.CursorMoved)
    def _another_row(self) -> None:
        self._show_reading()

    def action_next_meaning(self) -> None:
        """Go to the next meaning of the words."""
        if self._line is not None:
            self._line.action_pick(1)

    def action_take_line(self) -> None:
        """Do what the line says; what says nothing stays as it is."""
        line, desk = self._line, self.desk
        if line is None or desk is None or self._is_sending:
            return
        if not line.input.value.strip():
            self.close_line()
            return
        shown, self._refusal = line.reading, ""
        reading = self._read_line()
        line.show(reading)
        is_shown = shown.plan is None or reading.gist == shown.gist
        if reading.plan is not None and is_shown and not self.refused("quick_line"):
            self._is_sending = True
            line.input.disabled = True
            self.write(NEW, self._carried_out(desk, reading.plan, line.input.value))

    async def _carried_out(self, desk: "Desk", what: "Plan", typed: str) -> "Outcome":
        """Do it; the line goes once it is done, and stays if it is refused."""
        from tui.desk.quickly import carry_out

        line = self._line
        try:
            outcome = await carry_out(desk, what, self.view.running)
        except BackendError as error:
            self._is_sending = False
            self._take_back(line, typed, str(error))
            raise
        self._is_sending = False
        if line is not None and self._line is line:
            self.close_line()
        return outcome

    def _take_back(self, line: "QuickLine | None", typed: str, refusal: str) -> None:
        """Have the line back as it was typed; at its next opening if something else is begun."""
        if line is not None and self._line is line and line.is_mounted:
            line.input.disabled = False
            line.input.focus()
            self._refusal = refusal
            self._show_reading()
        elif self.app.screen is self and not self.is_typing:
            self._open_line(typed, refusal)
        else:
            self._kept_line = typed
