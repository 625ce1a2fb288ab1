"""When the person was there today, over restarts."""

from datetime import date
from typing import TYPE_CHECKING

from textual.timer import Timer

from tui.domain.attendance import Attendance
from tui.screens.sheets import SheetBoard

if TYPE_CHECKING:
    from tui.desk.desk import Desk

KEEP_SECONDS = 60.0


class KeepsAttendance(SheetBoard):
    """Remembers the signs of who is logged in, whatever sheet is shown."""

    attendance = Attendance(date.min)

    _keeping: Timer | None = None

    async def first_desk(self, own: "Desk") -> "Desk":
        """Know what was seen today before this start."""
        if own.account is not None:
            known = own.past.attendance(own.account.today(own.now()))
            is_same_day = self.attendance.date == known.date
            self.attendance = self.attendance.along_with(known) if is_same_day else known
        return await super().first_desk(own)

    def keep_soon(self) -> None:
        """Remember what was seen within a minute."""
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_SECONDS, self.keep_attendance)

    def keep_attendance(self) -> None:
        """Remember what was seen, so that it is known after a restart."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self._own_desk is not None:
            self._own_desk.past.keep_attendance(self.attendance)
