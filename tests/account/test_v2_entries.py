"""Time entries over API V2, in both kinds of account, and between V1 and V2."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.account.book import YESTERDAY, Book
from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, OLD, SHOP, TALKING, WEB
from tests.account.test_start_end import track
from tests.clock import FrozenClock
from tui.account import setup_rules
from tui.account.entry_search import condition
from tui.account.setup import Kind
from tui.account.store import Store
from tui.wire.v2_queries import EntryQuery

PATH = "/v2/time_entries"
NEW = {"project_id": WEB, "task_id": CODING, "spent_date": "2016-01-27"}
NOT_FOUND = {"status": 404, "error": "Not Found"}


class Desk:
    """Calls that must succeed give their tree; those that must not, status and sentence."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def does(self, method: str, path: str = "", body: object = None) -> Any:
        reply = await self.client.request(method, f"{PATH}{path}", json=body)
        assert reply.status_code == (201 if method == "POST" else 200), reply.text
        assert reply.headers["Content-Type"] == "application/json"
        return reply.json()

    async def ids(self, query: str = "") -> list[int]:
        return [entry["id"] for entry in (await self.does("GET", query))["time_entries"]]

    async def refuses(self, method: str, path: str = "", body: object = None) -> tuple[int, Any]:
        reply = await self.client.request(method, f"{PATH}{path}", json=body)
        assert reply.is_error, reply.text
        tree = reply.json()
        return reply.status_code, tree["message"] if list(tree) == ["message"] else tree


@pytest.fixture
def desk(client: httpx.AsyncClient) -> Desk:
    return Desk(client)


class TestMaking:
    async def test_hours(self, desk: Desk) -> None:
        made = await desk.does("POST", "", {**NEW, "hours": 1.07, "notes": "Build"})
        assert (made["hours"], made["is_running"], made["notes"]) == (1.07, False, "Build")
        assert made["user"] == {"id": ADA, "name": "Ada Byron"}
        assert made["project"] == {"id": WEB, "name": "Web", "code": "W"}
        assert made["task_assignment"]["id"] == 1
        assert (await desk.does("GET", f"/{made['id']}")) == made

    async def test_without_hours_a_timer_runs_and_stops_the_other(
        self, desk: Desk, clock: FrozenClock
    ) -> None:
        first = await desk.does("POST", "", {**NEW, "task_id": str(CODING), "hours": None})
        assert (first["is_running"], first["timer_started_at"]) == (True, "2016-01-27T09:00:00Z")
        clock.advance(hours=1)
        second = await desk.does("POST", "", NEW)
        assert second["is_running"]
        first = await desk.does("GET", f"/{first['id']}")
        assert (first["hours"], first["is_running"], first["timer_started_at"]) == (1, False, None)

    @pytest.mark.parametrize("missing", ["project_id", "task_id", "spent_date"])
    async def test_what_is_needed(self, desk: Desk, missing: str) -> None:
        status, words = await desk.refuses("POST", "", {**NEW, missing: None})
        assert (status, missing in words) == (422, True)
        assert await desk.ids() == []

    async def test_what_may_not_be_picked(self, desk: Desk) -> None:
        for pair in (
            {"task_id": 99},
            {"project_id": OLD},
            {"project_id": SHOP, "task_id": TALKING},
        ):
            assert (await desk.refuses("POST", "", {**NEW, **pair}))[0] == 422

    async def test_for_somebody_else(self, desk: Desk, caller: Caller, store: Store) -> None:
        made = await desk.does("POST", "", {**NEW, "hours": 1, "user_id": BOB})
        assert made["user"] == {"id": BOB, "name": "Bob Lee"}
        assert (await desk.refuses("POST", "", {**NEW, "user_id": 99}))[0] == 422
        caller.id = BOB
        await desk.does("POST", "", {**NEW, "hours": 1, "user_id": BOB})
        status, words = await desk.refuses("POST", "", {**NEW, "user_id": ADA})
        assert (status, "Only administrators" in words) == (403, True)

    async def test_of_user_means_nothing(self, desk: Desk) -> None:
        made = await desk.does("POST", f"?of_user={BOB}", {**NEW, "hours": 1})
        assert made["user"]["id"] == ADA


