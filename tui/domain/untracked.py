"""Time of today that is on no entry: from the first activity to now, less entries and breaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tui.domain.account import Account
from tui.domain.attendance import Attendance, Stretch
from tui.domain.clock_times import instant_of, span_seconds, whole_minute
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours, from_seconds, to_seconds

LEAST_SECONDS = 5 * 60
"""Less than this is noise."""

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Untracked:
    """What is on no entry, as of an instant.

    `since` is the first activity of the day and `until` the present instant (both UTC); `seconds`
    lie between them on no entry. `gaps` are where they lie, oldest first and in whole minutes:
    known only where every entry tells when it was, and empty where not.
    """

    since: datetime
    until: datetime
    seconds: int
    gaps: tuple[Stretch, ...] = ()

    @property
    def minutes(self) -> int:
        """The whole minutes of it: what is shown, and what is taken."""
        return self.seconds // 60

    @property
    def is_worth_a_row(self) -> bool:
        """Whether it is more than noise."""
        return self.seconds >= LEAST_SECONDS

    def amount(self, account: Account) -> str:
        """Show how much it is, as the account shows hours: `0:48`, or `0.80`."""
        hours = from_seconds(self.minutes * 60)
        return format_hours(hours, account.hours_format, account.decimal_symbol)

    def since_when(self, account: Account) -> str:
        """Say since when the day is counted: `since 9:10` by the account's clock."""
        return f"since {account.local_time(self.since)}"

    def spans(self, account: Account) -> tuple[str, ...]:
        """Show the gaps, oldest first: `10:30 – 11:15`, and `13:05 – now`."""
        return tuple(
            f"{account.local_time(gap.start)} – "
            f"{'now' if gap.end == self.until else account.local_time(gap.end)}"
            for gap in self.gaps
        )

    def typed(self, account: Account) -> str:
        """What takes it in the quick line: the newest gap, `13:05-14:44`, or all of it, `0:48`."""
        if not self.gaps:
            return self.amount(account)
        newest = self.gaps[-1]
        return f"{account.local_time(newest.start)}-{account.local_time(newest.end)}"


def untracked_of(
    attendance: Attendance,
    day: Day,
    account: Account,
    now: datetime,
    others: Iterable[TimeEntry] = (),
) -> Untracked | None:
    """Find what of today is on no entry; None where nothing tells when the day began.

    Args:
        attendance: when the person was there; that of another date tells nothing.
        day: today's entries. Any other day has nothing untracked.
        account: its zone decides when the day began; its entries tell spans, or only hours.
        now: the present instant (UTC).
        others: entries of other days; what of them is known to lie in today is tracked as well.
    """
    if account.today(now) != day.date:
        return None
    seen = attendance if attendance.date == day.date else Attendance(day.date)
    first = _first_activity(seen, day, account)
    if first is None:
        return None
    midnight = instant_of(day.date, time(), account.zone)
    since = min(max(first, midnight), now)
    whole = Stretch(since, now)
    spans = _spans(day.entries, account, now)
    over_midnight = [_within(span, whole) for span in _spans(others, account, now)]
    taken = [*spans, *over_midnight]
    if account.timestamp_timers:
        loose = sum(_loose_seconds(entry, account, now) for entry in day.entries)
        return _in_minutes(whole, [*taken, *seen.breaks], loose)
    resting = _seconds(part for one in seen.breaks for part in _free(_within(one, whole), taken))
    tracked = sum(entry.seconds(now) for entry in day.entries) + _seconds(over_midnight)
    return Untracked(since, now, max(0, _seconds([whole]) - resting - tracked))


def _in_minutes(whole: Stretch, taken: Iterable[Stretch], loose: int) -> Untracked:
    """Count in whole minutes, as start and end are told, and leave out what is noise."""
    whole = _whole_minutes(whole)
    free = tuple(
        gap
        for gap in _free(whole, map(_whole_minutes, taken))
        if gap.length.total_seconds() >= LEAST_SECONDS
    )
    seconds = max(0, _seconds(free) - loose)
    return Untracked(whole.start, whole.end, seconds, () if loose else free)


