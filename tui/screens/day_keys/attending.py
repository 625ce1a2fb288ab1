"""The signs of the person, and what they say: who is there since when, and who was away."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tui.domain.absence import Absences
from tui.domain.attendance import Attendance
from tui.screens.day_keys.remembering import RemembersAttendance
from tui.widgets.view import Status

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.domain.entry import TimeEntry
    from tui.outside.presence import Presence

UNWATCHED = timedelta(minutes=1)
"""After that long without a look nobody knows whether the person was there."""

A_SECOND = timedelta(seconds=1)
"""Keys that follow each other faster are one sign."""

BREAK = timedelta(minutes=10)
"""What counts as a break where no question is wanted."""

NO_BREAK = timedelta.max
"""A pane in which no key is pressed does not tell that nobody is there."""


class Attends(RemembersAttendance):
    """Keeps `attendance` and `absences` up to date.

    Signs are what was typed into any terminal of the person, what the desktop saw, and the keys
    and clicks of the pane itself. Where the machine tells nothing only a sleep is an absence.
    """

    presence: "Presence | None" = None
    mine: "TimeEntry | None" = None
    """What counts on one's own sheet, as far as it is known."""

    absences: Absences | None = None

    _shown: "tuple[TimeEntry | None, date] | None" = None
    _looked_at: datetime | None = None
    _key_at: datetime | None = None
    _is_told = False

    async def first_desk(self, own: "Desk") -> "Desk":
        """Take the start as a sign."""
        first = await super().first_desk(own)
        if own.account is not None:
            now = own.now()
            self._attend(now, own.account.today(now), NO_BREAK)
        return first

    @property
    def longest_pause(self) -> timedelta:
        """How long a person may give no sign and still be there."""
        return timedelta(minutes=self.own.idle_minutes) or BREAK

    def watch_view(self) -> None:
        """Know what counts on one's own sheet."""
        super().watch_view()
        view, shown = self.view, self._shown
        is_own = view.status is Status.READY and view.sheet_of is None
        self._shown = (view.running, view.today) if is_own else None
        if is_own:
            self.mine = self._what_counts()
        if self._shown not in (None, shown):
            self.call_later(self.noticed)

    def _what_counts(self) -> "TimeEntry | None":
        """What counts on one's own sheet: as it was read or written last, once it was read."""
        desk = self.desk
        return desk.weeks.running if desk is not None and self.fresh.has_read else self.view.running

    # Looking

    def look(self, slept_since: datetime | None = None) -> None:
        """Look for signs of the person; the machine may have slept since an instant (UTC)."""
        self.run_worker(self._looking(slept_since), group="presence")

    async def _looking(self, slept_since: datetime | None) -> None:
        sign = await self.presence.last_sign() if self.presence is not None else None
        now = self.now()
        if slept_since is None and self._looked_at is not None and not self._is_watched(now):
            self.absences = self.absences.unwatched(now) if self.absences else None
            self.attendance = replace(self.attendance, last=now)
        self._looked_at = now
        self._is_told = sign is not None
        if sign is not None:
            self._take_sign(sign + (now - self._clock()), now)
        elif slept_since is not None:
            self._take_sign(slept_since, slept_since)
            self._take_sign(now, now, is_watched=True)
        else:
            self._take_sign(now, now, is_seen=False)
        self.noticed()

    def _is_watched(self, now: datetime) -> bool:
        """Whether the last look is recent enough to know what happened since."""
        return self._looked_at is not None and now - self._looked_at <= UNWATCHED

    def _take_sign(
        self, sign: datetime, now: datetime, *, is_seen: bool = True, is_watched: bool = False
    ) -> None:
        """Take the latest sign that is known at an instant (both UTC).

        Where `is_watched` it is known that there was none since the one before.
        """
        asks = bool(self.own.idle_minutes)
        before = self.absences or Absences(now)
        running = self.mine if asks else None
        self.absences = before.looked(sign, now, running, self.longest_pause)
        account = self.view.account
        today = account.today(now)
        if is_seen and sign <= now and account.today(sign) == today:
            longest = self.longest_pause if is_watched or self._is_told else NO_BREAK
            self._attend(sign, today, longest)

    def _attend(self, sign: datetime, today: date, longest: timedelta) -> None:
        seen = self.attendance if self.attendance.date == today else Attendance(today)
        self.attendance = seen.until(self.now()).seen(sign, longest)

    def saw(self) -> bool:
        """Take a key or a click: the person is there. Tells whether they are back by it."""
        if self.desk is None:
            return False
        now = self.now()
        if self._looked_at is not None and not self._is_watched(now):
            self._key_at = now
            return self._woke(now)
        before = self.absences.waiting if self.absences is not None else ()
        is_away = self.absences is not None and self.absences.is_away
        is_one_sign = self._key_at is not None and timedelta() <= now - self._key_at < A_SECOND
        if is_away or not is_one_sign:
            self._key_at = now
            self._take_sign(now, now)
            if self.absences is not None and self.absences.waiting != before:
                self.noticed()
                return True
        return False

    def _woke(self, now: datetime) -> bool:
        """Tell whether the machine slept so long that somebody who comes back is asked.

        If so it is looked at once. If not the next beat looks: until then a key is about the day
        that is on the screen.
        """
        slept_since = self._heart.slept_since()
        is_asked = bool(self.own.idle_minutes) and self.mine is not None
        if slept_since is None or now - slept_since < self.longest_pause or not is_asked:
            return False
        self.call_later(self._heart.notice)
        return True

    def noticed(self) -> None:
        """There was a look at the person; what follows from it is told."""
