"""What is written over HTTP is heard in panes, and known to status bars."""

from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from tests.account.small import CODING, FOUNDER, WEB, fill
from tests.clock import START, FrozenClock
from tui.account.server import create_app
from tui.account.store import Store
from tui.account.write_watch import WriteWatch, may_write
from tui.cli.telling import tell_of_changes
from tui.outside.bell import SERVED, Bell
from tui.outside.known import look_up


@pytest.mark.parametrize(
    ("method", "path", "writes"),
    [
        ("GET", "/daily", False),
        ("GET", "/daily/timer/7", True),
        ("POST", "/daily/add", True),
        ("DELETE", "/daily/delete/7", True),
        ("PATCH", "/v2/time_entries/7/stop", True),
        ("HEAD", "/daily", False),
    ],
)
def test_which_requests_may_write(method: str, path: str, *, writes: bool) -> None:
    assert may_write(method, path) is writes


async def test_only_what_was_done_is_told_of() -> None:
    told: list[int] = []

    def answering(status: int) -> WriteWatch:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": status, "headers": []})
            await send({"type": "http.response.body"})

        async def tell() -> None:
            told.append(status)

        return WriteWatch(app, tell)

    for status in (201, 404):
        transport = httpx.ASGITransport(answering(status))
        async with httpx.AsyncClient(transport=transport, base_url="http://windrow") as client:
            await client.get("/daily")
            await client.post("/daily/add")
    assert told == [201]


async def test_panes_hear_it_and_status_bars_know_it(home: Path) -> None:
    clock, bell = FrozenClock(), Bell("local")
    store = Store.open(home / "account.db", founder=FOUNDER, clock=clock)
    fill(store, int(START.timestamp()))

    async def told() -> None:
        tell_of_changes(store, SERVED, clock)

    app = WriteWatch(create_app(store, authenticate=lambda _: 1, clock=clock), told)
    transport = httpx.ASGITransport(app)
    body = {"project_id": WEB, "task_id": CODING}
    async with httpx.AsyncClient(transport=transport, base_url="http://windrow") as client:
        await client.get("/daily")
        assert (bell.rung_by(), look_up("local")) == ("", None)
        made = await client.post("/daily/add", json=body)
        known = look_up("local")
        assert known is not None
        assert (bell.rung_by(), known["project"]) == (SERVED, "Web")
        await client.get(f"/daily/timer/{made.json()['id']}")
        known = look_up("local")
        assert known is not None
        assert (bell.rung_by(), "project" in known) == (SERVED, False)
    bell.close()
    store.close()
