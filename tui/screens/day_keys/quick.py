"""The quick line of the day: entries, timers, switches, stops and notes in one line of text."""

from typing import TYPE_CHECKING

from tui.api.backend import BackendError
from tui.screens.sheets import SheetBoard
from tui.screens.writing import NEW
from tui.widgets.bars import Key

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome
    from tui.domain.habits import Habits
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
    _pick: int | None = None
    _is_sending = False
    _usual: "Habits | None" = None
    _is_reading = False
    _refusal = ""

    def action_quick_line(self) -> None:
        """Open an empty line."""
        if not self.refused("quick_line"):
            self._open_line("")

    def action_switch(self) -> None:
        """Ask what to go on with; what runs is stopped only when that is picked."""
        if not self.refused("switch"):
            self._open_line("+ ")

    def action_stop_at(self) -> None:
        """Ask when what runs was stopped."""
        if not self.refused("stop_at"):
            self._open_line("stop @")

    def _open_line(self, value: str) -> None:
        from tui.widgets.quick_line import QuickLine  # what the first frame does not need

        self.notice.say("")
        self._pick = None
        line = QuickLine(
            value,
            typed=lambda _: self._typed(),
            taken=lambda _: self.action_take_line(),
            left=lambda _: self.close_line(),
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
        self._pick = None
        self._refusal = ""
        self._show_reading()

    def _show_reading(self) -> None:
        if self._line is not None and self._line.is_mounted:
            self._line.show(self._read_line())

    def tick(self) -> None:
        """Redraw what the second hand moves; the preview too, when it reads differently."""
        super().tick()
        self._show_reading()

    def on_quick_line_picked(self, event: "QuickLine.Picked") -> None:
        """Go to another meaning of the words."""
        reading = self._read_line()
        if not reading.options:
            return
        if event.to is not None:
            self._pick = event.to
        elif reading.picked is None:
            self._pick = 0 if event.by > 0 else len(reading.options) - 1
        else:
            self._pick = (reading.picked + event.by) % len(reading.options)
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
        self._refusal = ""
        reading = self._read_line()
        line.show(reading)
        if reading.plan is not None and not self.refused("quick_line"):
            self._is_sending = True
            line.input.disabled = True
            self.write(NEW, self._carried_out(reading.plan, line))

    async def _carried_out(self, what: "Plan", line: "QuickLine") -> "Outcome":
        """Do it; the line goes once it is done, and stays if it is refused."""
        from tui.desk.quickly import carry_out

        if self.desk is None:
            raise TypeError("a line without a desk")
        try:
            outcome = await carry_out(self.desk, what, self.view.running)
        except BackendError as error:
            self._refusal = str(error)
            line.input.disabled = False
            if self._line is line:
                line.input.focus()
                self._show_reading()
            raise
        finally:
            self._is_sending = False
        if self._line is line:
            self.close_line()
        return outcome
