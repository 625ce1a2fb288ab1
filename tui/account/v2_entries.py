"""The time entries of API V2. Source: the facts page, "V2"."""

from collections.abc import Callable
from functools import cache, partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account import rules, v2_rules
from tui.account.entry_search import condition
from tui.account.naming import full_name
from tui.account.reception import Reception, Visit, read_json
from tui.account.refusal import Refusal
from tui.account.routing import route
from tui.account.rules import Sheet
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.account.v2_replies import paged, reply
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.wire import v2_server as wire
from tui.wire.tree import Tree
from tui.wire.v2_queries import EntryQuery, Page, read_entry_query, read_page

PATH = "/v2/time_entries"

_Job = Callable[[Visit, Sheet, int], TimeEntry]


class EntryRoutes:
    """`/v2/time_entries…`."""

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def routes(self) -> list[Route]:
        """List the routes."""
        one = f"{PATH}/{{id:int}}"
        return [
            route(PATH, GET=self.list, POST=self.create),
            route(one, GET=self.show, PATCH=self.change, DELETE=partial(self._do, _delete)),
            route(f"{one}/stop", PATCH=partial(self._do, _stop)),
            route(f"{one}/restart", PATCH=partial(self._do, _restart)),
        ]

    async def list(self, request: Request) -> Response:
        """Answer a page of entries, the latest dates first: one's own, or an administrator's."""
        query, page = read_entry_query(request.query_params), read_page(request.query_params)
        rows, total = await self._reception.read(request, lambda visit: _found(visit, query, page))
        return await paged(request, "time_entries", rows, page, total)

    async def show(self, request: Request) -> Response:
        """Answer one entry."""
        id_ = request.path_params["id"]

        def job(visit: Visit) -> Tree:
            sheet = v2_rules.sheet_with(visit.store, visit.me, id_, changes=False)
            return _written(visit, rules.show(visit.store, sheet, id_, visit.now))

        return reply(await self._reception.read(request, job))

    async def create(self, request: Request) -> Response:
        """Make an entry; without hours, or without an end, its timer runs."""
        asked = wire.read_request(await read_json(request))

        def job(visit: Visit) -> Tree:
            sheet = v2_rules.sheet_of(visit.store, visit.me, asked.user_id)
            made = rules.add(visit.store, sheet, _draft(asked), visit.now)
            return _written(visit, made.entry)

        return reply(await self._reception.write(request, job), 201)

    async def change(self, request: Request) -> Response:
        """Change what was sent of an entry; all else stays."""
        asked = wire.read_request(await read_json(request))
        change = Change(
            project_id=asked.project_id,
            task_id=asked.task_id,
            spent_date=asked.spent_date,
            hours=asked.hours,
            started_at=asked.started_at,
            ended_at=asked.ended_at,
            notes=asked.notes,
        )

        def job(visit: Visit, sheet: Sheet, id_: int) -> TimeEntry:
            return rules.update(
                visit.store,
                sheet,
                id_,
                change,
                visit.now,
                is_open=asked.is_open,
                keeps_hours=True,
            )

        return await self._do(job, request)

    async def _do(self, job: _Job, request: Request) -> Response:
        """Change an entry, and answer what became of it."""
        id_ = request.path_params["id"]

        def work(visit: Visit) -> Tree:
            sheet = v2_rules.sheet_with(visit.store, visit.me, id_)
            return _written(visit, job(visit, sheet, id_))

        return reply(await self._reception.write(request, work))


def entry_routes(reception: Reception) -> list[Route]:
    """List the routes of time entries."""
    return EntryRoutes(reception).routes()


def _stop(visit: Visit, sheet: Sheet, id_: int) -> TimeEntry:
    return v2_rules.stop(visit.store, sheet, id_, visit.now)


def _restart(visit: Visit, sheet: Sheet, id_: int) -> TimeEntry:
    return v2_rules.restart(visit.store, sheet, id_, visit.now).entry


def _delete(visit: Visit, sheet: Sheet, id_: int) -> TimeEntry:
    entry = rules.show(visit.store, sheet, id_, visit.now)
    rules.delete(visit.store, sheet, id_, visit.now)
    return entry


def _draft(asked: wire.Request) -> Draft:
    if asked.project_id is None or asked.task_id is None:
        raise Refusal(422, "A project and a task are needed: send project_id and task_id.")
    if asked.spent_date is None:
        raise Refusal(422, "A date is needed: send spent_date, like 2016-01-27.")
    return Draft(
        project_id=asked.project_id,
        task_id=asked.task_id,
        spent_date=asked.spent_date,
        hours=asked.hours,
        started_at=asked.started_at,
        ended_at=asked.ended_at,
        notes=asked.notes or "",
    )


def _found(visit: Visit, query: EntryQuery, page: Page) -> tuple[list[Tree], int]:
    """Find a page of the entries that are asked for, and how many there are of them."""
    seen = v2_rules.visible(visit.me, query)
    if seen is None:
        return [], 0
    where, entries = condition(seen), visit.store.entries
    around = _looking_around(visit.store)
    found = entries.search(where, page.size, page.first, visit.instant)
    return [wire.write_entry(entry, around(entry)) for entry in found], entries.count_found(where)


def _written(visit: Visit, entry: TimeEntry) -> Tree:
    return wire.write_entry(entry, _looking_around(visit.store)(entry))


def _looking_around(store: Store) -> Callable[[TimeEntry], wire.Surroundings]:
    """Make what tells the surroundings of entries; in one transaction it reads each row once."""

    @cache
    def row(kind: Kind, id_: int) -> Row:
        return store.setup.find(kind, id_) or {}

    @cache
    def assignments(project_id: int) -> dict[int, Row]:
        return {one["task_id"]: one for one in store.setup.assignments(project_id)}

    def around(entry: TimeEntry) -> wire.Surroundings:
        person, project = row(Kind.PERSON, entry.user_id), row(Kind.PROJECT, entry.project_id)
        task = row(Kind.TASK, entry.task_id)
        pair = assignments(entry.project_id).get(entry.task_id, {})
        return wire.Surroundings(
            user=full_name(person),
            code=project["code"],
            is_billable=bool(project["billable"] and task["billable_by_default"]),
            task_assignment_id=pair.get("id"),
            is_assigned=bool(pair.get("is_active")),
        )

    return around
