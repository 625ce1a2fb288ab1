"""A week of a timesheet: its dates, its days, and sums of what is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tui.domain.account import Account
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, exact, format_hours, from_seconds, to_minutes

_LAST = date.max.toordinal()


def week_of(day: date, week_start: int) -> tuple[date, ...]:
    """Tell the local dates of the week that holds a day; `week_start` counts as `weekday()` does.

    They are seven, fewer only where the calendar begins or ends.
    """
    first = day.toordinal() - (day.weekday() - week_start) % 7
    return tuple(date.fromordinal(n) for n in range(first, first + 7) if 1 <= n <= _LAST)


@dataclass(frozen=True, slots=True)
class Tally:
    """Adds up what is shown at an instant (UTC), so that every sum adds up with the eye.

    Sums are whole numbers: of minutes in a clock account, of hundredths in a decimal one. A
    running timer counts with the minutes, or the hundredths, that it shows.
    """

    style: HoursFormat
    symbol: str
    now: datetime

    @classmethod
    def of(cls, account: Account, now: datetime) -> "Tally":
        """Add up as an account shows hours."""
        return cls(account.hours_format, account.decimal_symbol, now)

    def shown(self, entry: TimeEntry) -> int:
        """What one entry shows."""
        if self.style is HoursFormat.DECIMAL:
            hours = entry.hours_at(self.now) if entry.is_running else entry.hours
            return int(exact(hours) * 100)
        return entry.seconds(self.now) // 60 if entry.is_running else to_minutes(entry.hours)

    def sum(self, entries: Iterable[TimeEntry]) -> int:
        """What entries show together."""
        return sum(map(self.shown, entries))

    def parts(self, hours: Decimal) -> int:
        """What hours (in hundredths) read as, once they are on an entry."""
        return to_minutes(hours) if self.style is HoursFormat.CLOCK else int(exact(hours) * 100)

    def label(self, parts: int) -> str:
        """Show a sum as the account shows hours: `6:12`, or `6.20`."""
        if self.style is HoursFormat.DECIMAL:
            return format_hours(Decimal(parts) / 100, self.style, self.symbol)
        return f"{parts // 60}:{parts % 60:02}"

    def hours(self, parts: int) -> Decimal:
        """Turn a sum into hours, rounded to hundredths."""
        if self.style is HoursFormat.DECIMAL:
            return exact(Decimal(parts) / 100)
        return from_seconds(parts * 60)


@dataclass(frozen=True, slots=True)
class Week:
    """The days of a week, None where one is not known yet."""

    dates: tuple[date, ...] = ()
    days: tuple[Day | None, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether all of its days are known."""
        return None not in self.days

    def day(self, on: date) -> Day | None:
        """One of its days; None where it is not known, or of another week."""
        return next((day for day in self.days if day is not None and day.date == on), None)

    @property
    def entries(self) -> tuple[TimeEntry, ...]:
        """The entries of all days that are known, day by day."""
        return tuple(entry for day in self.days if day is not None for entry in day.entries)
