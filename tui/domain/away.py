"""A person who left the desk while a timer ran: which one, and for how long."""

from dataclasses import dataclass, replace
from datetime import datetime

from tui.domain.entry import TimeEntry


@dataclass(frozen=True, slots=True)
class Away:
    """A stretch of time in which nobody was there and a timer counted.

    It belongs to one entry and to one version of it: `entry` is as it was when the person left.
    `since` is the last sign of them, `until` the first one after it, None while there is none;
    both are UTC instants. Time of before the timer was started does not count.
    """

    entry: TimeEntry
    since: datetime
    until: datetime | None = None

    def ended(self, now: datetime) -> "Away":
        """The same with an end: where there is none yet, an instant (UTC)."""
        return self if self.until is not None else replace(self, until=now)

    def seconds(self, now: datetime) -> int:
        """Tell the whole seconds of it, up to an instant (UTC) while it lasts."""
        return max(0, int(((self.until or now) - self.begin).total_seconds()))

    def minutes(self, now: datetime) -> int:
        """Tell the whole minutes of it: what is asked about, and what is removed or moved."""
        return self.seconds(now) // 60

    @property
    def begin(self) -> datetime:
        """When the timer began to count for nobody (UTC)."""
        return max(self.since, self.entry.timer_started_at or self.since)

    def is_about(self, entry: TimeEntry | None) -> bool:
        """Tell whether an entry is still the very one: it runs since then, and was not changed."""
        return entry is not None and (
            entry.id,
            entry.timer_started_at,
            entry.hours_without_timer,
            entry.started_at,
            entry.spent_date,
        ) == (
            self.entry.id,
            self.entry.timer_started_at,
            self.entry.hours_without_timer,
            self.entry.started_at,
            self.entry.spent_date,
        )
