"""What is known in this session of days around the shown one, so that no call is made twice.

Days come in whenever they are read. What is written is put into them as the account answered it;
so a week that was read once stays right without reading it again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tui.api.backend import Backend
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.news import same_day, same_entry
from tui.domain.week import Week

FRESH = timedelta(minutes=10)
"""How long a day that was read is not read again by itself."""

Told = Callable[[Day], None]


@dataclass(frozen=True, slots=True)
class Known:
    """A day, and the instant (UTC) of its reading; None once it may be wrong."""

    day: Day
    read_at: datetime | None


class Weeks:
    """The days of one timesheet that are known in this session.

    `writes` grows with each change of ours, and with each that was asked for.

    Args:
        backend: the account.
        now: the present instant (UTC) by the account's clock.
        told: is told of every day that is read here.
    """

    def __init__(self, backend: Backend, now: Clock, told: Told) -> None:
        self.running: TimeEntry | None = None
        self.writes = 0
        self._backend = backend
        self._now = now
        self._told = told
        self._known: dict[date, Known] = {}
        self._changes = 0
        self._changed_at: dict[date, int] = {}

    def week(self, dates: Iterable[date]) -> Week:
        """What is known of a week."""
        days = tuple(dates)
        return Week(days, tuple(map(self.day, days)))

    def day(self, on: date) -> Day | None:
        """What is known of a local date."""
        known = self._known.get(on)
        return known.day if known is not None else None

    def missing(self, dates: Iterable[date], fresh: timedelta = FRESH) -> tuple[date, ...]:
        """The dates that are to be read: not known, doubtful, or read longer ago than `fresh`."""
        now = self._now()
        return tuple(on for on in dates if not self._is_fresh(self._known.get(on), now, fresh))

    @staticmethod
    def _is_fresh(known: Known | None, now: datetime, fresh: timedelta) -> bool:
        if known is None or known.read_at is None:
            return False
        return timedelta(0) <= now - known.read_at < fresh

    async def read(self, dates: Iterable[date], fresh: timedelta = FRESH) -> None:
        """Read what is missing of some dates, in as few calls as the wire needs.

        A day that is written to meanwhile is read again: the answer may be from before.

        Raises:
            BackendError: they could not be read.
        """
        wanted = tuple(dates)
        for _ in range(2):
            missing = self.missing(wanted, fresh)
            if not missing:
                return
            asked_at = self.mark
            for day in await self._backend.days(missing):
                self._told(day)
                self.saw(day, asked_at)

    @property
    def mark(self) -> int:
        """The present state, for `saw`: a day asked for at a mark is as it was there or later."""
        return self._changes

    def saw(self, day: Day, asked_at: int | None = None) -> None:
        """Take a day as it was read; not if it was written to since it was `asked_at`."""
        if asked_at is not None and self._changed_at.get(day.date, 0) > asked_at:
            return
        for entry in day.entries:
            self._out_of(entry, but=day.date)
        known = self.day(day.date)
        kept = known if known is not None and same_day(known, day) else day
        self._known[day.date] = Known(kept, self._now())
        if day.running is not None:
            self.runs(day.running)
        elif self.running is not None and self.running.spent_date == day.date:
            self.running = None

    def took(self, entry: TimeEntry) -> None:
        """Put an entry, as the account answered it, into its day."""
        self.writes += 1
        self._out_of(entry, but=entry.spent_date)
        self._touch(entry.spent_date)
        known = self._known.get(entry.spent_date)
        if known is not None:
            self._known[entry.spent_date] = replace(known, day=_with(known.day, entry))
        if entry.is_running:
            self.runs(entry)
        elif self.running is not None and self.running.id == entry.id:
            self.running = None

    def lost(self, entry: TimeEntry) -> None:
        """Take an entry out: the account has it no longer."""
        self.writes += 1
        self._out_of(entry)
        self._touch(entry.spent_date)
        if self.running is not None and self.running.id == entry.id:
            self.running = None

    def runs(self, entry: TimeEntry | None) -> None:
        """Learn what runs; a day that has another running timer is doubtful from now on."""
        self.running = self.running if same_entry(self.running, entry) else entry
        for on, known in self._known.items():
            running = known.day.running
            if running is not None and (entry is None or running.id != entry.id):
                self._known[on] = replace(known, read_at=None)

    def doubt(self, dates: Iterable[date]) -> None:
        """Have some dates read again when they are wanted; what is known is shown until then."""
        self.writes += 1
        for on in dates:
            self._touch(on)
            if on in self._known:
                self._known[on] = replace(self._known[on], read_at=None)

    def _out_of(self, entry: TimeEntry, but: date | None = None) -> None:
        """Take an entry out of every day that has it."""
        for on, known in self._known.items():
            if on != but and known.day.find(entry.id) is not None:
                self._touch(on)
                left = tuple(e for e in known.day.entries if e.id != entry.id)
                self._known[on] = replace(known, day=replace(known.day, entries=left))

    def _touch(self, on: date) -> None:
        self._changes += 1
        self._changed_at[on] = self._changes


def _with(day: Day, entry: TimeEntry) -> Day:
    """A day with an entry in the place that it has there, else behind the others."""
    if day.find(entry.id) is None:
        return replace(day, entries=(*day.entries, entry))
    return replace(day, entries=tuple(entry if e.id == entry.id else e for e in day.entries))
