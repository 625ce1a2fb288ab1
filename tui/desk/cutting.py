"""A stretch cut out of a running entry, where start and end are tracked.

One entry cannot tell a gap: what was before it ends, and what comes after it is an entry of its
own. All of it is whole minutes, as start and end are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from tui.api.backend import BackendError, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import name
from tui.desk.parts import account_of, after, entry_of
from tui.domain.account import Account
from tui.domain.away import Away
from tui.domain.clock_times import told_span, told_start, whole_minute
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.domain.invalid import Invalid
from tui.domain.trims import check_end


@dataclass(frozen=True, slots=True)
class Gap:
    """What is cut out of a running entry: from one whole minute (UTC) to another one."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, away: Away, minutes: int, now: datetime) -> Self:
        """The gap of so many minutes that an absence leaves, up to its end or to `now` (UTC).

        It ends in the minute of the return. Its start is the minute of the last sign, or the next:
        just so many minutes are removed as were told.
        """
        end = whole_minute(away.until or now)
        return cls(end - timedelta(minutes=minutes), end)


async def stop(desk: Desk, entry: TimeEntry, gap: Gap) -> tuple[TimeEntry, TimeEntry | None]:
    """Stop a running entry where a gap begins; what was worked after it becomes an entry.

    The caller holds the step. Gives what stopped, and what was made.

    Raises:
        Refused: start and end cannot tell it; nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    account, now = account_of(desk), whole_minute(desk.now())
    if now <= gap.end:
        return entry_of(await desk.update(entry, _end(entry, gap.start, account))), None
    ids = (entry.project_id, entry.task_id)
    worked = finished(gap.end, now, ids, entry.notes, account)
    if _is_nothing_before(entry, gap.start):
        moved = Change(
            spent_date=worked.spent_date, started_at=worked.started_at, ended_at=worked.ended_at
        )
        return entry_of(await desk.update(entry, only_changed(entry, moved, EVERY_FIELD))), None
    end = _end(entry, gap.start, account)
    made = entry_of(await desk.add(worked, None))
    try:
        return entry_of(await desk.update(entry, end)), made
    except BackendError as error:
        told = f"What was worked since {account.local_time(gap.end)} is an entry of its own, and"
        raise after(f"{told} {name(entry)} still runs as well:", error) from error


async def go_on(desk: Desk, entry: TimeEntry, gap: Gap) -> TimeEntry:
    """End a running entry where a gap begins; one like it runs since the end of the gap.

    The caller holds the step. An entry that would be nothing but the gap runs on since its end.
    Both moments may be the same: then the entry is cut in two.

    Raises:
        Refused: start and end cannot tell it; nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    account = account_of(desk)
    see_that_it_can_go_on(desk, entry, gap)
    on, started = told_start(gap.end, account.zone)
    if _is_nothing_before(entry, gap.start):
        moved = only_changed(entry, Change(spent_date=on, started_at=started), EVERY_FIELD)
        return entry_of(await desk.update(entry, moved))
    runs = entry_of(
        await desk.add(
            Draft(
                project_id=entry.project_id,
                task_id=entry.task_id,
                spent_date=on,
                started_at=started,
                notes=entry.notes,
            ),
            entry,
        )
    )
    try:
        await _end_stopped(desk, entry, gap.start, account)
    except BackendError as error:
        told = f"{name(runs)} runs since {account.local_time(gap.end)}, but the old one ended now:"
        raise after(told, error) from error
    return runs


def see_that_it_can_go_on(desk: Desk, entry: TimeEntry, gap: Gap) -> None:
    """See that start and end can tell what is before a gap, and since when it goes on after it.

    Raises:
        Refused: they cannot.
    """
    account = account_of(desk)
    if desk.now() - gap.end > timedelta(days=1):
        raise Refused("It would have run for more than 24 hours: stop it at a time. " + _UNCHANGED)
    try:
        told_start(gap.end, account.zone)
    except Invalid as error:
        raise Refused(f"{error} {_UNCHANGED}") from error
    _end(entry, gap.start, account)


def finished(
    start: datetime, end: datetime, ids: tuple[int, int], notes: str, account: Account
) -> Draft:
    """A finished entry between two instants (UTC), on the date on which it begins.

    Raises:
        Refused: start and end cannot tell it.
    """
    try:
        on, started, ended = told_span(start, end, account.zone)
    except Invalid as error:
        raise Refused(f"{error} {_UNCHANGED}") from error
    return Draft(
        project_id=ids[0],
        task_id=ids[1],
        spent_date=on,
        started_at=started,
        ended_at=ended,
        notes=notes,
    )


_UNCHANGED = "Nothing was changed."


def _is_nothing_before(entry: TimeEntry, moment: datetime) -> bool:
    """Tell whether a running entry began in the minute of a moment (UTC), or later."""
    since = entry.timer_started_at
    return since is not None and whole_minute(since) >= moment


def _end(entry: TimeEntry, at: datetime, account: Account) -> Change:
    """The change that ends a running entry at a minute (UTC).

    Raises:
        Refused: start and end cannot tell it.
    """
    try:
        return Change(ended_at=check_end(entry, at, account))
    except Invalid as error:
        raise Refused(f"{error} {_UNCHANGED}") from error


async def _end_stopped(desk: Desk, entry: TimeEntry, at: datetime, account: Account) -> None:
    """Put right where an entry ended that stopped as another one was started.

    One that was too long for a start and an end has lost both: it gets them again.
    """
    stopped = await desk.entry(entry.id)
    times = Change(started_at=entry.started_at, ended_at=check_end(entry, at, account))
    await desk.update(stopped, only_changed(stopped, times, EVERY_FIELD))
