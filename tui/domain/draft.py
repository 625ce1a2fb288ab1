"""What a form produced: a new entry, or only what changed of an old one.

Accounts that track start and end have two times of day in place of the hours.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import ParamSpec, TypeVar

from tui.domain.catalog import Choice
from tui.domain.clock_times import parse_time
from tui.domain.dates import parse_date
from tui.domain.entry import Field, TimeEntry
from tui.domain.hours import HUNDREDTH, format_clock, from_seconds, parse_hours, to_seconds
from tui.domain.invalid import Invalid

T = TypeVar("T")
P = ParamSpec("P")
Problems = dict[Field, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A time entry to be made; `spent_date` is a local date, the times are local times of day.

    Without hours and times a timer starts now; with a start and no end one runs since then.
    """

    project_id: int
    task_id: int
    spent_date: date
    hours: Decimal | None = None
    started_at: time | None = None
    ended_at: time | None = None
    notes: str = ""

    @property
    def starts_timer(self) -> bool:
        """Whether a timer runs for the entry once it is made."""
        return self.hours is None and self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changes of a time entry; None leaves a part as it is.

    `hours` are booked hours, without the part that a running timer counts. An `ended_at` given to
    a running entry stops it at that time.
    """

    project_id: int | None = None
    task_id: int | None = None
    spent_date: date | None = None
    hours: Decimal | None = None
    started_at: time | None = None
    ended_at: time | None = None
    notes: str | None = None

    def __bool__(self) -> bool:
        return self != Change()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The raw content of a form's fields; None where nobody touched one.

    What is shown may be rounder than what is stored, so an untouched field is never read back.
    """

    choice: Choice | None = None
    date: str | None = None
    hours: str | None = None
    start: str | None = None
    end: str | None = None
    notes: str | None = None


def read_draft(typed: Typed, today: date) -> Draft | Problems:
    """Turn a new entry's form into a draft, or say at each field what is wrong with it."""
    problems: Problems = {}
    if typed.choice is None:
        problems[Field.PROJECT] = "Pick a project and a task."
    day = _read(problems, Field.DATE, parse_date, typed.date or "", today)
    hours = _read(problems, Field.HOURS, parse_hours, typed.hours or "")
    started = _read(problems, Field.START, parse_time, typed.start or "")
    ended = _read(problems, Field.END, parse_time, typed.end or "")
    if ended is not None and started is None and not problems:
        problems[Field.START] = "An end needs a start."
    if typed.start is not None and started is None and day not in (None, today) and not problems:
        problems[Field.START] = "A timer starts today: give start and end for another day."
    if problems or typed.choice is None or day is None:
        return problems
    project_id, task_id = typed.choice.ids
    return Draft(
        project_id=project_id,
        task_id=task_id,
        spent_date=day,
        hours=hours,
        started_at=started,
        ended_at=ended,
        notes=typed.notes or "",
    )


def read_change(
    entry: TimeEntry, typed: Typed, editable: frozenset[Field], now: datetime, today: date
) -> Change | Problems:
    """Turn an edited entry's form into what changed of the fields that may change.

    Cleared hours mean 0, never a new timer, and a cleared end is a mistake. The hours of a running
    entry are typed as they are read, its timer included; what the timer alone has counted at `now`
    (UTC) is taken off.
    """
    problems: Problems = {}
    day = hours = started = ended = None
    if typed.date is not None:
        day = _read(problems, Field.DATE, parse_date, typed.date, today)
    if typed.hours is not None:
        hours = _read(problems, Field.HOURS, _booked, entry, typed.hours, now)
    if typed.start is not None:
        started = _read(problems, Field.START, _needed_time, typed.start, "A start is needed.")
    if typed.end is not None:
        ended = _read(problems, Field.END, _end, entry, typed.end)
    problems = problems or _missing(entry, started, ended)
    if problems:
        return problems
    change = Change(
        project_id=typed.choice.project.id if typed.choice else None,
        task_id=typed.choice.task.id if typed.choice else None,
        spent_date=day,
        hours=hours,
        started_at=started,
        ended_at=ended,
        notes=typed.notes,
    )
    return only_changed(entry, change, editable)


def only_changed(entry: TimeEntry, change: Change, editable: frozenset[Field]) -> Change:
    """Drop from a change what the entry has already, and what may not be edited."""

    def keep(field: Field, new: T | None, old: T) -> T | None:
        return new if field in editable and new != old else None

    return replace(
        change,
        project_id=keep(Field.PROJECT, change.project_id, entry.project_id),
        task_id=keep(Field.TASK, change.task_id, entry.task_id),
        spent_date=keep(Field.DATE, change.spent_date, entry.spent_date),
        hours=keep(Field.HOURS, change.hours, entry.hours_without_timer),
        started_at=keep(Field.START, change.started_at, entry.started_at),
        ended_at=keep(Field.END, change.ended_at, entry.ended_at),
        notes=keep(Field.NOTES, change.notes, entry.notes),
    )


def _booked(entry: TimeEntry, text: str, now: datetime) -> Decimal:
    hours = parse_hours(text) or Decimal("0.00")
    if not entry.is_running:
        return hours
    timer = entry.timer_seconds(now)
    booked = to_seconds(hours) - timer
    if booked < 0:
        raise Invalid(f"The timer alone has run {format_clock(timer)}; stop it to book less.")
    hours = from_seconds(booked)
    return hours if to_seconds(hours) >= booked else hours + HUNDREDTH


def _needed_time(text: str, problem: str) -> time:
    at = parse_time(text)
    if at is None:
        raise Invalid(problem)
    return at


def _missing(entry: TimeEntry, started: time | None, ended: time | None) -> Problems:
    """Say what is missing beside a time that an entry without times is given.

    A start alone would let its timer run, and an end alone would be lost.
    """
    if ended is not None and started is None and entry.started_at is None:
        return {Field.START: "An end needs a start."}
    if started is not None and ended is None and entry.ended_at is None and not entry.is_running:
        return {Field.END: "A start needs an end: a stopped entry stays stopped."}
    return {}


def _end(entry: TimeEntry, text: str) -> time | None:
    if entry.is_running:
        return parse_time(text)
    return _needed_time(
        text, "An end is needed: a stopped entry stays stopped, and its timer starts a new one."
    )


def _read(
    problems: Problems, field: Field, parse: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    try:
        return parse(*args, **kwargs)
    except Invalid as error:
        problems[field] = str(error)
        return None
