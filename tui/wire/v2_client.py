"""API V2 as the client speaks it: replies become domain values, domain values become requests.

Trees are what JSON holds. Source: the facts page, "V2".
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Client, Project, Task
from tui.domain.clock_times import format_time
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, exact, from_seconds
from tui.wire import v2_shapes as shapes
from tui.wire.rails_zones import iana_name
from tui.wire.tree import Tree, number, shaped

_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


@dataclass(frozen=True, slots=True)
class Habits:
    """How an account shows things, where it does not tell: members may not read `/company`.

    None leaves it to what is usual: hours and minutes, a clock of 24 hours, Monday.
    """

    timestamp_timers: bool | None = None
    clock_24h: bool | None = None
    hours_format: HoursFormat | None = None
    decimal_symbol: str | None = None
    week_start: int | None = None


def read_next(tree: object) -> str | None:
    """Read where the next page of a list is; None after the last.

    Only `links.next` tells: in cursor mode `next_page` is null although more follows.

    Raises:
        WireError: the reply does not have that shape.
    """
    return shaped(shapes.Page, tree).links.next or None


def read_entries(tree: object, now: datetime) -> tuple[TimeEntry, ...]:
    """Read a page of `GET /time_entries`, in its order, at an instant (UTC).

    Raises:
        WireError: the reply does not have that shape.
    """
    page = shaped(shapes.EntriesPage, tree)
    return tuple(_entry(shape, now) for shape in page.time_entries)


def read_entry(tree: object, now: datetime) -> TimeEntry:
    """Read one time entry, as every call but the list answers it, at an instant (UTC).

    Raises:
        WireError: the reply does not have that shape.
    """
    return _entry(shaped(shapes.EntryShape, tree), now)


def _entry(shape: shapes.EntryShape, now: datetime) -> TimeEntry:
    hours = shape.hours if shape.hours is not None else exact(0)
    client, since = shape.client, shape.timer_started_at
    since = None if shape.is_running is False else since
    return TimeEntry(
        id=shape.id,
        user_id=shape.user.id,
        spent_date=shape.spent_date,
        client=client.name if client else "",
        client_id=client.id if client else None,
        project_id=shape.project.id,
        project=shape.project.name,
        task_id=shape.task.id,
        task=shape.task.name,
        hours=hours,
        hours_without_timer=_booked(shape, hours, since, now),
        notes=shape.notes,
        timer_started_at=since,
        started_at=shape.started_time,
        ended_at=shape.ended_time,
        is_closed=shape.is_closed,
        is_billed=shape.is_billed,
        is_locked=shape.is_locked,
        locked_reason=shape.locked_reason,
        created_at=shape.created_at,
        updated_at=shape.updated_at,
    )


def _booked(
    shape: shapes.EntryShape, hours: Decimal, since: datetime | None, now: datetime
) -> Decimal:
    """Tell the hours without the timer; old replies leave it to us to take the timer off."""
    if shape.hours_without_timer is not None:
        return shape.hours_without_timer
    if since is None or shape.started_time is not None:
        return hours if since is None else exact(0)
    return max(exact(0), hours - from_seconds(max(0, int((now - since).total_seconds()))))


def read_people(tree: object) -> tuple[Person, ...]:
    """Read a page of `GET /users`: those who are active.

    Raises:
        WireError: the reply does not have that shape.
    """
    users = shaped(shapes.UsersPage, tree).users
    return tuple(_person(user) for user in users if user.is_active is not False)


def _person(user: shapes.UserShape) -> Person:
    return Person(
        id=user.id,
        first_name=user.first_name,
        last_name=user.last_name,
        email=user.email,
        is_admin=bool(user.is_admin) or "administrator" in user.access_roles,
    )


def read_account(
    me: object, company: object | None, habits: Habits, machine_zone: tzinfo = UTC
) -> Account:
    """Read the replies of `GET /users/me` and, where it was not refused, `GET /company`.

    What no reply tells is taken from `habits`. The zone comes by its name in Rails.

    Raises:
        WireError: a reply does not have its shape.
    """
    user = shaped(shapes.UserShape, me)
    firm = shaped(shapes.CompanyShape, company or {})
    zone = _zone(user.timezone, machine_zone)
    stamps = firm.wants_timestamp_timers
    return Account(
        name=firm.name,
        me=_person(user),
        zone=zone,
        zone_name=str(zone),
        hours_format=_hours_format(firm.time_format) or habits.hours_format or HoursFormat.CLOCK,
        decimal_symbol=firm.decimal_symbol or habits.decimal_symbol or ".",
        clock_24h=firm.clock != "12h" if firm.clock else habits.clock_24h is not False,
        week_start=_WEEK_STARTS.get(firm.week_start_day.casefold(), habits.week_start or 0),
        timestamp_timers=bool(habits.timestamp_timers if stamps is None else stamps),
        week_hours=_week_hours(user.weekly_capacity),
    )


def _week_hours(seconds: float | None) -> Decimal | None:
    return from_seconds(round(seconds)) if seconds else None


def _hours_format(time_format: str) -> HoursFormat | None:
    known = {"decimal": HoursFormat.DECIMAL, "hours_minutes": HoursFormat.CLOCK}
    return known.get(time_format)


def _zone(name: str, machine_zone: tzinfo) -> tzinfo:
    try:
        return ZoneInfo(iana_name(name)) if name else machine_zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return machine_zone  # a name that nobody here knows


def read_assignments(tree: object) -> tuple[Project, ...]:
    """Read a page of `GET /users/me/project_assignments`: what may be picked now.

    Raises:
        WireError: the reply does not have that shape.
    """
    page = shaped(shapes.AssignmentsPage, tree)
    return tuple(_project(one) for one in page.project_assignments if one.is_active is not False)


def _project(shape: shapes.ProjectAssignment) -> Project:
    client = shape.client or shapes.Named(id=0)
    return Project(
        id=shape.project.id,
        name=shape.project.name,
        code=shape.project.code,
        client_id=client.id,
        client=client.name,
        tasks=tuple(
            Task(one.task.id, one.task.name, one.billable is not False)
            for one in shape.task_assignments
            if one.is_active is not False
        ),
    )


def catalog_of(projects: tuple[Project, ...]) -> Catalog:
    """Order projects by client and name, as a timesheet offers them."""
    return Catalog(tuple(sorted(projects, key=lambda p: (p.client.casefold(), p.name.casefold()))))


@dataclass(frozen=True, slots=True)
class Row:
    """One of a list of clients, projects, tasks or task assignments, as far as it is looked at."""

    id: int
    name: str
    client_id: int | None
    task_id: int | None


def read_rows(tree: object, kind: str) -> list[Row]:
    """Read a page of a list, which stands under the name of its kind: those that are active.

    Raises:
        WireError: the reply does not have that shape.
    """
    listed = tree.get(kind) if isinstance(tree, dict) else None
    rows = shaped(shapes.Rows, {"rows": listed}).rows
    return [_row(row) for row in rows if row.is_active is not False]


def _row(row: shapes.NamedRow) -> Row:
    client, task = row.client, row.task
    return Row(row.id, row.name, client.id if client else None, task.id if task else None)


def read_id(tree: object) -> int:
    """Read the id of what was made.

    Raises:
        WireError: the reply has none.
    """
    return shaped(shapes.NamedRow, tree).id


def read_clients(tree: object) -> tuple[Client, ...]:
    """Read a page of `GET /clients`: those who are active.

    Raises:
        WireError: the reply does not have that shape.
    """
    return tuple(Client(row.id, row.name) for row in read_rows(tree, "clients"))


def write_draft(draft: Draft, user_id: int | None = None) -> Tree:
    """Write the body of `POST /time_entries`; without hours, or without an end, a timer starts.

    `user_id` is whose timesheet it goes on; one's own when None.
    """
    tree: Tree = {
        "project_id": draft.project_id,
        "task_id": draft.task_id,
        "spent_date": draft.spent_date.isoformat(),
    }
    if user_id is not None:
        tree["user_id"] = user_id
    if draft.notes:
        tree["notes"] = draft.notes
    if draft.hours is not None:
        tree["hours"] = number(draft.hours)
    return tree | _times(draft.started_at, draft.ended_at)


def write_change(change: Change) -> Tree:
    """Write the body of `PATCH /time_entries/{id}`: only what changes."""
    tree: Tree = {}
    if change.project_id is not None:
        tree["project_id"] = change.project_id
    if change.task_id is not None:
        tree["task_id"] = change.task_id
    if change.spent_date is not None:
        tree["spent_date"] = change.spent_date.isoformat()
    if change.hours is not None:
        tree["hours"] = number(change.hours)
    if change.notes is not None:
        tree["notes"] = change.notes
    return tree | _times(change.started_at, change.ended_at)


def _times(started: time | None, ended: time | None) -> Tree:
    named = (("started_time", started), ("ended_time", ended))
    return {name: format_time(at, clock_24h=False) for name, at in named if at is not None}


def read_accounts(tree: object) -> list[tuple[int, str]]:
    """Read the ids and names of the accounts that a token opens, those of Harvest only.

    Raises:
        WireError: the reply does not have that shape.
    """
    accounts = shaped(shapes.AccountsShape, tree).accounts
    return [(one.id, one.name) for one in accounts if one.product == "harvest"]
