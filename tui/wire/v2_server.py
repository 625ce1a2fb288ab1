"""API V2 as the account speaks it: requests become values, domain values become replies.

Trees are what JSON holds. Source: the facts page, "V2", and Harvest's documented time entry.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from tui.domain.account import Account
from tui.domain.entry import Lock, TimeEntry
from tui.wire.tree import Tree, number, shaped
from tui.wire.v1_server import write_instant, write_time
from tui.wire.v1_shapes import Hours, Shape, TimeOfDay
from tui.wire.v2_queries import Page, iso_date

ACCOUNT_ID = 1
"""The id of the one account in a file, for `Harvest-Account-Id`."""

_WEEK_STARTS = {0: "Monday", 5: "Saturday", 6: "Sunday"}
_REASONS = {
    Lock.OPEN: None,
    Lock.APPROVED: "It was approved",
    Lock.INVOICED: "It was invoiced",
    Lock.LOCKED: "It is locked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a reply tells of an entry beside what the entry holds: whose it is, and on what."""

    user: str
    code: str = ""
    is_billable: bool = True
    task_assignment_id: int | None = None
    is_assigned: bool = True


def write_entry(entry: TimeEntry, around: Surroundings) -> Tree:
    """Write a time entry as every call but the list answers it."""
    return {
        "id": entry.id,
        "spent_date": entry.spent_date.isoformat(),
        "user": {"id": entry.user_id, "name": around.user},
        "client": {"id": entry.client_id, "name": entry.client, "currency": ""},
        "project": {"id": entry.project_id, "name": entry.project, "code": around.code},
        "task": {"id": entry.task_id, "name": entry.task},
        "user_assignment": write_membership(entry.project_id),
        "task_assignment": {
            "id": around.task_assignment_id,
            "billable": around.is_billable,
            "is_active": around.is_assigned,
            "hourly_rate": None,
            "budget": None,
        },
        "hours": number(entry.hours),
        "hours_without_timer": number(entry.hours_without_timer),
        "rounded_hours": number(entry.hours),
        "notes": entry.notes or None,
        "created_at": write_instant(entry.created_at),
        "updated_at": write_instant(entry.updated_at),
        "is_locked": entry.lock is not Lock.OPEN,
        "locked_reason": _REASONS[entry.lock],
        "approval_status": "approved" if entry.is_closed else "unsubmitted",
        "is_closed": bool(entry.is_closed),
        "is_billed": bool(entry.is_billed),
        "timer_started_at": write_instant(entry.timer_started_at),
        "started_time": write_time(entry.started_at) or None,
        "ended_time": write_time(entry.ended_at) or None,
        "is_running": entry.is_running,
        "invoice": None,
        "external_reference": None,
        "billable": around.is_billable,
        "budgeted": False,
        "billable_rate": None,
        "cost_rate": None,
    }


def write_membership(project_id: int) -> Tree:
    """Write that somebody may track time on a project, which here everybody may on every one.

    Its id is that of the project: the account keeps no such assignments.
    """
    return {
        "id": project_id,
        "is_project_manager": False,
        "is_active": True,
        "use_default_rates": True,
        "budget": None,
        "hourly_rate": None,
    }


def write_page(
    name: str, rows: Iterable[Tree], page: Page, total: int, link: Callable[[int], str]
) -> Tree:
    """Write one page of a list of `total` rows; `link` tells the absolute address of a page."""
    pages = max(1, -(-total // page.size))
    following = page.number + 1 if page.number < pages else None
    previous = min(page.number - 1, pages) or None
    return {
        name: list(rows),
        "per_page": page.size,
        "total_pages": pages,
        "total_entries": total,
        "next_page": following,
        "previous_page": previous,
        "page": page.number,
        "links": {
            "first": link(1),
            "next": None if following is None else link(following),
            "previous": None if previous is None else link(previous),
            "last": link(pages),
        },
    }


def write_company(account: Account, base_uri: str) -> Tree:
    """Write the reply of `GET /company`; `base_uri` is where the account is, without a slash."""
    comma = account.decimal_symbol == ","
    return {
        "base_uri": base_uri,
        "full_domain": base_uri.partition("://")[2],
        "name": account.name,
        "is_active": True,
        "week_start_day": _WEEK_STARTS.get(account.week_start, "Monday"),
        "wants_timestamp_timers": account.timestamp_timers,
        "time_format": account.hours_format.value,
        "date_format": "%Y-%m-%d",
        "plan_type": "free",
        "clock": "24h" if account.clock_24h else "12h",
        "currency_code_display": "iso_code_none",
        "currency_symbol_display": "symbol_none",
        "decimal_symbol": account.decimal_symbol,
        "thousands_separator": "." if comma else ",",
        "color_scheme": "blue",
        "weekly_capacity": 126_000,
        "expense_feature": False,
        "invoice_feature": True,
        "estimate_feature": False,
        "approval_feature": True,
        "team_feature": True,
    }


def write_accounts(account: Account) -> Tree:
    """Write the reply of `GET /api/v2/accounts`: the accounts that a token opens."""
    me = account.me
    return {
        "user": {
            "id": me.id,
            "first_name": me.first_name,
            "last_name": me.last_name,
            "email": me.email,
        },
        "accounts": [{"id": ACCOUNT_ID, "name": account.name, "product": "harvest"}],
    }


def _id(value: Any) -> Any:
    """Take an id as a whole number or as its digits; blank and null are none."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    text = value.strip() if isinstance(value, str) else value
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 20:
        return int(text)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("write an id, which is a number like 175")


def _date(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        return iso_date(value)
    raise ValueError("write a date like 2016-01-27")


Id = Annotated[int | None, BeforeValidator(_id)]


class _EntryShape(Shape):
    user_id: Id = None
    project_id: Id = None
    task_id: Id = None
    spent_date: Annotated[date | None, BeforeValidator(_date)] = None
    hours: Hours = None
    started_time: TimeOfDay = None
    ended_time: TimeOfDay = None
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks for with POST or PATCH; None where it sent nothing.

    `is_open` tells that an end was sent, and sent blank, beside a start or without one: the timer
    is to run. Both of them sent blank say nothing. Notes that are null were sent, and are empty.
    """

    user_id: int | None = None
    project_id: int | None = None
    task_id: int | None = None
    spent_date: date | None = None
    hours: Decimal | None = None
    started_at: time | None = None
    ended_at: time | None = None
    is_open: bool = False
    notes: str | None = None


def read_request(tree: object) -> Request:
    """Read the body of `POST /time_entries` or `PATCH /time_entries/{id}`.

    Raises:
        WireError: a value has the wrong type; the text names it.
    """
    shape = shaped(_EntryShape, tree)
    sent = shape.model_fields_set
    no_start = "started_time" in sent and shape.started_time is None
    return Request(
        user_id=shape.user_id,
        project_id=shape.project_id,
        task_id=shape.task_id,
        spent_date=shape.spent_date,
        hours=shape.hours,
        started_at=shape.started_time,
        ended_at=shape.ended_time,
        is_open="ended_time" in sent and shape.ended_time is None and not no_start,
        notes=shape.notes or "" if "notes" in sent else None,
    )
