"""Taking time off a running timer: the account only lets what is booked beside it change."""

from tui.api.backend import BackendError, LoginNeeded
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import from_seconds, to_seconds


async def rewind(desk: Desk, entry: TimeEntry, minutes: int) -> Outcome:
    """Take minutes off what a running entry counts: stopped, put right, started again, as one step.

    Raises:
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    before = desk.words.hours(entry)
    async with desk.together(f"took {minutes} min off {name(entry)}"):
        stopped = _entry(await desk.toggle(entry, entry))
        try:
            seconds = max(0, to_seconds(stopped.hours) - minutes * 60)
            less = _entry(await desk.update(stopped, Change(hours=from_seconds(seconds))))
            again = _entry(await desk.toggle(less, None))
        except BackendError as error:
            kind = LoginNeeded if isinstance(error, LoginNeeded) else BackendError
            raise kind(f"{name(entry)} was stopped, and could not go on: {error}") from error
    return Outcome(f"Updated {name(again)}: {before} → {desk.words.hours(again)}.", again)


def _entry(outcome: Outcome) -> TimeEntry:
    if outcome.entry is None:
        raise TypeError("a write that is about no entry")
    return outcome.entry