class TestChanging:
    async def test_what_is_not_sent_stays(self, desk: Desk) -> None:
        """Unlike V1's trap 4: an update without hours does not reset them."""
        id_ = (await desk.does("POST", "", {**NEW, "hours": 1.5, "notes": "a"}))["id"]
        changed = await desk.does("PATCH", f"/{id_}", {"notes": "b"})
        assert (changed["hours"], changed["notes"]) == (1.5, "b")
        changed = await desk.does("PATCH", f"/{id_}", {"hours": 0})
        assert (changed["hours"], changed["notes"]) == (0, "b")
        changed = await desk.does("PATCH", f"/{id_}", {"notes": None, "project_id": str(SHOP)})
        assert (changed["notes"], changed["project"]["name"]) == (None, "Shop")
        assert (await desk.does("PATCH", f"/{id_}", {}))["project"]["name"] == "Shop"
        assert (await desk.does("PATCH", f"/{id_}"))["spent_date"] == "2016-01-27"

    async def test_v1_resets_hours_still(self, desk: Desk, client: httpx.AsyncClient) -> None:
        id_ = (await desk.does("POST", "", {**NEW, "hours": 1.5}))["id"]
        assert (await client.post(f"/daily/update/{id_}", json={"notes": "b"})).json()["hours"] == 0

    async def test_seconds_behind_the_hours_stay(
        self, desk: Desk, ada: Book, clock: FrozenClock
    ) -> None:
        running = ada.add().entry
        clock.advance(100)
        stopped = ada.toggle(running).entry
        await desk.does("PATCH", f"/{stopped.id}", {"notes": "x"})
        assert ada.seconds(stopped) == 100

    async def test_hours_of_a_running_entry_set_the_booked_part(
        self, desk: Desk, clock: FrozenClock
    ) -> None:
        id_ = (await desk.does("POST", "", NEW))["id"]
        clock.advance(hours=1)
        changed = await desk.does("PATCH", f"/{id_}", {"hours": 0.5})
        assert (changed["hours"], changed["hours_without_timer"]) == (1.5, 0.5)
        assert changed["is_running"]

    async def test_deleting_answers_what_was_deleted(self, desk: Desk) -> None:
        made = await desk.does("POST", "", {**NEW, "hours": 2})
        assert await desk.does("DELETE", f"/{made['id']}") == made
        assert await desk.refuses("DELETE", f"/{made['id']}") == (404, NOT_FOUND)
        assert await desk.refuses("PATCH", f"/{made['id']}", {"hours": 1}) == (404, NOT_FOUND)
        assert await desk.refuses("GET", f"/{2**63}") == (404, NOT_FOUND)


class TestTimers:
    async def test_stop_and_restart(self, desk: Desk, clock: FrozenClock) -> None:
        other = await desk.does("POST", "", {**NEW, "hours": 1})
        id_ = (await desk.does("POST", "", NEW))["id"]
        clock.advance(minutes=30)
        stopped = await desk.does("PATCH", f"/{id_}/stop")
        assert (stopped["id"], stopped["hours"], stopped["is_running"]) == (id_, 0.5, False)
        status, words = await desk.refuses("PATCH", f"/{id_}/stop")
        assert (status, words) == (422, "No timer runs for this entry: restart it first.")
        restarted = await desk.does("PATCH", f"/{id_}/restart")
        assert (restarted["id"], restarted["is_running"]) == (id_, True)
        status, words = await desk.refuses("PATCH", f"/{id_}/restart")
        assert (status, "runs already" in words) == (422, True)
        await desk.does("PATCH", f"/{other['id']}/restart")
        assert await desk.ids("?is_running=true") == [other["id"]]

    async def test_of_a_colleague(self, desk: Desk, bob: Book, caller: Caller) -> None:
        running = bob.add().entry
        mine = await desk.does("POST", "", NEW)
        assert not (await desk.does("PATCH", f"/{running.id}/stop"))["is_running"]
        assert bob.show(running).is_running is False
        assert (await desk.does("GET", f"/{mine['id']}"))["is_running"]
        caller.id = BOB
        assert await desk.refuses("PATCH", f"/{mine['id']}/stop") == (404, NOT_FOUND)

    async def test_of_somebody_archived(self, desk: Desk, bob: Book, store: Store) -> None:
        """Their hours can be read, and nobody changes them by accident."""
        running = bob.add().entry
        with store.write():
            setup_rules.change(store, Kind.PERSON, BOB, {"is_active": 0}, 0)
        assert (await desk.does("GET", f"/{running.id}"))["user"]["name"] == "Bob Lee"
        status, words = await desk.refuses("PATCH", f"/{running.id}/stop")
        assert (status, "archived" in words) == (422, True)


