"""The account's settings in its file."""

import sqlite3
from dataclasses import astuple, dataclass

from tui.account.zones import find_zone
from tui.domain.account import Account, Person
from tui.domain.hours import HoursFormat

_READ = """
  SELECT name, zone, hours_format, decimal_symbol, clock, week_start, timestamp_timers FROM account
"""
_SAVE = """
  UPDATE account SET name = ?, zone = ?, hours_format = ?, decimal_symbol = ?, clock = ?,
                     week_start = ?, timestamp_timers = ?
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """How an account shows things: `clock` is `24h` or `12h`, `week_start` counts from Monday, 0.

    `zone_name` is the IANA name of the zone that decides what day it is.
    """

    name: str
    zone_name: str
    hours_format: HoursFormat = HoursFormat.CLOCK
    decimal_symbol: str = "."
    clock: str = "24h"
    week_start: int = 0
    timestamp_timers: bool = False

    def account(self, me: Person) -> Account | None:
        """Tell the account as somebody sees it; None when this machine does not know its zone."""
        zone = find_zone(self.zone_name)
        if zone is None:
            return None
        return Account(
            name=self.name,
            me=me,
            zone=zone,
            zone_name=self.zone_name,
            hours_format=self.hours_format,
            decimal_symbol=self.decimal_symbol,
            clock_24h=self.clock == "24h",
            week_start=self.week_start,
            timestamp_timers=self.timestamp_timers,
        )


def read_settings(connection: sqlite3.Connection) -> Settings:
    """Read the settings."""
    name, zone, hours, symbol, clock, week_start, timestamps = connection.execute(_READ).fetchone()
    return Settings(name, zone, HoursFormat(hours), symbol, clock, week_start, bool(timestamps))


def save_settings(connection: sqlite3.Connection, settings: Settings) -> None:
    """Write the settings."""
    connection.execute(_SAVE, astuple(settings))
