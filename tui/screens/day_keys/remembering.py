"""When the person was there today, known after a restart."""

from datetime import date
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.domain.attendance import Attendance
from tui.screens.sheets import SheetBoard

if TYPE_CHECKING:
    from tui.desk.desk import Desk

KEEP_SECONDS = 60.0


class RemembersAttendance(SheetBoard):
    """Remembers `attendance`, that of who is logged in, whatever sheet is shown.

    What is news is kept once a minute and at the end.
    """

    attendance = Attendance(date.min)

    _keeping: Timer | None = None
    _kept_attendance = Attendance(date.min)

    async def first_desk(self, own: "Desk") -> "Desk":
        """Know what was seen today before this start."""
        if own.account is not None:
            known = own.past.attendance(own.account.today(own.now()))
            is_same = self.attendance.date == known.date
            self.attendance = self.attendance.along_with(known) if is_same else known
            self._kept_attendance = known
        if self._keeping is None:
            self._keeping = self.set_interval(KEEP_SECONDS, self.keep_attendance)
        return await super().first_desk(own)

    def keep_attendance(self) -> None:
        """Remember what was seen, where it is news."""
        if self._own_desk is not None and self.attendance != self._kept_attendance:
            self._own_desk.past.keep_attendance(self.attendance)
            self._kept_attendance = self.attendance
