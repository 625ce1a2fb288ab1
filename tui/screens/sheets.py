"""Whose timesheet is shown: one's own, or as an administrator somebody else's."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.api.backend import Backend, Refused
from tui.desk.own import Own
from tui.domain.account import Account, Person
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.screens.board import NOTHING
from tui.screens.writing import WritingBoard
from tui.widgets.view import Status, View

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class SheetBoard(WritingBoard):
    """A board that can turn to the timesheets of others and back.

    Each sheet has a desk of its own, whose every call is about that sheet; so nothing that was
    begun on one can end on another.

    Args:
        of_user: the id of the person whose sheet is opened first; None for one's own.
    """

    def __init__(
        self,
        connect: Callable[[], Awaitable[Backend]],
        clock: Clock,
        first: View,
        jump_to: date | None = None,
        of_user: int | None = None,
        *,
        own: Own = NOTHING,
    ) -> None:
        super().__init__(connect, clock, first, jump_to, own=own)
        self._of_user = of_user
        self._own_desk: Desk | None = None
        self._desks: dict[int, Desk] = {}

    async def first_desk(self, own: "Desk") -> "Desk":
        """Begin on the sheet that was asked for.

        Raises:
            BackendError: it may not be worked with; nobody is to land on their own sheet then,
                believing that it is another.
        """
        first, self._desks = own, {}
        if self._of_user is not None and own.account is not None:
            first = await self._asked_for(own, self._of_user)
        self._own_desk = own
        return first

    async def _asked_for(self, own: "Desk", person_id: int) -> "Desk":
        if own.account is not None and own.account.me.id == person_id:
            return own
        person = next((p for p in await own.people() if p.id == person_id), None)
        if person is None:
            raise Refused(f"There is no person {person_id} in this account.")
        return self._desk_of(own, person)

    def _desk_of(self, own: "Desk", person: Person) -> "Desk":
        """The desk of a person's sheet, always the same one: it remembers what can be undone."""
        if own.account is not None and own.account.me.id == person.id:
            return own
        return self._desks.setdefault(person.id, own.of(person))

    async def read_settings(self) -> Account:
        """Read the settings as one's own account tells them, for all sheets."""
        own = self._own_desk
        if own is None:
            return await super().read_settings()
        account = await own.open()
        for desk in self._desks.values():
            desk.account = account
        return account

    def action_open_sheet(self) -> None:
        """Ask whose timesheet to open."""
        from tui.screens.picker import PeoplePicker

        if self.refused("open_sheet") or self._own_desk is None:
            return
        me = self.view.account.me
        picker = PeoplePicker(self._own_desk, me, lambda why: self.notice.say(why, trouble=True))
        self.app.push_screen(picker, self._open_sheet_of)

    def _open_sheet_of(self, person: Person | None) -> None:
        if person is not None and self._own_desk is not None and not self.refused("open_sheet"):
            self._sit_at(self._desk_of(self._own_desk, person))

    def action_own_sheet(self) -> None:
        """Go back to one's own timesheet."""
        if self.desk is None and self._of_user is not None:
            self._of_user = None
            self.view = replace(self.view, sheet_of=None, status=Status.LOADING)
            self.reload()
        elif not self.refused("own_sheet") and self._own_desk is not None:
            self._sit_at(self._own_desk)

    def _sit_at(self, desk: "Desk") -> None:
        """Show the same day on another sheet; nothing of the old one stays on the screen."""
        if desk is self.desk:
            return
        self.desk = desk
        self.sure_of = None
        self.look_back()
        self.grid.point_at(None)
        self.view = replace(
            self.view,
            day=Day(self.view.day.date),
            status=Status.LOADING,
            problem="",
            elsewhere=None,
            sheet_of=desk.sheet_of,
        )
        self.go_to(self.view.day.date)
        self.prepare(desk)
