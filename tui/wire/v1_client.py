"""API V1 as the client speaks it: replies become domain values, domain values become requests.

Trees are what JSON holds. Source: the specification; the facts page for calls it only names.
"""

from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.clock_times import format_time
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, exact
from tui.wire import v1_shapes as shapes
from tui.wire.tree import Tree, number, shaped

_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reply of `GET /daily…`: the day, and what may be picked on it unless it was left out."""

    day: Day
    catalog: Catalog | None


@dataclass(frozen=True, slots=True)
class Toggled:
    """A reply of add and toggle: the entry, and the final hours of the timer it stopped."""

    entry: TimeEntry
    stopped_hours: Decimal | None


def read_sheet(tree: object) -> Sheet:
    """Read the reply of `GET /daily` or `/daily/{day of year}/{year}`.

    Raises:
        WireError: the reply does not have that shape.
    """
    daily = shaped(shapes.DailyShape, tree)
    day = Day(daily.for_day, tuple(_entry(entry) for entry in daily.day_entries))
    if daily.projects is None:
        return Sheet(day, None)
    return Sheet(day, Catalog(tuple(_project(project) for project in daily.projects)))


def read_entry(tree: object) -> TimeEntry:
    """Read the reply of `GET /daily/show/{id}` or `POST /daily/update/{id}`.

    Raises:
        WireError: the reply does not have that shape.
    """
    return _entry(shaped(shapes.EntryShape, tree))


def read_toggled(tree: object) -> Toggled:
    """Read the reply of `POST /daily/add` or `GET /daily/timer/{id}`.

    Raises:
        WireError: the reply does not have that shape.
    """
    shape = shaped(shapes.EntryShape, tree)
    return Toggled(_entry(shape), shape.hours_for_previously_running_timer)


def _entry(shape: shapes.EntryShape) -> TimeEntry:
    """Turn a shape into an entry; `hours_with_timer` is what reports call its hours while it runs.

    Where start and end are tracked, a running entry counts from its start: nothing is booked yet.
    """
    told = (shape.hours_with_timer, shape.hours, shape.hours_without_timer, exact(0))
    hours = next(number for number in told if number is not None)
    base = shape.hours_without_timer
    return TimeEntry(
        id=shape.id,
        user_id=shape.user_id,
        spent_date=shape.spent_at,
        client=shape.client,
        client_id=shape.client_id,
        project_id=shape.project_id,
        project=shape.project,
        task_id=shape.task_id,
        task=shape.task,
        hours=hours,
        hours_without_timer=hours if base is None else base,
        notes=shape.notes,
        timer_started_at=shape.timer_started_at,
        started_at=shape.started_at,
        ended_at=shape.ended_at,
        is_closed=shape.is_closed,
        is_billed=shape.is_billed,
        created_at=shape.created_at,
        updated_at=shape.updated_at,
    )


def _project(shape: shapes.ProjectShape) -> Project:
    return Project(
        id=shape.id,
        name=shape.name,
        code=shape.code,
        billable=shape.billable is not False,
        client=shape.client,
        client_id=shape.client_id or 0,
        tasks=tuple(Task(task.id, task.name, task.billable) for task in shape.tasks),
    )


def read_account(tree: object, machine_zone: tzinfo = UTC) -> Account:
    """Read the reply of `GET /account/who_am_i`.

    The zone is the reply's IANA name, else its offset, else the machine's zone.

    Raises:
        WireError: the reply does not have that shape.
    """
    who = shaped(shapes.WhoAmIShape, tree)
    user, company = who.user, who.company
    zone = _zone(user.timezone_identifier, user.timezone_utc_offset, machine_zone)
    return Account(
        name=company.name,
        me=_person(user),
        zone=zone,
        zone_name=str(zone),
        hours_format=(
            HoursFormat.DECIMAL if company.time_format == "decimal" else HoursFormat.CLOCK
        ),
        decimal_symbol="," if company.decimal_symbol == "," else ".",
        clock_24h=company.clock != "12h",
        week_start=_WEEK_STARTS.get(company.week_start_day.casefold(), 0),
        timestamp_timers=bool(user.timestamp_timers),
    )


def read_people(tree: object) -> tuple[Person, ...]:
    """Read the reply of `GET /people`: those who are active, by their names.

    Raises:
        WireError: the reply does not have that shape.
    """
    shape = shaped(shapes.PeopleShape, {"people": tree})
    active = [one.user for one in shape.people if one.user.is_active is not False]
    return tuple(sorted(map(_person, active), key=lambda person: person.name.casefold()))


def _person(user: shapes.UserShape) -> Person:
    return Person(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name,
        email=user.email,
        is_admin=bool(user.admin or user.is_admin),
    )


def _zone(name: str, offset: int | None, machine_zone: tzinfo) -> tzinfo:
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # a name this machine does not know: the offset is the next best thing
    return machine_zone if offset is None else timezone(timedelta(seconds=offset))


def write_draft(draft: Draft) -> Tree:
    """Write the body of `POST /daily/add`; blank hours start a timer, and so does a blank end."""
    tree: Tree = {
        "project_id": str(draft.project_id),
        "task_id": str(draft.task_id),
        "spent_at": draft.spent_date.isoformat(),
        "notes": draft.notes,
    }
    if draft.started_at is not None or draft.ended_at is not None:
        return tree | _times(draft.started_at, draft.ended_at)
    return tree | {"hours": "" if draft.hours is None else number(draft.hours)}


def write_change(entry: TimeEntry, change: Change) -> Tree:
    """Write the body of `POST /daily/update/{id}`.

    Hours always go along, since an update without them sets them to 0, and never with the part a
    running timer counts, since that would count twice (traps 4 and 5); where start and end are
    tracked, both times go in their place. Other fields go only when they change, so that an
    archived project or task is not touched (trap 10).
    """
    started = change.started_at or entry.started_at
    if (started is not None or change.ended_at is not None) and change.hours is None:
        tree = _times(started, change.ended_at or entry.ended_at)
    else:
        hours = change.hours if change.hours is not None else entry.hours_without_timer
        tree = {"hours": number(hours)}
    if change.project_id is not None or change.task_id is not None:
        tree["project_id"] = str(change.project_id or entry.project_id)
        tree["task_id"] = str(change.task_id or entry.task_id)
    if change.spent_date is not None:
        tree["spent_at"] = change.spent_date.isoformat()
    if change.notes is not None:
        tree["notes"] = change.notes
    return tree


def _times(started: time | None, ended: time | None) -> Tree:
    return {"started_at": _time(started), "ended_at": _time(ended)}


def _time(at: time | None) -> str:
    return "" if at is None else format_time(at, clock_24h=False)


def read_message(tree: object) -> str:
    """Read what an error reply says: `{"message": …}` at best, nothing at worst."""
    if isinstance(tree, dict):
        message = tree.get("message") or tree.get("error_description") or tree.get("error")
        return str(message) if message else ""
    return ""
