"""What the day screen shows, and the workers that read and write it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker

from tui.api.backend import Backend, BackendError, LoginNeeded
from tui.commands import AS_SEEN_LAST, NOT_THERE_YET, refusal
from tui.desk.own import Own
from tui.domain.account import Account
from tui.domain.attendance import Attendance
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.news import same_day
from tui.screens.behind import fetch_catalog, learn
from tui.screens.face import Face
from tui.screens.freshness import Freshness
from tui.screens.heartbeat import Heartbeat
from tui.screens.neighbours import Neighbours
from tui.screens.pauses import Countdown
from tui.screens.shrinking import Shrinking
from tui.widgets.view import NOBODY, Status, View

SLOW_SECONDS = 0.3
LEARN_SECONDS = 5.0
NOTHING = Own()

if TYPE_CHECKING:
    from tui.desk.desk import Desk

Connect = Callable[[], Awaitable[Backend]]


class Board(Shrinking):
    """One day's timesheet: its state, and how it comes and goes.

    Reads run in the worker group `read`, where the newest wins; writes run as the app's own
    workers, one after the other, and are never cancelled.

    Args:
        connect: opens the account; called once the first frame is drawn.
        clock: this machine's clock (UTC).
        first: what is known before the account is open.
        jump_to: the day to open on; today when None.
        own: what the person brings along.

    `attendance` is when the person was seen today.
    """

    class LoginWanted(Message):
        """The login opens the account no longer."""

    def __init__(
        self,
        connect: Connect,
        clock: Clock,
        first: View,
        jump_to: date | None = None,
        *,
        own: Own = NOTHING,
    ) -> None:
        super().__init__(clock)
        self.own = own
        self.attendance = Attendance(first.today)
        self.set_reactive(Face.view, first)
        self._connect = connect
        self._jump_to = jump_to
        self._first_day = first.day
        self._opening: Worker[None] | None = None
        self._asked_early: tuple[str, TimeEntry | None] | None = None
        self.reads = 0
        self.neighbours = Neighbours(self, own.outside)
        self._heart = Heartbeat(self, clock)
        self.pauses = Countdown(self)
        self.fresh = Freshness(self, clock)

    def on_mount(self) -> None:
        """Draw first, then open the account."""
        self.watch_view()
        if self.view.is_remembered:
            self.notice.say(AS_SEEN_LAST)
        self.call_after_refresh(self._open)

    def on_unmount(self) -> None:
        """Hear nobody any more."""
        self.neighbours.close()

    def watch_view(self) -> None:
        """Follow what is known; status bars do, too."""
        super().watch_view()
        self.neighbours.see()

    # Reading

    def _open(self) -> None:
        self._opening = self.run_worker(self._connected(), group="open", exclusive=True)

    async def _connected(self) -> None:
        """Open the account, then do what was asked for meanwhile."""
        await asyncio.to_thread(import_module, "tui.desk.desk")  # nobody waits for it
        from tui.desk.desk import Desk
        from tui.memory.store import opened

        own: Desk | None = None
        try:
            backend = await self._connect()
            memory, trouble = opened(self.own.memory)
            own = Desk(backend, self._clock, memory=memory, aliases=self.own.aliases)
            own.keys = self.keys
            own.watch_pauses(self.pauses.begin)
            account = await own.open()
            self.neighbours.attach(own)
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
        self.fresh.begin()
        self.reload()
        self.prepare(desk)
        self.look_back()
        self.set_timer(LEARN_SECONDS, self._learn)
        if trouble:
            self.notice.say(trouble, trouble=True)
        asked, self._asked_early = self._asked_early, None
        if asked is not None and asked[1] == self.grid.entry:
            await self.run_action(asked[0])

    def look(self, slept_since: datetime | None = None) -> None:
        """Look for signs of the person; the machine may have slept since an instant (UTC)."""

    def look_back(self) -> None:
        """See whether there is something to undo, or to redo."""
        from tui.desk.undoing import BACK, FORTH

        desk = self.desk
        self.can_undo = desk is not None and desk.next_step(BACK) is not None
        self.can_redo = desk is not None and desk.next_step(FORTH) is not None

    async def first_desk(self, own: "Desk") -> "Desk":
        """Choose the desk to begin at: one's own, unless a subclass knows better."""
        return own

    def prepare(self, desk: "Desk") -> None:
        """Fetch what the next keys will want, while nobody waits for it."""
        self.run_worker(self._prepare(desk), group="prepare")

    async def _prepare(self, desk: "Desk") -> None:
        if await fetch_catalog(desk):
            await self.neighbours.keep_words(desk)

    def _learn(self) -> None:
        """Read the last weeks once, a while after the start."""
        if self.desk is not None:
            self.run_worker(learn(self.desk, self.view.today), group="prepare")

    def reload(self, *, settings: bool = False) -> None:
        """Read the shown day again, and the account's settings before it if they are wanted."""
        if self.desk is None:
            if self._opening is None or self._opening.is_finished:
                self._open()
            return  # what is being opened reads the shown day
        reading = self._read_all(self.desk) if settings else self._read()
        self.run_worker(reading, group="read", exclusive=True)

    def freshen(self, *, settings: bool = False) -> None:
        """Read the shown day again behind whatever the person does; a failure is no news to them.

        With the settings goes what may be picked, which changes as rarely.
        """
        desk = self.desk
        if desk is None:
            self.reload()
            return
        if settings:
            self.prepare(desk)
        reading = self._read_all(desk, quietly=True) if settings else self._read(quietly=True)
        self.run_worker(reading, group="fresh", exclusive=True)

    def changed_outside(self, by: str) -> None:
        """Read again now: something was changed, `by` says where, as in `in the shell`."""
        self.fresh.now(by)

    def on_screen_resume(self) -> None:
        """Read again what got old below another screen."""
        if self.desk is not None:
            self.fresh.look()

    @property
    def is_sending(self) -> bool:
        """Whether a change waits to be sent, or is being sent."""
        return False

    async def read_settings(self) -> Account:
        """Read how the account shows things."""
        return await self.desk.open() if self.desk else self.view.account

    async def _read_all(self, desk: "Desk", *, quietly: bool = False) -> None:
        try:
            account = await self.read_settings()
        except BackendError as error:
            self._fail(self.view.day.date, error, desk, quietly=quietly)
            return
        self.fresh.settings_read()
        self.view = replace(self.view, account=account, today=account.today(self.now()))
        await self._read(quietly=quietly)

    async def _read(
        self, point_at: int | None = None, *, quietly: bool = False, is_settling: bool = False
    ) -> None:
        """Read the shown day, then look for what runs on another one."""
        desk, on = self.desk, self.view.day.date
        if desk is None:
            return
        self.reads += 1
        this = self.reads
        before = self.fresh.before(desk, is_settling=is_settling)
        try:
            day = await desk.day(on)
            if this != self.reads or desk is not self.desk:
                return  # a newer read is under way, or has answered already, or another sheet is
            self.show_day(day, point_at)
            running = day.running or await desk.running(self.view.today)
        except BackendError as error:
            if this == self.reads:
                self._fail(on, error, desk, quietly=quietly)
            return
        if this == self.reads and desk is self.desk:
            elsewhere = None if day.running else desk.weeks.running
            self.view = replace(self.view, elsewhere=elsewhere)
            self.fresh.took(before, day, running, is_settling=is_settling)

    def show_day(self, day: Day, point_at: int | None) -> None:
        """Show a day as it was read, unless another one is shown by now."""
        if self.view.day.date != day.date:
            return  # the person went on to another day meanwhile
        waited = self.notice.notice in (NOT_THERE_YET, AS_SEEN_LAST)
        if self.view.status is Status.FAILED or waited:
            self.notice.say("")  # it was about what could not be read
        if point_at is not None and day.find(point_at):
            self.grid.point_at(point_at)
        elsewhere = None if day.running else self.view.elsewhere
        day = self.view.day if same_day(self.view.day, day) else day
        self.view = replace(
            self.view,
            day=day,
            status=Status.READY,
            problem="",
            elsewhere=elsewhere,
            is_remembered=False,
        )

    def _fail(
        self, on: date, error: BackendError, desk: "Desk | None" = None, *, quietly: bool = False
    ) -> None:
        """Say that a day could not be read, unless another one or another sheet is shown by now."""
        if desk is not self.desk:
            return
        self.fresh.failed(error, quietly=quietly)
        if quietly:
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
        self.set_timer(SLOW_SECONDS, lambda: self.query("Grid").add_class("-slow"))

    def refused(self, command: str) -> bool:
        """Tell whether a command does not apply now, and say why.

        What is asked for before the account is open is done as soon as it is.
        """
        if self.desk is None and self.view.status is Status.READY:
            if self._opening is None or self._opening.is_finished:
                again = self.keys.shown("reload")
                said = f"The account could not be opened: {again} tries again."
                self.notice.say(said, trouble=True)
            else:
                self._asked_early = (command, self.grid.entry)
            return True
        reason = refusal(command, self.situation)
        if reason:
            self.notice.say(reason)
        return bool(reason)
