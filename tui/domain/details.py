"""All that is known of a time entry, in words: every parameter of the specification's table."""

from datetime import datetime

from tui.domain.account import Account
from tui.domain.dates import long_date, short_date
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, format_clock, format_hours, from_seconds

Details = tuple[tuple[str, str], ...]
"""Names and values, in reading order."""


def details(entry: TimeEntry, account: Account, person: str, now: datetime) -> Details:
    """Tell all of an entry at an instant (UTC), with times in the account's zone and by its clock.

    `person` is the name of whose entry it is; blank when only the id is known.
    """
    rows = [
        ("Client", _with_id(entry.client, entry.client_id)),
        ("Project", _with_id(entry.project, entry.project_id)),
        ("Task", _with_id(entry.task, entry.task_id)),
        ("Notes", entry.notes or "none"),
        ("Date", long_date(entry.spent_date)),
        *_hours(entry, account, now),
        *_times(entry, account),
        ("Timer", _timer(entry, account)),
        ("Approved", _flag(entry.is_closed)),
        ("Invoiced", _flag(entry.is_billed)),
        ("Person", _with_id(person, entry.user_id)),
        ("Created", _instant(entry.created_at, account)),
        ("Updated", _instant(entry.updated_at, account)),
        ("Entry", str(entry.id)),
        ("Time zone", account.zone_name),
    ]
    return tuple(rows)


def _hours(entry: TimeEntry, account: Account, now: datetime) -> Details:
    booked = format_hours(entry.hours_without_timer, account.hours_format, account.decimal_symbol)
    if not entry.is_running:
        hours = format_hours(entry.hours, account.hours_format, account.decimal_symbol)
        return (("Hours", hours),)
    seconds = entry.seconds(now)
    running = format_clock(seconds)
    if account.hours_format is HoursFormat.DECIMAL:
        running = format_hours(from_seconds(seconds), HoursFormat.DECIMAL, account.decimal_symbol)
    return (("Hours", f"{running} with the timer"), ("", f"{booked} without the timer"))


def _times(entry: TimeEntry, account: Account) -> Details:
    if entry.started_at is None:
        return ()
    started = account.time_of_day(entry.started_at)
    if entry.ended_at is None:
        return ("Started", started), ("Ended", "not yet")
    ended = account.time_of_day(entry.ended_at)
    next_day = ", the next day" if entry.ended_at < entry.started_at else ""
    return ("Started", started), ("Ended", f"{ended}{next_day}")


def _timer(entry: TimeEntry, account: Account) -> str:
    if entry.timer_started_at is None:
        return "not running"
    return f"running since {_instant(entry.timer_started_at, account)}"


def _flag(told: bool | None) -> str:  # noqa: FBT001 (one value of the entry)
    if told is None:
        return "the account does not tell"
    return "yes" if told else "no"


def _with_id(name: str, id_: int | None) -> str:
    number = "" if id_ is None else f"({id_})"
    return f"{name} {number}".strip() or "the account does not tell"


def _instant(moment: datetime | None, account: Account) -> str:
    if moment is None:
        return "the account does not tell"
    local = moment.astimezone(account.zone)
    return f"{short_date(local.date())} {local.year}, {account.local_time(moment)}"
