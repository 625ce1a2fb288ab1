"""Clients, projects, tasks and people on the wire.

Source: the facts page, "Setting an account up over V1": bodies and replies are wrapped in the
name of what they hold; `{"client": {"name": …}}`.
"""

from datetime import UTC, datetime
from typing import Any

from pydantic import Field

from tui.account.setup import Kind, Row
from tui.wire.tree import Tree, shaped
from tui.wire.v1_server import write_instant
from tui.wire.v1_shapes import Flag, OptionalId, Shape, Text

WRAPPERS = {
    Kind.CLIENT: "client",
    Kind.PROJECT: "project",
    Kind.TASK: "task",
    Kind.ASSIGNMENT: "task_assignment",
    Kind.PERSON: "user",
}
_TRUTHS = ("billable", "billable_by_default", "is_default", "is_admin", "is_active")


class ClientForm(Shape):
    """What may be sent of a client."""

    name: Text = ""
    is_active: Flag = Field(None, validation_alias="active")


class ProjectForm(Shape):
    """What may be sent of a project."""

    client_id: OptionalId = None
    name: Text = ""
    code: Text = ""
    is_active: Flag = Field(None, validation_alias="active")
    billable: Flag = None
    notes: Text = ""


class TaskForm(Shape):
    """What may be sent of a task."""

    name: Text = ""
    billable_by_default: Flag = None
    is_default: Flag = None
    deactivated: Flag = None


class AssignmentForm(Shape):
    """What may be changed of a task assignment."""

    deactivated: Flag = None


class PersonForm(Shape):
    """What may be sent of a person."""

    first_name: Text = ""
    last_name: Text = ""
    email: Text = ""
    is_admin: Flag = None
    is_active: Flag = None


class TaskReference(Shape):
    """The task that a new assignment names."""

    id: int


_FORMS: dict[Kind, type[Shape]] = {
    Kind.CLIENT: ClientForm,
    Kind.PROJECT: ProjectForm,
    Kind.TASK: TaskForm,
    Kind.ASSIGNMENT: AssignmentForm,
    Kind.PERSON: PersonForm,
}


def read_form(kind: Kind, tree: Tree) -> dict[str, Any]:
    """Read the columns that a request sets, wrapped or not.

    Raises:
        WireError: a value has the wrong type.
    """
    form = shaped(_FORMS[kind], _unwrapped(tree, WRAPPERS[kind]))
    columns = form.model_dump(exclude_unset=True, exclude_none=True)
    if "deactivated" in columns:
        columns["is_active"] = not columns.pop("deactivated")
    return columns


def read_task_id(tree: Tree) -> int:
    """Read `{"task": {"id": 2892243}}`.

    Raises:
        WireError: there is no such number.
    """
    return shaped(TaskReference, _unwrapped(tree, "task")).id


def write_row(kind: Kind, row: Row) -> Tree:
    """Write one of a kind in its wrapper."""
    tree = {name: bool(value) if name in _TRUTHS else value for name, value in row.items()}
    for name in ("created_at", "updated_at"):
        tree[name] = write_instant(datetime.fromtimestamp(row[name], UTC))
    if kind in (Kind.CLIENT, Kind.PROJECT):
        tree["active"] = tree.pop("is_active")
    if kind in (Kind.TASK, Kind.ASSIGNMENT):
        tree["deactivated"] = not tree.pop("is_active")
    return {WRAPPERS[kind]: tree}


def _unwrapped(tree: Tree, wrapper: str) -> Tree:
    inner = tree.get(wrapper)
    return inner if isinstance(inner, dict) else tree
