"""The lines around the grid: what stands above it and below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive

from tui.domain.account import Person
from tui.domain.clock import Clock
from tui.domain.dates import short_date
from tui.domain.day import total_label
from tui.domain.over_midnight import since_label
from tui.widgets.line import Digits, Line, Part, Parts
from tui.widgets.rows import NARROW, WIDE, clock_piece, hang
from tui.widgets.text import ELLIPSIS, one_line
from tui.widgets.view import EMPTY, Status, View


def sheet_label(person: Person | None, *, is_narrow: bool = False) -> str:
    """Say whose timesheet it is, in front of what stands beside it; nothing for one's own."""
    if person is None:
        return ""
    return f"{'' if is_narrow else 'Sheet of '}{one_line(person.name)} · "


class Elsewhere(Horizontal):
    """The running entry when it lies on another day; hidden otherwise."""

    view: reactive[View] = reactive(EMPTY)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        """What runs, and its clock."""
        yield _RunningName().data_bind(Elsewhere.view)
        yield _RunningClock(self._now).data_bind(Elsewhere.view)

    def watch_view(self, view: View) -> None:
        """Appear when something runs on another day than the shown one."""
        self.set_class(view.elsewhere is not None, "-runs")

    def tick(self) -> None:
        """Move the second hand."""
        if self.display:
            self.query_one(_RunningClock).tick()


class _RunningName(Line):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim", "line--running"}

    view: reactive[View] = reactive(EMPTY)

    def left(self) -> Parts:
        """Since when, and what."""
        entry = self.view.elsewhere
        if entry is None or entry.timer_started_at is None:
            return ()
        since = since_label(entry, self.view.account, self.view.today)
        what = " · ".join(one_line(part) for part in (entry.project, entry.task))
        return (
            Part(f" ● running since {since}", "running"),
            Part(f"  {what}", "dim"),
        )


class _RunningClock(Digits):
    view: reactive[View] = reactive(EMPTY)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now

    def reading(self) -> Part:
        """The clock of what runs elsewhere."""
        entry = self.view.elsewhere
        if entry is None:
            return Part(hang(""), "running")
        piece = clock_piece(entry, entry.seconds(self._now()), self.view.account)
        return Part(piece.text, "running")


class Totals(Horizontal):
    """The day's total, under the column that it adds up.

    `names_day` says that no other line names the day, and whose it is.
    """

    view: reactive[View] = reactive(EMPTY)
    names_day: reactive[bool] = reactive(default=False)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        """How many entries, and the total."""
        yield _Count().data_bind(Totals.view, Totals.names_day)
        yield _Total(self._now).data_bind(Totals.view)

    def watch_view(self, view: View) -> None:
        """Mark a foreign sheet."""
        self.set_class(view.sheet_of is not None, "-foreign")

    def tick(self) -> None:
        """Move the second hand."""
        if self.display:
            self.query_one(_Total).tick()


class _Count(Line):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    view: reactive[View] = reactive(EMPTY)
    names_day: reactive[bool] = reactive(default=False)

    def left(self) -> Parts:
        """How many entries, and marked ones; while they are filtered, of how many, and by what."""
        view = self.view
        day = self._day() if self.names_day and not view.filter else ()
        return (*day, *self._counted(after=" ·" if day else ""))

    def _day(self) -> Parts:
        """Which day it is, and whose."""
        view = self.view
        if view is EMPTY:
            return ()
        whose = sheet_label(view.sheet_of, is_narrow=True)
        return (Part(f" {whose}{short_date(view.day.date)}", "strong"),)

    def _counted(self, after: str) -> Parts:
        view = self.view
        if view.status is not Status.READY or not view.day.entries:
            return ()
        count = len(view.day.entries)
        entries = f"{count} {'entry' if count == 1 else 'entries'}"
        marked = len(view.marked_rows)
        marks = (Part(f" · {marked} marked", "strong"),) if marked else ()
        if view.filter:
            of = count if self.size.width < NARROW else entries
            by = Part(f" · /{one_line(view.filter)}", "dim")
            return (Part(f" {len(view.rows)} of {of}", "strong"), *marks, by)
        return (Part(f"{after} {entries}", "dim"), *marks)

    def right(self) -> Parts:
        """What the number beside it is, where there is room to say so."""
        view = self.view
        if view.status is not Status.READY:
            return ()
        told = f"total of {len(view.rows)}" if view.filter else "total"
        fits = sum(cell_len(part.text) for part in self.left()) < self.size.width - cell_len(told)
        return (Part(told, "dim"),) if fits else ()


