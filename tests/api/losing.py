"""How an answer gets lost, and what may be written when it does."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.api.conftest import draft
from tests.api.line import Fault, Line, lost_reply, lost_request, reply
from tests.api.wires import Wire
from tui.api.backend import Backend
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry

PAGE = b"<html>Bad gateway</html>"
LOST_REPLIES = [
    lost_reply(httpx.ReadError),
    lost_reply(httpx.ReadTimeout),
    reply(500, PAGE, done=True),
    reply(200, PAGE, done=True),
    reply(200, b'{"id": 1, "spent_', done=True),
]
UNREADABLE_REPLIES = [
    reply(201, done=True),
    reply(201, {}, done=True),
    reply(201, {"id": "one"}, done=True),
]
LOST_REQUESTS = [
    lost_request(httpx.ReadTimeout),
    lost_request(httpx.WriteError),
    reply(500, {"message": "Ouch."}),
]

Write = Callable[[Backend, TimeEntry], Awaitable[Any]]
WRITES: dict[str, Write] = {
    "add": lambda backend, _: backend.add(draft("2.00")),
    "update": lambda backend, entry: backend.update(entry, Change(notes="New")),
    "delete": lambda backend, entry: backend.delete(entry),
    "start": lambda backend, entry: backend.start(entry),
}
each_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
each_lost_reply = pytest.mark.parametrize("fault", LOST_REPLIES + UNREADABLE_REPLIES)
each_lost_request = pytest.mark.parametrize("fault", LOST_REQUESTS)


def break_writes(wire: Wire, line: Line, fault: Fault) -> None:
    """Let the next write meet a fault."""
    for start in {"POST", "DELETE", wire.changes, wire.switches}:
        line.fail(start, fault)
