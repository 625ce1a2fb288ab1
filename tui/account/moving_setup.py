"""Clients, projects and tasks of an account elsewhere, in the embedded account.

What was imported before is found by its origin, anything else by its name; only what is neither
is made. What is here stays as it is: a name that was changed here is not changed back. Every
function is called inside one `Store.write()`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tui.account.entries import key
from tui.account.origins import Origin
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.domain.catalog import Catalog, Client, Project, Task
from tui.domain.entry import TimeEntry

NAMELESS = "(no name)"
"""What something is called that has no name there."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an import needs throughout: where it comes from, where to, and when (unix, UTC)."""

    store: Store
    source: str
    now: int


def take_catalog(arrival: Arrival, clients: Iterable[Client], catalog: Catalog) -> None:
    """Make what may be picked there pickable here."""
    for client in clients:
        take_client(arrival, client)
    for project in catalog.projects:
        project_id = _take_project(arrival, project)
        assigned = {row["task_id"] for row in arrival.store.setup.assignments(project_id)}
        for task in project.tasks:
            task_id = _take_task(arrival, task)
            if task_id not in assigned:
                pair = {"project_id": project_id, "task_id": task_id}
                arrival.store.setup.insert(Kind.ASSIGNMENT, pair, arrival.now)
                assigned.add(task_id)


def take_client(arrival: Arrival, client: Client) -> int:
    """Find or make a client and tell its id here; an id of 0 means that it is not told."""
    return _taken(arrival, Kind.CLIENT, client.id, {"name": _name(client.name)})


def pair_of(arrival: Arrival, entry: TimeEntry) -> tuple[int, int]:
    """Find or make an entry's project and task, and tell their ids here.

    What is not in the catalog is archived there, and is archived here if it has to be made.
    """
    project = Project(
        id=entry.project_id,
        name=entry.project,
        client_id=entry.client_id or 0,
        client=entry.client,
    )
    task = Task(entry.task_id, entry.task)
    return _take_project(arrival, project, is_active=0), _take_task(arrival, task, is_active=0)


def _take_project(arrival: Arrival, project: Project, *, is_active: int = 1) -> int:
    known = _known(arrival, Kind.PROJECT, project.id)
    if known is not None:
        return known
    values = {
        "client_id": take_client(arrival, Client(project.client_id, project.client)),
        "name": _name(project.name),
        "code": project.code.strip(),
        "billable": int(project.billable),
        "is_active": is_active,
    }
    return _taken(arrival, Kind.PROJECT, project.id, values)


def _take_task(arrival: Arrival, task: Task, *, is_active: int = 1) -> int:
    values = {
        "name": _name(task.name),
        "billable_by_default": int(task.billable),
        "is_active": is_active,
    }
    return _taken(arrival, Kind.TASK, task.id, values)


def _taken(arrival: Arrival, kind: Kind, remote_id: int, values: Mapping[str, Any]) -> int:
    """Find what was imported before or has the same name, else make it; tell its id here."""
    known = _known(arrival, kind, remote_id)
    if known is not None:
        return known
    store, name, is_told = arrival.store, kind.value.name, key(remote_id) > 0
    # two of one name there stay two here
    taken = store.origins.taken(arrival.source, name) if is_told else frozenset()
    same = [r for r in store.setup.all(kind) if r["id"] not in taken and _is_same(r, values)]
    best = min(same, key=lambda row: (not row["is_active"], row["id"]), default=None)
    local_id = store.setup.insert(kind, values, arrival.now) if best is None else best["id"]
    if is_told:
        store.origins.keep(Origin(arrival.source, name, remote_id, local_id))
    return int(local_id)


def _known(arrival: Arrival, kind: Kind, remote_id: int) -> int | None:
    """Tell the id here of what was imported before and was not deleted here since."""
    origin = arrival.store.origins.find(arrival.source, kind.value.name, remote_id)
    if origin is None or arrival.store.setup.find(kind, origin.local_id) is None:
        return None
    return origin.local_id


def _is_same(row: Row, values: Mapping[str, Any]) -> bool:
    """Tell whether a row is called so; projects also by client, and by code where both have one."""
    if "client_id" in values and row["client_id"] != values["client_id"]:
        return False
    codes = {row.get("code"), values.get("code")} - {"", None}
    return len(codes) < 2 and _folded(row["name"]) == _folded(values["name"])


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _name(name: str) -> str:
    return " ".join(name.encode(errors="replace").decode().split()) or NAMELESS
