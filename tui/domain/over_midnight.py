"""A timer that was started on a day before today, and still runs."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tui.domain.account import Account
from tui.domain.dates import next_midnight, relative_day, short_date
from tui.domain.entry import TimeEntry


def day_began(day: date, zone: tzinfo) -> datetime:
    """Tell the instant (UTC) at which a local date of a zone begins."""
    noon_before = datetime.combine(day - timedelta(days=1), time(12), zone)
    return next_midnight(noon_before.astimezone(UTC), zone)


def is_left_over(entry: TimeEntry | None, today: date) -> bool:
    """Tell whether a timer runs on an entry of a day before today."""
    return entry is not None and entry.is_running and entry.spent_date < today


def since_label(entry: TimeEntry, account: Account, today: date) -> str:
    """Say since when a timer runs: `yesterday 23:10`, `Mon 23 Nov 14:02`, `14:02` for today.

    An entry of another day than the one on which its timer was started is named with its day.
    """
    if entry.timer_started_at is None:
        return ""
    started = account.today(entry.timer_started_at)
    at = account.local_time(entry.timer_started_at)
    day = _named(started, today)
    since = at if started == today else f"{day} {at}"
    return (
        since if started == entry.spent_date else f"{since}, on {_named(entry.spent_date, today)}"
    )


def _named(day: date, today: date) -> str:
    return relative_day(day, today) or short_date(day)
