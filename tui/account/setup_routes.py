"""The calls that an account is set up with. Source: the facts page's last table."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import setup_rules as rules
from tui.account.reception import Reception, Visit, read_tree
from tui.account.replies import answer
from tui.account.routing import route
from tui.account.setup import Kind
from tui.account.setup_shapes import WRAPPERS, read_form, read_task_id, write_row
from tui.wire.tree import Tree


class SetupRoutes:
    """One kind of thing under its address: list, show, create, change, delete."""

    def __init__(
        self, reception: Reception, kind: Kind, path: str, *, is_private: bool = False
    ) -> None:
        self._reception = reception
        self._kind = kind
        self._path = path
        self._is_private = is_private

    def routes(self) -> list[Route]:
        """List the routes."""
        one = {"GET": self.show, "PUT": self.change, "DELETE": self.delete}
        return [
            route(self._path, GET=self.list, POST=self.create),
            route(f"{self._path}/{{id:int}}", **one),
        ]

    async def list(self, request: Request) -> Response:
        """Answer all of the kind; people only to administrators."""

        def job(visit: Visit) -> list[Tree]:
            self._check_reader(visit)
            return [write_row(self._kind, row) for row in visit.store.setup.all(self._kind)]

        rows = await self._reception.read(request, job)
        return answer(request.headers, f"{WRAPPERS[self._kind]}s", rows)

    async def show(self, request: Request) -> Response:
        """Answer one of the kind; people only to administrators."""
        id_ = request.path_params["id"]

        def job(visit: Visit) -> Tree:
            self._check_reader(visit)
            return write_row(self._kind, rules.find(visit.store, self._kind, id_))

        row = await self._reception.read(request, job)
        return answer(request.headers, WRAPPERS[self._kind], row)

    async def create(self, request: Request) -> Response:
        """Make one; the reply is blank and its `Location` holds the id."""
        columns = read_form(self._kind, await read_tree(request))

        def job(visit: Visit) -> int:
            rules.need_administrator(visit.me)
            return rules.create(visit.store, self._kind, columns, visit.instant)

        return _made(self._path, await self._reception.write(request, job))

    async def change(self, request: Request) -> Response:
        """Change what was sent of one; the reply is blank."""
        id_, columns = request.path_params["id"], read_form(self._kind, await read_tree(request))

        def job(visit: Visit) -> None:
            rules.need_administrator(visit.me)
            rules.change(visit.store, self._kind, id_, columns, visit.instant)

        await self._reception.write(request, job)
        return Response(headers={"Location": f"{self._path}/{id_}"})

    async def delete(self, request: Request) -> Response:
        """Delete one, or archive it where time hangs on it; the reply is blank."""
        id_ = request.path_params["id"]

        def job(visit: Visit) -> None:
            rules.need_administrator(visit.me)
            rules.remove(visit.store, self._kind, id_, visit.instant)

        await self._reception.write(request, job)
        return Response()

    def _check_reader(self, visit: Visit) -> None:
        if self._is_private:
            rules.need_administrator(visit.me)


class AssignmentRoutes:
    """The tasks that may be tracked on a project."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def routes(self) -> list[Route]:
        """List the routes."""
        path = "/projects/{project:int}/task_assignments"
        one = {"GET": self.show, "PUT": self.change, "DELETE": self.delete}
        return [
            route(path, GET=self.list, POST=self.assign),
            route(f"{path}/add_with_create_new_task", POST=self.assign_new),
            route(f"{path}/{{id:int}}", **one),
        ]

    async def list(self, request: Request) -> Response:
        """Answer the assignments of a project."""
        project_id = request.path_params["project"]

        def job(visit: Visit) -> list[Tree]:
            rules.find(visit.store, Kind.PROJECT, project_id)
            rows = visit.store.setup.assignments(project_id)
            return [write_row(Kind.ASSIGNMENT, row) for row in rows]

        trees = await self._reception.read(request, job)
        return answer(request.headers, f"{WRAPPERS[Kind.ASSIGNMENT]}s", trees)

    async def show(self, request: Request) -> Response:
        """Answer one assignment."""
        project_id, id_ = request.path_params["project"], request.path_params["id"]

        def job(visit: Visit) -> Tree:
            row = rules.find_assignment(visit.store, project_id, id_)
            return write_row(Kind.ASSIGNMENT, row)

        tree = await self._reception.read(request, job)
        return answer(request.headers, WRAPPERS[Kind.ASSIGNMENT], tree)

    async def assign(self, request: Request) -> Response:
        """Assign a task that there is."""
        project_id = request.path_params["project"]
        task_id = read_task_id(await read_tree(request))

        def job(visit: Visit) -> int:
            rules.need_administrator(visit.me)
            return rules.assign(visit.store, project_id, task_id, visit.instant)

        return _made(_assignments(project_id), await self._reception.write(request, job))

    async def assign_new(self, request: Request) -> Response:
        """Make a task and assign it."""
        project_id = request.path_params["project"]
        columns = read_form(Kind.TASK, await read_tree(request))

        def job(visit: Visit) -> int:
            rules.need_administrator(visit.me)
            rules.find(visit.store, Kind.PROJECT, project_id)
            task_id = rules.create(visit.store, Kind.TASK, columns, visit.instant)
            return rules.assign(visit.store, project_id, task_id, visit.instant)

        return _made(_assignments(project_id), await self._reception.write(request, job))

    async def change(self, request: Request) -> Response:
        """Archive an assignment, or bring it back; the reply is blank."""
        project_id, id_ = request.path_params["project"], request.path_params["id"]
        columns = read_form(Kind.ASSIGNMENT, await read_tree(request))

        def job(visit: Visit) -> None:
            rules.need_administrator(visit.me)
            rules.find_assignment(visit.store, project_id, id_)
            rules.change(visit.store, Kind.ASSIGNMENT, id_, columns, visit.instant)

        await self._reception.write(request, job)
        return Response(headers={"Location": f"{_assignments(project_id)}/{id_}"})

    async def delete(self, request: Request) -> Response:
        """Take a task off a project; the reply is blank."""
        project_id, id_ = request.path_params["project"], request.path_params["id"]

        def job(visit: Visit) -> None:
            rules.need_administrator(visit.me)
            rules.find_assignment(visit.store, project_id, id_)
            rules.remove(visit.store, Kind.ASSIGNMENT, id_, visit.instant)

        await self._reception.write(request, job)
        return Response()


def setup_routes(reception: Reception) -> list[Route]:
    """List the routes of everything that an account is set up with."""
    return [
        *SetupRoutes(reception, Kind.CLIENT, "/clients").routes(),
        *SetupRoutes(reception, Kind.PROJECT, "/projects").routes(),
        *SetupRoutes(reception, Kind.TASK, "/tasks").routes(),
        *SetupRoutes(reception, Kind.PERSON, "/people", is_private=True).routes(),
        *AssignmentRoutes(reception).routes(),
    ]


def _assignments(project_id: int) -> str:
    return f"/projects/{project_id}/task_assignments"


def _made(path: str, id_: int) -> Response:
    return Response(status_code=201, headers={"Location": f"{path}/{id_}"})
