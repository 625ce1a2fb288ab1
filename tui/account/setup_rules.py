"""What the account lets happen to clients, projects, tasks and people.

Source: the facts page, "Setting an account up over V1". Every function is called inside one
`Store.read()` or, where it changes something, one `Store.write()`; `now` is unix seconds UTC.
"""

from collections.abc import Mapping
from typing import Any

from tui.account.rules import Refusal
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.domain.account import Person

LONGEST_NAME = 255
"""How many characters names, codes and addresses may have."""

_NAMES = ("name", "code", "first_name", "last_name", "email")
_NEEDED = {
    Kind.CLIENT: ("name",),
    Kind.PROJECT: ("name", "client_id"),
    Kind.TASK: ("name",),
    Kind.ASSIGNMENT: (),
    Kind.PERSON: ("first_name", "email"),
}
_WORDS = {
    Kind.CLIENT: "client",
    Kind.PROJECT: "project",
    Kind.TASK: "task",
    Kind.ASSIGNMENT: "task assignment",
    Kind.PERSON: "person",
}


def need_administrator(me: Person) -> None:
    """Refuse a member.

    Raises:
        Refusal: 403.
    """
    if not me.is_admin:
        raise Refusal(403, "Only administrators may do this.")


def find(store: Store, kind: Kind, id_: int) -> Row:
    """Find one of a kind.

    Raises:
        Refusal: 404, there is none.
    """
    row = store.setup.find(kind, id_)
    if row is None:
        raise Refusal(404, f"There is no such {_WORDS[kind]}.")
    return row


def create(store: Store, kind: Kind, values: Mapping[str, Any], now: int) -> int:
    """Make a client, project, task or person and tell its id.

    Default tasks join a new project.

    Raises:
        Refusal: 422, something is missing, too long, or taken.
    """
    asked = _checked(store, kind, values, 0)
    missing = next((name for name in _NEEDED[kind] if not asked.get(name)), None)
    if missing:
        raise Refusal(422, f"{_label(missing)} is needed.")
    id_ = store.setup.insert(kind, asked, now)
    if kind is Kind.PROJECT:
        for task in store.setup.all(Kind.TASK):
            if task["is_default"] and task["is_active"]:
                assign(store, id_, task["id"], now)
    return id_


def change(store: Store, kind: Kind, id_: int, values: Mapping[str, Any], now: int) -> None:
    """Change what is named of one of a kind.

    Raises:
        Refusal: 404, there is none; 422, something is blank, too long, or taken, or the account
            would be left without an administrator.
    """
    find(store, kind, id_)
    asked = _checked(store, kind, values, id_)
    blank = next((name for name in _NEEDED[kind] if name in asked and not asked[name]), None)
    if blank:
        raise Refusal(422, f"{_label(blank)} is needed.")
    if kind is Kind.PERSON and not (asked.get("is_admin", 1) and asked.get("is_active", 1)):
        _keep_an_administrator(store, id_)
    store.setup.save(kind, id_, asked, now)


def remove(store: Store, kind: Kind, id_: int, now: int) -> None:
    """Delete one of a kind; a task or an assignment that has hours is archived instead.

    Raises:
        Refusal: 404, there is none; 400, projects hang on the client, or time on the project or
            the person; 422, the account would be left without an administrator.
    """
    find(store, kind, id_)
    used = store.setup.is_used(kind, id_)
    if used and kind in (Kind.TASK, Kind.ASSIGNMENT):
        store.setup.save(kind, id_, {"is_active": 0}, now)
        return
    if used:
        what = "projects" if kind is Kind.CLIENT else "time entries"
        raise Refusal(400, f"This {_WORDS[kind]} has {what}; archive it instead.")
    if kind is Kind.PERSON:
        _keep_an_administrator(store, id_)
    store.setup.delete(kind, id_)


def assign(store: Store, project_id: int, task_id: int, now: int) -> int:
    """Let a task be tracked on a project and tell the assignment's id; an archived one returns.

    Raises:
        Refusal: 404, there is no such project; 422, there is no such task.
    """
    find(store, Kind.PROJECT, project_id)
    if store.setup.find(Kind.TASK, task_id) is None:
        raise Refusal(422, "There is no such task.")
    for row in store.setup.assignments(project_id):
        if row["task_id"] == task_id:
            store.setup.save(Kind.ASSIGNMENT, row["id"], {"is_active": 1}, now)
            return int(row["id"])
    pair = {"project_id": project_id, "task_id": task_id}
    return store.setup.insert(Kind.ASSIGNMENT, pair, now)


def find_assignment(store: Store, project_id: int, id_: int) -> Row:
    """Find an assignment of a project.

    Raises:
        Refusal: 404, the project has none of that id.
    """
    row = find(store, Kind.ASSIGNMENT, id_)
    if row["project_id"] != project_id:
        raise Refusal(404, "There is no such task assignment on this project.")
    return row


def _checked(store: Store, kind: Kind, values: Mapping[str, Any], id_: int) -> dict[str, Any]:
    """Trim names, and refuse what is too long, taken, or refers to nothing."""
    asked = dict(values)
    for name in _NAMES:
        if name in asked:
            asked[name] = asked[name].strip()
            if len(asked[name]) > LONGEST_NAME:
                raise Refusal(422, f"{_label(name)} may have {LONGEST_NAME} characters at most.")
    if "client_id" in asked and store.setup.find(Kind.CLIENT, asked["client_id"]) is None:
        raise Refusal(422, "There is no such client.")
    if kind is Kind.PERSON and "email" in asked:
        taken = (row["id"] for row in store.setup.all(kind) if _same(row["email"], asked["email"]))
        if any(other != id_ for other in taken):
            raise Refusal(422, "Somebody else has this email address already.")
    return asked


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _keep_an_administrator(store: Store, without_id: int) -> None:
    people = store.setup.all(Kind.PERSON)
    if not any(p["is_admin"] and p["is_active"] and p["id"] != without_id for p in people):
        raise Refusal(422, "The account needs an administrator; make somebody else one first.")


def _label(column: str) -> str:
    return column.removesuffix("_id").replace("_", " ").capitalize()
