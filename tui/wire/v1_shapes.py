"""The shapes of API V1 as pydantic models: tolerant in what they read.

Source: the specification's table "Parameters" and its example replies; the facts page for what
they leave out (`project_id` is a string on `/daily` and an int in `projects[]`; absent, null and
"" all mean "not there").
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tui.domain.clock_times import parse_time
from tui.domain.hours import exact
from tui.wire.mail_dates import read_mail_date


def _blank(value: Any) -> Any:
    return value.strip() or None if isinstance(value, str) else value


def _rows(value: Any) -> Any:
    return [] if _blank(value) is None else value


def _unless_denied(value: Any) -> Any:
    return True if _blank(value) is None else value


def _text(value: Any) -> Any:
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else value


def _instant(value: Any) -> Any:
    """Read `2015-04-14T07:28:26Z` and `Wed, 18 Oct 2006 10:45:07 +0000` as UTC instants."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        moment = read_mail_date(value.strip())
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _local_date(value: Any) -> Any:
    """Read `2006-10-18`, and XML's `Wed, 18 Oct 2006`, whose weekday is not checked."""
    text = _blank(value)
    if not isinstance(text, str) or "," not in text:
        return text
    return read_mail_date(f"{text} 00:00:00 +0000").date()


def _hours(value: Any) -> Any:
    if _blank(value) is None:
        return None
    try:
        return exact(Decimal(str(value).strip()))
    except ArithmeticError as error:
        raise ValueError("not a number of hours") from error


def _time_of_day(value: Any) -> Any:
    """Read `8:00am` as a local time of day; 12:00am is 00:00 and 12:00pm is noon."""
    if value is None or isinstance(value, str):
        return parse_time(value or "")
    raise ValueError("a time of day is text, like 8:00am")


Text = Annotated[str, BeforeValidator(_text)]
LocalDate = Annotated[date, BeforeValidator(_local_date)]
Instant = Annotated[datetime | None, BeforeValidator(_instant)]
Hours = Annotated[Decimal | None, BeforeValidator(_hours)]
TimeOfDay = Annotated[time | None, BeforeValidator(_time_of_day)]
Flag = Annotated[bool | None, BeforeValidator(_blank)]
OptionalId = Annotated[int | None, BeforeValidator(_blank)]


class Shape(BaseModel):
    """A part of a reply; what we do not know is ignored."""

    model_config = ConfigDict(extra="ignore")


class EntryShape(Shape):
    """A `day_entry`."""

    id: int
    user_id: int = 0
    spent_at: LocalDate
    project_id: int
    project: Text = ""
    task_id: int
    task: Text = ""
    client: Text = ""
    client_id: OptionalId = None
    hours: Hours = None
    hours_without_timer: Hours = None
    hours_with_timer: Hours = None
    notes: Text = ""
    timer_started_at: Instant = None
    started_at: TimeOfDay = None
    ended_at: TimeOfDay = None
    is_closed: Flag = None
    is_billed: Flag = None
    created_at: Instant = None
    updated_at: Instant = None
    hours_for_previously_running_timer: Hours = None


class TaskShape(Shape):
    """A task within `projects[]`."""

    id: int
    name: Text
    billable: Annotated[bool, BeforeValidator(_unless_denied)] = True


class ProjectShape(Shape):
    """One of a day's `projects`."""

    id: int
    name: Text
    code: Text = ""
    billable: Flag = None
    client: Text = ""
    client_id: OptionalId = None
    tasks: Annotated[list[TaskShape], BeforeValidator(_rows)] = Field(default_factory=list)


class DailyShape(Shape):
    """The reply of `GET /daily…`; `projects` is missing with `slim=1` and on read-only sheets."""

    for_day: LocalDate
    day_entries: Annotated[list[EntryShape], BeforeValidator(_rows)] = Field(default_factory=list)
    projects: list[ProjectShape] | None = None


class CompanyShape(Shape):
    """`company` of `who_am_i`."""

    name: Text = ""
    week_start_day: Text = "Monday"
    time_format: Text = "hours_minutes"
    clock: Text = "24h"
    decimal_symbol: Text = "."


class UserShape(Shape):
    """`user` of `who_am_i` (where `admin` tells administrators) and `/people` (`is_admin`)."""

    id: int
    email: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    admin: Flag = None
    is_admin: Flag = None
    is_active: Flag = None
    timestamp_timers: Flag = None
    timezone_identifier: Text = ""
    timezone_utc_offset: OptionalId = None


class WhoAmIShape(Shape):
    """The reply of `GET /account/who_am_i`."""

    company: CompanyShape
    user: UserShape


class PersonShape(Shape):
    """One of `GET /people`."""

    user: UserShape


class PeopleShape(Shape):
    """The reply of `GET /people`, in a wrapper of ours."""

    people: list[PersonShape]


class EntryRequest(Shape):
    """The body of `POST /daily/add` and `/daily/update/{id}`; None where nothing was sent."""

    project_id: OptionalId = None
    task_id: OptionalId = None
    spent_at: Annotated[str | None, BeforeValidator(_blank)] = None
    hours: Hours = None
    started_at: TimeOfDay = None
    ended_at: TimeOfDay = None
    notes: str | None = None
