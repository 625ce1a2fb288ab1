"""How time gets onto a record: by hours, or by start and end, as the account tracks it.

Pure functions of records. Where start and end are tracked, both are whole minutes of the local
day: a timer counts from the minute in which it was started to the one in which it was stopped, so
that the hours are what lies between the two, and a stop and a start at the same moment meet.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from decimal import Decimal

from tui.account.entries import Record
from tui.account.refusal import Refusal
from tui.domain.account import Account
from tui.domain.clock_times import (
    from_minutes,
    instant_of,
    span_seconds,
    to_minutes,
    whole_minute,
)
from tui.domain.draft import Change, Draft
from tui.domain.hours import LONGEST, from_seconds, to_seconds

CLOCKS_APART = 60
"""How many seconds a client's clock may be ahead when it says since when a timer runs."""


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """The account's way: `start_end` when it tracks start and end, in its zone."""

    start_end: bool
    zone: tzinfo

    @classmethod
    def of(cls, account: Account) -> "Timekeeping":
        """Take the way from the account's settings."""
        return cls(account.timestamp_timers, account.zone)

    def started(self, record: Record, instant: int) -> Record:
        """Let a record's timer run from an instant on (unix seconds, UTC)."""
        if not self.start_end:
            return replace(record, timer_started_at=instant, started=None, ended=None)
        minute = self._minute(instant)
        since = int(minute.timestamp())
        return replace(record, timer_started_at=since, started=self._local(minute), ended=None)

    def stopped(self, record: Record, instant: int) -> Record:
        """Stop a record's timer at an instant (unix seconds, UTC) and book what it counted."""
        ended = None
        if self.start_end and record.started is not None:
            minute = self._minute(instant)
            instant_counted, ended = int(minute.timestamp()), self._local(minute)
        else:
            instant_counted = instant
        return replace(
            record,
            seconds=record.seconds_at(instant_counted),
            timer_started_at=None,
            started=None if ended is None else record.started,
            ended=ended,
            updated_at=instant,
        )

    def drafted(self, record: Record, draft: Draft, now: int) -> Record:
        """Give a new record what a draft says of its time, at an instant (unix seconds, UTC).

        Raises:
            Refusal: 422, the hours or the times do not go.
        """
        if draft.started_at is not None and draft.ended_at is not None:
            return self._spanned(record, draft.started_at, draft.ended_at)
        if draft.hours is not None:
            seconds = booked_seconds(draft.hours)
            return _ended(
                replace(record, started=draft.started_at), seconds, start_end=self.start_end
            )
        if self.start_end and draft.ended_at is not None:
            raise _start_needed()
        if self.start_end and draft.started_at is not None:
            return self._open(record, draft.started_at, now)
        return self.started(record, now)

    def changed(self, record: Record, change: Change, now: int, *, is_open: bool) -> Record:
        """Give a record what a change says of its time, at an instant (unix seconds, UTC).

        By hours, an update without them sets them to 0, as Harvest does it. By start and end, what
        is not sent stays; `is_open` says that a blank end was sent, which lets the timer run.

        Raises:
            Refusal: 422, the hours or the times do not go.
        """
        if not self.start_end:
            return self._by_hours(record, change)
        if change.started_at is None and change.ended_at is None and not is_open:
            return record if change.hours is None else _with_hours(record, change.hours)
        started = change.started_at or record.started
        if started is None:
            raise _start_needed()
        ended = None if is_open else change.ended_at or record.ended
        if (started, ended) == (record.started, record.ended):
            return record
        if ended is None:
            return self._open(record, started, now)
        return self._spanned(record, started, ended)

    def _by_hours(self, record: Record, change: Change) -> Record:
        if change.hours is None and change.started_at is not None and change.ended_at is not None:
            spanned = self._spanned(record, change.started_at, change.ended_at)
            return replace(spanned, timer_started_at=record.timer_started_at)
        hours = change.hours or Decimal(0)
        if hours == from_seconds(record.seconds):
            return record  # the seconds behind them stay
        return replace(record, seconds=booked_seconds(hours), started=None, ended=None)

    def _spanned(self, record: Record, started: time, ended: time) -> Record:
        """Book a finished span; an end before its start is on the next day."""
        return replace(
            record,
            seconds=span_seconds(record.spent_date, started, ended, self.zone),
            timer_started_at=None,
            started=started if self.start_end else None,
            ended=ended if self.start_end else None,
        )

    def _open(self, record: Record, started: time, now: int) -> Record:
        """Let a timer run since a time of day on the record's date."""
        since = int(instant_of(record.spent_date, started, self.zone).timestamp())
        if since > now + CLOCKS_APART:
            raise Refusal(422, "A timer cannot start in the future: give the end as well.")
        if now - since > timedelta(hours=int(LONGEST)).total_seconds():
            raise Refusal(422, "It would have run for more than 24 hours: give the end as well.")
        return replace(record, seconds=0, timer_started_at=since, started=started, ended=None)

    def _minute(self, instant: int) -> datetime:
        return whole_minute(datetime.fromtimestamp(instant, UTC))

    def _local(self, minute: datetime) -> time:
        return minute.astimezone(self.zone).time().replace(second=0, tzinfo=None)


def booked_seconds(hours: Decimal) -> int:
    """Turn hours that are to be booked into whole seconds.

    Raises:
        Refusal: 422, they are not between 0 and 24.
    """
    if not 0 <= hours <= LONGEST:
        raise Refusal(422, "Hours must be between 0 and 24.")
    return to_seconds(hours)


def _with_hours(record: Record, hours: Decimal) -> Record:
    """Set the hours of a record in an account of start and end: its end moves along."""
    if hours == from_seconds(record.seconds):
        return record
    if record.timer_started_at is not None:
        raise Refusal(422, "It runs, and counts from its start: change that, or give its end.")
    return _ended(record, booked_seconds(hours), start_end=True)


def _ended(record: Record, seconds: int, *, start_end: bool) -> Record:
    """Book seconds; where a start is kept, the end is that much later."""
    if not start_end or record.started is None:
        return replace(record, seconds=seconds, started=None, ended=None)
    ended = from_minutes((to_minutes(record.started) + round(seconds / 60)) % (24 * 60))
    return replace(record, seconds=seconds, ended=ended)


def _start_needed() -> Refusal:
    return Refusal(422, "This account tracks start and end: a start is needed, like 9:00am.")
