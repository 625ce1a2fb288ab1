"""Taking time off a running timer: the account only lets what is booked beside it change."""

from tui.api.backend import BackendError
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import after, entry_of
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
        stopped = entry_of(await desk.toggle(entry, entry))
        try:
            seconds = max(0, to_seconds(stopped.hours) - minutes * 60)
            less = entry_of(await desk.update(stopped, Change(hours=from_seconds(seconds))))
            again = entry_of(await desk.toggle(less, None))
        except BackendError as error:
            raise after(f"{name(entry)} was stopped, and could not go on:", error) from error
    return Outcome(f"Updated {name(again)}: {before} → {desk.words.hours(again)}.", again)
