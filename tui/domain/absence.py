"""When a person was away while their timer ran: worked out from the signs of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tui.domain.away import Away
from tui.domain.entry import TimeEntry


@dataclass(frozen=True, slots=True)
class Absences:
    """The absences that nobody was asked about yet, oldest first; the last one may still go on.

    `last` is the latest sign of the person (UTC).
    """

    last: datetime
    waiting: tuple[Away, ...] = ()

    def looked(
        self, sign: datetime, now: datetime, running: TimeEntry | None, longest: timedelta
    ) -> "Absences":
        """Take a look: the latest sign that is known, at an instant (both UTC).

        Args:
            sign: the latest sign; one that is no later than the last is no news.
            now: when it was looked.
            running: what counts by now; None where nothing does, or nobody is to be asked.
            longest: how long a person may give no sign and still be there.
        """
        seen = replace(self, last=min(self.last, now))  # a clock that was set back
        came = seen._came(sign, running, longest) if sign <= now else seen
        return came._went(now, running, longest)

    def _came(self, sign: datetime, running: TimeEntry | None, longest: timedelta) -> "Absences":
        if sign <= self.last:
            return self
        waiting = tuple(away.ended(sign) for away in self.waiting)
        missed = _long_enough(running, self.last, sign, longest)
        if missed is not None and not self.is_away:
            waiting += (missed.ended(sign),)
        return Absences(sign, waiting)

    def _went(self, now: datetime, running: TimeEntry | None, longest: timedelta) -> "Absences":
        gone = None if self.is_away else _long_enough(running, self.last, now, longest)
        return self if gone is None else replace(self, waiting=(*self.waiting, gone))

    def unwatched(self, now: datetime) -> "Absences":
        """Nobody looked for a while: the person may have been there all the time until now."""
        return Absences(max(self.last, now), tuple(away.ended(now) for away in self.waiting))

    @property
    def is_away(self) -> bool:
        """Whether the person is away now, and a timer counts."""
        return bool(self.waiting) and self.waiting[-1].until is None

    @property
    def returned_at(self) -> datetime | None:
        """When the person came back from the last of them (UTC); None before that."""
        return self.waiting[-1].until if self.waiting else None

    def asked(self, now: datetime, *, adds_up: bool) -> Away | None:
        """What to ask about: all of them together, or the oldest.

        They can be added up where only their length counts, which is by hours. Start and end tell
        each stretch by itself.
        """
        if not self.waiting:
            return None
        if not adds_up:
            return self.waiting[0]
        *earlier, last = self.waiting
        before = timedelta(seconds=sum(away.minutes(now) * 60 for away in earlier))
        return replace(last, since=last.begin - before)

    def answered(self, *, adds_up: bool) -> "Absences":
        """Without what was asked about."""
        return replace(self, waiting=() if adds_up else self.waiting[1:])

    def about(self, running: TimeEntry | None) -> "Absences":
        """Only those that are still about the very entry that counts now."""
        return self._only(lambda away: away.is_about(running))

    def moved_to(self, running: TimeEntry | None) -> "Absences":
        """The same, after an answer: they are about what goes on, as far as it counted then."""
        if running is None:
            return replace(self, waiting=())
        moved = replace(self, waiting=tuple(replace(a, entry=running) for a in self.waiting))
        return moved._only(lambda away: away.until is None or away.minutes(away.until) > 0)

    def _only(self, wanted: Callable[[Away], bool]) -> "Absences":
        waiting = tuple(away for away in self.waiting if wanted(away))
        return self if waiting == self.waiting else replace(self, waiting=waiting)


def _long_enough(
    running: TimeEntry | None, since: datetime, until: datetime, longest: timedelta
) -> Away | None:
    if running is None:
        return None
    away = Away(running, since)
    return away if away.seconds(until) >= longest.total_seconds() else None


def lasting(minutes: int) -> str:
    """Say how long minutes are: `12 minutes`, `1 hour 5 minutes`."""
    parts = [_counted(minutes // 60, "hour"), _counted(minutes % 60, "minute")]
    return " ".join(part for part in parts if part) or "0 minutes"


def _counted(count: int, what: str) -> str:
    if not count:
        return ""
    return f"{count} {what}{'' if count == 1 else 's'}"
