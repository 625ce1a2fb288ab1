"""What is done with the time in which a timer ran and nobody was there: each answer one step.

It may be answered late: what was worked since the return stays, or goes on. First the entry is read
again; where it is no longer the one that was asked about nothing is changed. New time is written
before old time is taken off: whatever fails on the way, no minute is lost, and the sentence says
what is there twice.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tui.api.backend import BackendError, Refused
from tui.desk import cutting
from tui.desk.cutting import Gap
from tui.desk.desk import Desk
from tui.desk.midnight import split_at as split_at
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import account_of, after, changed_meanwhile
from tui.desk.rewinding import stop_less, take_off
from tui.desk.trimming import stop_at as stop_at
from tui.domain.account import Account
from tui.domain.away import Away
from tui.domain.catalog import Choice
from tui.domain.draft import Draft
from tui.domain.entry import Field, TimeEntry, editable_fields, lock_reason
from tui.domain.hours import LONGEST, from_seconds
from tui.domain.steps import amount

MOST_MINUTES = int(LONGEST) * 60


async def stop_without(desk: Desk, away: Away) -> Outcome:
    """Stop the timer and take the time off it in which nobody was there, as one step.

    Raises:
        Refused: it cannot be; the sentence says why, and nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    case, worked = _case(desk, away), None
    async with _step(desk, case, f"stopped {name(away.entry)} and removed {case.time}") as entry:
        if case.by_times:
            stopped, worked = await cutting.stop(desk, entry, case.gap)
        else:
            stopped = await stop_less(desk, entry, case.minutes)
    words = desk.words
    more = (
        f"; what was worked since, {words.hours(worked)}, is an entry of its own" if worked else ""
    )
    said = f"Stopped {name(stopped)} at {words.hours(stopped)}, without {case.time}{more}."
    return desk.told(Outcome(said, stopped))


async def go_on_without(desk: Desk, away: Away) -> Outcome:
    """Take the time off a running timer in which nobody was there; it goes on. One step.

    Raises:
        Refused: it cannot be; the sentence says why, and nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    case = _case(desk, away)
    async with _step(desk, case, f"removed {case.time} from {name(away.entry)}") as entry:
        runs = await _goes_on(desk, entry, case)
    said = f"Removed {case.time}: {name(runs)} goes on at {desk.words.hours(runs)}."
    return desk.told(Outcome(said, runs))


async def as_new_entry(desk: Desk, away: Away) -> Outcome:
    """Make an entry of its own of the time in which nobody was there; the timer goes on. One step.

    It has the project and the task of the running one, and no notes.

    Raises:
        Refused: it cannot be; the sentence says why, and nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    ids = (away.entry.project_id, away.entry.task_id)
    return await _moved(desk, away, ids, "", "Added {time} as a new entry", "a new entry")


async def move_to(desk: Desk, away: Away, choice: Choice, notes: str = "") -> Outcome:
    """Put the time in which nobody was there on another project and task; the timer goes on.

    One step. The `notes` are those of the entry that is made for it.

    Raises:
        Refused: it cannot be; the sentence says why, and nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    to = f"{choice.project.name} · {choice.task.name}"
    return await _moved(desk, away, choice.ids, notes, f"Moved {{time}} to {to}", to)


@dataclass(frozen=True, slots=True)
class _Case:
    """An absence as it is when it is answered: its whole minutes, and how the account counts."""

    away: Away
    minutes: int
    gap: Gap
    account: Account

    @property
    def time(self) -> str:
        """The minutes, as they are told."""
        return amount(self.minutes)

    @property
    def by_times(self) -> bool:
        """Whether start and end are tracked."""
        return self.account.timestamp_timers


def _case(desk: Desk, away: Away) -> _Case:
    account, now = account_of(desk), desk.now()
    minutes = away.minutes(now)
    if minutes < 1:
        raise Refused("It was less than a minute: nothing was changed.")
    return _Case(away, minutes, Gap.of(away, minutes, now), account)


@asynccontextmanager
async def _step(desk: Desk, case: _Case, what: str) -> AsyncIterator[TimeEntry]:
    """Do something about an absence as one step; gives the entry as it is now.

    Raises:
        Refused: it is not what was asked about any more, or locked; nothing was changed.
    """
    async with desk.together(what):
        entry = await desk.entry(case.away.entry.id)
        if not case.away.is_about(entry):
            raise changed_meanwhile(entry)
        if Field.HOURS not in editable_fields(entry, case.account.me.role):
            raise Refused(lock_reason(entry, case.account.me.role))
        if case.by_times and entry.started_at is None:
            raise Refused(f"{name(entry)} runs without a start: stop it, then put it right.")
        yield entry


async def _goes_on(desk: Desk, entry: TimeEntry, case: _Case) -> TimeEntry:
    if case.by_times:
        return await cutting.go_on(desk, entry, case.gap)
    return await take_off(desk, entry, case.minutes)


async def _moved(
    desk: Desk, away: Away, ids: tuple[int, int], notes: str, done: str, where: str
) -> Outcome:
    """Make an entry of an absence, then take it off the timer."""
    case = _case(desk, away)
    done = done.format(time=case.time)
    if case.minutes > MOST_MINUTES:
        raise Refused("A time entry holds 24 hours at most: remove the time, or ignore it.")
    async with _step(desk, case, f"{done[0].lower()}{done[1:]}") as entry:
        if case.by_times:
            cutting.see_that_it_can_go_on(desk, entry, case.gap)
        await desk.add(_draft(case, entry, ids, notes), None)
        try:
            runs = await _goes_on(desk, entry, case)
        except BackendError as error:
            undo = desk.keys.shown("undo")
            told = (
                f"{case.time} are on {where}, and on {name(entry)} as well: {undo} takes it back."
            )
            raise after(told, error) from error
    said = f"{done}: {name(runs)} goes on at {desk.words.hours(runs)}."
    return desk.told(Outcome(said, runs))


def _draft(case: _Case, entry: TimeEntry, ids: tuple[int, int], notes: str) -> Draft:
    """The entry that an absence becomes.

    By hours it is on the date on which it began; one that crosses midnight is on the timer's.
    """
    project_id, task_id = ids
    if case.by_times:
        return cutting.finished(case.gap.start, case.gap.end, ids, notes, case.account)
    first, last = case.account.today(case.gap.start), case.account.today(case.gap.end)
    return Draft(
        project_id=project_id,
        task_id=task_id,
        spent_date=first if first == last else entry.spent_date,
        hours=from_seconds(case.minutes * 60),
        notes=notes,
    )
