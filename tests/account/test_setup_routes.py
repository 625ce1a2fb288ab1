"""Setting an account up over HTTP. Source: the facts page's last table."""

import httpx
import pytest
from starlette.applications import Starlette

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, DRAWING, OLD, SHOP, WEB
from tests.clock import FrozenClock
from tui.account.server import create_app
from tui.account.store import Store

CREATED = "2016-01-27T09:00:00Z"


async def made(client: httpx.AsyncClient, path: str, body: object) -> str:
    reply = await client.post(path, json=body)
    assert (reply.status_code, reply.content) == (201, b""), reply.text
    location: str = reply.headers["Location"]
    return location


async def refused(client: httpx.AsyncClient, method: str, path: str, body: object = None) -> int:
    reply = await client.request(method, path, json=body)
    assert reply.is_error, reply.text
    assert reply.json()["message"]
    return reply.status_code


async def test_clients(client: httpx.AsyncClient, clock: FrozenClock) -> None:
    location = await made(client, "/clients", {"client": {"name": " Initech "}})
    assert location == "/clients/3"
    expected = {"id": 3, "name": "Initech", "active": True}
    times = {"created_at": CREATED, "updated_at": CREATED}
    assert (await client.get(location)).json() == {"client": {**expected, **times}}
    names = [row["client"]["name"] for row in (await client.get("/clients")).json()]
    assert names == ["Acme", "Globex", "Initech"]
    clock.advance(60)
    reply = await client.put(location, json={"client": {"active": False}})
    assert (reply.status_code, reply.content) == (200, b"")
    after = (await client.get(location)).json()["client"]
    assert (after["name"], after["active"]) == ("Initech", False)
    assert after["updated_at"] == "2016-01-27T09:01:00Z"
    assert (await client.delete(location)).status_code == 200
    assert await refused(client, "GET", location) == 404
    assert await refused(client, "DELETE", "/clients/1") == 400


async def test_projects(client: httpx.AsyncClient) -> None:
    await client.put(f"/tasks/{DRAWING}", json={"task": {"is_default": True}})
    body = {"name": "14775", "client_id": "1", "code": "A-1", "billable": False, "notes": "n"}
    location = await made(client, "/projects", body)
    project = (await client.get(location)).json()["project"]
    assert project == {
        "id": 4,
        "client_id": 1,
        "name": "14775",
        "code": "A-1",
        "active": True,
        "billable": False,
        "notes": "n",
        "created_at": CREATED,
        "updated_at": CREATED,
    }
    (assigned,) = (await client.get(f"{location}/task_assignments")).json()
    assert assigned["task_assignment"]["task_id"] == DRAWING
    assert (await client.delete(location)).status_code == 200
    assert await refused(client, "GET", f"{location}/task_assignments") == 404
    pair = {"project_id": WEB, "task_id": CODING, "hours": 1}
    await client.post("/daily/add", json=pair)
    assert await refused(client, "DELETE", f"/projects/{WEB}") == 400
    await client.put(f"/projects/{WEB}", json={"active": False})
    sheet = (await client.get("/daily")).json()
    assert [project["name"] for project in sheet["projects"]] == ["Shop"]
    assert sheet["day_entries"][0]["project"] == "Web"


async def test_tasks(client: httpx.AsyncClient) -> None:
    location = await made(client, "/tasks", {"task": {"name": "Rest", "is_default": "true"}})
    task = (await client.get(location)).json()["task"]
    assert task == {
        "id": 4,
        "name": "Rest",
        "billable_by_default": True,
        "is_default": True,
        "deactivated": False,
        "created_at": CREATED,
        "updated_at": CREATED,
    }
    assert (await client.delete(location)).status_code == 200
    assert await refused(client, "GET", location) == 404
    await client.post("/daily/add", json={"project_id": WEB, "task_id": CODING, "hours": 1})
    assert (await client.delete(f"/tasks/{CODING}")).status_code == 200
    assert (await client.get(f"/tasks/{CODING}")).json()["task"]["deactivated"] is True
    assert (await client.get("/daily")).json()["day_entries"][0]["task"] == "Coding"
    pair = {"project_id": WEB, "task_id": CODING, "hours": 1}
    assert await refused(client, "POST", "/daily/add", pair) == 422


async def test_task_assignments(client: httpx.AsyncClient) -> None:
    path = f"/projects/{SHOP}/task_assignments"
    location = await made(client, path, {"task": {"id": DRAWING}})
    assert location == f"{path}/5"
    assert await made(client, path, {"id": str(DRAWING)}) == location
    assignment = (await client.get(location)).json()["task_assignment"]
    assert (assignment["project_id"], assignment["task_id"]) == (SHOP, DRAWING)
    assert (await client.put(location, json={"deactivated": True})).status_code == 200
    assert (await client.get(location)).json()["task_assignment"]["deactivated"] is True
    assert await made(client, path, {"task": {"id": DRAWING}}) == location
    assert (await client.get(location)).json()["task_assignment"]["deactivated"] is False
    await client.post("/daily/add", json={"project_id": SHOP, "task_id": DRAWING, "hours": 1})
    assert (await client.delete(location)).status_code == 200
    assert (await client.get(location)).json()["task_assignment"]["deactivated"] is True
    assert (await client.delete(f"{path}/3")).status_code == 200
    assert await refused(client, "GET", f"{path}/3") == 404
    assert await refused(client, "GET", f"/projects/{WEB}/task_assignments/5") == 404
    assert await refused(client, "POST", path, {"task": {"id": 99}}) == 422
    assert await refused(client, "POST", path, {"task": {}}) == 400
    unknown = "/projects/99/task_assignments"
    assert await refused(client, "POST", unknown, {"task": {"id": 1}}) == 404


