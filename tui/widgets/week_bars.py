"""The lines around the week's cells: its name, the days above, the sums and the notes below."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive

from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours
from tui.domain.week import Tally
from tui.domain.week_table import Cell, Spot, week_heading
from tui.widgets.bars import sheet_label
from tui.widgets.line import Digits, Line, Part, Parts
from tui.widgets.rows import NARROW, clock_piece
from tui.widgets.text import ELLIPSIS, one_line
from tui.widgets.week_grid import WeekGrid
from tui.widgets.week_rows import SUM, sum_piece
from tui.widgets.week_view import EMPTY_WEEK, WeekView


class WeekHead(Horizontal):
    """Which week it is, whose, and what runs; a foreign sheet is in the warning colour."""

    view: reactive[WeekView] = reactive(EMPTY_WEEK)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        """The name of the week, and the running clock."""
        yield _WeekName().data_bind(WeekHead.view)
        yield _WeekClock(self._now).data_bind(WeekHead.view)

    def watch_view(self, view: WeekView) -> None:
        """Mark a foreign sheet, and show the clock while something runs."""
        self.set_class(view.sheet_of is not None, "-foreign")
        self.set_class(view.running is not None, "-runs")

    def tick(self) -> None:
        """Move the second hand."""
        if self.view.running is not None:
            self.query_one(_WeekClock).tick()


class _WeekName(Line):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim", "line--running"}

    view: reactive[WeekView] = reactive(EMPTY_WEEK)

    def left(self) -> Parts:
        """Which week."""
        view, is_narrow = self.view, self.size.width < NARROW
        if not view.week.dates:
            return ()
        sheet = sheet_label(view.sheet_of, is_narrow=is_narrow)
        return (Part(f" {sheet}{week_heading(view.week.dates, is_short=is_narrow)}", "strong"),)

    def right(self) -> Parts:
        """What runs, as far as there is room; else which account it is."""
        view = self.view
        room = self.size.width - sum(cell_len(part.text) for part in self.left()) - 2
        if view.running is None:
            who, where = one_line(view.account.me.name), f" · {view.place} "
            return (Part(who), Part(where, "dim")) if cell_len(who + where) <= room else ()
        name = f"● {one_line(view.running.project)}"
        if cell_len(name) > room:
            name = "●" if room >= 0 else ""
        return (Part(name, "running"),)


class _WeekClock(Digits):
    view: reactive[WeekView] = reactive(EMPTY_WEEK)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now

    def reading(self) -> Part:
        """The clock of what runs, on whatever day."""
        entry = self.view.running
        if entry is None:
            return Part("")
        return Part(
            clock_piece(entry, entry.seconds(self._now()), self.view.account).text, "running"
        )


class WeekDays(Line):
    """The days above their columns; a click on one goes there."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim", "line--here"}

    view: reactive[WeekView] = reactive(EMPTY_WEEK)

    def __init__(self, grid: WeekGrid) -> None:
        super().__init__()
        self._grid = grid

    def left(self) -> Parts:
        """Weekday and day of the month; today is underlined, the cursor's day bold."""
        columns = self._grid.columns
        if not columns.dates:
            return ()
        before, after = "‹" if columns.before else " ", "›" if columns.after else " "
        parts = [Part(" " * columns.names), Part(before, "dim")]
        for on in columns.dates:
            marks = [
                name
                for name, holds in (("here", on == self._grid.on), ("today", on == self.view.today))
                if holds
            ]
            name = f"{on:%a}"[:2]
            text = f"{name} {on.day:>2}"
            room = columns.cell - columns.trail - len(text)
            parts += [
                Part(" " * room),
                Part(text, "-".join(marks) or "dim", f"screen.open_day('{on}')"),
                Part(" " * columns.trail),
            ]
        return [*parts[:-1], Part(f"{after:<{columns.trail}}", "dim")]


class WeekSums(Line):
    """The sums of the columns, and of the week."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    view: reactive[WeekView] = reactive(EMPTY_WEEK)

    def __init__(self, grid: WeekGrid, now: Clock) -> None:
        super().__init__()
        self._grid = grid
        self._now = now

    def left(self) -> Parts:
        """A sum below each column; what is not known yet is an ellipsis, and nothing a dash."""
        view, columns = self.view, self._grid.columns
        if not columns.dates:
            return ()
        tally = Tally.of(view.account, self._now())
        parts = [Part(f" {self._label():<{columns.names}}", "dim")]
        for on in columns.dates:
            day = view.week.day(on)
            text = ELLIPSIS if day is None else "–"
            if day is not None and day.entries:
                text = tally.label(tally.sum(day.entries))
            width = columns.cell - columns.trail
            parts.append(Part(f"{text:>{width}}{'':{columns.trail}}", "strong"))
        if not view.week.is_known:
            return [*parts, Part(f"{ELLIPSIS:>{SUM - 1}} ", "strong")]
        return [*parts, Part(sum_piece(tally.sum(view.week.entries), tally).text, "strong")]

    def _label(self) -> str:
        view = self.view
        if view.target is None:
            return "total"
        account = view.account
        hours = format_hours(view.target, account.hours_format, account.decimal_symbol)
        return f"total of {hours}" if self._grid.columns.names > len(hours) + 9 else "total"


class WeekNotes(Line):
    """What is known of the cell under the cursor: its state and its notes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    view: reactive[WeekView] = reactive(EMPTY_WEEK)

    def __init__(self, grid: WeekGrid) -> None:
        super().__init__()
        self._grid = grid

    def left(self) -> Parts:
        """Where it is, how it stands, and its notes."""
        spot, cell = self._grid.spot, self._grid.cell
        if spot is None or cell is None:
            return ()
        state, notes = self._state(spot, cell), self._notes(cell.entries)
        name = f" {f'{cell.on:%a}'} {cell.on.day} · {one_line(spot.pair.task)}"
        shown = "".join(f" · {text}" for text in (state, notes) if text)
        return (Part(name, "strong"), Part(shown, "dim"))

    def _state(self, spot: Spot, cell: Cell) -> str:
        if typed := self.view.refused.get(spot.key):
            return f"! {one_line(typed)} was not taken"
        if spot.key in self.view.sending:
            return "… being sent"
        parts = [] if len(cell.entries) < 2 else [f"{len(cell.entries)} entries"]
        running = cell.running
        if running is not None and running.timer_started_at is not None:
            parts.append(f"running since {self.view.account.local_time(running.timer_started_at)}")
        parts += dict.fromkeys(str(entry.lock) for entry in cell.entries if entry.lock)
        return ", ".join(parts)

    @staticmethod
    def _notes(entries: tuple[TimeEntry, ...]) -> str:
        return " / ".join(one_line(entry.notes) for entry in entries if entry.notes)
