"""A small account that shares no code with the real one, to hold it against.

Written from the specification and the facts page: seconds, minutes of the day, dictionaries. Its
zone is an hour ahead of UTC, as Berlin is in winter.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

AHEAD = timedelta(hours=1)
A_DAY = 24 * 60


class No(Exception):
    """The account would refuse this."""


@dataclass
class Row:
    """A time entry: booked seconds, a timer's start in unix seconds, minutes of the day."""

    person: int
    project: int
    task: int
    on: date
    notes: str
    seconds: int = 0
    timer: int | None = None
    started: int | None = None
    ended: int | None = None
    closed: bool = False

    def at(self, now: int) -> int:
        """Its seconds at an instant, the timer's included."""
        return self.seconds + (0 if self.timer is None else max(0, now - self.timer))


@dataclass
class Asked:
    """What a request says of an entry; `opens` is a blank end that was sent."""

    project: int | None = None
    task: int | None = None
    on: date | None = None
    notes: str | None = None
    minutes: int | None = None
    started: int | None = None
    ended: int | None = None
    opens: bool = False


@dataclass
class Model:
    """The account: rows by id, what it tracks, what time it is (unix seconds)."""

    now: int
    start_end: bool = False
    rows: dict[int, Row] = field(default_factory=dict)
    last_id: int = 0

    @property
    def local(self) -> datetime:
        """The local time."""
        return datetime.fromtimestamp(self.now, UTC) + AHEAD

    def running(self, person: int) -> Row | None:
        """What runs for a person."""
        found = [row for row in self.rows.values() if row.person == person and row.timer]
        assert len(found) <= 1
        return found[0] if found else None

    def add(self, person: int, asked: Asked) -> tuple[Row, Decimal | None]:
        """Make a row, and tell the hours of the timer that this stopped."""
        on = asked.on or self.local.date()
        row = Row(person, asked.project or 0, asked.task or 0, on, asked.notes or "")
        if asked.started is not None and asked.ended is not None:
            self._span(row, asked.started, asked.ended)
        elif asked.minutes is not None:
            row.started = asked.started
            self._book(row, asked.minutes)
        elif self.start_end and asked.ended is not None:
            raise No
        elif asked.started is not None:
            self._open(row, asked.started)
        else:
            self._start(row)
        stopped = self._stop_running(person) if row.timer else None
        return row, stopped

    def toggle(self, row: Row, *, is_admin: bool) -> tuple[Row, Decimal | None]:
        """Stop or start a row; in an account of start and end, a new one starts."""
        anew = self.start_end and row.timer is None
        if row.closed and not is_admin and not anew:
            raise No
        if row.timer:
            self._stop(row)
            return row, None
        stopped = self._stop_running(row.person)
        if anew:
            row = Row(row.person, row.project, row.task, self.local.date(), row.notes)
        self._start(row)
        return row, stopped

    def update(self, row: Row, asked: Asked, *, is_admin: bool) -> None:
        """Change a row; what was refused leaves it half changed."""
        fixed = ((asked.project, row.project), (asked.task, row.task), (asked.on, row.on))
        moved = any(new is not None and new != old for new, old in fixed)
        if row.closed and (moved or not is_admin):
            raise No
        timer = row.timer
        if self.start_end:
            self._change_times(row, asked)
        else:
            self._change_hours(row, asked)
        row.project, row.task = asked.project or row.project, asked.task or row.task
        row.notes = row.notes if asked.notes is None else asked.notes
        if row.timer and not timer:
            since, row.timer = row.timer, None
            self._stop_running(row.person)
            row.timer = since

    def delete(self, id_: int, *, is_admin: bool) -> None:
        """Delete a row."""
        if self.rows[id_].closed and not is_admin:
            raise No
        del self.rows[id_]

    def _change_hours(self, row: Row, asked: Asked) -> None:
        row.on = asked.on or row.on
        both = asked.started is not None and asked.ended is not None
        same = (asked.started, asked.ended) == (row.started, row.ended) != (None, None)
        if asked.minutes is None and same:
            return
        if asked.minutes is None and both:
            timer = row.timer
            self._span(row, asked.started or 0, asked.ended or 0)
            row.timer = timer
            return
        minutes = asked.minutes or 0
        if hours(minutes * 60) != hours(row.seconds):
            row.seconds, row.started, row.ended = minutes * 60, None, None

    def _change_times(self, row: Row, asked: Asked) -> None:
        row.on = asked.on or row.on
        if asked.started is None and asked.ended is None and not asked.opens:
            self._move_end(row, asked.minutes)
            return
        started = row.started if asked.started is None else asked.started
        ended = row.ended if asked.ended is None else asked.ended
        if started is None:
            raise No
        if (started, None if asked.opens else ended) == (row.started, row.ended):
            return
        if asked.opens or ended is None:
            self._open(row, started)
        elif row.timer is not None and started == row.started:
            self._end(row, row.timer, ended)
        else:
            self._span(row, started, ended)

    def _move_end(self, row: Row, minutes: int | None) -> None:
        if minutes is None or hours(minutes * 60) == hours(row.seconds):
            return
        if row.timer:
            raise No
        self._book(row, minutes)

    def _book(self, row: Row, minutes: int) -> None:
        row.seconds = minutes * 60
        if not self.start_end or row.started is None or minutes >= A_DAY:
            row.started = row.ended = None
        else:
            row.ended = (row.started + minutes) % A_DAY

    def _span(self, row: Row, started: int, ended: int) -> None:
        row.seconds, row.timer = (ended - started) % A_DAY * 60, None
        row.started, row.ended = (started, ended) if self.start_end else (None, None)

    def _end(self, row: Row, since: int, ended: int) -> None:
        """End what runs at the first such minute that is not before its start."""
        row.seconds = (ended - minute_of(since)) % A_DAY * 60
        row.timer, row.ended = None, ended

    def _open(self, row: Row, started: int) -> None:
        """Let it run since a minute of its day; what runs already, since the last such minute."""
        days = [row.on]
        if row.timer is not None:
            today = self.local.date()
            days = [today, today - timedelta(days=1), row.on]
        instants = [midnight(day) + started * 60 for day in days]
        since = next((one for one in instants if one <= self.now + 60), instants[-1])
        if since > self.now + 60 or self.now - since > A_DAY * 60:
            raise No
        row.seconds, row.timer, row.ended = 0, since, None
        row.started = started if self.start_end else None

    def _start(self, row: Row) -> None:
        row.timer = self.now - self.now % 60 if self.start_end else self.now
        row.started, row.ended = (self._minute() if self.start_end else None), None

    def _stop(self, row: Row) -> None:
        since, row.seconds, started = row.timer or 0, row.at(self.now), row.started
        counted = row.seconds - self.now % 60
        row.timer = row.started = row.ended = None
        if self.start_end and started is not None and counted < A_DAY * 60:
            row.seconds = max(0, counted)
            row.started, row.ended = minute_of(since), self._minute()

    def _stop_running(self, person: int) -> Decimal | None:
        row = self.running(person)
        if row is None:
            return None
        self._stop(row)
        return hours(row.seconds)

    def _minute(self) -> int:
        return minute_of(self.now)


def midnight(on: date) -> int:
    """The instant at which a local date begins."""
    return int((datetime(on.year, on.month, on.day, tzinfo=UTC) - AHEAD).timestamp())


def minute_of(instant: int) -> int:
    """The minute of the local day at an instant."""
    return (instant + int(AHEAD.total_seconds())) // 60 % A_DAY


def hours(seconds: int) -> Decimal:
    """Hours to the hundredth."""
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)


def clock_of(minutes: int | None) -> str:
    """A time of day as the wire has it; blank for none."""
    if minutes is None:
        return ""
    hour, minute = divmod(minutes, 60)
    return f"{hour % 12 or 12}:{minute:02}{'am' if hour < 12 else 'pm'}"
