"""What the day screen shows: one frozen value, replaced whole and handed down to the widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from tui.domain.account import Account, Person
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.finding import matching, words_of
from tui.domain.keys import Keys
from tui.domain.week import Week, week_of

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
    `sheet_of` is whose timesheet it is, None for one's own; `is_new` says that the account is;
    `is_remembered` that its rows are from an earlier time and are still to be read;
    `keys` are the person's, which hints and messages name.

    `marked` holds the ids of entries that the person marked, to do something with them together.

    `filter` are words that the rows are filtered by, as typed; `codes` are those of projects, by
    id, for the filter; `shown` is the day with only the rows that answer.

    `week` is what is known of the days around the shown one; `week_hours` are the hours that the
    person wants to have in a week, 0 for none; None leaves it to the account.
    """

    day: Day
    today: date
    status: Status = Status.LOADING
    problem: str = ""
    account: Account = NOBODY
    place: str = ""
    pending: frozenset[int] = field(default_factory=frozenset)
    marked: frozenset[int] = field(default_factory=frozenset)
    elsewhere: TimeEntry | None = None
    sheet_of: Person | None = None
    is_new: bool = False
    is_remembered: bool = False
    keys: Keys = field(default_factory=Keys)
    filter: str = ""
    codes: Mapping[int, str] = field(default_factory=dict)
    week: Week = field(default_factory=Week)
    week_hours: Decimal | None = None
    shown: Day = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words = words_of(self.filter)
        rows = matching(self.day.entries, words, self.codes) if words else self.day.entries
        shown = self.day if len(rows) == len(self.day.entries) else Day(self.day.date, rows)
        object.__setattr__(self, "shown", shown)

    @property
    def rows(self) -> tuple[TimeEntry, ...]:
        """The entries that are shown: all of the day, or those that the filter lets through."""
        return self.shown.entries

    @property
    def marked_rows(self) -> tuple[TimeEntry, ...]:
        """The marked entries that are shown: what is done to marked ones is done to these."""
        return tuple(entry for entry in self.rows if entry.id in self.marked)

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates of the shown day's week."""
        return week_of(self.day.date, self.account.week_start)

    @property
    def target(self) -> Decimal | None:
        """The hours of a whole week on one's own sheet: the person's word, else the account's."""
        wanted = self.account.week_hours if self.week_hours is None else self.week_hours
        return wanted if wanted and self.sheet_of is None else None

    @property
    def running(self) -> TimeEntry | None:
        """The running entry, on this day or elsewhere."""
        return self.day.running or self.elsewhere

    @property
    def busy(self) -> bool:
        """Whether a change is being sent."""
        return bool(self.pending)


EMPTY = View(day=Day(date.min), today=date.min)


def neighbour(view: View, place: int | None) -> int | None:
    """The entry to stand on when the old one is gone: the next at its place, else what runs."""
    entries = view.rows
    if not entries:
        return None
    if place is None:
        return (view.shown.running or entries[0]).id
    return entries[min(place, len(entries) - 1)].id
