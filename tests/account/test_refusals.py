"""Requests that are refused: each with a sentence, and nothing is changed."""

from datetime import date

import httpx
import pytest

from tests.account.conftest import Caller
from tests.account.small import ADA, BOB, TALKING
from tests.account.test_daily_routes import add
from tui.account.store import Store


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "status"),
        [
            (b"{", 400),
            (b"[]", 400),
            (b"3", 400),
            (b"\xff\xfe\xff", 400),
            (b"<request>", 400),
            (b"<request/>", 422),
            (b"[" * 100_000, 400),
            (b'{"notes": "\\ud800"}', 400),
            (b'{"project_id": "x", "task_id": 1}', 400),
            (b'{"hours": "1:30"}', 400),
            (b'{"hours": NaN}', 400),
            (b'{"hours": 1e999}', 400),
            (b'{"hours": true}', 400),
            (b'{"spent_at": "soon"}', 400),
            (b'{"spent_at": "2016-02-30"}', 400),
            (b'{"notes": ["x"]}', 400),
            (b"{}", 422),
            (b'{"project_id": 1}', 422),
            (b'{"project_id": 1, "task_id": 3}', 422),
            (b'{"project_id": 1%s, "task_id": -3}' % (b"0" * 30), 422),
            (b'{"project_id": 1, "task_id": 1, "hours": 25}', 422),
            (b'{"project_id": 1, "task_id": 1, "hours": -1}', 422),
            (b'{"notes": "' + b"x" * 1024 * 1024 + b'"}', 413),
        ],
    )
    async def test_a_bad_request_changes_nothing(
        self, client: httpx.AsyncClient, body: bytes, status: int
    ) -> None:
        running = await add(client)
        reply = await client.post("/daily/add", content=body)
        assert reply.status_code == status
        assert reply.json()["message"]
        assert (await client.get("/daily")).json()["day_entries"] == [running]

    async def test_locked(self, client: httpx.AsyncClient, caller: Caller, store: Store) -> None:
        caller.id = BOB
        entry = await add(client, hours=1)
        with store.write():
            store.entries.approve(*2 * [date(2016, 1, 27)], None, 1)
        for method, path in (
            ("GET", "/daily/timer/1"),
            ("POST", "/daily/update/1"),
            ("DELETE", "/daily/delete/1"),
        ):
            reply = await client.request(method, path)
            assert reply.status_code == 422
            assert "Approved" in reply.json()["message"]
        caller.id = ADA
        body = {"hours": 1, "task_id": TALKING}
        reply = await client.post(f"/daily/update/1?of_user={BOB}", json=body)
        assert (reply.status_code, reply.json()["message"]) == (
            422,
            "Approved: project, task and date are fixed.",
        )
        shown = (await client.get(f"/daily/show/1?of_user={BOB}")).json()
        assert shown["hours"] == entry["hours"]
        assert shown["is_closed"] is True

    @pytest.mark.parametrize("who", [None, 99, 0, 2**70])
    async def test_strangers(
        self, client: httpx.AsyncClient, caller: Caller, who: int | None
    ) -> None:
        caller.id = who
        for path in ("/daily", "/account/who_am_i", "/clients"):
            reply = await client.get(path)
            assert reply.status_code == 401
            assert reply.json() == {"message": "Authentication failed for API request."}
            assert reply.headers["WWW-Authenticate"].startswith("Basic")

    async def test_get_with_a_body(self, client: httpx.AsyncClient) -> None:
        for path in ("/daily", "/daily/timer/1", "/nowhere"):
            reply = await client.request("GET", path, json={})
            assert reply.status_code == 400
            message = "HTTP GET requests with a body are not accepted."
            assert reply.json() == {"message": message}

    @pytest.mark.parametrize(
        ("method", "address", "status"),
        [
            ("GET", "/", 404),
            ("GET", "/nowhere", 404),
            ("GET", "/daily/show/x", 404),
            ("GET", "/daily/show/-1", 404),
            ("POST", "/daily", 405),
            ("GET", "/daily/add", 405),
            ("GET", "/daily/update/1", 405),
            ("POST", "/daily/delete/1", 405),
            ("POST", "/daily/timer/1", 405),
            ("GET", "/" + "1" * 5000, 414),
        ],
    )
    async def test_wrong_addresses(
        self, client: httpx.AsyncClient, method: str, address: str, status: int
    ) -> None:
        reply = await client.request(method, address)
        assert reply.status_code == status
        assert reply.json()["message"]
        assert ("Allow" in reply.headers) == (status == 405)

    async def test_head_toggles_no_timer(self, client: httpx.AsyncClient) -> None:
        running = await add(client)
        assert (await client.head("/daily/timer/1")).status_code == 405
        assert (await client.get("/daily/show/1")).json() == running


async def test_get_with_a_body_that_says_there_is_none(client: httpx.AsyncClient) -> None:
    """Some clients put JSON's `null` there."""
    assert (await client.request("GET", "/daily", content=b"null")).status_code == 200
    assert (await client.request("GET", "/daily", content=b"true")).status_code == 400
