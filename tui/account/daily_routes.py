"""The calls of the daily timesheet. Source: the specification, with the facts page."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import rules
from tui.account.reception import Reception, Visit, read_tree
from tui.account.replies import answer
from tui.account.routing import route
from tui.account.rules import Booked, Refusal
from tui.domain.dates import from_day_of_year
from tui.domain.draft import Change, Draft
from tui.domain.invalid import Invalid
from tui.wire import v1_server as wire
from tui.wire.tree import Tree


class DailyRoutes:
    """`/daily…` and `/account/who_am_i`."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def routes(self) -> list[Route]:
        """List the routes."""
        return [
            route("/daily", GET=self.today),
            route("/daily/{yday:int}/{year:int}", GET=self.day),
            route("/daily/show/{id:int}", GET=self.show),
            route("/daily/timer/{id:int}", GET=self.toggle),
            route("/daily/add", POST=self.add),
            route("/daily/update/{id:int}", POST=self.update, PUT=self.update),
            route("/daily/delete/{id:int}", DELETE=self.delete),
            route("/account/who_am_i", GET=self.who_am_i),
        ]

    async def today(self, request: Request) -> Response:
        """Answer the sheet of the account's today."""
        slim = _is_slim(request)
        tree = await self._reception.read(request, lambda visit: _sheet(visit, None, slim=slim))
        return answer(request.headers, "daily", tree)

    async def day(self, request: Request) -> Response:
        """Answer the sheet of a local date, counted within its year."""
        try:
            on = from_day_of_year(request.path_params["yday"], request.path_params["year"])
        except Invalid as error:
            raise Refusal(404, str(error)) from error
        slim = _is_slim(request)
        tree = await self._reception.read(request, lambda visit: _sheet(visit, on, slim=slim))
        return answer(request.headers, "daily", tree)

    async def show(self, request: Request) -> Response:
        """Answer one entry."""
        id_ = request.path_params["id"]
        entry = await self._reception.read(
            request, lambda visit: rules.show(visit.store, visit.sheet, id_, visit.now)
        )
        return answer(request.headers, "timer", wire.write_entry(entry))

    async def toggle(self, request: Request) -> Response:
        """Start or stop a timer."""
        id_ = request.path_params["id"]
        booked = await self._reception.write(
            request, lambda visit: rules.toggle(visit.store, visit.sheet, id_, visit.now)
        )
        return answer(request.headers, "timer", _booked(booked))

    async def add(self, request: Request) -> Response:
        """Make an entry; blank hours start its timer."""
        asked = wire.read_request(await read_tree(request))
        booked = await self._reception.write(request, lambda visit: _add(visit, asked))
        extra = {"Location": f"/daily/show/{booked.entry.id}"}
        return answer(request.headers, "add", _booked(booked), 201, extra)

    async def update(self, request: Request) -> Response:
        """Change an entry."""
        asked = wire.read_request(await read_tree(request))
        change = Change(
            project_id=asked.project_id,
            task_id=asked.task_id,
            spent_date=asked.spent_date,
            hours=asked.hours,
            started_at=asked.started_at,
            ended_at=asked.ended_at,
            notes=asked.notes,
        )
        id_ = request.path_params["id"]
        entry = await self._reception.write(
            request,
            lambda visit: rules.update(
                visit.store, visit.sheet, id_, change, visit.now, is_open=asked.is_open
            ),
        )
        return answer(request.headers, "update", wire.write_entry(entry))

    async def delete(self, request: Request) -> Response:
        """Delete an entry; the reply is blank."""
        id_ = request.path_params["id"]
        await self._reception.write(
            request, lambda visit: rules.delete(visit.store, visit.sheet, id_, visit.now)
        )
        return Response()

    async def who_am_i(self, request: Request) -> Response:
        """Answer the account's settings and who asks."""
        tree = await self._reception.read(
            request, lambda visit: wire.write_account(visit.account, visit.now)
        )
        return answer(request.headers, "hash", tree)


def _is_slim(request: Request) -> bool:
    return request.query_params.get("slim", "") in ("1", "true")


def _sheet(visit: Visit, on: date | None, *, slim: bool) -> Tree:
    on = on or visit.account.today(visit.now)
    day = rules.day(visit.store, visit.sheet, on, visit.now)
    return wire.write_sheet(day, None if slim else visit.store.setup.catalog())


def _add(visit: Visit, asked: wire.Request) -> Booked:
    if asked.project_id is None or asked.task_id is None:
        raise Refusal(422, "A project and a task are needed.")
    draft = Draft(
        project_id=asked.project_id,
        task_id=asked.task_id,
        spent_date=asked.spent_date or visit.account.today(visit.now),
        hours=asked.hours,
        started_at=asked.started_at,
        ended_at=asked.ended_at,
        notes=asked.notes or "",
    )
    return rules.add(visit.store, visit.sheet, draft, visit.now)


def _booked(booked: Booked) -> Tree:
    return wire.write_entry(booked.entry, booked.stopped_hours)
