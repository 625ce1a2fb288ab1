"""Whose account it is and how it shows things."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal

from tui.domain.clock_times import format_time
from tui.domain.entry import Role, TimeEntry
from tui.domain.hours import HoursFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who tracks time in the account."""

    id: int
    first_name: str
    last_name: str = ""
    email: str = ""
    is_admin: bool = False

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def role(self) -> Role:
        """What this person may do."""
        return Role.ADMINISTRATOR if self.is_admin else Role.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account's settings, and who is logged in (`GET /account/who_am_i`).

    `week_start` counts as `date.weekday` does: Monday is 0. `zone` is the zone that decides what
    day it is. `week_hours` are the hours that the person is expected to work in a week, None where
    the account does not tell.
    """

    name: str
    me: Person
    zone: tzinfo = UTC
    zone_name: str = "UTC"
    hours_format: HoursFormat = HoursFormat.CLOCK
    decimal_symbol: str = "."
    clock_24h: bool = True
    week_start: int = 0
    timestamp_timers: bool = False
    week_hours: Decimal | None = None

    def today(self, now: datetime) -> date:
        """Tell the local date in the account's zone at an instant (UTC)."""
        return now.astimezone(self.zone).date()

    def local_time(self, instant: datetime) -> str:
        """Show a UTC instant as the account's local time of day: `14:02`, or `2:02pm`."""
        return self.time_of_day(instant.astimezone(self.zone).time())

    def time_of_day(self, at: time) -> str:
        """Show a local time of day by the account's clock: `14:02`, or `2:02pm`."""
        return format_time(at, clock_24h=self.clock_24h)

    def span(self, entry: TimeEntry) -> str:
        """Show start and end of an entry: `09:00 – 10:30`, `09:00 –` while it runs, or nothing."""
        if entry.started_at is None:
            return ""
        ended = "" if entry.ended_at is None else f" {self.time_of_day(entry.ended_at)}"
        return f"{self.time_of_day(entry.started_at)} –{ended}"
