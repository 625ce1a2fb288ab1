"""Making clients, projects and tasks over API V2.

As over V1, everything is looked up by name before it is made, so that a second try after a failure
in the middle finds what the first one left, and makes nothing twice.
"""

from collections.abc import AsyncIterator, Callable
from typing import Any

from tui.api.answers import understood
from tui.api.session import Session
from tui.domain.catalog import Client
from tui.domain.picking import NewChoice
from tui.wire import v2_client as wire
from tui.wire.tree import Tree
from tui.wire.v2_client import Row

Pages = Callable[[str], AsyncIterator[object]]
"""Reads a list page by page."""


class Setup:
    """The calls that make what may be picked.

    Args:
        session: the connection.
        pages: reads a list.
    """

    def __init__(self, session: Session, pages: Pages) -> None:
        self._session = session
        self._pages = pages

    async def create(self, wanted: NewChoice) -> tuple[int, int]:
        """Make what is new; returns the ids of project and task."""
        if isinstance(wanted.project, str):
            project_id = await self._project(wanted.project, await self._client(wanted.client))
        else:
            project_id = wanted.project.id
        if isinstance(wanted.task, str):
            task_id = await self._named("tasks", {"name": wanted.task})
        else:
            task_id = wanted.task.id
        await self._assign(project_id, task_id)
        return project_id, task_id

    async def _client(self, client: Client | str) -> int:
        if isinstance(client, Client):
            return client.id
        return await self._named("clients", {"name": client})

    async def _project(self, name: str, client_id: int) -> int:
        body = {
            "name": name,
            "client_id": client_id,
            "is_billable": True,
            "bill_by": "none",
            "budget_by": "none",
        }
        return await self._named("projects", body, client_id)

    async def _named(self, kind: str, body: dict[str, Any], client_id: int | None = None) -> int:
        for row in await self._rows(f"/{kind}", kind):
            fits = row.name.casefold() == str(body["name"]).strip().casefold()
            if fits and (client_id is None or row.client_id == client_id):
                return row.id
        return await self._made(f"/{kind}", body)

    async def _assign(self, project_id: int, task_id: int) -> None:
        path = f"/projects/{project_id}/task_assignments"
        rows = await self._rows(path, "task_assignments")
        if not any(row.task_id == task_id for row in rows):
            await self._made(path, {"task_id": task_id})

    async def _made(self, path: str, body: Tree) -> int:
        return understood(wire.read_id, await self._session.write("POST", path, body))

    async def _rows(self, path: str, kind: str) -> list[Row]:
        """Read all of a kind that are not archived."""
        found: list[Row] = []
        async for tree in self._pages(path):
            found += understood(lambda page: wire.read_rows(page, kind), tree)
        return found
