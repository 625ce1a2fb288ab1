"""The week's cells: a line-API widget with a cursor, which redraws only what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from textual import events
from textual.geometry import Region, Size
from textual.message import Message

from tui.domain.clock import Clock
from tui.domain.week_table import Cell, Ids, Spot, WeekRow
from tui.widgets.cell_text import CellText
from tui.widgets.week_lines import WeekLines
from tui.widgets.week_rows import columns_for, names_for
from tui.widgets.week_view import WeekView

DOUBLE_CLICK = 2


class WeekGrid(WeekLines):
    """The rows of a week. It owns the cursor, which stays on its cell whatever is reloaded."""

    @dataclass
    class CursorMoved(Message):
        """The cursor stands on another cell, or on what is another cell now."""

    @dataclass
    class Pointed(Message):
        """A row was clicked, on a date's column or on its name (None)."""

        ids: Ids
        on: date | None
        is_double: bool

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._counted: int | None = None

    # The cursor

    @property
    def index(self) -> int:
        """The place of the row under the cursor; 0 where there is none."""
        rows = self.view.rows
        return next((n for n, row in enumerate(rows) if row.pair.ids == self._ids), 0)

    @property
    def row(self) -> WeekRow | None:
        """The row under the cursor."""
        return self.view.rows[self.index] if self.view.rows else None

    @property
    def spot(self) -> Spot | None:
        """The cell under the cursor; None where the week has no rows."""
        row = self.row
        return Spot(row.pair, self._on) if row is not None and row.cell(self._on) else None

    @property
    def cell(self) -> Cell | None:
        """What the cell under the cursor holds."""
        row = self.row
        return row.cell(self._on) if row is not None else None

    @property
    def on(self) -> date:
        """The local date of the column under the cursor."""
        return self._on

    def point_at(self, on: date, ids: Ids | None = None) -> None:
        """Put the cursor on a date's column, and on a row if one is named."""
        before, self._on, self._ids = self.index, on, ids or self._ids
        self._moved(before)

    def move(self, days: int = 0, rows: int = 0) -> None:
        """Move the cursor, stopping at the edges."""
        self.go_to(_moved_by(self._on, days, self.view.week.dates), self.index + rows)

    def move_on(self, days: int) -> None:
        """Move the cursor by a day, from the end of a row to the next one and back."""
        dates, index = self.view.week.dates, self.index
        place = dates.index(self._on) + days if self._on in dates else 0
        rows = (place >= len(dates)) - (place < 0)
        if rows and 0 <= index + rows < len(self.view.rows):
            self.go_to(dates[place % len(dates)], index + rows)
        else:
            self.move(days)

    def go_to(self, on: date, index: int) -> None:
        """Put the cursor on a date's column and on a row, stopping at the edges."""
        rows = self.view.rows
        self.point_at(on, rows[max(0, min(index, len(rows) - 1))].pair.ids if rows else None)

    @property
    def page(self) -> int:
        """How many rows fit on the screen."""
        return max(1, self.size.height // self._height - 1)

    def _moved(self, before: int) -> None:
        """Follow the cursor with what is seen: often only two rows change."""
        if self._choose_columns():
            self.refresh()
        else:
            for index in {before, self.index}:
                self._refresh_row(index)
        self._show_cursor()
        self.post_message(self.CursorMoved())

    # Typing

    @property
    def text(self) -> CellText | None:
        """What is being typed into the cell under the cursor; None while nothing is."""
        return self._text

    @text.setter
    def text(self, text: CellText | None) -> None:
        self._text = text
        self._refresh_row(self.index)

    # Laying out

    def watch_view(self, old: WeekView, new: WeekView) -> None:
        """Keep the cursor: by project and task, else at its place; and on its weekday."""
        ids = [row.pair.ids for row in new.rows]
        if self._ids not in ids:
            before = [row.pair.ids for row in old.rows]
            place = before.index(self._ids) if self._ids in before else 0
            self._ids = ids[min(place, len(ids) - 1)] if ids else None
        if new.week.dates and self._on not in new.week.dates:
            self._on = _same_weekday(self._on, new.week.dates)
        self._lay_out()

    def on_resize(self) -> None:
        """Choose the columns for the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay all rows out anew."""
        self._choose_columns()
        self.refresh()
        self._show_cursor()
        self.post_message(self.CursorMoved())

    def _choose_columns(self) -> bool:
        """Choose the columns and how rows are named; tells whether they are others now."""
        view, before = self.view, (self.columns, self._names)
        busy = {entry.spent_date for entry in view.week.entries}
        self.columns = columns_for(self.size.width, view.week.dates, busy, self._on)
        self._names = names_for([row.pair for row in view.rows], self.columns.names)
        self.virtual_size = Size(self.size.width, len(view.rows) * self._height)
        return before != (self.columns, self._names)

    def _region(self, index: int) -> Region:
        return Region(0, index * self._height, self.size.width, self._height)

    def _show_cursor(self) -> None:
        if self.view.rows:
            self.scroll_to_region(self._region(self.index), animate=False, force=True)

    def _refresh_row(self, index: int) -> None:
        region = self._region(index)
        self.refresh_lines(region.y, region.height)

    def tick(self) -> bool:
        """Redraw the running row if it reads differently now; tells whether it does."""
        running = self.view.running
        shown = self._tally.shown(running) if running is not None else None
        if shown == self._counted:
            return False
        self._counted = shown
        for index, row in enumerate(self.view.rows):
            if any(cell.running is not None for cell in row.cells):
                self._refresh_row(index)
        return True

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Tell of the clicked cell."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = (offset.y + self.scroll_offset.y) // self._height
        if index < len(self.view.rows):
            ids, on = self.view.rows[index].pair.ids, self.columns.date_at(offset.x)
            self.post_message(self.Pointed(ids, on, is_double=event.chain == DOUBLE_CLICK))


def _moved_by(on: date, days: int, dates: Sequence[date]) -> date:
    """The date of a week so many days on, stopping at its ends."""
    if on not in dates:
        return on
    return dates[max(0, min(dates.index(on) + days, len(dates) - 1))]


def _same_weekday(on: date, dates: Sequence[date]) -> date:
    """The date of a week that falls on another one's weekday."""
    return next((day for day in dates if (day - on) % timedelta(days=7) == timedelta()), dates[0])
