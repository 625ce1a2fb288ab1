"""API V1 as the account speaks it: requests become values, domain values become replies.

Trees are what JSON holds. Source: the specification; the facts page for calls it only names.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from tui.domain.account import Account
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.clock_times import format_time
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.wire import v1_shapes as shapes
from tui.wire.mail_dates import read_mail_date
from tui.wire.tree import Tree, WireError, number, shaped

_TIME_OF_DAY = re.compile(
    r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?$", re.ASCII | re.IGNORECASE
)
_TOGETHER = re.compile(r"^(\d{4})(\d\d)(\d\d)$", re.ASCII)
_WEEK_STARTS = {0: "Monday", 5: "Saturday", 6: "Sunday"}


def write_entry(entry: TimeEntry, stopped_hours: Decimal | None = None) -> Tree:
    """Write a `day_entry`; `stopped_hours` are those of the timer that this call stopped.

    What the specification's replies print comes first, in their order; then what they leave out.
    """
    tree: Tree = {
        "project_id": str(entry.project_id),
        "project": entry.project,
        "user_id": entry.user_id,
        "spent_at": entry.spent_date.isoformat(),
        "task_id": str(entry.task_id),
        "task": entry.task,
        "client": entry.client,
        "id": entry.id,
        "notes": entry.notes,
        "created_at": write_instant(entry.created_at),
        "updated_at": write_instant(entry.updated_at),
        "hours_without_timer": number(entry.hours_without_timer),
        "hours": number(entry.hours),
        "client_id": entry.client_id,
        "is_closed": entry.is_closed,
        "is_billed": entry.is_billed,
    }
    if entry.started_at is not None:
        tree["started_at"] = write_time(entry.started_at)
        tree["ended_at"] = write_time(entry.ended_at)
    if entry.timer_started_at is not None:
        tree["timer_started_at"] = write_instant(entry.timer_started_at)
    if stopped_hours is not None:
        tree["hours_for_previously_running_timer"] = number(stopped_hours)
    return tree


def write_instant(moment: datetime | None) -> str | None:
    """Write a UTC instant as `2016-01-27T21:49:19Z`."""
    return None if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def write_time(at: time | None) -> str:
    """Write a local time of day as `8:00am`, whatever the account's clock; blank for none."""
    return "" if at is None else format_time(at, clock_24h=False)


def write_sheet(day: Day, catalog: Catalog | None) -> Tree:
    """Write the reply of `GET /daily…`; without a catalog for `slim=1`."""
    tree: Tree = {
        "for_day": day.date.isoformat(),
        "day_entries": [write_entry(entry) for entry in day.entries],
    }
    if catalog is not None:
        tree["projects"] = [_write_project(project) for project in catalog.projects]
    return tree


def _write_project(project: Project) -> Tree:
    return {
        "id": project.id,
        "name": project.name,
        "code": project.code,
        "billable": project.billable,
        "client": project.client,
        "client_id": project.client_id,
        "client_currency": "",
        "client_currency_symbol": "",
        "tasks": [_write_task(task) for task in project.tasks],
    }


def _write_task(task: Task) -> Tree:
    return {"id": task.id, "name": task.name, "billable": task.billable}


def write_account(account: Account, now: datetime) -> Tree:
    """Write the reply of `GET /account/who_am_i` at an instant (UTC)."""
    me = account.me
    offset = now.astimezone(account.zone).utcoffset() or timedelta()
    return {
        "company": {
            "name": account.name,
            "active": True,
            "base_uri": "",
            "full_domain": "",
            "week_start_day": _WEEK_STARTS.get(account.week_start, "Monday"),
            "time_format": account.hours_format.value,
            "clock": "24h" if account.clock_24h else "12h",
            "decimal_symbol": account.decimal_symbol,
            "thousands_separator": "." if account.decimal_symbol == "," else ",",
            "modules": {
                "approval": True,
                "estimates": False,
                "expenses": False,
                "invoices": True,
            },
        },
        "user": {
            "id": me.id,
            "email": me.email,
            "first_name": me.first_name,
            "last_name": me.last_name,
            "admin": me.is_admin,
            "timestamp_timers": account.timestamp_timers,
            "timezone": account.zone_name,
            "timezone_identifier": account.zone_name,
            "timezone_utc_offset": int(offset.total_seconds()),
        },
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks for with add or update; None where it sent nothing (or blank).

    `is_open` tells that an end was sent, and sent blank: the timer is to run.
    """

    project_id: int | None = None
    task_id: int | None = None
    spent_date: date | None = None
    hours: Decimal | None = None
    started_at: time | None = None
    ended_at: time | None = None
    is_open: bool = False
    notes: str | None = None


def read_request(tree: object) -> Request:
    """Read the body of `POST /daily/add` or `/daily/update/{id}`.

    Raises:
        WireError: a value has the wrong type, or the date is none.
    """
    shape = shaped(shapes.EntryRequest, tree)
    return Request(
        project_id=shape.project_id,
        task_id=shape.task_id,
        spent_date=None if shape.spent_at is None else read_spent_at(shape.spent_at),
        hours=shape.hours,
        started_at=shape.started_at,
        ended_at=shape.ended_at,
        is_open="ended_at" in shape.model_fields_set and shape.ended_at is None,
        notes=shape.notes,
    )


def read_spent_at(text: str) -> date:
    """Read a spent date in the forms that real clients send; a weekday is never checked.

    A time of day behind it does not matter, nor does its zone: what counts is the date as written.
    Source: the specification's examples (`2016-1-24`, `Sun, Jan 24 2015`, `Tue, 17 Oct 2006`).

    Raises:
        WireError: it is no date.
    """
    plain = _TIME_OF_DAY.sub("", text.strip()).replace("/", "-")
    try:
        year, month, day = _TOGETHER.sub(r"\1-\2-\3", plain).split("-")
        return date(int(year), int(month), int(day))
    except ValueError:
        pass  # not year-month-day: the forms with names are left
    try:
        return read_mail_date(f"{_day_first(plain)} 00:00:00 +0000").date()
    except ValueError as error:
        raise WireError(f"Spent at is not a date: {text}") from error


def _day_first(text: str) -> str:
    words = text.replace(",", " ").split()
    if words and words[0].isalpha() and len(words) == 4:
        words = words[1:]
    if len(words) == 3 and words[0].isalpha():
        words = [words[1], words[0], words[2]]
    return " ".join(words)
