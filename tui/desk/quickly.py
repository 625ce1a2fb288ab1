"""The quick line carried out: what was previewed, as one step of the journal."""

from tui.api.backend import BackendError, LoginNeeded
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.quick.plan import Adds, Notes, Plan, Starts, Stops, Trim
from tui.domain.quick.preview import label_of


async def carry_out(desk: Desk, what: Plan, running: TimeEntry | None) -> Outcome:
    """Do what a line says, as one step; `running` is what runs now.

    Raises:
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    if isinstance(what, Adds):
        return await desk.add(what.draft, running)
    if isinstance(what, Notes):
        return await desk.update(what.entry, Change(notes=what.notes))
    if isinstance(what, Stops):
        return await _stop(desk, what.trim)
    if what.is_now:
        return await desk.add(what.draft, running)
    return await _start_in_the_past(desk, what, running)


async def _stop(desk: Desk, trim: Trim) -> Outcome:
    if trim.is_now:
        return await desk.toggle(trim.entry, trim.entry)
    at = desk.words.time(trim.at)
    async with desk.together(f"stopped {name(trim.entry)} at {at}"):
        entry = await _trimmed(desk, trim)
    return Outcome(f"Stopped {name(entry)} at {at}, with {desk.words.hours(entry)}.", entry)


async def _trimmed(desk: Desk, trim: Trim) -> TimeEntry:
    """Stop a running entry at its moment."""
    if trim.ended_at is not None:
        return _entry(await desk.update(trim.entry, Change(ended_at=trim.ended_at)))
    stopped = _entry(await desk.toggle(trim.entry, trim.entry))
    return _entry(await desk.update(stopped, Change(hours=trim.hours)))


async def _start_in_the_past(desk: Desk, what: Starts, running: TimeEntry | None) -> Outcome:
    at, trim = desk.words.time(what.since), what.trim
    async with desk.together(f"switched to {label_of(what.choice)} at {at}"):
        stopped = None
        if trim is not None and not trim.is_now:
            stopped = await _trimmed(desk, trim)
            running = None
        try:
            entry = _entry(await desk.add(what.draft, running))
            if what.draft.started_at is None and what.hours:
                entry = _entry(await desk.update(entry, Change(hours=what.hours)))
        except LoginNeeded:
            raise
        except BackendError as error:
            if stopped is None:
                raise
            told = f"{name(stopped)} was stopped at {at}, but no timer started: {error}"
            raise BackendError(told) from error
    started = f"tarted {name(entry)}, running {desk.words.hours(entry)}."
    if stopped is None:
        return Outcome(f"S{started}", entry, follow=True)
    kept = f"Stopped {name(stopped)} at {at} with {desk.words.hours(stopped)}"
    return Outcome(f"{kept}, s{started}", entry, follow=True)


def _entry(outcome: Outcome) -> TimeEntry:
    if outcome.entry is None:
        raise TypeError("a write that is about no entry")
    return outcome.entry
