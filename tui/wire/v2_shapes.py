"""The shapes of API V2 as pydantic models: tolerant in what they read.

Source: the facts page, "V2". Old replies lack `hours_without_timer` and `rounded_hours`; null, ""
and absent all mean "not there".
"""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from tui.wire.v1_shapes import Flag, Hours, Instant, Shape, Text, TimeOfDay

MOST_SECONDS = 8 * 24 * 3600
"""More than a week has."""


def _seconds(value: object) -> object:
    """Leave what is no number of seconds to be "not there"."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return value if 0 <= value < MOST_SECONDS else None


Seconds = Annotated[float | None, BeforeValidator(_seconds)]
"""A number of seconds that nobody promised."""


class Named(Shape):
    """A reference: who or what it is, by id and name."""

    id: int
    name: Text = ""


class NamedProject(Named):
    """A reference to a project."""

    code: Text = ""


class EntryShape(Shape):
    """A time entry."""

    id: int
    spent_date: date
    user: Named
    client: Named | None = None
    project: NamedProject
    task: Named
    hours: Hours = None
    hours_without_timer: Hours = None
    notes: Text = ""
    is_locked: Flag = None
    locked_reason: Text = ""
    is_closed: Flag = None
    is_billed: Flag = None
    is_running: Flag = None
    timer_started_at: Instant = None
    started_time: TimeOfDay = None
    ended_time: TimeOfDay = None
    created_at: Instant = None
    updated_at: Instant = None


class Links(Shape):
    """Where the pages of a list are."""

    next: str | None = None


class Page(Shape):
    """One page of a list; what it lists stands under a name of its own."""

    links: Links = Field(default_factory=Links)


class EntriesPage(Page):
    """A page of `GET /time_entries`."""

    time_entries: list[EntryShape]


class TaskAssignment(Shape):
    """A task that may be tracked on a project."""

    task: Named
    billable: Flag = None
    is_active: Flag = None


class ProjectAssignment(Shape):
    """A project that somebody may track time on."""

    project: NamedProject
    client: Named | None = None
    is_active: Flag = None
    task_assignments: list[TaskAssignment] = Field(default_factory=list)


class AssignmentsPage(Page):
    """A page of `GET /users/me/project_assignments`."""

    project_assignments: list[ProjectAssignment]


class UserShape(Shape):
    """A person, in full on `/users/me` and `/users`."""

    id: int
    first_name: Text = ""
    last_name: Text = ""
    email: Text = ""
    timezone: Text = ""
    is_admin: Flag = None
    is_active: Flag = None
    weekly_capacity: Seconds = None
    access_roles: list[str] = Field(default_factory=list)


class UsersPage(Page):
    """A page of `GET /users`."""

    users: list[UserShape]


class CompanyShape(Shape):
    """The reply of `GET /company`."""

    name: Text = ""
    week_start_day: Text = ""
    wants_timestamp_timers: Flag = None
    time_format: Text = ""
    clock: Text = ""
    decimal_symbol: Text = ""


class NamedRow(Shape):
    """A client, project, task or task assignment, as far as it is looked at."""

    id: int
    name: Text = ""
    is_active: Flag = None
    client: Named | None = None
    task: Named | None = None


class Rows(Shape):
    """A page of such a list, in a wrapper of ours."""

    rows: list[NamedRow]


class AccountShape(Shape):
    """An account that a token opens."""

    id: int
    name: Text = ""
    product: Text = "harvest"


class AccountsShape(Shape):
    """The reply of Harvest's list of accounts."""

    user: dict[str, Any] = Field(default_factory=dict)
    accounts: list[AccountShape]
