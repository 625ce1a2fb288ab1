"""The daily timesheet over HTTP, as the specification and the facts page have it."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, CODING, SHOP, WEB
from tests.clock import FrozenClock
from tui.account import setup_rules
from tui.account.setup import Kind
from tui.account.store import Store
from tui.wire import v1_client

PAIR = {"project_id": str(WEB), "task_id": str(CODING)}


async def add(client: httpx.AsyncClient, query: str = "", **values: object) -> dict[str, object]:
    reply = await client.post(f"/daily/add{query}", json={**PAIR, **values})
    assert reply.status_code == 201, reply.text
    entry: dict[str, object] = reply.json()
    return entry


async def test_create_answers_the_entry_and_where_it_is(client: httpx.AsyncClient) -> None:
    sent = {**PAIR, "notes": "Test API support", "hours": 3, "spent_at": "2016-1-24"}
    reply = await client.post("/daily/add", json=sent)
    assert reply.status_code == 201
    assert reply.headers["Location"] == "/daily/show/1"
    assert reply.json() == {
        "project_id": "1",
        "project": "Web",
        "user_id": ADA,
        "spent_at": "2016-01-24",
        "task_id": "1",
        "task": "Coding",
        "client": "Acme",
        "client_id": 1,
        "id": 1,
        "notes": "Test API support",
        "created_at": "2016-01-27T09:00:00Z",
        "updated_at": "2016-01-27T09:00:00Z",
        "hours_without_timer": 3,
        "hours": 3,
        "is_closed": False,
        "is_billed": False,
    }


@pytest.mark.parametrize("hours", [{}, {"hours": ""}, {"hours": None}, {"hours": " "}])
async def test_blank_hours_start_a_timer(
    client: httpx.AsyncClient, clock: FrozenClock, hours: dict[str, object]
) -> None:
    first = await add(client, **hours)
    assert first["timer_started_at"] == "2016-01-27T09:00:00Z"
    assert first["hours"] == 0
    assert "hours_for_previously_running_timer" not in first
    clock.advance(minutes=90)
    second = await add(client, **hours)
    assert second["hours_for_previously_running_timer"] == 1.5


async def test_a_new_entry_lies_on_the_accounts_today(
    client: httpx.AsyncClient, clock: FrozenClock
) -> None:
    clock.now = datetime.fromisoformat("2016-01-27T23:30:00+00:00")
    assert (await add(client, hours=1))["spent_at"] == "2016-01-28"
    reply = await client.get("/daily")
    assert reply.json()["for_day"] == "2016-01-28"
    assert len(reply.json()["day_entries"]) == 1


async def test_a_day_holds_entries_and_what_may_be_picked(client: httpx.AsyncClient) -> None:
    await add(client, hours=1, spent_at="Sun, Jan 24 2016")
    for path in ("/daily/24/2016", "/daily/024/2016/", "/daily/24/2016/?slim=0"):
        tree = (await client.get(path)).json()
        sheet = v1_client.read_sheet(tree)
        assert (sheet.day.date.isoformat(), len(sheet.day.entries)) == ("2016-01-24", 1)
        assert sheet.catalog is not None
        labels = [f"{choice.project.label} {choice.task.name}" for choice in sheet.catalog.choices]
        assert labels == ["Acme · [W] Web Coding", "Acme · [W] Web Talking", "Globex · Shop Coding"]
    slim = (await client.get("/daily/24/2016?slim=1")).json()
    assert set(slim) == {"for_day", "day_entries"}


@pytest.mark.parametrize(
    "address", ["/daily/366/2015", "/daily/0/2016", "/daily/1/0", "/daily/x/1"]
)
async def test_there_is_no_such_day(client: httpx.AsyncClient, address: str) -> None:
    reply = await client.get(address)
    assert reply.status_code == 404
    assert reply.json()["message"]


async def test_show_toggle_update_delete(client: httpx.AsyncClient, clock: FrozenClock) -> None:
    await add(client)
    clock.advance(1800)
    shown = (await client.get("/daily/show/1")).json()
    assert (shown["hours"], shown["hours_without_timer"]) == (0.5, 0)
    toggled = (await client.get("/daily/timer/1")).json()
    assert toggled["hours"] == 0.5
    assert "timer_started_at" not in toggled
    started = (await client.get("/daily/timer/1/")).json()
    assert started["timer_started_at"] == "2016-01-27T09:30:00Z"
    for method in ("POST", "PUT"):
        body = {"hours": "1.07", "notes": f"New notes by {method}."}
        reply = await client.request(method, "/daily/update/1", json=body)
        assert reply.status_code == 200
        assert (reply.json()["hours"], reply.json()["notes"]) == (1.07, body["notes"])
    assert (await client.post("/daily/update/1", json={"notes": "x"})).json()["hours"] == 0
    reply = await client.delete("/daily/delete/1")
    assert (reply.status_code, reply.content) == (200, b"")
    for method, path in (
        ("GET", "/daily/show/1"),
        ("GET", "/daily/timer/1"),
        ("POST", "/daily/update/1"),
        ("DELETE", "/daily/delete/1"),
        ("GET", f"/daily/show/{10**30}"),
    ):
        reply = await client.request(method, path)
        assert reply.status_code == 404
        assert "timesheet" in reply.json()["message"]


async def test_parameters_may_come_in_the_query_string(client: httpx.AsyncClient) -> None:
    reply = await client.post("/daily/add", params={**PAIR, "hours": "0.25", "notes": "é"})
    assert (reply.status_code, reply.json()["notes"]) == (201, "é")


async def test_notes_come_back_as_they_were_sent(client: httpx.AsyncClient) -> None:
    for notes in ("a\r\nb\tc\x1b[2J\x00", "“quotes” 日本語 🎉", "[bold]&amp;</x>", "", " x "):
        assert (await add(client, hours=1, notes=notes))["notes"] == notes


async def test_who_am_i(client: httpx.AsyncClient, caller: Caller) -> None:
    caller.id = BOB
    account = v1_client.read_account((await client.get("/account/who_am_i")).json())
    assert account.name == "Ada Byron"
    assert (account.me.name, account.me.is_admin) == ("Bob Lee", False)
    assert (account.zone_name, account.clock_24h) == ("Europe/Berlin", True)


class TestOfUser:
    async def test_every_call_takes_it(self, client: httpx.AsyncClient, caller: Caller) -> None:
        entry = await add(client, f"?of_user={BOB}", hours=1)
        assert entry["user_id"] == BOB
        assert (await client.get("/daily")).json()["day_entries"] == []
        whose = f"?of_user={BOB}"
        for path in ("/daily", "/daily/27/2016"):
            assert len((await client.get(path + whose)).json()["day_entries"]) == 1
        assert (await client.get("/daily/show/1")).status_code == 404
        assert (await client.get(f"/daily/show/1{whose}")).status_code == 200
        assert (await client.get(f"/daily/timer/1{whose}")).status_code == 200
        body = {"hours": 2}
        assert (await client.post(f"/daily/update/1{whose}", json=body)).status_code == 200
        caller.id = BOB
        assert (await client.get("/daily/show/1")).json()["hours_without_timer"] == 2
        caller.id = ADA
        assert (await client.delete(f"/daily/delete/1{whose}")).status_code == 200

    @pytest.mark.parametrize("whose", ["2", "99", "", "x", "-1", "1" * 30, "²"])
    async def test_members_are_refused(
        self, client: httpx.AsyncClient, caller: Caller, whose: str
    ) -> None:
        caller.id = BOB
        reply = await client.get("/daily", params={"of_user": whose})
        assert reply.status_code == 404
        assert "administrators" in reply.json()["message"]

    @pytest.mark.parametrize("whose", ["99", "", "x", "1" * 30])
    async def test_nobody_is_never_oneself(self, client: httpx.AsyncClient, whose: str) -> None:
        reply = await client.get("/daily", params={"of_user": whose})
        assert reply.status_code == 404


async def test_every_reply_is_dated_by_the_accounts_clock(
    client: httpx.AsyncClient, clock: FrozenClock
) -> None:
    clock.advance(days=400)
    for path in ("/daily", "/nowhere", "/daily/show/9"):
        reply = await client.get(path)
        assert parsedate_to_datetime(reply.headers["Date"]) == clock()
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Content-Type"] == "application/json"
        json.loads(reply.content)


async def test_a_project_says_whether_it_is_billable(
    store: Store, client: httpx.AsyncClient
) -> None:
    with store.write():
        setup_rules.change(store, Kind.PROJECT, SHOP, {"billable": False}, 0)
    projects = (await client.get("/daily")).json()["projects"]
    assert {project["id"]: project["billable"] for project in projects} == {WEB: True, SHOP: False}
