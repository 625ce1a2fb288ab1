"""The week's screen: its parts, what it knows, and how that is read."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.worker import Worker

from tui.api.backend import BackendError, LoginNeeded
from tui.desk.cells import Cells
from tui.desk.desk import Desk
from tui.desk.weeks import FRESH
from tui.domain.week import week_of
from tui.domain.week_table import Pair, week_rows
from tui.screens.pane import Pane
from tui.screens.ticker import Ticker
from tui.screens.week_bar import Standing, keys_for
from tui.stylesheets import stylesheet
from tui.widgets.bars import Key, KeyBar
from tui.widgets.notice import Notice
from tui.widgets.view import View
from tui.widgets.week_bars import WeekDays, WeekHead, WeekNotes, WeekSums
from tui.widgets.week_grid import WeekGrid
from tui.widgets.week_view import WeekView

if TYPE_CHECKING:
    from tui.screens.day_keys.weeks import Weekly

JUST_NOW = timedelta(minutes=1)
"""How old what is known of a week may be when it is opened."""


class WeekFace(Pane[date | None]):
    """The parts of the week's screen. They show `view`, a frozen value that is replaced whole.

    Args:
        board: the day's screen, which it covers.
        desk: reads and writes.
    """

    CSS_PATH = [stylesheet("week"), stylesheet("foot")]

    view: reactive[WeekView] = reactive(WeekView(), init=False)

    grid = getters.query_one(WeekGrid)
    notice = getters.query_one(Notice)
    key_bar = getters.query_one(KeyBar)

    def __init__(self, board: "Weekly", desk: Desk) -> None:
        super().__init__()
        day = board.view
        self.board = board
        self.desk = desk
        self.cells = Cells(desk, day.account)
        self.line_keys: tuple[Key, ...] = ()
        self.can_undo = False
        self._dates = day.dates
        self._pairs: dict[date, tuple[Pair, ...]] = {}
        self._ticker = Ticker(self, desk.now, self.tick)
        first = WeekView(
            today=day.today,
            account=day.account,
            place=day.place,
            sheet_of=day.sheet_of,
            target=day.target,
            keys=day.keys,
        )
        self.set_reactive(WeekFace.view, first)

    def compose(self) -> ComposeResult:
        """The week's name, its days, the cells, their sums, the notes, the message, the keys."""
        grid = WeekGrid(self.desk.now).data_bind(WeekFace.view)
        yield WeekHead(self.desk.now).data_bind(WeekFace.view)
        yield WeekDays(grid).data_bind(WeekFace.view)
        yield grid
        yield WeekSums(grid, self.desk.now).data_bind(WeekFace.view)
        yield WeekNotes(grid).data_bind(WeekFace.view)
        yield Notice(classes="-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is known, with the cursor on the day that was shown."""
        self.desk.shown = None  # here no day is the one on the screen: messages name each
        entry = self.board.grid.entry
        ids = (entry.project_id, entry.task_id) if entry is not None else None
        self.grid.point_at(self.board.view.day.date, ids)
        self.show()
        self.read(JUST_NOW)
        self.watch(self.board, "view", self._follow, init=False)

    def _follow(self, day: View) -> None:
        """Follow the day's screen past midnight."""
        if day.today != self.view.today:
            self.view = replace(self.view, today=day.today)

    # What is shown

    def show(self) -> None:
        """Show what is known of the week; rows that were there stay in their places."""
        weeks, first = self.desk.weeks, self._dates[0]
        week = weeks.week(self._dates)
        rows = week_rows(week, self._pairs.get(first, ()))
        self._pairs[first] = tuple(row.pair for row in rows)
        self.view = replace(self.view, week=week, rows=rows, running=weeks.running)

    def watch_view(self) -> None:
        """Follow what runs with the ticker, and what may be done with the keys."""
        self._ticker.follow(self.view.running)
        self.show_keys()

    @on(WeekGrid.CursorMoved)
    def _cursor_moved(self) -> None:
        for line in (WeekDays, WeekSums, WeekNotes):
            self.query_one(line).refresh()
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that work now."""
        if self.is_mounted:
            self.key_bar.keys = self.line_keys or keys_for(self.standing)

    @property
    def standing(self) -> Standing:
        """What decides which keys are shown."""
        return Standing(
            view=self.view,
            cell=self.grid.cell,
            is_typing=self.grid.text is not None,
            can_undo=self.can_undo,
        )

    def tick(self) -> None:
        """Redraw what the second hand moves."""
        self.query_one(WeekHead).tick()
        if self.grid.tick():
            self.query_one(WeekSums).refresh()

    def on_screen_suspend(self) -> None:
        """Cost nothing while another screen covers the week."""
        self._ticker.pause()

    def on_screen_resume(self) -> None:
        """Show the right time at once, and what is so by now."""
        self._ticker.resume()
        self.freshen()

    # Reading

    def go_to_week_of(self, day: date) -> None:
        """Show the week that holds a day, with the cursor on it."""
        self.notice.say("")
        self._dates = week_of(day, self.view.account.week_start)
        self.grid.point_at(day)
        self.show()
        self.read(JUST_NOW)

    def add_row(self, pair: Pair) -> None:
        """Add a row, or go to the one that is there."""
        first = self._dates[0]
        if pair.ids not in [known.ids for known in self._pairs.get(first, ())]:
            self._pairs[first] = (*self._pairs.get(first, ()), pair)
        self.show()
        self.grid.point_at(self.grid.on, pair.ids)

    def changed_outside(self, by: str) -> None:  # noqa: ARG002 - the day says who it was
        """Read again what somebody else wrote."""
        self.desk.weeks.doubt(self._dates)
        self.read()

    _reading: Worker[None] | None = None

    def read(self, fresh: timedelta = FRESH, *, quietly: bool = False) -> None:
        """Read what is missing of the week, or older than `fresh`."""
        if self.desk.weeks.missing(self._dates, fresh):
            dates = self._dates

            async def reading() -> None:
                await self._read(dates, fresh, quietly=quietly)

            # Of two at once only one begins.
            self._reading = self.run_worker(reading, group="week", exclusive=True)

    def freshen(self) -> None:
        """Read what got old, unless something is being typed; a failure is no news to anybody."""
        if self.grid.text is None and not self.view.sending:
            self.read(JUST_NOW, quietly=True)

    async def _read(self, dates: tuple[date, ...], fresh: timedelta, *, quietly: bool) -> None:
        try:
            await self.desk.weeks.read(dates, fresh)
        except BackendError as error:
            if quietly:
                return
            self.notice.say(str(error), trouble=True)
            if isinstance(error, LoginNeeded):
                self.board.post_message(self.board.LoginWanted())
        if dates == self._dates:
            self.show()
