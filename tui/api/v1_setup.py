"""Making clients, projects and tasks over API V1 (the facts page, "Setting an account up").

Everything is looked up by name before it is made, so that a second try after a failure in the
middle finds what the first one left, and makes nothing twice. What is archived may not be picked,
so a name that only it has is free, and an archived assignment is made again.
"""

from typing import Any

from tui.api.backend import Broken
from tui.api.session import Session
from tui.domain.catalog import Client
from tui.domain.picking import NewChoice


class Setup:
    """The calls that make what may be picked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def clients(self) -> tuple[Client, ...]:
        """`GET /clients`."""
        found = await self._list("/clients", "client")
        return tuple(Client(_id(one), str(one.get("name", ""))) for one in found)

    async def create(self, wanted: NewChoice) -> tuple[int, int]:
        """Make what is new; returns the ids of project and task."""
        if isinstance(wanted.project, str):
            project_id = await self._project(wanted.project, await self._client(wanted.client))
        else:
            project_id = wanted.project.id
        if isinstance(wanted.task, str):
            task_id = await self._named("/tasks", "task", wanted.task)
        else:
            task_id = wanted.task.id
        await self._assign(project_id, task_id)
        return project_id, task_id

    async def _client(self, client: Client | str) -> int:
        if isinstance(client, Client):
            return client.id
        return await self._named("/clients", "client", client)

    async def _project(self, name: str, client_id: int) -> int:
        for one in await self._list("/projects", "project"):
            if _same(one, name) and _id(one, "client_id") == client_id:
                return _id(one)
        body = {"project": {"name": name, "client_id": client_id, "active": True}}
        return await self._session.create("/projects", body)

    async def _named(self, path: str, kind: str, name: str) -> int:
        for one in await self._list(path, kind):
            if _same(one, name):
                return _id(one)
        return await self._session.create(path, {kind: {"name": name}})

    async def _assign(self, project_id: int, task_id: int) -> None:
        path = f"/projects/{project_id}/task_assignments"
        assigned = await self._list(path, "task_assignment")
        if not any(_id(one, "task_id") == task_id for one in assigned):
            await self._session.create(path, {"task": {"id": task_id}})

    async def _list(self, path: str, kind: str) -> list[dict[str, Any]]:
        """Read all of a kind that are not archived."""
        tree: Any = await self._session.read(path)
        rows = tree if isinstance(tree, list) else [None]
        found: list[Any] = [one.get(kind, one) if isinstance(one, dict) else None for one in rows]
        if not all(isinstance(one, dict) for one in found):
            raise Broken(f"The account's answer to {path} cannot be read.")
        return [one for one in found if not _is_archived(one)]


def _id(one: dict[str, Any], key: str = "id") -> int:
    try:
        return int(one[key])
    except (KeyError, TypeError, ValueError) as error:
        raise Broken(f"The account's answer cannot be read: {key} is missing.") from error


def _is_archived(one: dict[str, Any]) -> bool:
    return _says(one, "active", "false") or _says(one, "deactivated", "true")


def _says(one: dict[str, Any], key: str, truth: str) -> bool:
    """Tell whether a member is a truth: JSON has a word of its own for it, XML has text."""
    return str(one.get(key)).strip().lower() == truth


def _same(one: dict[str, Any], name: str) -> bool:
    return str(one.get("name", "")).strip().casefold() == name.strip().casefold()