class _Total(Digits):
    view: reactive[View] = reactive(EMPTY)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now

    def reading(self) -> Part:
        """The total; its seconds hang behind it as in the rows."""
        view = self.view
        if view.status is not Status.READY:
            return Part("")
        account = view.account
        entries, now = view.rows, self._now()
        return Part(
            hang(total_label(entries, now, account.hours_format, account.decimal_symbol)), "strong"
        )


@dataclass(frozen=True, slots=True)
class Key:
    """A key that works now: how it is shown, what it does, and the action behind a click.

    `other` is a key that stands before it with an action of its own, as in `h/l Day`.
    """

    key: str
    label: str
    action: str
    other: tuple[str, str] = ("", "")

    @property
    def parts(self) -> tuple[Part, ...]:
        """The key and its word, as they stand in the line."""
        other, its_action = self.other
        before = (Part(other, "key", its_action), Part("/", "dim")) if other else ()
        key = (Part(self.key, "key", self.action),) if self.key else ()
        gap = " " if self.label and (before or key) else ""
        return (*before, *key, Part(f"{gap}{self.label}", "dim", self.action))


ALL_KEYS = "screen.help"
"""The action of the key that tells all others."""


class KeyBar(Line):
    """The keys that work now, in the order they are wanted; as many as fit, and always the last.

    Where some are left out, the last one tells them, or an ellipsis before it says so.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim"}

    keys: reactive[Sequence[Key]] = reactive(())

    def __init__(self, keys: Sequence[Key] = ()) -> None:
        super().__init__()
        self.set_reactive(KeyBar.keys, keys)

    def left(self) -> Parts:
        """Each key with its label, and air between them."""
        gap = Part("  ")
        keys = self._fitting(0)
        if len(keys) < len(self.keys) and keys[-1].action != ALL_KEYS:
            keys = self._fitting(len("…  "))
            keys.insert(-1, Key("", ELLIPSIS, ""))
        return (Part(" "), *(part for key in keys for part in (*key.parts, gap)))

    def _fitting(self, kept: int) -> list[Key]:
        """The keys that there is room for besides `kept` cells; the last one has its room first."""
        *others, last = self.keys or (None,)
        if last is None:
            return []
        room = self.size.width - 1 - kept - _cells(last)
        fitting = []
        for key in others:
            if (cells := _cells(key) + 2) <= room:
                room -= cells
                fitting.append(key)
        return [*fitting, last]


def _cells(key: Key) -> int:
    return sum(cell_len(part.text) for part in key.parts)


class FormHead(Line):
    """The heading of a form; what runs stands at its right with its start, which stays true."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--running"}

    heading: reactive[str] = reactive("")

    def __init__(self, heading: str, view: View) -> None:
        super().__init__()
        self.set_reactive(FormHead.heading, heading)
        self._view = view
        self.set_class(view.sheet_of is not None, "-foreign")

    def left(self) -> Parts:
        """The heading."""
        sheet = sheet_label(self._view.sheet_of, is_narrow=self.size.width < NARROW)
        return (Part(f" {sheet}{self.heading}", "strong"),)

    def right(self) -> Parts:
        """What runs, since when."""
        running = self._view.running
        if running is None or running.timer_started_at is None:
            return ()
        since = self._view.account.local_time(running.timer_started_at)
        name = f"{one_line(running.project)} " if self.size.width >= WIDE else ""
        return (Part(f"● {name}since {since} ", "running"),)
