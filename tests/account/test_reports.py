"""Reports: the entries of a person or on a project in a span of dates."""

import threading
from datetime import date
from typing import Any

import httpx
import pytest

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, SHOP, TALKING, WEB
from tests.account.test_daily_routes import add
from tests.clock import FrozenClock
from tui.account.entry_search import condition
from tui.account.store import Store
from tui.domain.entry import TimeEntry
from tui.wire import v1_client
from tui.wire.codec import XML
from tui.wire.v1_reports import write_report
from tui.wire.v2_queries import EntryQuery

JANUARY = {"from": "20160101", "to": "20160131"}


async def report(client: httpx.AsyncClient, path: str, **span: str) -> list[dict[str, Any]]:
    reply = await client.get(path, params=span or JANUARY)
    assert reply.status_code == 200, reply.text
    return [one["day_entry"] for one in reply.json()]


def ids(entries: list[dict[str, Any]]) -> list[int]:
    return [entry["id"] for entry in entries]


@pytest.fixture
async def worked(client: httpx.AsyncClient) -> None:
    """1 and 2 are Ada's, 3 is Bob's, 4 is Ada's of the year before."""
    await add(client, hours=1.07, spent_at="2016-01-20")
    await add(client, hours=2, spent_at="2016-01-05", project_id=SHOP)
    await add(client, f"?of_user={BOB}", hours=3, spent_at="2016-01-31")
    await add(client, hours=4, spent_at="2015-12-31")


@pytest.mark.usefixtures("worked")
class TestWhatIsTold:
    async def test_a_persons_entries_by_date(self, client: httpx.AsyncClient) -> None:
        assert ids(await report(client, f"/people/{ADA}/entries")) == [2, 1]
        assert ids(await report(client, f"/people/{BOB}/entries")) == [3]

    async def test_a_projects_entries_of_everybody(self, client: httpx.AsyncClient) -> None:
        assert ids(await report(client, f"/projects/{WEB}/entries")) == [1, 3]
        assert ids(await report(client, f"/projects/{SHOP}/entries")) == [2]

    @pytest.mark.parametrize(
        ("first", "last", "found"),
        [
            ("20160120", "20160120", [1]),
            ("20160121", "20160131", []),
            ("20151231", "20160105", [4, 2]),
            ("2015-12-31", "2016-01-20", [4, 2, 1]),
            ("00010101", "99991231", [4, 2, 1]),
        ],
    )
    async def test_both_ends_belong_to_the_span(
        self, client: httpx.AsyncClient, first: str, last: str, found: list[int]
    ) -> None:
        span = {"from": first, "to": last}
        assert ids(await report(client, f"/people/{ADA}/entries", **span)) == found

    async def test_an_entry(self, client: httpx.AsyncClient) -> None:
        (entry,) = await report(client, f"/projects/{SHOP}/entries")
        shown = (await client.get("/daily/show/2")).json()
        numbers = {"project_id": SHOP, "task_id": CODING}
        assert entry == {**shown, **numbers, "timer_started_at": None}
        assert v1_client.read_entry(entry) == v1_client.read_entry(shown)

    async def test_a_running_entry(self, client: httpx.AsyncClient, clock: FrozenClock) -> None:
        running = await add(client)
        clock.advance(minutes=90)
        entry = (await report(client, f"/people/{ADA}/entries"))[-1]
        assert entry["id"] == running["id"]
        assert entry["timer_started_at"] == running["timer_started_at"]
        hours = [entry[f"hours{which}"] for which in ("", "_with_timer", "_without_timer")]
        assert hours == [1.5, 1.5, 0]

    async def test_in_xml(self, client: httpx.AsyncClient) -> None:
        path = f"/people/{ADA}/entries"
        reply = await client.get(path, params=JANUARY, headers={"Accept": "application/xml"})
        tree: Any = XML.load(reply.content)
        told = [v1_client.read_entry(one["day_entry"]) for one in tree]
        assert told == [v1_client.read_entry(entry) for entry in await report(client, path)]
        assert '        <hours type="float">1.07</hours>' in reply.text

    async def test_somebody_who_left_and_a_project_that_ended(
        self, client: httpx.AsyncClient
    ) -> None:
        await client.put(f"/people/{BOB}", json={"user": {"is_active": False}})
        await client.put(f"/projects/{WEB}", json={"project": {"active": False}})
        assert ids(await report(client, f"/people/{BOB}/entries")) == [3]
        assert ids(await report(client, f"/projects/{WEB}/entries")) == [1, 3]

    async def test_a_member_sees_their_own(self, client: httpx.AsyncClient, caller: Caller) -> None:
        caller.id = BOB
        assert ids(await report(client, f"/people/{BOB}/entries")) == [3]
        for path in (f"/people/{ADA}/entries", f"/projects/{WEB}/entries", "/people/99/entries"):
            reply = await client.get(path, params=JANUARY)
            assert reply.status_code == 403
            assert reply.json()["message"] == "Only administrators may do this."


