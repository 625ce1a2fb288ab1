"""What may have been forgotten, said once and quietly: a timer that runs long, and none at all."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tui.domain.entry import TimeEntry
from tui.domain.long_run import AT_LEAST, runs_long
from tui.screens.day_keys.asking import Asks
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.domain.working_hours import WorkingHours

LEARNT_DAYS = 28
READ_AFTER = timedelta(minutes=1)
"""A message that stands for so long has been read."""


class Reminds(Asks):
    """Says that a timer runs longer than usual, and that none runs when one usually does."""

    _said_long: tuple[int, datetime | None] | None = None
    _no_timer_since: datetime | None = None
    _has_said_none = False
    _learnt_on: date | None = None
    _longest_run: timedelta | None = None
    _usual_hours: "WorkingHours | None" = None

    def noticed(self) -> None:
        """Look whether there is something to be reminded of."""
        super().noticed()
        desk, now = self.desk, self.now()
        if not self.own.reminders or desk is None or not self._is_own_day:
            return
        if self._learnt_on != self.view.today:
            self._learnt_on, self._longest_run, self._usual_hours = self.view.today, None, None
        if self.mine is not None:
            self._no_timer_since, self._has_said_none = None, False
            self._look_at_timer(self.mine, now)
        else:
            self._no_timer_since = self._no_timer_since or now
            self._look_for_timer(self._no_timer_since, now)

    def _look_at_timer(self, entry: TimeEntry, now: datetime) -> None:
        this, seconds = (entry.id, entry.timer_started_at), entry.timer_seconds(now)
        if seconds < AT_LEAST.total_seconds() or this == self._said_long or self.desk is None:
            return
        if self._longest_run is None:
            from tui.domain.long_run import longest_usual

            since = self.view.today - timedelta(days=LEARNT_DAYS)
            self._longest_run = longest_usual(self.desk.past.hours(since))
        if runs_long(entry, seconds, self._longest_run):
            from tui.domain.absence import lasting

            name = one_line(f"{entry.project} · {entry.task}")
            if self._remind(f"{name} runs for {lasting(seconds // 60)}: longer than usual.", now):
                self._said_long = this

    def _look_for_timer(self, since: datetime, now: datetime) -> None:
        from tui.domain.working_hours import is_usual, there_since, usual_hours

        there = there_since(self.attendance)
        last, pause = self.attendance.last, self.longest_pause
        if there is None or last is None or self._has_said_none or self.desk is None:
            return
        is_there = now - last < pause and now - max(there, since) >= pause
        if not is_there:
            return
        if self._usual_hours is None:
            self._usual_hours = usual_hours(self.desk.past.uses(), self.view.today)
        if is_usual(self._usual_hours, now.astimezone(self.view.account.zone)):
            new = self.keys.shown("new_entry")
            told = f"No timer runs, and you usually work now: {new} starts one."
            self._has_said_none = self._remind(told, now)

    def _remind(self, told: str, now: datetime) -> bool:
        """Say it where no message stands that may not be read yet; tells whether it was said."""
        is_read = self._key_at is not None and now - self._key_at >= READ_AFTER
        if self._line_keys or (self.notice.notice and not is_read):
            return False
        self.notice.say(told)
        self.post_message(self.Told(told))
        return True
