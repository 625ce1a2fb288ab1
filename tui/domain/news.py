"""What changed on a timesheet without us, in one short sentence.

What is compared is what was known, our own changes included, with what was read after it. A
running timer's `hours` are of the moment of reading: they are no news.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tui.domain.account import Account
from tui.domain.day import Day
from tui.domain.entry import Lock, TimeEntry
from tui.domain.hours import format_hours

ELSEWHERE = "elsewhere"
NOISE_SECONDS = 60
"""A running clock that differs by less was rounded on the way."""

Weighed = tuple[int, str]
"""How much a change matters (0 is most), and what to say, without the point at its end."""


def same_entry(before: TimeEntry | None, after: TimeEntry | None) -> bool:
    """Tell whether nothing about an entry changed, but what its running clock makes of it."""
    if before is None or after is None or not (before.is_running and after.is_running):
        return before == after
    return replace(before, hours=after.hours) == after


def same_day(before: Day | None, after: Day) -> bool:
    """Tell whether nothing about a day changed, but what a running clock makes of it."""
    return (
        before is not None
        and before.date == after.date
        and len(before.entries) == len(after.entries)
        and all(map(same_entry, before.entries, after.entries))
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a timesheet: a day of it, and what runs, on whatever day."""

    day: Day
    running: TimeEntry | None = None


def news(before: Known, after: Known, account: Account, by: str = ELSEWHERE) -> str:
    """Say what changed between two readings of a day; nothing if nothing did.

    Args:
        before: what was known, with our own changes in it.
        after: what was read.
        account: how times and hours are shown.
        by: where it was changed, as in `in the shell`.
    """
    changes = sorted(_changes(before, after, account, by), key=lambda change: change[0])
    if not changes:
        return ""
    more = len(changes) - 1
    also = f", and {more} more {'change' if more == 1 else 'changes'}" if more else ""
    return f"{changes[0][1]}{also}."


def _changes(before: Known, after: Known, account: Account, by: str) -> Iterator[Weighed]:
    ran, runs = before.running, after.running
    yield from _timers(before, after, account, by)
    for old in before.day.entries:
        new = after.day.find(old.id)
        if new is None:
            yield 1, f"{_named(old, account)} was deleted {by} or moved to another day"
        elif old.is_running == new.is_running:
            yield from _changed(old, new, account, by)
    for new in after.day.entries:
        is_told = new.is_running and (runs is None or ran is None or ran.id != runs.id)
        if before.day.find(new.id) is None and not is_told:
            yield 2, f"{_named(new, account)} was added {by}"


def _timers(before: Known, after: Known, account: Account, by: str) -> Iterator[Weighed]:
    """What stopped and what started; a timer that went with its entry is told with that."""
    ran, runs = before.running, after.running
    if (ran.id if ran else None) == (runs.id if runs else None):
        return
    is_gone = ran is not None and ran.spent_date == after.day.date and not after.day.find(ran.id)
    started = "" if runs is None else f"{_name(runs)} was started {by}{_since(runs, account)}"
    if ran is None or is_gone:
        if started:
            yield 0, started
    elif runs is None:
        yield 0, f"{_name(ran)} was stopped {by}{_end(ran, after.day, account)}"
    else:
        at = _since(runs, account)
        yield 0, f"{_name(ran)} was stopped and {_name(runs)} started {by}{at}"


def _since(entry: TimeEntry, account: Account) -> str:
    started = entry.timer_started_at
    return "" if started is None else f" at {account.local_time(started)}"


def _end(ran: TimeEntry, day: Day, account: Account) -> str:
    """When it was stopped, as far as the account tells."""
    last = day.find(ran.id)
    if last is None:
        return ""
    if last.ended_at is not None:
        return f" at {account.time_of_day(last.ended_at)}"
    is_later = last.updated_at is not None and last.updated_at != ran.updated_at
    return f" at {account.local_time(last.updated_at)}" if is_later and last.updated_at else ""


def _changed(old: TimeEntry, new: TimeEntry, account: Account, by: str) -> Iterator[Weighed]:
    """What of an entry changed; of several things only the one that matters most."""
    name, was, now = _name(new), _time(old, account), _time(new, account)
    if old.is_running:
        if abs(_clock(old, new)) >= NOISE_SECONDS:
            yield 3, f"The time of {name} was changed {by}"
            return
    elif was != now:
        yield 3, f"{name} was changed {by}: {now} instead of {was}"
        return
    if (old.project_id, old.task_id) != (new.project_id, new.task_id):
        yield 4, f"{_name(old)} was changed {by} to {name}"
    elif old.lock is not new.lock:
        yield 5, f"{name} {_lock(old.lock, new.lock)} {by}"
    elif old.notes != new.notes:
        yield 6, f"The notes of {name} were changed {by}"


def _clock(old: TimeEntry, new: TimeEntry) -> float:
    """By how many seconds a running clock is ahead of what was known of it."""
    if old.timer_started_at is None or new.timer_started_at is None:
        return 0
    at = max(old.timer_started_at, new.timer_started_at)
    return new.seconds(at) - old.seconds(at)


def _lock(old: Lock, new: Lock) -> str:
    return f"was {new.value}" if new is not Lock.OPEN else f"is no longer {old.value}: changed"


def _time(entry: TimeEntry, account: Account) -> str:
    """The hours of an entry, or its start and end where it has them."""
    hours = format_hours(entry.hours, account.hours_format, account.decimal_symbol)
    return account.span(entry) or hours


def _name(entry: TimeEntry) -> str:
    return f"{entry.project} · {entry.task}"


def _named(entry: TimeEntry, account: Account) -> str:
    return _name(entry) if entry.is_running else f"{_name(entry)}, {_time(entry, account)},"
