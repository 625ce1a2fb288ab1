"""People, the company, and what may be picked, over API V2."""

import threading
from dataclasses import replace

import httpx
import pytest
from starlette.responses import Response

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, DRAWING, OLD, SHOP, TALKING, WEB
from tests.clock import FrozenClock
from tui.account import v2_replies
from tui.account.store import Store

NOT_FOUND = {"status": 404, "error": "Not Found"}


async def test_who_asks(client: httpx.AsyncClient, caller: Caller) -> None:
    me = (await client.get("/v2/users/me")).json()
    assert (me["id"], me["first_name"], me["access_roles"]) == (ADA, "Ada", ["administrator"])
    assert (me["timezone"], me["is_active"]) == ("Berlin", True)
    caller.id = BOB
    me = (await client.get("/v2/users/me/")).json()
    assert (me["id"], me["access_roles"]) == (BOB, ["member"])
    assert "password" not in me
    assert "token" not in me


async def test_the_company(client: httpx.AsyncClient, caller: Caller, store: Store) -> None:
    with store.write():
        changed = replace(store.settings(), name="Ada's", week_start=6, timestamp_timers=True)
        store.save_settings(changed)
    company = (await client.get("/v2/company")).json()
    assert (company["name"], company["week_start_day"]) == ("Ada's", "Sunday")
    assert (company["wants_timestamp_timers"], company["clock"]) == (True, "24h")
    assert (company["base_uri"], company["full_domain"]) == ("http://account", "account")
    caller.id = BOB
    reply = await client.get("/v2/company")
    assert (reply.status_code, reply.json()) == (403, {"message": "Not authorized!"})


async def test_people(client: httpx.AsyncClient, caller: Caller) -> None:
    page = (await client.get("/v2/users?per_page=1&page=2")).json()
    assert [user["id"] for user in page["users"]] == [BOB]
    assert (page["total_entries"], page["links"]["next"]) == (2, None)
    await client.put(f"/people/{BOB}", json={"user": {"is_active": False}})
    assert [u["is_active"] for u in (await client.get("/v2/users")).json()["users"]] == [
        True,
        False,
    ]
    active = (await client.get("/v2/users?is_active=true")).json()["users"]
    assert [user["id"] for user in active] == [ADA]
    assert (await client.get(f"/v2/users/{BOB}")).json()["email"] == "bob@example.com"
    assert (await client.get("/v2/users/99")).json() == NOT_FOUND


async def test_members_see_no_people(client: httpx.AsyncClient, caller: Caller) -> None:
    caller.id = BOB
    for path in ("/v2/users", f"/v2/users/{ADA}", f"/v2/users/{ADA}/project_assignments"):
        reply = await client.get(path)
        assert (reply.status_code, list(reply.json())) == (403, ["message"])


async def test_what_may_be_picked(client: httpx.AsyncClient, caller: Caller) -> None:
    path = "/v2/users/me/project_assignments"
    page = (await client.get(path)).json()
    offered = {
        one["project"]["id"]: [task["task"]["id"] for task in one["task_assignments"]]
        for one in page["project_assignments"]
    }
    assert offered == {WEB: [CODING, TALKING], SHOP: [CODING]}
    theirs = (await client.get(f"/v2/users/{BOB}/project_assignments")).json()
    assert theirs["project_assignments"] == page["project_assignments"]
    assert theirs["links"]["first"].startswith(f"http://account/v2/users/{BOB}/project_assign")
    assert (await client.get("/v2/users/99/project_assignments")).status_code == 404
    caller.id = BOB
    second = (await client.get(f"{path}?per_page=1&page=2")).json()["project_assignments"]
    assert [one["client"]["name"] for one in second] == ["Globex"]


async def test_the_accounts_of_a_token(client: httpx.AsyncClient, caller: Caller) -> None:
    caller.id = BOB
    assert (await client.get("/api/v2/accounts")).json() == {
        "user": {"id": BOB, "first_name": "Bob", "last_name": "Lee", "email": "bob@example.com"},
        "accounts": [{"id": 1, "name": "Ada Byron", "product": "harvest"}],
    }


async def test_clients(client: httpx.AsyncClient, clock: FrozenClock) -> None:
    clock.advance(60)
    reply = await client.post("/v2/clients", json={"name": " Initech "})
    made = reply.json()
    assert (reply.status_code, made["id"], made["name"]) == (201, 3, "Initech")
    changed = await client.patch("/v2/clients/3", json={"is_active": False})
    assert (changed.status_code, changed.json()["is_active"]) == (200, False)
    assert changed.json()["name"] == "Initech"
    names = {
        query: [one["name"] for one in (await client.get(f"/v2/clients?{query}")).json()["clients"]]
        for query in ("", "is_active=true", "updated_since=2016-01-27T09:01:00Z")
    }
    assert list(names.values()) == [["Acme", "Globex", "Initech"], ["Acme", "Globex"], ["Initech"]]
    assert (await client.get("/v2/clients/9")).json() == NOT_FOUND