@pytest.fixture
async def varied(client: httpx.AsyncClient, store: Store, clock: FrozenClock) -> None:
    """On Web: 1 and 2 are Ada's, 3 is Bob's; 1 is invoiced, 2 approved and not billable.

    Then 4, Ada's on Shop, which is not billable.
    """
    await client.put(f"/tasks/{TALKING}", json={"task": {"billable_by_default": False}})
    await client.put(f"/projects/{SHOP}", json={"project": {"billable": False}})
    await add(client, hours=1, spent_at="2016-01-04")
    await add(client, hours=1, spent_at="2016-01-05", task_id=TALKING)
    await add(client, f"?of_user={BOB}", hours=1, spent_at="2016-01-06")
    await add(client, hours=1, spent_at="2016-01-07", project_id=SHOP)
    now = int(clock().timestamp())
    with store.write():
        store.entries.invoice(date(2016, 1, 4), date(2016, 1, 4), 1, now)
        store.entries.approve(date(2016, 1, 5), date(2016, 1, 5), None, now)


@pytest.mark.usefixtures("varied")
class TestFilters:
    @pytest.mark.parametrize(
        ("address", "query", "found"),
        [
            (f"/projects/{WEB}", "", [1, 2, 3]),
            (f"/projects/{WEB}", "billable=yes", [1, 3]),
            (f"/projects/{WEB}", "billable=no", [2]),
            (f"/projects/{SHOP}", "billable=no", [4]),
            (f"/projects/{WEB}", "billable=", [1, 2, 3]),
            (f"/projects/{WEB}", "only_billed=yes", [1]),
            (f"/projects/{WEB}", "only_unbilled=Yes", [2, 3]),
            (f"/projects/{WEB}", "only_billed=no&only_unbilled=no", [1, 2, 3]),
            (f"/projects/{WEB}", "only_billed=no&only_unbilled=true", [2, 3]),
            (f"/projects/{WEB}", "is_closed=yes", [2]),
            (f"/projects/{WEB}", "is_closed=no", [1, 3]),
            (f"/projects/{WEB}", f"user_id={BOB}", [3]),
            (f"/projects/{WEB}", f"user_id={ADA}&is_closed=no&billable=yes", [1]),
            (f"/projects/{WEB}", "user_id=99", []),
            (f"/projects/{WEB}", f"project_id={WEB}&user_id={BOB}", [3]),
            (f"/people/{ADA}", f"project_id={SHOP}", [4]),
            (f"/people/{ADA}", f"project_id={WEB}&only_unbilled=yes", [2]),
            (f"/people/{ADA}", f"user_id={ADA}&billable=no", [2, 4]),
        ],
    )
    async def test_what_is_found(
        self, client: httpx.AsyncClient, address: str, query: str, found: list[int]
    ) -> None:
        reply = await client.get(f"{address}/entries?from=20160101&to=20160131&{query}")
        assert [one["day_entry"]["id"] for one in reply.json()] == found

    async def test_a_member_filters_their_own(
        self, client: httpx.AsyncClient, caller: Caller
    ) -> None:
        caller.id = BOB
        path = f"/people/{BOB}/entries"
        assert ids(await report(client, path, **JANUARY, billable="yes")) == [3]
        assert ids(await report(client, path, **JANUARY, billable="no")) == []

    @pytest.mark.parametrize(
        ("since", "found"),
        [
            ("{:%Y-%m-%d+%H:%M}", [2, 3]),
            ("{:%Y-%m-%d%%20%H:%M}", [2, 3]),
            ("{:%Y-%m-%d%%2B%H:%M}", [2, 3]),
            ("{:%Y-%m-%dT%H:%M:%SZ}", [2, 3]),
            ("{:%Y-%m-%d}", [1, 2, 3]),
            ("9999-12-31+00:00", []),
        ],
    )
    async def test_what_changed_since(
        self, client: httpx.AsyncClient, clock: FrozenClock, since: str, found: list[int]
    ) -> None:
        clock.advance(minutes=2)
        for id_ in (2, 3):
            whose = f"?of_user={BOB}" if id_ == 3 else ""
            changed = {"hours": 2, "notes": "again"}
            assert (await client.post(f"/daily/update/{id_}{whose}", json=changed)).is_success
        asked = f"updated_since={since.format(clock())}"
        reply = await client.get(f"/projects/{WEB}/entries?from=20160101&to=20160131&{asked}")
        assert [one["day_entry"]["id"] for one in reply.json()] == found

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("billable=maybe", "billable: write yes or no."),
            ("only_billed=2", "only_billed: write yes or no."),
            ("only_unbilled=x", "only_unbilled: write yes or no."),
            ("is_closed=approved", "is_closed: write yes or no."),
            ("only_billed=yes&only_unbilled=yes", "No entry is billed and unbilled: ask for"),
            ("updated_since=monday", "updated_since: write a UTC time like 2016-01-27 09:00."),
            ("user_id=me", "user_id: write an id, which is a number like 175."),
            ("project_id=-1", "project_id: write an id, which is a number like 175."),
            (f"user_id={BOB}&project_id={SHOP}", "_id: leave it out; the report is of the one in"),
        ],
    )
    @pytest.mark.parametrize("whose", ["people", "projects"])
    async def test_what_they_do_not_say(
        self, client: httpx.AsyncClient, whose: str, query: str, words: str
    ) -> None:
        reply = await client.get(f"/{whose}/1/entries?from=20160101&to=20160131&{query}")
        assert reply.status_code == 400
        assert words in reply.json()["message"]


