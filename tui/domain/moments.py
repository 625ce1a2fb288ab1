"""Moments as people tell them: the time of day, and the day when it is not today."""

from datetime import date, datetime

from tui.domain.account import Account
from tui.domain.dates import relative_day, short_date


def since_label(moment: datetime, now: datetime, account: Account) -> str:
    """Tell since when (UTC instants): `14:02`, `yesterday 23:10`, `Fri 20 Nov 17:00`."""
    return " ".join(filter(None, (_day(moment, now, account), account.local_time(moment))))


def at_label(moment: datetime, now: datetime, account: Account) -> str:
    """Tell when (UTC instants): `at 14:02`, `yesterday at 23:10`, `Fri 20 Nov at 17:00`."""
    at = f"at {account.local_time(moment)}"
    return " ".join(filter(None, (_day(moment, now, account), at)))


def date_label(day: date, today: date) -> str:
    """Name a day: `today`, `yesterday`, `Fri 20 Nov`, and `Wed 30 Dec 2026` of another year."""
    year = "" if day.year == today.year else f" {day.year}"
    return relative_day(day, today) or f"{short_date(day)}{year}"


def _day(moment: datetime, now: datetime, account: Account) -> str:
    day, today = account.today(moment), account.today(now)
    return "" if day == today else date_label(day, today)
