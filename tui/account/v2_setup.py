"""Clients, projects, tasks and task assignments in API V2, as far as a timesheet needs them.

Everybody may read them; administrators may make and change them. Source: the facts page, "V2".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import setup_rules as rules
from tui.account.reception import Reception, Visit, read_json
from tui.account.refusal import Refusal
from tui.account.routing import route
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.account.v2_pages import cut, kept
from tui.account.v2_replies import paged, reply
from tui.wire import v2_rows as wire
from tui.wire.tree import Tree
from tui.wire.v2_queries import read_page, read_row_query


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of thing: what its list is called, and how it is read and written."""

    kind: Kind
    name: str
    read: Callable[[object], dict[str, Any]]
    write: Callable[[Store, Row], Tree]


def _write_project(store: Store, row: Row) -> Tree:
    return wire.write_project(row, rules.find(store, Kind.CLIENT, row["client_id"]))


def _write_assignment(store: Store, row: Row) -> Tree:
    project = rules.find(store, Kind.PROJECT, row["project_id"])
    task = rules.find(store, Kind.TASK, row["task_id"])
    return wire.write_task_assignment(row, project, task)


SORTS = (
    Sort(Kind.CLIENT, "clients", wire.read_client, lambda _, row: wire.write_client(row)),
    Sort(Kind.PROJECT, "projects", wire.read_project, _write_project),
    Sort(Kind.TASK, "tasks", wire.read_task, lambda _, row: wire.write_task(row)),
)


class SetupRoutes:
    """One kind of thing under its address: list, show, create, change."""

    def __init__(self, reception: Reception, sort: Sort) -> None:
        self._reception = reception
        self._sort = sort

    def routes(self) -> list[Route]:
        """List the routes."""
        path = f"/v2/{self._sort.name}"
        return [
            route(path, GET=self.list, POST=self.create),
            route(f"{path}/{{id:int}}", GET=self.show, PATCH=self.change),
        ]

    async def list(self, request: Request) -> Response:
        """Answer a page of the kind."""
        query, page = read_row_query(request.query_params), read_page(request.query_params)

        def job(visit: Visit) -> tuple[list[Tree], int]:
            rows = kept(visit.store.setup.all(self._sort.kind), query)
            return [self._sort.write(visit.store, row) for row in cut(rows, page)], len(rows)

        rows, total = await self._reception.read(request, job)
        return await paged(request, self._sort.name, rows, page, total)

    async def show(self, request: Request) -> Response:
        """Answer one of the kind."""
        id_ = request.path_params["id"]
        return reply(await self._reception.read(request, lambda visit: self._one(visit, id_)))

    async def create(self, request: Request) -> Response:
        """Make one, and answer it."""
        columns = self._sort.read(await read_json(request))

        def job(visit: Visit) -> Tree:
            rules.need_administrator(visit.me)
            id_ = rules.create(visit.store, self._sort.kind, columns, visit.instant)
            return self._one(visit, id_)

        return reply(await self._reception.write(request, job), 201)

    async def change(self, request: Request) -> Response:
        """Change what was sent of one, and answer it."""
        id_, columns = request.path_params["id"], self._sort.read(await read_json(request))

        def job(visit: Visit) -> Tree:
            rules.need_administrator(visit.me)
            rules.change(visit.store, self._sort.kind, id_, columns, visit.instant)
            return self._one(visit, id_)

        return reply(await self._reception.write(request, job))

    def _one(self, visit: Visit, id_: int) -> Tree:
        row = rules.find(visit.store, self._sort.kind, id_)
        return self._sort.write(visit.store, row)


class AssignmentRoutes:
    """The tasks that may be tracked on a project."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def routes(self) -> list[Route]:
        """List the route."""
        path = "/v2/projects/{project:int}/task_assignments"
        return [route(path, GET=self.list, POST=self.create)]

    async def list(self, request: Request) -> Response:
        """Answer a page of the assignments of a project, archived ones too."""
        project_id = request.path_params["project"]
        query, page = read_row_query(request.query_params), read_page(request.query_params)

        def job(visit: Visit) -> tuple[list[Tree], int]:
            rules.find(visit.store, Kind.PROJECT, project_id)
            rows = kept(visit.store.setup.assignments(project_id), query)
            return [_write_assignment(visit.store, row) for row in cut(rows, page)], len(rows)

        rows, total = await self._reception.read(request, job)
        return await paged(request, "task_assignments", rows, page, total)

    async def create(self, request: Request) -> Response:
        """Assign a task, and answer the assignment; an archived one comes back."""
        project_id = request.path_params["project"]
        task_id = wire.read_task_id(await read_json(request))
        if task_id is None:
            raise Refusal(422, "A task is needed: send task_id.")

        def job(visit: Visit) -> Tree:
            rules.need_administrator(visit.me)
            id_ = rules.assign(visit.store, project_id, task_id, visit.instant)
            return _write_assignment(visit.store, rules.find(visit.store, Kind.ASSIGNMENT, id_))

        return reply(await self._reception.write(request, job), 201)


def v2_setup_routes(reception: Reception) -> list[Route]:
    """List the routes of what an account is set up with."""
    return [
        *(one for sort in SORTS for one in SetupRoutes(reception, sort).routes()),
        *AssignmentRoutes(reception).routes(),
    ]