async def test_a_new_task_on_a_project(client: httpx.AsyncClient) -> None:
    path = f"/projects/{SHOP}/task_assignments/add_with_create_new_task"
    location = await made(client, path, {"task": {"name": "Packing"}})
    assert location == f"/projects/{SHOP}/task_assignments/5"
    projects = (await client.get("/daily")).json()["projects"]
    assert [task["name"] for task in projects[1]["tasks"]] == ["Coding", "Packing"]
    tasks = len((await client.get("/tasks")).json())
    unknown = path.replace(str(SHOP), "99")
    assert await refused(client, "POST", unknown, {"task": {"name": "Lost"}}) == 404
    assert len((await client.get("/tasks")).json()) == tasks


async def test_people(client: httpx.AsyncClient, caller: Caller) -> None:
    body = {"user": {"first_name": "Cy", "last_name": "Poe", "email": "cy@example.com"}}
    location = await made(client, "/people", body)
    user = (await client.get(location)).json()["user"]
    assert (user["email"], user["is_admin"], user["is_active"]) == ("cy@example.com", False, True)
    assert await refused(client, "POST", "/people", body) == 422
    assert await refused(client, "PUT", f"/people/{BOB}", {"email": "CY@example.com"}) == 422
    assert (await client.put(location, json={"email": "Cy@example.com"})).status_code == 200
    for change in ({"is_admin": False}, {"is_active": False}):
        assert await refused(client, "PUT", f"/people/{ADA}", change) == 422
    assert await refused(client, "DELETE", f"/people/{ADA}") == 422
    await client.put(f"/people/{BOB}", json={"user": {"is_active": False}})
    caller.id = BOB
    assert (await client.get("/daily")).status_code == 401
    caller.id = ADA
    assert (await client.delete(location)).status_code == 200
    await client.post("/daily/add", json={"project_id": WEB, "task_id": CODING, "hours": 1})
    await client.put(f"/people/{BOB}", json={"is_active": True, "is_admin": True})
    assert await refused(client, "DELETE", f"/people/{ADA}") == 400
    assert (await client.put(f"/people/{ADA}", json={"is_admin": False})).status_code == 200


async def test_members_read_and_do_not_change(client: httpx.AsyncClient, caller: Caller) -> None:
    caller.id = BOB
    for path in ("/clients", "/projects", "/tasks", f"/projects/{WEB}/task_assignments"):
        assert (await client.get(path)).status_code == 200
        assert (await client.get(f"{path}/1")).status_code == 200
        assert await refused(client, "POST", path, {"task": {"id": 1}}) == 403
        assert await refused(client, "PUT", f"{path}/1", {"name": "x"}) == 403
        assert await refused(client, "DELETE", f"{path}/1") == 403
    for path in ("/people", "/people/1"):
        assert await refused(client, "GET", path) == 403
    new = f"/projects/{WEB}/task_assignments/add_with_create_new_task"
    assert await refused(client, "POST", new, {"task": {"name": "x"}}) == 403


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/clients", {}),
        ("/clients", {"client": {"name": "  "}}),
        ("/clients", {"name": "x" * 256}),
        ("/projects", {"name": "No client"}),
        ("/projects", {"name": "Unknown client", "client_id": 99}),
        ("/projects", {"name": "Huge client", "client_id": 10**30}),
        ("/projects", {"client_id": 1}),
        ("/projects", {"client_id": 1, "name": None}),
        ("/tasks", {"task": {"name": ""}}),
        ("/people", {"first_name": "No", "last_name": "Address"}),
        ("/people", {"email": "no@name"}),
    ],
)
async def test_what_is_needed(client: httpx.AsyncClient, address: str, body: object) -> None:
    before = (await client.get(address)).json()
    assert await refused(client, "POST", address, body) == 422
    assert (await client.get(address)).json() == before


async def test_changes_are_checked_too(client: httpx.AsyncClient) -> None:
    assert await refused(client, "PUT", "/clients/1", {"name": " "}) == 422
    assert await refused(client, "PUT", "/clients/99", {"name": "x"}) == 404
    assert await refused(client, "PUT", "/projects/1", {"client_id": 99}) == 422
    assert await refused(client, "PUT", "/projects/1", {"active": "perhaps"}) == 400
    assert (await client.put("/projects/1", json={})).status_code == 200


async def test_a_project_moves_and_its_entries_with_it(client: httpx.AsyncClient) -> None:
    await client.post("/daily/add", json={"project_id": WEB, "task_id": CODING, "hours": 1})
    await client.put(f"/projects/{WEB}", json={"project": {"client_id": 2}})
    assert (await client.get("/daily/show/1")).json()["client"] == "Globex"
    await client.put(f"/projects/{OLD}", json={"project": {"active": True}})
    assert len((await client.get("/daily")).json()["projects"]) == 3


async def test_a_new_account_offers_nothing_yet(empty: Store, clock: FrozenClock) -> None:
    app: Starlette = create_app(empty, authenticate=lambda request: ADA, clock=clock)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
        expected = {"for_day": "2016-01-27", "day_entries": [], "projects": []}
        assert (await client.get("/daily")).json() == expected
        for path in ("/clients", "/projects", "/tasks"):
            assert (await client.get(path)).json() == []


async def test_nobodys_password_is_told(client: httpx.AsyncClient, store: Store) -> None:
    with store.write():
        store.set_password(BOB, "scrypt$secret")
    for path in ("/people", f"/people/{BOB}"):
        reply = await client.get(path)
        assert reply.status_code == 200
        assert "bob@example.com" in reply.text
        assert "password" not in reply.text
        assert "secret" not in reply.text
    await client.put(f"/people/{BOB}", json={"user": {"password": "x", "last_name": "May"}})
    with store.read():
        assert store.password_of(BOB) == "scrypt$secret"
