"""A timer that ran over midnight, cut in two: what it counted until then, and what runs since."""

from datetime import datetime

from tui.api.backend import BackendError, Refused
from tui.desk import cutting
from tui.desk.cutting import Gap
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import account_of, after, entry_of, still
from tui.desk.rewinding import begin_with, see_that_it_holds
from tui.domain.account import Account
from tui.domain.dates import short_date
from tui.domain.draft import Change, Draft
from tui.domain.entry import Field, TimeEntry, editable_fields, lock_reason
from tui.domain.hours import HoursFormat, from_seconds, to_minutes, to_seconds


async def split_at(desk: Desk, entry: TimeEntry, at: datetime) -> Outcome:
    """Cut a running entry in two at an instant (UTC), as one step.

    The old entry keeps what it counted until then; a new one runs since then, on the local date of
    that instant, with the same project, task and notes. By hours, what is booked of an old entry
    stays there that was started again later.

    Raises:
        Refused: it cannot be; the sentence says why, and nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    account, moment = account_of(desk), desk.words.at(at)
    if at > desk.now():
        raise Refused(f"{account.local_time(at)} is still to come: nothing was changed.")
    async with desk.together(f"split {name(entry)} {moment}"):
        before = await still(desk, entry)
        if Field.HOURS not in editable_fields(before, account.me.role):
            raise Refused(lock_reason(before, account.me.role))
        if account.timestamp_timers:
            _see_that_it_ran_before(before, at)
            runs = await cutting.go_on(desk, before, Gap(at, at))
        else:
            runs = await _split_hours(desk, before, at, account)
        kept = await desk.entry(entry.id)
    words, day = desk.words, short_date(kept.spent_date)
    parts = f"{words.hours(kept)} stay on {day}, and it runs since then at {words.hours(runs)}"
    return desk.told(Outcome(f"Split {name(runs)} {moment}: {parts}.", runs))


def _see_that_it_ran_before(entry: TimeEntry, at: datetime) -> None:
    if entry.timer_started_at is None or entry.timer_started_at >= at:
        raise Refused(f"{name(entry)} did not run before: there is nothing to split.")


async def _split_hours(desk: Desk, entry: TimeEntry, at: datetime, account: Account) -> TimeEntry:
    counted, now = entry.seconds(at), desk.now()
    see_that_it_holds(entry, counted)
    see_that_it_holds(entry, entry.seconds(now) - counted)
    kept = from_seconds(counted)
    is_decimal = account.hours_format is HoursFormat.DECIMAL
    leaves = to_seconds(kept) if is_decimal else to_minutes(kept) * 60
    draft = Draft(
        project_id=entry.project_id,
        task_id=entry.task_id,
        spent_date=account.today(at),
        notes=entry.notes,
    )
    made = entry_of(await desk.add(draft, entry))
    runs = await begin_with(desk, made, entry, leaves)
    try:
        await desk.update(await desk.entry(entry.id), Change(hours=kept))
    except BackendError as error:
        told = (
            f"{name(runs)} runs since {account.local_time(at)}, but the old one has all its time:"
        )
        raise after(told, error) from error
    return runs
