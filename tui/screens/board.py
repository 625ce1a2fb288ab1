"""What the day screen shows, and the workers that read and write it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from textual.worker import Worker

from tui.api.backend import Backend, BackendError
from tui.commands import AS_SEEN_LAST, refusal
from tui.desk.own import Own
from tui.domain.attendance import Attendance
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.screens.behind import fetch_catalog, learn
from tui.screens.early import SLOW_SECONDS, AsksEarly
from tui.screens.face import Face
from tui.screens.freshness import Freshness
from tui.screens.heartbeat import Heartbeat
from tui.screens.neighbours import Neighbours
from tui.screens.pauses import Countdown
from tui.widgets.view import NOBODY, Status, View

LEARN_SECONDS = 5.0
NOTHING = Own()

if TYPE_CHECKING:
    from tui.desk.desk import Desk

Connect = Callable[[], Awaitable[Backend]]


class Board(AsksEarly):
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
        self.fresh = Freshness(self, clock)
        self.own = own
        self.attendance = Attendance(first.today)
        self.set_reactive(Face.view, first)
        self._connect = connect
        self._jump_to = jump_to
        self._first_day = first.day
        self._opening: Worker[None] | None = None
        self.neighbours = Neighbours(self, own.outside)
        self._heart = Heartbeat(self, clock)
        self.pauses = Countdown(self)

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
        """Open the account; what was asked for meanwhile is done, or is void."""
        try:
            await self._connect_and_begin()
        finally:
            self.let_early_go()

    async def _connect_and_begin(self) -> None:
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
        await self.do_early()

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
            if self._opening is not None and self._opening.is_finished:
                again = self.keys.shown("reload")
                said = f"The account could not be opened: {again} tries again."
                self.notice.say(said, trouble=True)
            else:
                self.ask_early(command)
            return True
        reason = refusal(command, self.situation)
        if reason:
            self.notice.say(reason)
        return bool(reason)
