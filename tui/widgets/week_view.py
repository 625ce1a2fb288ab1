"""What the week shows: one frozen value, replaced whole and handed down to the widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tui.domain.account import Account, Person
from tui.domain.entry import TimeEntry
from tui.domain.keys import Keys
from tui.domain.week import Week
from tui.domain.week_table import Spot, WeekRow
from tui.widgets.view import NOBODY

Key = tuple[int, int, date]
"""What tells a cell from others: the ids of project and task, and the local date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """The shown week with everything around it.

    `sending` holds the cells whose change is being sent, with the hours that were typed into them
    as they will read, or nothing; `refused` what was typed into cells that could not have it.
    `target` are the hours of a whole week, None where nobody says them; `sheet_of` is whose
    timesheet it is, None for one's own.
    """

    week: Week = field(default_factory=Week)
    rows: tuple[WeekRow, ...] = ()
    today: date = date.min
    account: Account = NOBODY
    place: str = ""
    running: TimeEntry | None = None
    sheet_of: Person | None = None
    target: Decimal | None = None
    sending: Mapping[Key, str] = field(default_factory=dict)
    refused: Mapping[Key, str] = field(default_factory=dict)
    keys: Keys = field(default_factory=Keys)

    def row_of(self, spot: Spot | None) -> WeekRow | None:
        """The row of a cell."""
        if spot is None:
            return None
        return next((row for row in self.rows if row.pair.ids == spot.pair.ids), None)


EMPTY_WEEK = WeekView()
