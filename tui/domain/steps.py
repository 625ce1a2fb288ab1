"""Steps of time: a few minutes more or less on an entry, and a few minutes from one to another.

Pure arithmetic on whole minutes. What an account shows as h:mm steps as it is shown: 1:20 and five
minutes are 1:25. Where it shows decimal hours, or a timer counts on top, the step is the nearest
hundredth.
"""

from dataclasses import replace
from datetime import datetime

from tui.domain.account import Account
from tui.domain.clock_times import from_minutes, span_seconds, to_minutes
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import (
    LONGEST,
    HoursFormat,
    format_clock,
    format_hours,
    from_seconds,
    to_seconds,
)
from tui.domain.hours import to_minutes as whole_minutes
from tui.domain.invalid import Invalid

LONGEST_SECONDS = int(LONGEST) * 3600


def stepped(entry: TimeEntry, minutes: int, account: Account, now: datetime) -> Change:
    """Put minutes on an entry, or take them off when there are fewer than 0.

    Where start and end are tracked, its end moves. A running timer goes on: what is booked beside
    it changes. `now` is an instant (UTC).

    Raises:
        Invalid: the entry cannot hold that, or has no end yet.
    """
    if account.timestamp_timers and entry.started_at is not None:
        return _moved_end(entry, minutes, account)
    seconds = _base(entry, account) + minutes * 60
    if seconds < 0:
        raise Invalid(_too_little(entry, -minutes, account, now))
    if seconds + entry.timer_seconds(now) > LONGEST_SECONDS and minutes > 0:
        raise Invalid("A time entry holds 24 hours at most.")
    return Change(hours=from_seconds(seconds))


def shifted(
    giver: TimeEntry, taker: TimeEntry, minutes: int, account: Account, now: datetime
) -> tuple[Change, Change]:
    """Move minutes from one entry to another; both rows together show what they showed.

    Of decimal hours the taker gets the very hundredths that the giver loses.

    Raises:
        Invalid: the giver does not have them, or the taker cannot hold them.
    """
    taking = stepped(giver, -minutes, account, now)
    giving = stepped(taker, minutes, account, now)
    in_hundredths = account.hours_format is HoursFormat.DECIMAL
    if in_hundredths and taking.hours is not None and giving.hours is not None:
        lost = giver.hours_without_timer - taking.hours
        giving = replace(giving, hours=taker.hours_without_timer + lost)
    return taking, giving


def way_back(entry: TimeEntry, change: Change) -> Change:
    """The change that gives an entry the time back that it had before a change of its time."""
    if change.hours is None:
        return Change(ended_at=entry.ended_at)
    return Change(hours=entry.hours_without_timer)


def minutes_label(minutes: int) -> str:
    """Write minutes as a step: `+15 min`, `−1:05`."""
    sign = "+" if minutes >= 0 else "−"
    return f"{sign}{amount(abs(minutes))}"


def amount(minutes: int) -> str:
    """Write an amount of minutes: `15 min`, `1:05`."""
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02}"


def _base(entry: TimeEntry, account: Account) -> int:
    """The seconds that a step counts from: those of the minute that is shown, where one is."""
    booked = entry.hours_without_timer
    if entry.is_running or account.hours_format is HoursFormat.DECIMAL:
        return to_seconds(booked)
    return whole_minutes(booked) * 60


def _too_little(entry: TimeEntry, minutes: int, account: Account, now: datetime) -> str:
    style, symbol = account.hours_format, account.decimal_symbol
    booked = format_hours(entry.hours_without_timer, style, symbol)
    if not entry.is_running:
        return f"It holds {booked}: that is less than {amount(minutes)}."
    timer = format_clock(entry.timer_seconds(now))
    counted = f"The timer alone has counted {timer}, and only {booked} is booked beside it"
    return f"{counted}: stop it to take {amount(minutes)} off."


def _moved_end(entry: TimeEntry, minutes: int, account: Account) -> Change:
    started, ended = entry.started_at, entry.ended_at
    if started is None or ended is None:
        raise Invalid("It has no end while its timer runs: its start can be edited.")
    on, zone = entry.spent_date, account.zone
    moved = from_minutes(to_minutes(ended) + minutes)
    try:
        now = span_seconds(on, started, ended, zone)
        then = span_seconds(on, started, moved, zone)
    except OverflowError:
        raise Invalid("The calendar ends here.") from None
    if now + minutes * 60 < 0:
        lasts = format_clock(now).removesuffix(":00")
        raise Invalid(f"It lasts {lasts}: that is less than {amount(-minutes)}.")
    if now + minutes * 60 >= LONGEST_SECONDS:
        raise Invalid("It would end a day after its start.")
    if then - now != minutes * 60:
        raise Invalid("The clocks are changed in between: edit its end.")
    return Change(ended_at=moved)