class TestRefusals:
    @pytest.mark.parametrize("address", ["/people/99/entries", "/projects/99/entries"])
    async def test_nothing_there(self, client: httpx.AsyncClient, address: str) -> None:
        reply = await client.get(address, params=JANUARY)
        assert reply.status_code == 404
        assert reply.json()["message"].startswith("There is no such p")

    async def test_an_id_that_no_file_holds(self, client: httpx.AsyncClient) -> None:
        reply = await client.get(f"/projects/{2**70}/entries", params=JANUARY)
        assert reply.status_code == 404

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("", "`from`"),
            ("from=20160101", "`to`"),
            ("to=20160101", "`from`"),
            ("from=&to=", "`from`"),
            ("from=20160101&to=20160230", "`to`"),
            ("from=2016&to=20160131", "`from`"),
            ("from=yesterday&to=20160131", "`from`"),
            ("from=00000101&to=20160131", "`from`"),
            ("from=²0160101&to=20160131", "`from`"),
            ("from=20160102&to=20160101", "must not be after"),
        ],
    )
    @pytest.mark.parametrize("whose", ["people", "projects"])
    async def test_dates(
        self, client: httpx.AsyncClient, whose: str, query: str, words: str
    ) -> None:
        reply = await client.get(f"/{whose}/1/entries?{query}")
        assert reply.status_code == 400
        assert words in reply.json()["message"]

    async def test_strangers(self, client: httpx.AsyncClient, caller: Caller) -> None:
        caller.id = None
        assert (await client.get("/people/1/entries", params=JANUARY)).status_code == 401


def test_reports_go_by_an_index(store: Store) -> None:
    span = {"first": date(2016, 1, 1), "last": date(2016, 1, 31)}
    for query in (EntryQuery(user_id=1, **span), EntryQuery(project_id=1, **span)):
        where, statements = condition(query), []
        store._connection.set_trace_callback(statements.append)
        store.entries.report(where, 0)
        store._connection.set_trace_callback(None)
        plan = store._connection.execute(f"EXPLAIN QUERY PLAN {statements[0]}").fetchall()
        assert "SEARCH e USING INDEX" in plan[0][3]


@pytest.mark.usefixtures("worked")
async def test_a_report_is_written_off_the_event_loop(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def write(entries: list[TimeEntry]) -> list[dict[str, Any]]:
        threads.append(threading.current_thread())
        return write_report(entries)

    monkeypatch.setattr("tui.account.report_routes.write_report", write)
    assert ids(await report(client, f"/people/{ADA}/entries")) == [2, 1]
    assert threads[0] is not threading.current_thread()
