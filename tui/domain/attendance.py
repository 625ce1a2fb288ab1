"""When a person was at the desk on a day, as far as it could be seen."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one instant to another one (both UTC)."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is; nothing where it ends before it starts."""
        return max(timedelta(), self.end - self.start)


@dataclass(frozen=True, slots=True)
class Attendance:
    """The signs of a person on one local date of the account's zone.

    `first` and `last` are the first and the latest sign (UTC), None before there was one; `breaks`
    are the stretches between two signs that were long enough to be one, oldest first.
    """

    date: date
    first: datetime | None = None
    last: datetime | None = None
    breaks: tuple[Stretch, ...] = ()

    def seen(self, at: datetime, longest: timedelta) -> "Attendance":
        """Take a sign at an instant (UTC); a pause longer than `longest` before it is a break.

        Signs come in order; one that is older than the latest is no news.
        """
        if self.first is None or self.last is None:
            return replace(self, first=at, last=at)
        if at <= self.last:
            return self
        if at - self.last < longest:
            return replace(self, last=at)
        return replace(self, last=at, breaks=(*self.breaks, Stretch(self.last, at)))