async def test_the_projects_of_a_client(client: httpx.AsyncClient) -> None:
    async def found(query: str) -> list[int]:
        page = (await client.get(f"/v2/projects?{query}")).json()
        assert page["total_entries"] == len(page["projects"])
        return sorted(one["id"] for one in page["projects"])

    assert await found("client_id=") == [WEB, SHOP, OLD]
    assert await found("client_id=1") == [WEB]
    assert await found("client_id=2") == [SHOP, OLD]
    assert await found("client_id=2&is_active=true") == [SHOP]
    assert await found("client_id=9") == []
    reply = await client.get("/v2/projects?client_id=acme")
    assert (reply.status_code, reply.json()["message"][:10]) == (400, "client_id:")


async def test_a_list_is_written_off_the_event_loop(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, reply = [], v2_replies.reply

    def written(tree: object) -> Response:
        threads.append(threading.current_thread())
        return reply(tree)

    monkeypatch.setattr(v2_replies, "reply", written)
    for path in ("time_entries", "users", "users/me/project_assignments", "clients", "tasks"):
        assert (await client.get(f"/v2/{path}")).status_code == 200
    assert len(threads) == 5
    assert threading.current_thread() not in threads


async def test_projects_and_tasks(client: httpx.AsyncClient) -> None:
    body = {"name": "New", "client_id": "1", "is_billable": False, "code": "N"}
    project = (await client.post("/v2/projects", json=body)).json()
    assert (project["client"]["name"], project["is_billable"]) == ("Acme", False)
    task = (await client.post("/v2/tasks", json={"name": "Rest"})).json()
    assert (task["billable_by_default"], task["is_default"]) == (True, False)
    path = f"/v2/projects/{project['id']}/task_assignments"
    reply = await client.post(path, json={"task_id": task["id"]})
    assert reply.status_code == 201
    assert reply.json()["task"] == {"id": task["id"], "name": "Rest"}
    assert reply.json()["project"] == {"id": project["id"], "name": "New", "code": "N"}
    assert (await client.get(path)).json()["task_assignments"] == [reply.json()]
    new = {"project_id": project["id"], "task_id": task["id"], "spent_date": "2016-01-27"}
    entry = (await client.post("/v2/time_entries", json={**new, "hours": 1})).json()
    assert (entry["billable"], entry["task_assignment"]["id"]) == (False, reply.json()["id"])
    assert (await client.get(f"/v2/projects/{OLD}")).json()["is_active"] is False
    assert (await client.get(f"/v2/tasks/{DRAWING}")).json()["name"] == "Drawing"


@pytest.mark.parametrize(
    ("place", "body", "status", "words"),
    [
        ("/v2/clients", {}, 422, "Name is needed."),
        ("/v2/clients", {"name": "x" * 256}, 422, "255 characters"),
        ("/v2/projects", {"name": "P"}, 422, "Client is needed."),
        ("/v2/projects", {"name": "P", "client_id": 99}, 422, "no such client"),
        ("/v2/projects", {"name": "P", "client_id": "x"}, 400, "client_id"),
        ("/v2/tasks", {"name": "T", "is_default": "perhaps"}, 400, "is_default"),
        ("/v2/projects/1/task_assignments", {}, 422, "task_id"),
        ("/v2/projects/1/task_assignments", {"task_id": 99}, 422, "no such task"),
    ],
)
async def test_refusals(
    client: httpx.AsyncClient, place: str, body: object, status: int, words: str
) -> None:
    reply = await client.post(place, json=body)
    assert reply.status_code == status
    assert words in reply.json()["message"]


async def test_members_change_nothing(client: httpx.AsyncClient, caller: Caller) -> None:
    caller.id = BOB
    body = {"name": "X", "client_id": 1, "task_id": 1}
    for path in ("clients", "projects", "tasks"):
        assert (await client.post(f"/v2/{path}", json=body)).status_code == 403
        assert (await client.patch(f"/v2/{path}/1", json=body)).status_code == 403
        assert (await client.get(f"/v2/{path}")).json()["total_entries"] > 0
    assert (await client.post("/v2/projects/1/task_assignments", json=body)).status_code == 403


async def test_json_alone(client: httpx.AsyncClient) -> None:
    headers = {"Accept": "application/xml", "Content-Type": "application/xml"}
    reply = await client.post("/v2/clients", headers=headers, content="<request/>")
    assert (reply.status_code, list(reply.json())) == (400, ["message"])
    reply = await client.get("/v2/clients", headers={"Accept": "application/xml"})
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json()["total_entries"] == 2


@pytest.mark.parametrize("method", ["PUT", "HEAD", "OPTIONS", "TRACE"])
async def test_methods_that_there_are_not(client: httpx.AsyncClient, method: str) -> None:
    for path in ("/v2/users/me", "/v2/time_entries", "/v2/time_entries/1/stop"):
        assert (await client.request(method, path)).status_code == 405


async def test_strangers_and_dead_ends(client: httpx.AsyncClient, caller: Caller) -> None:
    for path in ("/v2", "/v2/", "/v2/nothing", "/v2/time_entries/x", "/api/v2/nothing"):
        reply = await client.get(path)
        assert (reply.status_code, reply.json()) == (404, NOT_FOUND)
    caller.id = None
    reply = await client.get("/v2/users/me")
    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"] == 'Bearer realm="Windrow"'
    assert (reply.json()["error"], "error_description" in reply.json()) == ("invalid_token", True)
    reply = await client.get("/v2x")
    assert reply.json() == {"message": "There is nothing at this address."}
