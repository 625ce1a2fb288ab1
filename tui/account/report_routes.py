"""Reports: the entries of a person or on a project. Source: the facts page's table of calls."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import setup_rules
from tui.account.entry_search import condition
from tui.account.reception import Reception, Visit
from tui.account.refusal import Refusal
from tui.account.replies import answer
from tui.account.routing import route
from tui.account.setup import Kind
from tui.domain.entry import TimeEntry
from tui.wire.v1_queries import read_report_query
from tui.wire.v1_reports import write_report
from tui.wire.v2_queries import EntryQuery


class ReportRoutes:
    """`/people/{id}/entries` and `/projects/{id}/entries`, each `?from=YYYYMMDD&to=YYYYMMDD`.

    They take the filters that `v1_queries` reads.
    """

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def routes(self) -> list[Route]:
        """List the routes."""
        return [
            route("/people/{id:int}/entries", GET=self.of_person),
            route("/projects/{id:int}/entries", GET=self.of_project),
        ]

    async def of_person(self, request: Request) -> Response:
        """Answer a person's entries: one's own, or as an administrator anybody's."""
        id_, query = request.path_params["id"], read_report_query(request.query_params)
        _check_same("user_id", query.user_id, id_)

        def check(visit: Visit) -> None:
            if visit.me.id != id_:
                setup_rules.need_administrator(visit.me)
                setup_rules.find(visit.store, Kind.PERSON, id_)

        return await self._report(request, check, replace(query, user_id=id_))

    async def of_project(self, request: Request) -> Response:
        """Answer everybody's entries on a project, to administrators."""
        id_, query = request.path_params["id"], read_report_query(request.query_params)
        _check_same("project_id", query.project_id, id_)

        def check(visit: Visit) -> None:
            setup_rules.need_administrator(visit.me)
            setup_rules.find(visit.store, Kind.PROJECT, id_)

        return await self._report(request, check, replace(query, project_id=id_))

    async def _report(
        self, request: Request, check: Callable[[Visit], None], query: EntryQuery
    ) -> Response:
        def job(visit: Visit) -> list[TimeEntry]:
            check(visit)
            return visit.store.entries.report(condition(query), visit.instant)

        entries = await self._reception.read(request, job)
        return await asyncio.to_thread(_written, request, entries)


def report_routes(reception: Reception) -> list[Route]:
    """List the routes of reports."""
    return ReportRoutes(reception).routes()


def _check_same(name: str, asked: int | None, id_: int) -> None:
    if asked not in (None, id_):
        raise Refusal(400, f"{name}: leave it out; the report is of the one in the address.")


def _written(request: Request, entries: list[TimeEntry]) -> Response:
    return answer(request.headers, "day_entries", write_report(entries))
