"""Who and what the account is, in API V2: people, the company, and what may be picked.

Source: the facts page, "V2".
"""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import setup_rules
from tui.account.reception import Reception, Visit
from tui.account.refusal import Refusal
from tui.account.routing import route
from tui.account.setup import Kind
from tui.account.v2_pages import cut, kept
from tui.account.v2_replies import origin_of, paged, reply
from tui.domain.catalog import Project
from tui.wire import v2_server as wire
from tui.wire.tree import Tree
from tui.wire.v2_queries import RowQuery, read_page, read_row_query
from tui.wire.v2_rows import write_project_assignment, write_user

ACCOUNTS = "/api/v2/accounts"
"""Where the accounts are that a token opens; the only call that names none of them."""


class PeopleRoutes:
    """`/v2/users…`, `/v2/company` and `/api/v2/accounts`."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def routes(self) -> list[Route]:
        """List the routes."""
        return [
            route("/v2/users/me", GET=self.me),
            route("/v2/users/me/project_assignments", GET=self.my_assignments),
            route("/v2/users", GET=self.users),
            route("/v2/users/{id:int}", GET=self.user),
            route("/v2/users/{id:int}/project_assignments", GET=self.assignments),
            route("/v2/company", GET=self.company),
            route(ACCOUNTS, GET=self.accounts),
        ]

    async def me(self, request: Request) -> Response:
        """Answer who asks."""
        return reply(await self._reception.read(request, lambda visit: _user(visit, visit.me.id)))

    async def user(self, request: Request) -> Response:
        """Answer one person, to administrators."""
        id_ = request.path_params["id"]

        def job(visit: Visit) -> Tree:
            setup_rules.need_administrator(visit.me)
            return _user(visit, id_)

        return reply(await self._reception.read(request, job))

    async def users(self, request: Request) -> Response:
        """Answer a page of the people, archived ones too, to administrators."""
        query, page = read_row_query(request.query_params), read_page(request.query_params)

        def job(visit: Visit) -> list[Tree]:
            setup_rules.need_administrator(visit.me)
            zone_name = visit.account.zone_name
            rows = kept(visit.store.setup.all(Kind.PERSON), query)
            return [write_user(row, zone_name) for row in rows]

        rows = await self._reception.read(request, job)
        return await paged(request, "users", cut(rows, page), page, len(rows))

    async def my_assignments(self, request: Request) -> Response:
        """Answer a page of the projects that one may track time on, with their tasks."""
        return await self._assignments(request, lambda _: None)

    async def assignments(self, request: Request) -> Response:
        """Answer the same for anybody, to administrators."""
        id_ = request.path_params["id"]

        def check(visit: Visit) -> None:
            setup_rules.need_administrator(visit.me)
            setup_rules.find(visit.store, Kind.PERSON, id_)

        return await self._assignments(request, check)

    async def _assignments(self, request: Request, check: Callable[[Visit], None]) -> Response:
        query, page = read_row_query(request.query_params), read_page(request.query_params)

        def job(visit: Visit) -> tuple[list[Tree], int]:
            check(visit)
            projects = _projects(visit, query)
            pairs = {
                (row["project_id"], row["task_id"]): row
                for row in visit.store.setup.all(Kind.ASSIGNMENT)
            }
            rows = [write_project_assignment(one, pairs) for one in cut(projects, page)]
            return rows, len(projects)

        rows, total = await self._reception.read(request, job)
        return await paged(request, "project_assignments", rows, page, total)

    async def company(self, request: Request) -> Response:
        """Answer the account's settings, to administrators."""

        def job(visit: Visit) -> Tree:
            if not visit.me.is_admin:
                raise Refusal(403, "Not authorized!")
            return wire.write_company(visit.account, origin_of(request))

        return reply(await self._reception.read(request, job))

    async def accounts(self, request: Request) -> Response:
        """Answer which accounts the token of the one who asks opens: this one."""

        def job(visit: Visit) -> Tree:
            return wire.write_accounts(visit.account)

        return reply(await self._reception.read(request, job))


def v2_people_routes(reception: Reception) -> list[Route]:
    """List the routes of people and of the account."""
    return PeopleRoutes(reception).routes()


def _user(visit: Visit, id_: int) -> Tree:
    row = setup_rules.find(visit.store, Kind.PERSON, id_)
    return write_user(row, visit.account.zone_name)


def _projects(visit: Visit, query: RowQuery) -> list[Project]:
    """Tell what may be picked, of the projects that are asked for."""
    setup = visit.store.setup
    asked = {row["id"] for row in kept(setup.all(Kind.PROJECT), query)}
    return [project for project in setup.catalog().projects if project.id in asked]
