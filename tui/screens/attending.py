"""When the person is there today: what this pane sees of it, and what is remembered."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from tui.domain.attendance import Attendance
from tui.screens.sheets import SheetBoard

if TYPE_CHECKING:
    from tui.desk.desk import Desk

KEEP_SECONDS = 60.0
NO_BREAK = timedelta.max
"""A pane in which no key is pressed does not tell that nobody is there."""


class Attends(SheetBoard):
    """Takes the start and each key of the day as a sign of the person, and remembers the signs.

    It is the attendance of who is logged in, whatever sheet is shown.
    """

    attendance = Attendance(date.min)

    _keeping: Timer | None = None

    async def first_desk(self, own: "Desk") -> "Desk":
        """Know what was seen today before this start, which is a sign itself."""
        if own.account is not None:
            known = own.past.attendance(own.account.today(own.now()))
            self.attendance = self.attendance.along_with(known) if self._is_of(known) else known
        first = await super().first_desk(own)
        self.sign()
        return first

    def on_key(self, _: events.Key) -> None:
        """Take each key as a sign."""
        self.sign()

    def sign(self) -> None:
        """Take a sign of the person just now; it is remembered within a minute."""
        own = self._own_desk
        if own is None or own.account is None:
            return
        now = own.now()
        today = own.account.today(now)
        seen = self.attendance if self.attendance.date == today else Attendance(today)
        self.attendance = seen.seen(now, NO_BREAK)
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_SECONDS, self.keep_attendance)

    def keep_attendance(self) -> None:
        """Remember what was seen, so that it is known after a restart."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        if self._own_desk is not None:
            self._own_desk.past.keep_attendance(self.attendance)

    def _is_of(self, known: Attendance) -> bool:
        return self.attendance.date == known.date
