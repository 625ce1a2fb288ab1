"""The quick line carried out: what was previewed, as one step of the journal."""

from tui.api.backend import BackendError, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import after, entry_of
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import from_seconds
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
        async with desk.together(f"started {label_of(what.choice)}"):
            await _see_that_nothing_else_runs(desk, what)
            return await desk.add(what.draft, running)
    return await _start_in_the_past(desk, what)


async def _stop(desk: Desk, trim: Trim) -> Outcome:
    if trim.is_now:
        return await desk.toggle(trim.entry, trim.entry)
    at = desk.words.time(trim.at)
    async with desk.together(f"stopped {name(trim.entry)} at {at}"):
        entry = await _trimmed(desk, trim)
    return Outcome(f"Stopped {name(entry)} at {at}, with {desk.words.hours(entry)}.", entry)


async def _trimmed(desk: Desk, trim: Trim) -> TimeEntry:
    """Stop a running entry at its moment.

    Raises:
        Refused: it is no longer what the preview was about; nothing was changed.
        BackendError: it was stopped, but not at that moment: the sentence says so.
    """
    before = await desk.entry(trim.entry.id)
    if not _counts_as(before, trim.entry):
        raise Refused(f"{name(before)} was changed elsewhere meanwhile: look at it again.")
    if trim.ended_at is not None:
        return entry_of(await desk.update(before, Change(ended_at=trim.ended_at)))
    stopped = entry_of(await desk.toggle(before, before))
    try:
        return entry_of(await desk.update(stopped, Change(hours=trim.hours)))
    except BackendError as error:
        full = desk.words.hours(stopped)
        raise after(f"{name(stopped)} was stopped, but with all its {full}.", error) from error


def _counts_as(now: TimeEntry, shown: TimeEntry) -> bool:
    """Tell whether a running entry still counts what the preview was reckoned from."""
    return (now.timer_started_at, now.hours_without_timer, now.started_at) == (
        shown.timer_started_at,
        shown.hours_without_timer,
        shown.started_at,
    )


async def _start_in_the_past(desk: Desk, what: Starts) -> Outcome:
    at, trim = desk.words.time(what.since), what.trim
    async with desk.together(f"switched to {label_of(what.choice)} at {at}"):
        await _see_that_nothing_else_runs(desk, what)
        running = trim.entry if trim is not None else None
        stopped = None
        if trim is not None and not trim.is_now:
            stopped, running = await _trimmed(desk, trim), None
        try:
            entry = entry_of(await desk.add(what.draft, running))
        except BackendError as error:
            if stopped is None:
                raise
            told = f"{name(stopped)} was stopped at {at}, but no timer started."
            raise after(told, error) from error
        entry = await _begun_before(desk, what, entry)
    started = f"tarted {name(entry)}, running {desk.words.hours(entry)}."
    if stopped is None:
        return Outcome(f"S{started}", entry, follow=True)
    kept = f"Stopped {name(stopped)} at {at} with {desk.words.hours(stopped)}"
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
