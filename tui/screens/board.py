"""What the day screen shows, and the workers that read and write it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.worker import Worker

from tui.api.backend import Backend, BackendError, LoginNeeded
from tui.commands import BY_ID, NOT_THERE_YET, Situation, refusal
from tui.domain.account import Account
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.screens.heartbeat import Heartbeat
from tui.screens.keys import keys_for
from tui.screens.pane import Pane
from tui.screens.pauses import Countdown
from tui.screens.ticker import Ticker
from tui.widgets.bars import Elsewhere, KeyBar, Masthead, Notice, Totals, sheet_label
from tui.widgets.grid import Grid
from tui.widgets.view import NOBODY, Status, View

SLOW_SECONDS = 0.3
HINT = (
    "n  new entry: pick or type what you work on, and its timer starts",
    "?  all keys",
    "C  connect to Harvest, if that is where your time is kept",
)

if TYPE_CHECKING:
    from tui.desk.desk import Desk

Connect = Callable[[], Awaitable[Backend]]


class Board(Pane[None]):
    """One day's timesheet: its state, and how it comes and goes.

    Reads run in the worker group `read`, where the newest wins; writes run as the app's own
    workers, one after the other, and are never cancelled.

    Args:
        connect: opens the account; called once the first frame is drawn.
        clock: this machine's clock (UTC).
        first: what is known before the account is open.
        jump_to: the day to open on; today when None.
    """

    class LoginWanted(Message):
        """The login opens the account no longer."""

    view: reactive[View] = reactive(View(day=Day(date.min), today=date.min), init=False)
    can_undo: reactive[bool] = reactive(default=False, init=False)

    grid = getters.query_one(Grid)
    notice = getters.query_one(Notice)
    elsewhere = getters.query_one(Elsewhere)
    totals = getters.query_one(Totals)
    key_bar = getters.query_one(KeyBar)

    def __init__(
        self, connect: Connect, clock: Clock, first: View, jump_to: date | None = None
    ) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.set_reactive(Board.view, first)
        self._connect = connect
        self._clock = clock
        self._jump_to = jump_to
        self._first_day = first.day
        self._opening: Worker[None] | None = None
        self._asked_early: tuple[str, TimeEntry | None] | None = None
        self._reads = 0
        self.pressed_at: float | None = None
        self.sure_of: tuple[str, int] | None = None
        self._heart = Heartbeat(self, clock)
        self._ticker = Ticker(self, self.now, self.tick)
        self._pauses = Countdown(self)

    def compose(self) -> ComposeResult:
        """The masthead, the rows, the total, the message, the keys."""
        yield Masthead().data_bind(Board.view)
        yield Elsewhere(self.now).data_bind(Board.view)
        grid = Grid(self.now, HINT).data_bind(Board.view)
        with Horizontal(id="sheet"):
            yield grid
            yield grid.hours
        yield Totals(self.now).data_bind(Board.view)
        yield Notice(classes="-empty")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw first, then open the account."""
        self.watch_view()
        self.call_after_refresh(self._open)

    def now(self) -> datetime:
        """The present instant (UTC) by the account's clock."""
        return self.desk.now() if self.desk else self._clock()

    @property
    def situation(self) -> Situation:
        """What decides which commands apply."""
        return Situation(self.view, self.grid.entry, self.can_undo)

    # What is shown

    def watch_view(self) -> None:
        """Follow what runs with the ticker, the title and the keys."""
        self._ticker.follow(self.view.running)
        running = self.view.running
        whose = sheet_label(self.view.sheet_of)
        self.app.title = f"● {whose}{running.project} · {running.task}" if running else ""
        self._show_keys()

    def watch_can_undo(self) -> None:
        """Offer or withdraw the undo."""
        self._show_keys()

    @on(Grid.CursorMoved)
    def _show_keys(self) -> None:
        if self.is_mounted:
            self.key_bar.keys = keys_for(self.situation)

    def tick(self) -> None:
        """Redraw what the second hand moves."""
        self.grid.tick()
        self.totals.tick()
        self.elsewhere.tick()

    def on_screen_suspend(self) -> None:
        """Cost nothing while another screen covers the day."""
        self._ticker.pause()

    def on_screen_resume(self) -> None:
        """Show the right time at once."""
        self._ticker.resume()

    def on_key(self, event: events.Key) -> None:
        """Take a question back when another key answers it than the one that asked."""
        self.pressed_at = event.time
        if self.sure_of is not None and event.key not in BY_ID[self.sure_of[0]].keys.split(","):
            self.sure_of = None
            self.notice.say("")

    # Reading

    def _open(self) -> None:
        self._opening = self.run_worker(self._connected(), group="open", exclusive=True)

    async def _connected(self) -> None:
        """Open the account, then do what was asked for meanwhile."""
        from tui.desk.desk import Desk  # 10 ms that the first frame does not need

        own: Desk | None = None
        try:
            own = Desk(await self._connect(), self._clock)
            own.watch_pauses(self._pauses.begin)
            account = await own.open()
            desk = await self.first_desk(own)
        except BackendError as error:
            if own is not None:
                await own.aclose()
            self._asked_early = None
            self._fail(self.view.day.date, error)
            return
        self.desk = desk
        today = account.today(self.now())
        is_known = self.view.account is not NOBODY or self.view.day is not self._first_day
        day = self.view.day if is_known else Day(self._jump_to or today)
        whose = desk.sheet_of
        self.view = replace(self.view, account=account, today=today, day=day, sheet_of=whose)
        self._heart.beat()
        self.reload()
        self.prepare(desk)
        asked, self._asked_early = self._asked_early, None
        if asked is not None and asked[1] == self.grid.entry:
            await self.run_action(asked[0])

    async def first_desk(self, own: "Desk") -> "Desk":
        """Choose the desk to begin at: one's own, unless a subclass knows better."""
        return own

    def prepare(self, desk: "Desk") -> None:
        """Fetch what the next keys will want, while nobody waits for it."""
        self.run_worker(self._prepare(desk), group="prepare")

    async def _prepare(self, desk: "Desk") -> None:
        try:
            await desk.read_catalog()
        except BackendError as error:
            self.log.warning(f"the projects could not be read yet: {error}")

    def reload(self, *, settings: bool = False) -> None:
        """Read the shown day again, and the account's settings before it if they are wanted."""
        if self.desk is None:
            if self._opening is None or self._opening.is_finished:
                self._open()
            return  # what is being opened reads the shown day
        reading = self._read_all(self.desk) if settings else self._read()
        self.run_worker(reading, group="read", exclusive=True)

    async def read_settings(self) -> Account:
        """Read how the account shows things."""
        return await self.desk.open() if self.desk else self.view.account

    async def _read_all(self, desk: "Desk") -> None:
        try:
            account = await self.read_settings()
        except BackendError as error:
            self._fail(self.view.day.date, error, desk)
            return
        self.view = replace(self.view, account=account, today=account.today(self.now()))
        await self._read()

    async def _read(self, point_at: int | None = None) -> None:
        """Read the shown day, then look for what runs on another one."""
        desk, on = self.desk, self.view.day.date
        if desk is None:
            return
        self._reads += 1
        this = self._reads
        try:
            day = await desk.day(on)
            if this != self._reads or desk is not self.desk:
                return  # a newer read is under way, or has answered already, or another sheet is
            self._show(day, point_at)
            running = day.running or await desk.running(self.view.today)
        except BackendError as error:
            if this == self._reads:
                self._fail(on, error, desk)
            return
        if this == self._reads and desk is self.desk:
            self.view = replace(self.view, elsewhere=None if day.running else running)

    def _show(self, day: Day, point_at: int | None) -> None:
        if self.view.day.date != day.date:
            return  # the person went on to another day meanwhile
        if self.view.status is Status.FAILED or self.notice.notice == NOT_THERE_YET:
            self.notice.say("")  # it was about what could not be read
        if point_at is not None and day.find(point_at):
            self.grid.point_at(point_at)
        elsewhere = None if day.running else self.view.elsewhere
        self.view = replace(
            self.view, day=day, status=Status.READY, problem="", elsewhere=elsewhere
        )

    def _fail(self, on: date, error: BackendError, desk: "Desk | None" = None) -> None:
        """Say that a day could not be read, unless another one or another sheet is shown by now."""
        if desk is not self.desk:
            return
        if isinstance(error, LoginNeeded):
            self.post_message(self.LoginWanted())
        if self.view.day.date != on:
            return
        if self.view.status is Status.READY:
            self.notice.say(str(error), trouble=True)  # the rows that were read stay
        else:
            self.view = replace(self.view, status=Status.FAILED, problem=str(error))

    def go_to(self, day: date) -> None:
        """Show another day; what was said is about the old one."""
        self.notice.say("")
        self.turn_to(day)
        self.reload()

    def turn_to(self, day: date) -> None:
        """Show another day, which is to be read."""
        running = self.view.running
        self.view = replace(
            self.view,
            day=Day(day),
            status=Status.LOADING,
            elsewhere=running if running and running.spent_date != day else None,
        )
        self.grid.remove_class("-slow")
        self.set_timer(SLOW_SECONDS, lambda: self.grid.add_class("-slow"))

    def refused(self, command: str) -> bool:
        """Tell whether a command does not apply now, and say why.

        What is asked for before the account is open is done as soon as it is.
        """
        if self.desk is None and self.view.status is Status.READY:
            if self._opening is None or self._opening.is_finished:
                self.notice.say("The account could not be opened: r tries again.", trouble=True)
            else:
                self._asked_early = (command, self.grid.entry)
            return True
        reason = refusal(command, self.situation)
        if reason:
            self.notice.say(reason)
        return bool(reason)
