"""Reports: the entries of a person or on a project in a span of dates."""

from typing import Any

import httpx
import pytest

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, SHOP, WEB
from tests.account.test_daily_routes import add
from tests.clock import FrozenClock
from tui.account.store import Store
from tui.wire import v1_client
from tui.wire.codec import XML

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
    from tui.account import entries

    for sql in (entries._OF_PERSON, entries._OF_PROJECT):
        arguments = (1, "2016-01-01", "2016-01-31")
        plan = store._connection.execute(f"EXPLAIN QUERY PLAN {sql}", arguments).fetchall()
        assert "SEARCH e USING INDEX" in plan[0][3]
