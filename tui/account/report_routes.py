"""Reports: the entries of a person or on a project. Source: the facts page's table of calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import setup_rules
from tui.account.reception import Reception, Visit
from tui.account.refusal import Refusal
from tui.account.replies import answer
from tui.account.routing import route
from tui.account.setup import Kind
from tui.domain.entry import TimeEntry
from tui.wire.v1_reports import write_report


@dataclass(frozen=True, slots=True)
class Span:
    """A span of local dates, both of them in it."""

    first: date
    last: date


class ReportRoutes:
    """`/people/{id}/entries` and `/projects/{id}/entries`, each `?from=YYYYMMDD&to=YYYYMMDD`."""

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
        id_, span = request.path_params["id"], _span(request)

        def job(visit: Visit) -> list[TimeEntry]:
            if visit.me.id != id_:
                setup_rules.need_administrator(visit.me)
                setup_rules.find(visit.store, Kind.PERSON, id_)
            return visit.store.entries.of_person(id_, span.first, span.last, visit.instant)

        return await self._report(request, job)

    async def of_project(self, request: Request) -> Response:
        """Answer everybody's entries on a project, to administrators."""
        id_, span = request.path_params["id"], _span(request)

        def job(visit: Visit) -> list[TimeEntry]:
            setup_rules.need_administrator(visit.me)
            setup_rules.find(visit.store, Kind.PROJECT, id_)
            return visit.store.entries.of_project(id_, span.first, span.last, visit.instant)

        return await self._report(request, job)

    async def _report(self, request: Request, job: Callable[[Visit], list[TimeEntry]]) -> Response:
        entries = await self._reception.read(request, job)
        return answer(request.headers, "day_entries", write_report(entries))


def report_routes(reception: Reception) -> list[Route]:
    """List the routes of reports."""
    return ReportRoutes(reception).routes()


def _span(request: Request) -> Span:
    span = Span(*(_local_date(name, request.query_params.get(name)) for name in ("from", "to")))
    if span.first > span.last:
        raise Refusal(400, "A report's `from` must not be after its `to`.")
    return span


def _local_date(name: str, text: str | None) -> date:
    """Read `20160127`, and `2016-01-27`."""
    plain = (text or "").replace("-", "")
    try:
        if len(plain) == 8 and plain.isascii() and plain.isdigit():
            return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:
        pass  # no such day: the same sentence
    raise Refusal(400, f"A report needs `{name}` as YYYYMMDD, such as 20160127.")
