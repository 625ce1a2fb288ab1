"""A look at what is remembered, before the account itself is there."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tui.domain.account import Account
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.memory.days import KnownDays
from tui.memory.known_account import KnownAccount
from tui.memory.store import Memory


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One's own timesheet as it was seen last: a day, and what ran on whatever day."""

    account: Account
    day: Day
    running: TimeEntry | None


def glimpse(path: Path, on: date | None, now: datetime) -> Glimpse | None:
    """Look at a local date, today when None; None where that day was never seen.

    Args:
        path: the file of the memory.
        on: the local date in the account's zone.
        now: the present instant (UTC), which decides what today is.

    Raises:
        MemoryTrouble: it cannot be read.
    """
    if not path.exists():
        return None
    with closing(Memory(path)) as memory:
        account = KnownAccount(memory).read()
        if account is None:
            return None
        days, today = KnownDays(memory, account.me.id), account.today(now)
        day = days.day(on or today)
        return None if day is None else Glimpse(account, day, days.running(today))
