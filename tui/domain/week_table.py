"""The week as a table: rows of project and task, a cell for each day; and how weeks are named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tui.domain.dates import short_date
from tui.domain.entry import TimeEntry
from tui.domain.week import Week

THURSDAY = 3
SATURDAY = 5

Ids = tuple[int, int]
"""The ids of a project and one of its tasks."""


def week_number(dates: Sequence[date]) -> int:
    """Number a week as ISO 8601 does: by its Thursday, on whatever day it starts."""
    thursday = next((day for day in dates if day.weekday() == THURSDAY), dates[0])
    return thursday.isocalendar().week


def week_heading(dates: Sequence[date], *, is_short: bool = False) -> str:
    """Name a week: `Week 48 · 23 – 29 November 2026`, or in short `W48 · 23 – 29 Nov`."""
    first, last, number = dates[0], dates[-1], week_number(dates)
    month, year = ("%b", "") if is_short else ("%B", f" {last.year}")
    start = f"{first.day}"
    if first.month != last.month:
        start += f" {first:{month}}"
    if first.year != last.year and not is_short:
        start += f" {first.year}"
    name = f"W{number}" if is_short else f"Week {number}"
    return f"{name} · {start} – {last.day} {last:{month}}{year}"


def rest_of_work(dates: Sequence[date], on: date) -> tuple[date, ...]:
    """The days behind a day up to Friday; on a weekend, up to the end of the week."""
    behind = [day for day in dates if day > on]
    if on.weekday() >= SATURDAY:
        return tuple(behind)
    return tuple(day for day in behind if day < on + timedelta(days=SATURDAY - on.weekday()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What a row of the week is about: a project and one of its tasks, by ids and names."""

    project_id: int
    task_id: int
    client: str
    project: str
    task: str

    @classmethod
    def of(cls, entry: TimeEntry) -> "Pair":
        """What an entry is about."""
        return cls(
            project_id=entry.project_id,
            task_id=entry.task_id,
            client=entry.client,
            project=entry.project,
            task=entry.task,
        )

    @property
    def ids(self) -> Ids:
        """The ids of project and task."""
        return self.project_id, self.task_id


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell is: its row, and its local date `on`."""

    pair: Pair
    on: date

    @property
    def key(self) -> tuple[int, int, date]:
        """What tells it from other cells, whatever its row is called."""
        return *self.pair.ids, self.on

    @property
    def name(self) -> str:
        """Its name for a sentence."""
        return f"{self.pair.project} · {self.pair.task}, {short_date(self.on)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """The entries of a project and task on the local date `on`; `is_known` once it is read."""

    on: date
    entries: tuple[TimeEntry, ...] = ()
    is_known: bool = True

    @property
    def running(self) -> TimeEntry | None:
        """The entry whose timer runs."""
        return next((entry for entry in self.entries if entry.is_running), None)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A project and task with a cell for each day of the week."""

    pair: Pair
    cells: tuple[Cell, ...]

    def cell(self, on: date) -> Cell | None:
        """The cell of a date; None for one of another week."""
        return next((cell for cell in self.cells if cell.on == on), None)

    @property
    def entries(self) -> tuple[TimeEntry, ...]:
        """The entries of all of its cells."""
        return tuple(entry for cell in self.cells for entry in cell.entries)


def cell_of(week: Week, ids: Ids, on: date) -> Cell:
    """The cell of a project and task on a date of the week."""
    day = week.day(on)
    if day is None:
        return Cell(on, is_known=False)
    return Cell(on, tuple(e for e in day.entries if (e.project_id, e.task_id) == ids))


def week_rows(week: Week, before: Iterable[Pair] = ()) -> tuple[WeekRow, ...]:
    """The rows of a week: those that were `before`, in their order, then by first appearance.

    What was there before stays where it is, also without an entry: rows do not jump while they
    are filled.
    """
    pairs = {pair.ids: pair for pair in before}
    for entry in week.entries:
        pair = Pair.of(entry)
        pairs[pair.ids] = pair
    return tuple(
        WeekRow(pair, tuple(cell_of(week, ids, on) for on in week.dates))
        for ids, pair in pairs.items()
    )