class TestStartAndEnd:
    @pytest.fixture(autouse=True)
    def _tracked(self, store: Store, clock: FrozenClock) -> None:
        track(store, start_end=True)
        clock.advance(30)

    async def test_a_span(self, desk: Desk) -> None:
        times = {"started_time": "8:00am", "ended_time": "9:30AM"}
        made = await desk.does("POST", "", {**NEW, **times})
        assert (made["started_time"], made["ended_time"]) == ("8:00am", "9:30am")
        assert (made["hours"], made["is_running"]) == (1.5, False)

    async def test_an_open_end_runs(self, desk: Desk) -> None:
        now = await desk.does("POST", "", NEW)
        assert (now["started_time"], now["ended_time"]) == ("10:00am", None)
        assert now["timer_started_at"] == "2016-01-27T09:00:00Z"
        earlier = await desk.does("POST", "", {**NEW, "started_time": "9:30am"})
        assert (earlier["is_running"], earlier["hours"]) == (True, 0.51)

    async def test_an_end_without_a_start(self, desk: Desk) -> None:
        status, words = await desk.refuses("POST", "", {**NEW, "ended_time": "11am"})
        assert (status, "a start is needed" in words) == (422, True)

    async def test_what_is_not_sent_stays(self, desk: Desk) -> None:
        times = {"started_time": "8:00am", "ended_time": "9:30am"}
        id_ = (await desk.does("POST", "", {**NEW, **times}))["id"]
        changed = await desk.does("PATCH", f"/{id_}", {"ended_time": "10:00am"})
        assert (changed["started_time"], changed["hours"]) == ("8:00am", 2)
        changed = await desk.does("PATCH", f"/{id_}", {"notes": "n"})
        assert (changed["ended_time"], changed["hours"]) == ("10:00am", 2)
        changed = await desk.does("PATCH", f"/{id_}", {"ended_time": None})
        assert (changed["is_running"], changed["ended_time"]) == (True, None)
        same = await desk.does("PATCH", f"/{id_}", {"started_time": None, "ended_time": None})
        assert (same["is_running"], same["started_time"]) == (True, "8:00am")

    async def test_restarting_makes_a_new_one(self, desk: Desk) -> None:
        times = {"started_time": "8:00am", "ended_time": "9:30am", "notes": "Same"}
        old = await desk.does("POST", "", {**NEW, **times, "spent_date": "2016-01-26"})
        new = await desk.does("PATCH", f"/{old['id']}/restart")
        assert new["id"] != old["id"]
        assert (new["spent_date"], new["notes"]) == ("2016-01-27", "Same")
        assert (new["is_running"], new["started_time"]) == (True, "10:00am")
        assert await desk.does("GET", f"/{old['id']}") == old


class TestLocks:
    async def test_a_member_may_do_nothing(self, desk: Desk, bob: Book, caller: Caller) -> None:
        entry = bob.lock(bob.add("1.00").entry)
        caller.id = BOB
        for method, path, body in (
            ("PATCH", "", {"notes": "x"}),
            ("PATCH", "/restart", None),
            ("DELETE", "", None),
        ):
            status, words = await desk.refuses(method, f"/{entry.id}{path}", body)
            assert (status, words) == (
                422,
                "Approved: only an administrator may change this entry.",
            )
        seen = await desk.does("GET", f"/{entry.id}")
        assert (seen["is_locked"], seen["approval_status"]) == (True, "approved")

    async def test_an_administrator_may_change_hours_and_notes(
        self, desk: Desk, bob: Book, caller: Caller
    ) -> None:
        entry = bob.lock(bob.add("1.00").entry, billed=True)
        changed = await desk.does("PATCH", f"/{entry.id}", {"hours": 2, "project_id": WEB})
        assert (changed["hours"], changed["is_billed"]) == (2, True)
        status, words = await desk.refuses("PATCH", f"/{entry.id}", {"spent_date": "2016-01-26"})
        assert (status, words) == (422, "Invoiced: project, task and date are fixed.")


