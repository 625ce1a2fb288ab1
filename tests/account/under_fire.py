"""An account under hostile requests, and what must hold after each batch of them."""

import json
import re
import socket
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import unquote
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.types import ASGIApp, Message

from tests.account.hostile import CANARY, CREDENTIALS, IDS, Asked
from tests.account.served import ENDLESS, give_passwords
from tests.account.small import ADA, BOB, CODING, SHOP, TALKING, WEB
from tests.clock import FrozenClock
from tui.account.server import create_app
from tui.account.serving import guarded
from tui.account.store import Store

NO_HTTP = b"Invalid HTTP request received."
"""What is said to bytes that are no HTTP, before any request is known."""
_PEOPLE = {CREDENTIALS["ada"]: ADA, CREDENTIALS["bob"]: BOB}
_HEAD = re.compile(rb"HTTP/1\.1 (\d{3}) [^\r\n]*\r\n(.*?)\r\n\r\n(.*)", re.DOTALL)

_PERSON = """
  INSERT INTO person (id, first_name, email, created_at, updated_at)
  VALUES (?, 'Canary', 'canary@example.com', 1, 1)
"""
_ENTRY = """
  INSERT INTO time_entry (id, person_id, timer_started_at, project_id, task_id, spent_date,
                          seconds, notes, created_at, updated_at)
  VALUES (?, ?, ?, ?, ?, '2016-01-27', 3600, 'Tweet', 1, 1)
"""
_ASSIGNMENT = """
  INSERT INTO task_assignment (project_id, task_id, created_at, updated_at) VALUES (?, ?, 1, 1)
  ON CONFLICT DO UPDATE SET is_active = 1
"""


@dataclass(frozen=True)
class Reply:
    """What came back; headers have names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


Send = Callable[[Asked], Awaitable[Reply]]


class UnderFire:
    """An account with a canary in it: somebody whom nobody asks about."""

    def __init__(self, store: Store, clock: FrozenClock) -> None:
        self.store, self.clock = store, clock
        give_passwords(store)
        with store.write():
            self._execute(_PERSON, CANARY)
            self._execute(_ENTRY, CANARY, CANARY, None, WEB, CODING)
            self._execute(_ENTRY, CANARY + 1, CANARY, 1_453_885_000, SHOP, TALKING)
        self._canary = self._rows()
        self.tidy()

    def track(self, *, start_end: bool, zone: str = "Europe/Berlin") -> None:
        """Let the account track start and end, or hours, in a zone."""
        with self.store.write():
            old = self.store.settings()
            settings = replace(old, timestamp_timers=start_end, zone_name=zone)
            self.store.save_settings(settings)

    def bare(self) -> ASGIApp:
        """The account's server, with the credentials of two people taken at their word."""

        def person(request: Request) -> int | None:
            return _PEOPLE.get(request.headers.get("authorization", ""))

        return create_app(self.store, authenticate=person, clock=self.clock)

    def guarded(self) -> ASGIApp:
        """The account as it is served."""
        return guarded(self.store, self.clock, calls=ENDLESS)

    def check(self) -> None:
        """See that the file is whole and the canary sings."""
        assert self._execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert self._execute("PRAGMA foreign_key_check").fetchall() == []
        assert self._rows() == self._canary
        running = "SELECT count(*) FROM time_entry WHERE timer_started_at IS NOT NULL "
        assert all(n == 1 for (n,) in self._execute(running + "GROUP BY person_id").fetchall())

    def tidy(self) -> None:
        """Begin anew, so that each batch meets a living account; its clock has moved on."""
        with self.store.write():
            self._execute("DELETE FROM time_entry WHERE person_id != ?", CANARY)
            self._execute("DELETE FROM person WHERE id NOT IN (?, ?, ?)", ADA, BOB, CANARY)
            for table, kept in (("project", 3), ("task", 3), ("client", 2)):
                self._execute(f"DELETE FROM {table} WHERE id > ?", kept)
                self._execute(f"UPDATE {table} SET is_active = 1")
            for pair in ((WEB, CODING), (WEB, TALKING), (SHOP, CODING)):
                self._execute(_ASSIGNMENT, *pair)
            self._execute("UPDATE person SET is_active = 1, is_admin = (id = ?)", ADA)
            for name, id_ in (("ada", ADA), ("bob", BOB)):
                email = f"{name}@example.com"
                self._execute("UPDATE person SET email = ? WHERE id = ?", email, id_)
            for id_ in IDS:
                self._execute(_ENTRY, id_, (ADA, BOB)[id_ % 2], None, WEB, CODING)
            self._execute("UPDATE time_entry SET is_closed = 1 WHERE id < 3")
        self.clock.advance(60)

    def _rows(self) -> list[tuple[object, ...]]:
        return self._execute("SELECT * FROM time_entry WHERE person_id = ?", CANARY).fetchall()

    def _execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self.store._connection.execute(sql, values)


