"""The quick line carried out: what was previewed, as one step of the journal."""

from tui.api.backend import BackendError, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import after, entry_of
from tui.desk.trimming import stop, trimmed
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import from_seconds
from tui.domain.quick.plan import Adds, Notes, Plan, Starts, Stops
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
        return await stop(desk, what.trim)
    if what.is_now:
        async with desk.together(f"started {label_of(what.choice)}"):
            await _see_that_nothing_else_runs(desk, what)
            return await desk.add(what.draft, running)
    return await _start_in_the_past(desk, what)


async def _start_in_the_past(desk: Desk, what: Starts) -> Outcome:
    at, trim = desk.words.at(what.since), what.trim
    async with desk.together(f"switched to {label_of(what.choice)} {at}"):
        await _see_that_nothing_else_runs(desk, what)
        running = trim.entry if trim is not None else None
        stopped = None
        if trim is not None and not trim.is_now:
            stopped, running = await trimmed(desk, trim), None
        try:
            entry = entry_of(await desk.add(what.draft, running))
        except BackendError as error:
            if stopped is None:
                raise
            told = f"{name(stopped)} was stopped {at}, but no timer started."
            raise after(told, error) from error
        entry = await _begun_before(desk, what, entry)
    started = f"tarted {name(entry)}, running {desk.words.hours(entry)}."
    if stopped is None:
        return Outcome(f"S{started}", entry, follow=True)
    kept = f"Stopped {name(stopped)} {at} with {desk.words.hours(stopped)}"
    return Outcome(f"{kept}, s{started}", entry, follow=True)


async def _see_that_nothing_else_runs(desk: Desk, what: Starts) -> None:
    """A timer that was started elsewhere meanwhile is not cut short untold."""
    running = (await desk.days([what.draft.spent_date]))[0].running
    shown = what.trim.entry.id if what.trim is not None else None
    if running is not None and running.id != shown:
        raise Refused(f"{name(running)} was started elsewhere meanwhile: look at it again.")


async def _begun_before(desk: Desk, what: Starts, entry: TimeEntry) -> TimeEntry:
    """Give a new timer what it would have counted before it was made, however long that took."""
    if what.draft.started_at is not None or entry.timer_started_at is None:
        return entry
    seconds = int((entry.timer_started_at - what.since).total_seconds())
    try:
        return entry_of(await desk.update(entry, Change(hours=from_seconds(max(0, seconds)))))
    except BackendError as error:
        told = f"{name(entry)} runs, but only since now."
        raise after(told, error) from error