class TestLists:
    async def test_the_latest_dates_come_first(self, desk: Desk, ada: Book) -> None:
        today, old = ada.add("1").entry, ada.add("2", spent_date=YESTERDAY).entry
        again = ada.add("3").entry
        assert await desk.ids() == [again.id, today.id, old.id]

    async def test_whose(self, desk: Desk, ada: Book, bob: Book, caller: Caller) -> None:
        mine, theirs = ada.add("1").entry.id, bob.add("2").entry.id
        assert await desk.ids() == [theirs, mine]
        assert await desk.ids(f"?user_id={BOB}") == [theirs]
        assert await desk.ids("?user_id=99") == await desk.ids(f"?user_id={10**19 - 1}") == []
        caller.id = BOB
        assert await desk.ids() == await desk.ids(f"?user_id={BOB}") == [theirs]
        assert await desk.ids(f"?user_id={ADA}") == []
        assert await desk.refuses("GET", f"/{mine}") == (404, NOT_FOUND)

    async def test_filters(self, desk: Desk, ada: Book, clock: FrozenClock) -> None:
        web = ada.lock(ada.add("1", spent_date=YESTERDAY).entry).id
        billed = ada.lock(ada.add("1", task_id=TALKING).entry, billed=True).id
        clock.advance(60.5)
        shop = ada.add(project_id=SHOP).entry.id
        for query, expected in {
            "client_id=2": [shop],
            f"project_id={WEB}": [billed, web],
            f"task_id={TALKING}": [billed],
            "is_billed=true": [billed, web],
            "is_billed=false": [shop],
            "is_running=true": [shop],
            "is_running=false": [billed, web],
            "approval_status=approved": [web],
            "approval_status=unsubmitted": [shop, billed],
            "from=2016-01-27": [shop, billed],
            "to=2016-01-26": [web],
            "from=2016-01-27&to=2016-01-27&is_running=false": [billed],
            "updated_since=2016-01-27T09:01:00Z": [shop],
            "updated_since=2016-01-27T10:01:00%2B01:00": [shop],
            "updated_since=2016-01-27T09:01:00.5Z": [],
        }.items():
            assert await desk.ids(f"?{query}") == expected, query

    async def test_pages(self, desk: Desk, ada: Book) -> None:
        ids = [ada.add("1").entry.id for _ in range(5)][::-1]
        seen, path = [], "?per_page=2&from=2016-01-01&is_running=false"
        while path:
            page = await desk.does("GET", path)
            assert (page["per_page"], page["total_pages"], page["total_entries"]) == (2, 3, 5)
            seen.append([entry["id"] for entry in page["time_entries"]])
            following = page["links"]["next"] or ""
            assert not following or following.startswith(f"http://account{PATH}?page=")
            assert not following or "from=2016-01-01&is_running=false" in following
            path = following.removeprefix(f"http://account{PATH}")
        assert seen == [ids[:2], ids[2:4], ids[4:]]

    async def test_links_are_of_the_address_that_was_called(self, desk: Desk) -> None:
        desk.client.base_url = "https://desk.local:8420"
        page = await desk.does("GET")
        assert page["links"]["first"] == f"https://desk.local:8420{PATH}?page=1&per_page=2000"

    def test_a_day_and_a_week_are_found_by_an_index(self, store: Store) -> None:
        where = condition(EntryQuery(user_id=1, first=date(2016, 1, 27), last=date(2016, 1, 27)))
        plan = store._connection.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM time_entry AS e CROSS JOIN project "
            f"ON project.id = e.project_id WHERE {where.sql} ORDER BY e.spent_date DESC, e.id DESC",
            where.values,
        ).fetchall()
        assert "entry_of_day (person_id=? AND spent_date>? AND spent_date<?)" in plan[0][3]
        assert not any("TEMP B-TREE" in step[3] for step in plan)


class TestBothApis:
    async def test_they_are_one_account(
        self, desk: Desk, client: httpx.AsyncClient, book_of: Callable[..., Book]
    ) -> None:
        made = await desk.does("POST", "", {**NEW, "hours": 1.25})
        entry = (await client.get(f"/daily/show/{made['id']}")).json()
        assert (entry["hours"], entry["project"]) == (1.25, "Web")
        toggled = (await client.get(f"/daily/timer/{made['id']}")).json()
        seen = await desk.does("GET", f"/{made['id']}")
        assert seen["timer_started_at"] == toggled["timer_started_at"]
        assert book_of(ADA).show(book_of(ADA).add("1").entry).hours == Decimal(1)