def look(asked: Asked, reply: Reply) -> None:
    """See that a reply is one of the API's: never a failure, an error always in words."""
    seen = f"{asked} was answered {reply.status} {reply.body[:200]!r}"
    is_pause = reply.status == 503 and "retry-after" in reply.headers
    assert reply.status < 500 or is_pause, seen
    assert b"Traceback" not in reply.body, seen
    kind = reply.headers.get("content-type", "").partition(";")[0]
    assert kind in ("application/json", "application/xml", ""), seen
    if asked.method == "HEAD":
        return
    if reply.status >= 400:
        assert message(kind, reply.body), seen
        assert asked.accepts in (None, kind), seen
    elif reply.body:
        tree(kind, reply.body)


def message(kind: str, body: bytes) -> str:
    """Read an error in its documented shape."""
    read = tree(kind, body)
    if isinstance(read, ElementTree.Element):
        assert (read.tag, [part.tag for part in read]) == ("hash", ["message"])
        return read[0].text or ""
    assert isinstance(read, dict)
    assert list(read) == ["message"]
    assert isinstance(read["message"], str)
    return read["message"]


def tree(kind: str, body: bytes) -> object:
    """Read a body with parsers that are none of ours."""
    return json.loads(body) if kind == "application/json" else ElementTree.fromstring(body)


def through(app: ASGIApp) -> Send:
    """Send requests to an application as the HTTP server would hand them on."""

    async def send(asked: Asked) -> Reply:
        path, _, query = asked.target.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": asked.method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [
                (name.lower().encode(), value.encode("latin-1")) for name, value in _sent(asked)
            ],
            "client": ("127.0.0.1", 5),
            "server": ("127.0.0.1", 8420),
        }
        told: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": asked.body, "more_body": False}

        async def answer(message: Message) -> None:
            told.append(message)

        await app(scope, receive, answer)
        headers = {name.decode().lower(): value.decode() for name, value in told[0]["headers"]}
        body = b"".join(part.get("body", b"") for part in told[1:])
        return Reply(told[0]["status"], headers, body)

    return send


def _sent(asked: Asked) -> tuple[tuple[str, str], ...]:
    """The headers of a request, with the length of its body where they say nothing of it."""
    told = {name.lower() for name, _ in asked.headers}
    if not asked.body or told & {"content-length", "transfer-encoding"}:
        return asked.headers
    return (*asked.headers, ("Content-Length", str(len(asked.body))))


def as_bytes(asked: Asked) -> bytes:
    """Write a request as it travels, on a connection of its own."""
    lines = [f"{asked.method} {asked.target} HTTP/1.1", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in _sent(asked)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + asked.body


def is_framed(asked: Asked) -> bool:
    """Tell whether a request says truly where it ends."""
    told = {name.lower() for name, _ in asked.headers}
    return not told & {"content-length", "transfer-encoding", "expect", "upgrade"}


def is_heard_out(asked: Asked) -> bool:
    """Tell whether a request is sure to get its answer: one that is refused while it is still
    being sent may find the connection closed.
    """
    return is_framed(asked) and asked.method != "HEAD" and len(asked.body) < 60_000


def over(port: int, data: bytes, *, is_whole: bool) -> bytes:
    """Send bytes to a loopback port, and tell all that comes back.

    Where they are no whole request, it is told that nothing follows.
    """
    received = bytearray()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        with suppress(OSError):  # it may be closed before all is sent
            line.sendall(data)
            if not is_whole:
                line.shutdown(socket.SHUT_WR)
        with suppress(ConnectionError):
            while chunk := line.recv(65536):
                received += chunk
    return bytes(received)


def read_replies(data: bytes) -> list[Reply]:
    """Read what came over a socket that was closed: one reply, or none."""
    if not data:
        return []
    form = _HEAD.fullmatch(data)
    assert form is not None, data[:200]
    lines = [line.decode("latin-1").partition(": ") for line in form[2].split(b"\r\n")]
    return [Reply(int(form[1]), {name.lower(): value for name, _, value in lines}, form[3])]
