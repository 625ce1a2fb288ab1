"""A timer that was started on a day before today, and still runs."""

from datetime import date

from tui.domain.account import Account
from tui.domain.entry import TimeEntry
from tui.domain.moments import date_label


def is_left_over(entry: TimeEntry | None, today: date) -> bool:
    """Tell whether a timer runs on an entry of a day before today."""
    return entry is not None and entry.is_running and entry.spent_date < today


def since_label(entry: TimeEntry, account: Account, today: date) -> str:
    """Say since when a timer runs: `yesterday 23:10`, `Mon 23 Nov 14:02`, `14:02` for today.

    An entry of another day than the one on which its timer was started is named with its day.
    """
    if entry.timer_started_at is None:
        return ""
    started, on = account.today(entry.timer_started_at), entry.spent_date
    at = account.local_time(entry.timer_started_at)
    since = at if started == today else f"{date_label(started, today)} {at}"
    return since if started == on else f"{since}, on {date_label(on, today)}"