def _first_activity(seen: Attendance, day: Day, account: Account) -> datetime | None:
    """The earliest instant (UTC) at which the person did something on the day."""
    signs = [] if seen.first is None else [seen.first]
    begun = [at for entry in day.entries if (at := _begun(entry, account)) is not None]
    return min([*signs, *begun], default=None)


def _begun(entry: TimeEntry, account: Account) -> datetime | None:
    """When the work on an entry began, at the latest; None where it does not tell.

    Hours that were there when the entry was made were worked before that.
    """
    if entry.started_at is not None:
        return instant_of(entry.spent_date, entry.started_at, account.zone)
    made = entry.created_at
    if made is None or account.today(made) != entry.spent_date:
        since = entry.timer_started_at
        return since if since is not None and _is_on(since, entry.spent_date, account) else None
    counted = max(timedelta(), (_touched(entry) or made) - made)
    before = timedelta(seconds=to_seconds(entry.hours_without_timer)) - counted
    begun = made - max(timedelta(), before)
    return begun if _is_on(begun, entry.spent_date, account) else made


def _is_on(instant: datetime, on: date, account: Account) -> bool:
    return account.today(instant) == on


def _touched(entry: TimeEntry) -> datetime | None:
    """Until when a timer may have counted the hours that stand on an entry."""
    return entry.timer_started_at or entry.updated_at


def _spans(entries: Iterable[TimeEntry], account: Account, now: datetime) -> list[Stretch]:
    return [span for entry in entries if (span := _span(entry, account, now)) is not None]


def _span(entry: TimeEntry, account: Account, now: datetime) -> Stretch | None:
    """The time that an entry is known to cover; None where it tells only how long it was."""
    if entry.timer_started_at is not None:
        return Stretch(entry.timer_started_at, max(now, entry.timer_started_at))
    if entry.started_at is not None and entry.ended_at is not None:
        on, zone = entry.spent_date, account.zone
        started = instant_of(on, entry.started_at, zone)
        length = span_seconds(on, entry.started_at, entry.ended_at, zone)
        return Stretch(started, started + timedelta(seconds=length))
    return _counted_through(entry)


def _counted_through(entry: TimeEntry) -> Stretch | None:
    """The time of a timer that was started when the entry was made and stopped at its last change.

    That is so where the hours are just what lies between.
    """
    made, touched = entry.created_at, entry.updated_at
    if made is None or touched is None or touched - made < ONE_MINUTE:
        return None
    counted = timedelta(seconds=to_seconds(entry.hours))
    return Stretch(made, touched) if abs(touched - made - counted) < ONE_MINUTE else None


def _loose_seconds(entry: TimeEntry, account: Account, now: datetime) -> int:
    """The seconds on an entry of which nothing tells when they were."""
    if entry.is_running:
        return 0 if entry.started_at is not None else to_seconds(entry.hours_without_timer)
    return 0 if _span(entry, account, now) is not None else to_seconds(entry.hours)


def _within(one: Stretch, whole: Stretch) -> Stretch:
    start = min(max(one.start, whole.start), whole.end)
    return Stretch(start, min(max(one.end, start), whole.end))


def _free(whole: Stretch, taken: Iterable[Stretch]) -> list[Stretch]:
    """What of a stretch lies in none of the others, oldest first."""
    return list(_between(whole, sorted(taken, key=lambda one: one.start)))


def _between(whole: Stretch, taken: Iterable[Stretch]) -> Iterator[Stretch]:
    at = whole.start
    for one in taken:
        if at < (end := min(one.start, whole.end)):
            yield Stretch(at, end)
        at = max(at, one.end)
    if at < whole.end:
        yield Stretch(at, whole.end)


def _seconds(stretches: Iterable[Stretch]) -> int:
    return int(sum((one.length for one in stretches), timedelta()).total_seconds())


def _whole_minutes(stretch: Stretch) -> Stretch:
    start, end = (whole_minute(at.astimezone(UTC)) for at in (stretch.start, stretch.end))
    return Stretch(start, end)
