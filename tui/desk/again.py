"""Continuing and copying, as calls of the desk."""

from collections.abc import Sequence
from datetime import date, timedelta

from tui.api.backend import BackendError, LoginNeeded
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome
from tui.domain.dates import long_date
from tui.domain.day import Day
from tui.domain.draft import Draft
from tui.domain.entry import TimeEntry

LOOKED_BACK = (1, 3, 7, 14, 14)
"""How many days are asked for at once, going back from the day before."""


async def copy_to(desk: Desk, drafts: Sequence[Draft], on: date) -> Outcome:
    """Make copies of rows, as one step.

    Raises:
        BackendError: one of them was refused; the sentence says how many were made before.
    """
    made = 0
    last: TimeEntry | None = None
    async with desk.together(f"copied {_rows(len(drafts))} to {long_date(on)}"):
        for draft in drafts:
            try:
                last = (await desk.add(draft, None)).entry
            except LoginNeeded:
                raise
            except BackendError as error:
                if not made:
                    raise
                told = f"Only {made} of {_rows(len(drafts))} were copied: {error}"
                raise BackendError(told) from error
            made += 1
    return desk.told(Outcome(f"Copied {_rows(made)} to {long_date(on)}.", last))


async def latest_before(desk: Desk, on: date) -> Day | None:
    """Find the most recent timesheet before a local date, some weeks back at most."""
    before = on
    for days in LOOKED_BACK:
        dates = [before - timedelta(days=back) for back in range(days, 0, -1)]
        found = [day for day in await desk.days(dates) if day.entries]
        if found:
            return max(found, key=lambda day: day.date)
        before = dates[0]
    return None


def _rows(count: int) -> str:
    return f"{count} {'row' if count == 1 else 'rows'}"
