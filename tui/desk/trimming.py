"""What runs is stopped, now or at a moment in the past."""

from datetime import datetime

from tui.api.backend import BackendError, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import account_of, after, entry_of, still
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.invalid import Invalid
from tui.domain.trims import Trim, trim


async def stop_at(desk: Desk, entry: TimeEntry, at: datetime) -> Outcome:
    """Stop a running entry at an instant (UTC) in the past, also of another day, as one step.

    Raises:
        Refused: it cannot be; the sentence says why, and nothing was changed.
        BackendError: it was stopped, but not at that moment: the sentence says so.
    """
    account, now = account_of(desk), desk.now()
    if at > now:
        raise Refused(f"{account.local_time(at)} is still to come: nothing was changed.")
    try:
        cut = trim(entry, at, account, now)
    except Invalid as error:
        raise Refused(str(error)) from error
    return await stop(desk, cut)


async def stop(desk: Desk, trim: Trim) -> Outcome:
    """Stop what runs as it was worked out, as one step.

    Raises:
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    if trim.is_now:
        return await desk.toggle(trim.entry, trim.entry)
    at = desk.words.at(trim.at)
    async with desk.together(f"stopped {name(trim.entry)} {at}"):
        entry = await trimmed(desk, trim)
    return desk.told(Outcome(f"Stopped {name(entry)} {at}, with {desk.words.hours(entry)}.", entry))


async def trimmed(desk: Desk, trim: Trim) -> TimeEntry:
    """Stop a running entry at its moment.

    Raises:
        Refused: it is no longer what it was worked out from; nothing was changed.
        BackendError: it was stopped, but not at that moment: the sentence says so.
    """
    before = await still(desk, trim.entry)
    if trim.ended_at is not None:
        return entry_of(await desk.update(before, Change(ended_at=trim.ended_at)))
    stopped = entry_of(await desk.toggle(before, before))
    try:
        return entry_of(await desk.update(stopped, Change(hours=trim.hours)))
    except BackendError as error:
        full = desk.words.hours(stopped)
        raise after(f"{name(stopped)} was stopped, but with all its {full}.", error) from error
