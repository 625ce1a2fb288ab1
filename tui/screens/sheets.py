"""Whose timesheet is shown: one's own, or as an administrator somebody else's."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.api.backend import Backend, BackendError, Refused
from tui.domain.account import Person
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.screens.writing import WritingBoard
from tui.widgets.view import Status, View

if TYPE_CHECKING:
    from tui.screens.desk import Desk


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
    ) -> None:
        super().__init__(connect, clock, first, jump_to)
        self._of_user = of_user
        self._own_desk: Desk | None = None

    async def first_desk(self, own: "Desk") -> "Desk":
        """Begin on the sheet that was asked for.

        Raises:
            BackendError: it may not be worked with; nobody is to land on their own sheet then,
                believing that it is another.
        """
        self._own_desk = own
        if self._of_user is None or own.account is None or self._of_user == own.account.me.id:
            return own
        person = next((p for p in await own.people() if p.id == self._of_user), None)
        if person is None:
            raise Refused(f"There is no person {self._of_user} in this account.")
        return own.of(person)

    def action_open_sheet(self) -> None:
        """Ask whose timesheet to open."""
        if not self.refused("open_sheet") and self._own_desk is not None:
            self.run_worker(self._ask_whose(self._own_desk), group="read", exclusive=True)

    async def _ask_whose(self, own: "Desk") -> None:
        from tui.domain.picking_people import PickPerson
        from tui.screens.picker import Picker

        try:
            people = await own.people()
        except BackendError as error:
            self.notice.say(str(error), trouble=True)
            return
        step = PickPerson(people, self.view.account.me)
        await self.app.push_screen(Picker(step), self._open_sheet_of)

    def _open_sheet_of(self, person: Person | None) -> None:
        own = self._own_desk
        if person is None or own is None:
            return
        self._sit_at(own if person.id == self.view.account.me.id else own.of(person))

    def action_own_sheet(self) -> None:
        """Go back to one's own timesheet."""
        if not self.refused("own_sheet") and self._own_desk is not None:
            self._sit_at(self._own_desk)

    def _sit_at(self, desk: "Desk") -> None:
        """Show the same day on another sheet; nothing of the old one stays on the screen."""
        if desk.sheet_of == self.view.sheet_of:
            return
        self.desk = desk
        self.sure_of = None
        self.can_undo = bool(desk.deleted)
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
