"""What the day screen shows: one frozen value, replaced whole and handed down to the widgets."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from tui.domain.account import Account, Person
from tui.domain.day import Day
from tui.domain.entry import TimeEntry

NOBODY = Account(name="", me=Person(id=0, first_name=""))


class Status(Enum):
    """How far the reading of the shown day has come."""

    LOADING = auto()
    READY = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The shown day with everything around it.

    `elsewhere` is the running entry when it lies on another day than the shown one; `pending`
    holds the ids of entries whose change is being sent; `place` names the account's whereabouts;
    `sheet_of` is whose timesheet it is, None for one's own; `is_new` says that the account is.
    """

    day: Day
    today: date
    status: Status = Status.LOADING
    problem: str = ""
    account: Account = NOBODY
    place: str = ""
    pending: frozenset[int] = field(default_factory=frozenset)
    elsewhere: TimeEntry | None = None
    sheet_of: Person | None = None
    is_new: bool = False

    @property
    def running(self) -> TimeEntry | None:
        """The running entry, on this day or elsewhere."""
        return self.day.running or self.elsewhere

    @property
    def busy(self) -> bool:
        """Whether a change is being sent."""
        return bool(self.pending)


EMPTY = View(day=Day(date.min), today=date.min)
