"""A running entry stopped at a moment in the past: what it keeps. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from tui.domain.account import Account
from tui.domain.clock_times import span_seconds, whole_minute
from tui.domain.entry import Field, TimeEntry, editable_fields
from tui.domain.hours import LONGEST, HoursFormat, from_seconds
from tui.domain.invalid import Invalid
from tui.domain.moments import since_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """A running entry that is stopped at a moment (UTC) in the past, or now.

    `hours` are those it keeps; where start and end are tracked `ended_at` is its end.
    """

    entry: TimeEntry
    at: datetime
    hours: Decimal
    ended_at: time | None = None
    is_now: bool = False


def begun(entry: TimeEntry, now: datetime) -> datetime:
    """Since when (UTC) an entry would have run, had it never stopped: it can be cut back to then.

    `now` is the present instant (UTC).
    """
    if entry.started_at is not None and entry.timer_started_at is not None:
        return whole_minute(entry.timer_started_at)
    return now - timedelta(seconds=entry.seconds(now))


def trim(entry: TimeEntry, moment: datetime, account: Account, now: datetime) -> Trim:
    """Stop a running entry at a moment: not before it was started, and not if it is locked.

    Args:
        entry: what runs.
        moment: when it is to stop (UTC), not after `now`.
        account: how it tracks time, and who asks.
        now: the present instant (UTC).

    Raises:
        Invalid: it cannot be; the sentence says why.
    """
    name = f"{entry.project} · {entry.task}"
    if Field.HOURS not in editable_fields(entry, account.me.role):
        raise Invalid(f"{name} is {entry.lock}: its timer cannot be stopped.")
    is_now = moment >= whole_minute(now) if account.timestamp_timers else moment == now
    since = begun(entry, now)
    if moment < since:
        told = since_label(since, now, account)
        raise Invalid(f"{name} runs since {told}: nothing begins before that.")
    taken = int((now - moment).total_seconds())
    hours = from_seconds(entry.seconds(now) - taken)
    if not is_now and account.hours_format is HoursFormat.DECIMAL:
        hours = entry.hours_at(now) - from_seconds(taken)
    ended = None
    if entry.started_at is not None and not is_now:
        ended = moment.astimezone(account.zone).time().replace(fold=0)
        if ended == entry.started_at:
            raise Invalid(f"{name} would end in the minute in which it began.")
        check_end(entry, moment, account)
    if hours > LONGEST:
        raise Invalid(f"{name} would hold more than 24 hours: stop it, then put it right.")
    return Trim(entry=entry, at=moment, hours=max(hours, Decimal(0)), ended_at=ended, is_now=is_now)


def check_end(entry: TimeEntry, moment: datetime, account: Account) -> time:
    """Tell the time of day at which a running entry ends, if it ends at a moment (UTC).

    Raises:
        Invalid: by its start and that end the account would count something else: they lie a day
            apart, or the night in which the clock goes back lies between.
    """
    ended = moment.astimezone(account.zone).time().replace(fold=0)
    if entry.started_at is None or entry.timer_started_at is None:
        return ended
    told = span_seconds(entry.spent_date, entry.started_at, ended, account.zone)
    if told != int((moment - whole_minute(entry.timer_started_at)).total_seconds()):
        raise Invalid("Start and end cannot tell that: stop it, then put it right.")
    return ended
