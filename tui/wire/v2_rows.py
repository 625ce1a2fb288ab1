"""People, clients, projects and tasks on the wire of API V2, as the account speaks it.

Rows are what the account's tables hold: truths are 0 and 1, instants unix seconds UTC.
Source: the facts page, "V2"; Harvest's documented replies.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tui.domain.catalog import Project, Task
from tui.wire.rails_zones import rails_name
from tui.wire.tree import Tree, shaped
from tui.wire.v1_server import write_instant
from tui.wire.v1_shapes import Flag, Shape, Text
from tui.wire.v2_server import Id, write_membership

Row = Mapping[str, Any]
Pairs = Mapping[tuple[int, int], Row]
"""Task assignments by the ids of their project and task."""


def write_user(row: Row, zone_name: str) -> Tree:
    """Write a person; `zone_name` is the IANA name of the account's zone."""
    is_admin = bool(row["is_admin"])
    return {
        "id": row["id"],
        "first_name": row["first_name"],
        "last_name": row["last_name"],
        "email": row["email"],
        "telephone": "",
        "timezone": rails_name(zone_name),
        "has_access_to_all_future_projects": True,
        "is_contractor": False,
        "is_admin": is_admin,
        "is_project_manager": is_admin,
        "is_active": bool(row["is_active"]),
        "weekly_capacity": 126_000,
        "default_hourly_rate": None,
        "cost_rate": None,
        "roles": [],
        "access_roles": ["administrator" if is_admin else "member"],
        "avatar_url": "",
        **_instants(row),
    }


def write_client(row: Row) -> Tree:
    """Write a client."""
    return {
        "id": row["id"],
        "name": row["name"],
        "is_active": bool(row["is_active"]),
        "address": "",
        "statement_key": "",
        "currency": "",
        **_instants(row),
    }


def write_project(row: Row, client: Row) -> Tree:
    """Write a project of a client."""
    return {
        "id": row["id"],
        "client": {"id": client["id"], "name": client["name"], "currency": ""},
        "name": row["name"],
        "code": row["code"],
        "is_active": bool(row["is_active"]),
        "is_billable": bool(row["billable"]),
        "is_fixed_fee": False,
        "bill_by": "none",
        "budget_by": "none",
        "budget": None,
        "hourly_rate": None,
        "cost_budget": None,
        "fee": None,
        "over_budget_notification_percentage": None,
        "over_budget_notification_date": None,
        "notes": row["notes"],
        "starts_on": None,
        "ends_on": None,
        **_instants(row),
    }


def write_task(row: Row) -> Tree:
    """Write a task."""
    return {
        "id": row["id"],
        "name": row["name"],
        "billable_by_default": bool(row["billable_by_default"]),
        "default_hourly_rate": None,
        "is_default": bool(row["is_default"]),
        "is_active": bool(row["is_active"]),
        **_instants(row),
    }


def write_task_assignment(row: Row, project: Row, task: Row) -> Tree:
    """Write that a task may be tracked on a project."""
    return {
        **_assigned(row, Task(task["id"], task["name"], bool(task["billable_by_default"]))),
        "project": {"id": project["id"], "name": project["name"], "code": project["code"]},
    }


def write_project_assignment(project: Project, pairs: Pairs) -> Tree:
    """Write what may be tracked on a project, as the catalog has it."""
    rows = [(pairs[project.id, task.id], task) for task in project.tasks]
    return {
        **write_membership(project.id),
        "project": {
            "id": project.id,
            "name": project.name,
            "code": project.code,
            "is_billable": project.billable,
        },
        "client": {"id": project.client_id, "name": project.client, "currency": ""},
        "task_assignments": [_assigned(row, task) for row, task in rows],
    }


def _assigned(row: Row, task: Task) -> Tree:
    return {
        "id": row["id"],
        "billable": task.billable,
        "is_active": bool(row["is_active"]),
        "hourly_rate": None,
        "budget": None,
        "task": {"id": task.id, "name": task.name},
        **_instants(row),
    }


def _instants(row: Row) -> Tree:
    return {
        name: write_instant(datetime.fromtimestamp(row[name], UTC))
        for name in ("created_at", "updated_at")
    }


class _ClientForm(Shape):
    name: Text = ""
    is_active: Flag = None


class _ProjectForm(Shape):
    client_id: Id = None
    name: Text = ""
    code: Text = ""
    is_active: Flag = None
    is_billable: Flag = None
    notes: Text = ""


class _TaskForm(Shape):
    name: Text = ""
    billable_by_default: Flag = None
    is_default: Flag = None
    is_active: Flag = None


class _AssignmentForm(Shape):
    task_id: Id = None


def read_client(tree: object) -> Tree:
    """Read the columns that a request sets of a client.

    Raises:
        WireError: a value has the wrong type.
    """
    return _columns(shaped(_ClientForm, tree))


def read_project(tree: object) -> Tree:
    """Read the columns that a request sets of a project.

    Raises:
        WireError: a value has the wrong type.
    """
    columns = _columns(shaped(_ProjectForm, tree))
    if "is_billable" in columns:
        columns["billable"] = columns.pop("is_billable")
    return columns


def read_task(tree: object) -> Tree:
    """Read the columns that a request sets of a task.

    Raises:
        WireError: a value has the wrong type.
    """
    return _columns(shaped(_TaskForm, tree))


def read_task_id(tree: object) -> int | None:
    """Read which task is to be assigned; None when none is named.

    Raises:
        WireError: it is no id.
    """
    return shaped(_AssignmentForm, tree).task_id


def _columns(form: Shape) -> Tree:
    return form.model_dump(exclude_unset=True, exclude_none=True)
