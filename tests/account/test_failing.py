"""What a file does to a running account: a sentence, and nothing is changed."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from tests.account.small import CODING, WEB
from tests.account.test_file import altered
from tests.clock import FrozenClock
from tui.account.server import create_app
from tui.account.store import Store


def move(old: Path, new: Path) -> None:
    old.rename(new)


def spoil(path: Path) -> None:
    """Overwrite everything but the first page."""
    size = path.stat().st_size
    with path.open("r+b", buffering=0) as raw:
        raw.seek(4096)
        raw.write(b"\xa5" * (size - 4096))


PAIR = {"project_id": WEB, "task_id": CODING, "hours": 1}


class TestFailingUnderway:
    """What the file does to a running account: a sentence, and nothing is changed."""

    async def test_a_full_disk(self, client: httpx.AsyncClient, store: Store) -> None:
        await client.post("/daily/add", json=PAIR)
        before = (await client.get("/daily")).content
        store._connection.execute("PRAGMA max_page_count = 1")
        reply = await client.post("/daily/add", json={**PAIR, "notes": "x" * 60_000})
        assert reply.status_code == 507
        words = "The account file cannot be written: the disk is full. Nothing was changed."
        assert reply.json() == {"message": words}
        store._connection.execute("PRAGMA max_page_count = 1000000")
        assert (await client.get("/daily")).content == before
        assert (await client.post("/daily/add", json=PAIR)).status_code == 201

    async def test_read_only(self, client: httpx.AsyncClient, store: Store) -> None:
        store._connection.execute("PRAGMA query_only = ON")
        reply = await client.post("/daily/add", json=PAIR)
        assert reply.status_code == 500
        assert "read-only" in reply.json()["message"]
        store._connection.execute("PRAGMA query_only = OFF")
        assert (await client.get("/daily")).json()["day_entries"] == []

    async def test_another_program_keeps_it_busy(
        self, client: httpx.AsyncClient, store: Store, path: Path
    ) -> None:
        store._connection.execute("PRAGMA busy_timeout = 1")
        with altered(path) as other:
            other.execute("BEGIN IMMEDIATE")
            reply = await client.post("/daily/add", json=PAIR)
            assert reply.status_code == 500
            assert "busy" in reply.json()["message"]
            assert (await client.get("/daily")).status_code == 200
        assert (await client.post("/daily/add", json=PAIR)).status_code == 201

    async def test_damage(self, client: httpx.AsyncClient, path: Path, store: Store) -> None:
        await client.post("/daily/add", json=PAIR)
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        spoil(path)
        store._connection.execute("PRAGMA cache_size = 0")
        store._connection.execute("PRAGMA shrink_memory")
        reply = await client.get("/daily")
        assert reply.status_code == 500
        assert "is damaged" in reply.json()["message"]

    async def test_a_file_that_went_away(self, client: httpx.AsyncClient, path: Path) -> None:
        move(path, path.with_name("elsewhere"))
        reply = await client.post("/daily/add", json=PAIR)
        assert reply.status_code == 500
        assert "moved or replaced" in reply.json()["message"]
        move(path.with_name("elsewhere"), path)
        assert (await client.post("/daily/add", json=PAIR)).status_code == 201

    async def test_a_zone_that_went_away(self, client: httpx.AsyncClient, path: Path) -> None:
        with altered(path) as other:
            other.execute("UPDATE account SET zone = 'Mars/Olympus'")
        reply = await client.get("/daily")
        assert reply.status_code == 500
        assert "Mars/Olympus" in reply.json()["message"]

    async def test_a_bug_is_logged_and_not_shown(
        self, store: Store, clock: FrozenClock, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(_: object) -> int:
            raise ZeroDivisionError("secret")

        app = create_app(store, authenticate=broken, clock=clock)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
            reply = await client.get("/daily")
        assert reply.status_code == 500
        assert "secret" not in reply.text
        assert reply.json()["message"]
        assert caplog.records[0].name == "windrow.account"
        assert "ZeroDivisionError" in caplog.text

    async def test_a_request_that_is_cut_off_is_no_failure(
        self, app: Starlette, caplog: pytest.LogCaptureFixture, client: httpx.AsyncClient
    ) -> None:
        told: list[Message] = []
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/daily/add",
            "query_string": b"",
            "headers": [(b"content-length", b"9")],
        }

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            told.append(message)

        await app(scope, receive, send)
        assert (told, caplog.records) == ([], [])
        assert (await client.get("/daily")).status_code == 200
