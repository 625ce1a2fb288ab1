"""Requests that nobody should send, over API V2: a refusal in its shape, and nothing changed."""

import json

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.account.hostile import BODIES, METHODS, VALUES, as_json
from tests.account.small import ADA, BOB
from tests.account.test_start_end import track
from tests.clock import FrozenClock
from tui.account.entries import Record
from tui.account.server import create_app
from tui.account.store import Store
from tui.wire.tree import WireError
from tui.wire.v2_queries import read_entry_query, read_page

ENTRY: dict[str, object] = {
    "project_id": 1,
    "task_id": 1,
    "spent_date": "2016-01-27",
    "hours": 1.5,
    "notes": "Hello",
}
TIMES: dict[str, object] = {
    **{name: ENTRY[name] for name in ("project_id", "task_id", "spent_date")},
    "started_time": "8:00am",
    "ended_time": "9:00am",
}
FIELDS = (*ENTRY, "started_time", "ended_time", "user_id", "id", "request", "of_user")
FILTERS = ("user_id", "client_id", "is_running", "updated_since", "from", "to", "page", "per_page")
PLACES = (
    "/v2/time_entries",
    "/v2/time_entries/1",
    "/v2/time_entries/1/stop",
    "/v2/time_entries/1/restart",
    "/v2/users/me",
    "/v2/users/1",
    "/v2/users/me/project_assignments",
    "/v2/company",
    "/v2/clients",
    "/v2/clients/1",
    "/v2/projects/1",
    "/v2/projects/1/task_assignments",
    "/v2/tasks/2",
    "/api/v2/accounts",
)
values = st.sampled_from(VALUES) | st.text(max_size=20) | st.floats() | st.integers(-(10**20), 9)


@pytest.fixture
def canary(store: Store) -> int:
    """An entry of Bob's that nobody here may change, as a member who calls may not."""
    record = Record(
        person_id=ADA,
        project_id=1,
        task_id=1,
        spent_date=FrozenClock()().date(),
        seconds=3600,
        notes="Tweet",
        created_at=1,
        updated_at=1,
    )
    with store.write():
        return store.entries.insert(record)


def look(reply: httpx.Response, method: str) -> None:
    """See that a reply is one of V2's: never a failure, an error always in its shape."""
    assert reply.status_code < 500, reply.text
    assert b"Traceback" not in reply.content
    assert reply.headers["Content-Type"] == "application/json"
    if method == "HEAD":
        return
    tree = json.loads(reply.content)
    if reply.status_code == 404:
        assert tree == {"status": 404, "error": "Not Found"}
    elif reply.is_error:
        assert list(tree) == ["message"]
        assert tree["message"].strip()


@pytest.mark.parametrize("start_end", [False, True])
async def test_wrong_types_everywhere(
    client: httpx.AsyncClient, store: Store, start_end: bool
) -> None:
    track(store, start_end=start_end)
    made = (await client.post("/v2/time_entries", json=ENTRY)).json()["id"]
    for name in TIMES if start_end else FIELDS:
        for value in VALUES:
            body = as_json({**(TIMES if start_end else ENTRY), name: value})
            look(await client.post("/v2/time_entries", content=body), "POST")
            body = as_json({name: value})
            look(await client.patch(f"/v2/time_entries/{made}", content=body), "PATCH")
    page = (await client.get("/v2/time_entries?per_page=1")).json()
    assert page["total_entries"] > 1


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("/v2/clients", ("name", "is_active")),
        ("/v2/projects", ("name", "client_id", "is_billable")),
        ("/v2/tasks", ("is_default",)),
        ("/v2/projects/1/task_assignments", ("task_id",)),
    ],
)
async def test_wrong_types_of_what_is_set_up(
    client: httpx.AsyncClient, place: str, names: tuple[str, ...]
) -> None:
    for name in names:
        for value in VALUES:
            body = as_json({"name": "N", "client_id": 1, name: value})
            look(await client.post(place, content=body), "POST")
            look(await client.patch("/v2/projects/1", content=body), "PATCH")
    assert (await client.get("/v2/users/me/project_assignments")).status_code == 200


async def test_bodies_that_are_none(client: httpx.AsyncClient) -> None:
    for body in BODIES:
        for method, path in (("POST", "/v2/time_entries"), ("PATCH", "/v2/clients/1")):
            look(await client.request(method, path, content=body), method)


async def test_queries(client: httpx.AsyncClient) -> None:
    for name in FILTERS:
        for value in VALUES:
            if "\ud800" <= max(str(value), default="") <= "\udfff" or len(str(value)) > 9000:
                continue
            for path in ("/v2/time_entries", "/v2/users"):
                look(await client.get(path, params={name: str(value)}), "GET")


@pytest.mark.parametrize("place", PLACES)
async def test_methods(client: httpx.AsyncClient, place: str) -> None:
    for method in METHODS:
        look(await client.request(method, place), method)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
async def test_a_member_never_reaches_the_sheet_of_another(
    store: Store, clock: FrozenClock, canary: int, data: st.DataObject
) -> None:
    app = create_app(store, authenticate=lambda _: BOB, clock=clock)
    fields = {data.draw(st.sampled_from(FIELDS)): data.draw(values) for _ in range(2)}
    end = data.draw(st.sampled_from(["", f"/{canary}", f"/{canary}/stop", f"/{canary}/restart"]))
    method = data.draw(st.sampled_from(["GET", "POST", "PATCH", "DELETE"]))
    target = f"/v2/time_entries{end}?of_user={ADA}&user_id={ADA}"
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://account"
    ) as client:
        body = b"" if method == "GET" else as_json({**ENTRY, **fields})
        reply = await client.request(method, target, content=body)
    look(reply, method)
    assert "Tweet" not in reply.text
    stored = store.entries.find(canary)
    assert stored is not None
    assert (stored.record.notes, stored.record.seconds) == ("Tweet", 3600)
    assert (
        store.entries.of_person(ADA, stored.record.spent_date, stored.record.spent_date, 0)[1:]
        == []
    )


@given(st.dictionaries(st.sampled_from(FILTERS), st.text(max_size=30)))
def test_what_is_asked_for_is_read_or_refused(params: dict[str, str]) -> None:
    for read in (read_page, read_entry_query):
        try:
            read(params)
        except WireError as error:
            assert ": write " in str(error)  # noqa: PT017 - both outcomes are right
