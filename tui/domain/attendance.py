"""When a person was at the desk on a day, as far as it could be seen."""

from collections.abc import Iterable, Iterator
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

    def until(self, now: datetime) -> "Attendance":
        """What of it can be true at an instant (UTC): nothing that is still to come."""
        if self.first is None or self.last is None or self.last <= now:
            return self
        return replace(
            self,
            first=min(self.first, now),
            last=now,
            breaks=tuple(
                Stretch(one.start, min(one.end, now)) for one in self.breaks if one.start < now
            ),
        )

    def worked(self, stretches: Iterable[Stretch]) -> "Attendance":
        """The same where the person says that they worked in some stretches: these are no break."""
        left = list(self.breaks)
        for worked in stretches:
            left = [part for one in left for part in _without(one, worked)]
        return replace(self, breaks=tuple(left))

    def along_with(self, other: "Attendance") -> "Attendance":
        """Take what was seen of the same date somewhere else, or before a restart.

        A time in which nobody looked is no break: the person may have worked.
        """
        if other.date != self.date or other.first is None or other.last is None:
            return self
        if self.first is None or self.last is None:
            return other
        return replace(
            self,
            first=min(self.first, other.first),
            last=max(self.last, other.last),
            breaks=_merged((*self.breaks, *other.breaks)),
        )


def _without(one: Stretch, taken: Stretch) -> Iterator[Stretch]:
    """What of a stretch lies before another one, and behind it."""
    parts = (
        Stretch(one.start, min(one.end, taken.start)),
        Stretch(max(one.start, taken.end), one.end),
    )
    return (part for part in parts if part.length)


def _merged(breaks: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Put what overlaps together, oldest first."""
    merged: list[Stretch] = []
    for one in sorted(breaks, key=lambda each: each.start):
        if merged and one.start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return tuple(merged)
