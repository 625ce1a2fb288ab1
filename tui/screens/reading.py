"""Reading the shown day: what comes of it, and what is said where it fails."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual.message import Message

from tui.api.backend import BackendError, LoginNeeded
from tui.commands import AS_SEEN_LAST, NOT_THERE_YET
from tui.domain.account import Account
from tui.domain.day import Day
from tui.domain.news import same_day
from tui.screens.shrinking import Shrinking
from tui.widgets.view import Status

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.screens.freshness import Freshness


class Reads(Shrinking):
    """Reads the shown day; of several readings the newest counts.

    `reads` is how many there were; `fresh` is told of each.
    """

    fresh: "Freshness"
    reads = 0

    class LoginWanted(Message):
        """The login opens the account no longer."""

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
