"""The week above the rows: seven days with their totals, in one line."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.hours import format_hours
from tui.domain.week import Tally
from tui.widgets.line import Line, Part, Parts
from tui.widgets.text import ELLIPSIS
from tui.widgets.view import EMPTY, Status, View

NO = "–"


class WeekStrip(Line, can_focus=True):
    """The days of the shown day's week and their totals, the week's total, and its target.

    A click goes to a day. With the focus, left and right and 1 to 7 do so too. It is drawn anew
    only where it reads differently, once a minute at most while a timer runs.

    Args:
        now: the present instant (UTC) by the account's clock.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--dim", "line--here"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,down,j", "leave", "Back to the rows", show=False)
    ]

    view: reactive[View] = reactive(EMPTY, repaint=False)

    class Left(Message):
        """The person wants to go back to the rows."""

    class Wanted(Message):
        """The person wants to go to a day, counted from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self._now = now
        self._parts: tuple[Parts, Parts] = ((), ())
        self._counted: int | None = None

    def watch_view(self) -> None:
        """Draw what reads differently."""
        self._lay_out()

    def on_resize(self) -> None:
        """Choose how closely the days stand for the new width."""
        self._lay_out()

    def tick(self) -> None:
        """Draw the totals anew when the running timer shows another minute."""
        running = self.view.running
        if running is None or not self.display:
            return
        counted = Tally.of(self.view.account, self._now()).shown(running)
        if counted != self._counted:
            self._counted = counted
            self._lay_out()

    def action_leave(self) -> None:
        """Go back to the rows."""
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Take a number for a day, before it begins to be the hours of a row."""
        if event.key.isdecimal() and 1 <= int(event.key) <= len(self.view.dates):
            event.stop()
            self.post_message(self.Wanted(int(event.key)))

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked day; the focus stays in the rows."""
        event.stop()
        self.post_message(self.Left())
        ends = accumulate(cell_len(part.text) for part in self._parts[0])
        place = sum(end <= event.x for end in ends)
        if place % 2 and event.y == 0:  # between the days there are gaps
            self.post_message(self.Wanted(place // 2 + 1))

    def left(self) -> Parts:
        """The days."""
        return _merged(self._parts[0])

    def right(self) -> Parts:
        """The total of the week, and its target."""
        return _merged(self._parts[1])

    def _lay_out(self) -> None:
        """Choose letters a day, gap, and what the week's total says, so that no number is cut."""
        if self.view is EMPTY:
            return
        totals, week = self._totals()
        for letters, gap, words in ((2, 2, 3), (2, 1, 3), (2, 1, 2), (1, 1, 2), (1, 1, 0)):
            parts = (tuple(self._days(totals, letters, gap)), week[:words])
            if sum(cell_len(part.text) for part in (*parts[0], *parts[1])) <= self.size.width:
                break
        if parts != self._parts:
            self._parts = parts
            self.refresh(Region(0, 0, self.size.width, 1))

    def _totals(self) -> tuple[list[str], tuple[Part, ...]]:
        """What the days and the week come to; the shown day is as its rows are."""
        view, account = self.view, self.view.account
        tally = Tally.of(account, self._now())
        days = [self._day(on) for on in view.dates]
        sums = [tally.sum(day.entries) if day is not None else 0 for day in days]
        labels = [
            ELLIPSIS if day is None else tally.label(parts) if day.entries else NO
            for day, parts in zip(days, sums, strict=True)
        ]
        total = ELLIPSIS if None in days else tally.label(sum(sums))
        week = (Part("  week ", "dim"), Part(f"{total} ", "strong"))
        if view.target is None:
            return labels, week
        target = format_hours(view.target, account.hours_format, account.decimal_symbol)
        return labels, (*week, Part(f"/ {target} ", "dim"))

    def _day(self, on: date) -> Day | None:
        view = self.view
        if on == view.day.date and view.status is Status.READY:
            return view.day
        return view.week.day(on)

    def _days(self, totals: Sequence[str], letters: int, gap: int) -> Iterator[Part]:
        view = self.view
        for number, (on, total) in enumerate(zip(view.dates, totals, strict=True), start=1):
            names = ("here" * (on == view.day.date), "today" * (on == view.today))
            kind = "-".join(filter(None, names)) or "dim"
            yield Part(" " * (gap if number > 1 else 1), "dim")
            yield Part(f"{f'{on:%a}'[:letters]} {total}", kind)


def _merged(parts: Parts) -> Parts:
    """Put neighbours of one kind together: the fewer pieces, the fewer bytes a terminal gets."""
    groups = groupby(parts, key=lambda part: part.kind)
    return [Part("".join(part.text for part in same), kind) for kind, same in groups]
