"""One day's timesheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, format_clock, format_hours, to_minutes


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one local date, oldest first."""

    date: date
    entries: tuple[TimeEntry, ...] = ()

    @property
    def running(self) -> TimeEntry | None:
        """The entry whose timer runs, if it lies on this day."""
        return next((entry for entry in self.entries if entry.is_running), None)

    def find(self, entry_id: int | None) -> TimeEntry | None:
        """Find an entry by its id."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def index(self, entry_id: int | None) -> int | None:
        """Tell where in the day an entry stands."""
        return next((i for i, entry in enumerate(self.entries) if entry.id == entry_id), None)

    def in_places_of(self, first_ids: Mapping[int, int]) -> "Day":
        """Put entries that came back under another id where they stood, by their first ids."""
        back = sorted(
            (entry for entry in self.entries if entry.id in first_ids),
            key=lambda entry: first_ids[entry.id],
        )
        if not back:
            return self
        rows = [entry for entry in self.entries if entry.id not in first_ids]
        for entry in back:
            place = first_ids[entry.id]
            later = (n for n, row in enumerate(rows) if first_ids.get(row.id, row.id) > place)
            rows.insert(next(later, len(rows)), entry)
        return replace(self, entries=tuple(rows))


def total_label(
    entries: Iterable[TimeEntry], now: datetime, style: HoursFormat, decimal_symbol: str = "."
) -> str:
    """Add up what the rows show at an instant (UTC), so that the column adds up with the eye.

    A clock account adds the minutes that each row shows, a decimal account the hundredths; a
    running timer counts on top, to the second.
    """
    entries = tuple(entries)
    if style is HoursFormat.DECIMAL:
        hundredths = sum(
            (e.hours_at(now) if e.is_running else e.hours for e in entries), Decimal(0)
        )
        return format_hours(hundredths, style, decimal_symbol)
    running = [entry.seconds(now) for entry in entries if entry.is_running]
    seconds = sum(running) + 60 * sum(to_minutes(e.hours) for e in entries if not e.is_running)
    clock = format_clock(seconds)
    return clock if running else clock[:-3]
