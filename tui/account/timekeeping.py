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
from tui.domain.clock_times import instant_of, next_time, span_seconds, whole_minute
from tui.domain.draft import Change, Draft
from tui.domain.hours import LONGEST, from_seconds, to_seconds

A_DAY = 24 * 3600
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
        stopped = replace(
            record,
            seconds=record.seconds_at(instant),
            timer_started_at=None,
            started=None,
            ended=None,
            updated_at=instant,
        )
        since = record.timer_started_at
        if not self.start_end or record.started is None or since is None:
            return stopped
        minute = self._minute(instant)
        seconds = record.seconds_at(int(minute.timestamp()))
        if seconds >= A_DAY:
            return stopped  # two times of day cannot tell that
        started = self._local(self._minute(since))
        return replace(stopped, seconds=seconds, started=started, ended=self._local(minute))

    def drafted(self, record: Record, draft: Draft, now: int) -> Record:
        """Give a new record what a draft says of its time, at an instant (unix seconds, UTC).

        Raises:
            Refusal: 422, the hours or the times do not go.
        """
        if draft.started_at is not None and draft.ended_at is not None:
            return self._spanned(record, draft.started_at, draft.ended_at)
        if draft.hours is not None:
            seconds = booked_seconds(draft.hours)
            return self._lasting(replace(record, started=draft.started_at), seconds)
        if self.start_end and draft.ended_at is not None:
            raise _start_needed()
        if draft.started_at is not None:
            return self._open(record, draft.started_at, now)
        return self.started(record, now)

    def changed(
        self, record: Record, change: Change, now: int, *, is_open: bool, keeps_hours: bool
    ) -> Record:
        """Give a record what a change says of its time, at an instant (unix seconds, UTC).

        By hours, a change without them sets them to 0 unless it keeps them. By start and end, what
        is not sent stays; `is_open` says that a blank end was sent, which lets the timer run.

        Raises:
            Refusal: 422, the hours or the times do not go.
        """
        if not self.start_end:
            return self._by_hours(record, change, keeps_hours=keeps_hours)
        if change.started_at is None and change.ended_at is None and not is_open:
            return record if change.hours is None else self._with_hours(record, change.hours)
        started = change.started_at or record.started
        if started is None:
            raise _start_needed()
        ended = None if is_open else change.ended_at or record.ended
        if (started, ended) == (record.started, record.ended):
            return record
        if ended is None:
            return self._open(record, started, now)
        if record.timer_started_at is not None and started == record.started:
            return self._ended_at(record, record.timer_started_at, ended)
        return self._spanned(record, started, ended)

    def _by_hours(self, record: Record, change: Change, *, keeps_hours: bool) -> Record:
        times = (change.started_at, change.ended_at)
        if change.hours is None and times == (record.started, record.ended) != (None, None):
            return record  # tracked before the account changed its way
        if change.hours is None and change.started_at is not None and change.ended_at is not None:
            spanned = self._spanned(record, change.started_at, change.ended_at)
            return replace(spanned, timer_started_at=record.timer_started_at)
        if change.hours is None and keeps_hours:
            return record
        hours = change.hours or Decimal(0)
        if hours == from_seconds(record.seconds):
            return record  # the seconds behind them stay
        return replace(record, seconds=booked_seconds(hours), started=None, ended=None)

    def _spanned(self, record: Record, started: time, ended: time) -> Record:
        """Book a finished span; an end before its start is on the next day."""
        try:
            seconds = span_seconds(record.spent_date, started, ended, self.zone)
        except OverflowError as error:
            raise _beyond_calendar() from error
        return replace(
            record,
            seconds=seconds,
            timer_started_at=None,
            started=started if self.start_end else None,
            ended=ended if self.start_end else None,
        )

    def _open(self, record: Record, started: time, now: int) -> Record:
        """Let a timer run since a time of day on the record's date."""
        since = self._since(record, started, now)
        if since > now + CLOCKS_APART:
            raise Refusal(422, "A timer cannot start in the future: give the end as well.")
        if now - since > A_DAY:
            raise Refusal(422, "It would have run for more than 24 hours: give the end as well.")
        shown = started if self.start_end else None
        return replace(record, seconds=0, timer_started_at=since, started=shown, ended=None)

    def _since(self, record: Record, started: time, now: int) -> int:
        """Find the instant at which a timer started: on the record's date.

        One that runs already may stand on another date than that of its start: then it is the
        last time that it was `started`.
        """
        try:
            since = int(instant_of(record.spent_date, started, self.zone).timestamp())
            if record.timer_started_at is None:
                return since
            today = datetime.fromtimestamp(now, UTC).astimezone(self.zone).date()
            days = (today, today - timedelta(days=1))
            instants = (int(instant_of(on, started, self.zone).timestamp()) for on in days)
            return next((one for one in instants if one <= now + CLOCKS_APART), since)
        except OverflowError as error:
            raise _beyond_calendar() from error

    def _ended_at(self, record: Record, since: int, ended: time) -> Record:
        """End a running timer at the first time after its start that it is `ended`."""
        begun = datetime.fromtimestamp(since, UTC)
        seconds = int((next_time(begun, ended, self.zone) - begun).total_seconds())
        return replace(record, seconds=seconds, timer_started_at=None, ended=ended)

    def _with_hours(self, record: Record, hours: Decimal) -> Record:
        """Set the hours of a record where start and end are tracked: its end moves along."""
        if hours == from_seconds(record.seconds):
            return record
        if record.timer_started_at is not None:
            raise Refusal(422, "It runs, and counts from its start: change that, or give its end.")
        return self._lasting(record, booked_seconds(hours))

    def _lasting(self, record: Record, seconds: int) -> Record:
        """Book seconds; where a start is kept, the end is that much later."""
        if not self.start_end or record.started is None or seconds >= A_DAY:
            return replace(record, seconds=seconds, started=None, ended=None)
        try:
            begun = instant_of(record.spent_date, record.started, self.zone)
            ended = self._local(begun + timedelta(minutes=round(seconds / 60)))
        except OverflowError as error:
            raise _beyond_calendar() from error
        return replace(record, seconds=seconds, ended=ended)

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


def _start_needed() -> Refusal:
    return Refusal(422, "This account tracks start and end: a start is needed, like 9:00am.")


def _beyond_calendar() -> Refusal:
    return Refusal(422, "The calendar ends there: give a date that is not so far away.")
