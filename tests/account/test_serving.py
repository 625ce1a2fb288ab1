"""The account on a real socket: what only shows there."""

import asyncio
import logging
import socket
import time
from base64 import b64encode
from contextlib import closing
from http.client import HTTPConnection
from statistics import median
from threading import Event, Thread, Timer

import httpx
import pytest

from tests.account.served import PASSWORD, served, serving
from tests.account.small import CODING, WEB
from tests.clock import FrozenClock
from tui.account.access_log import NAME, AccessLog
from tui.account.serving import address_of, guarded, is_loopback, listen
from tui.account.store import Store
from tui.account.throttle import HARVEST

ADAS = ("ada@example.com", PASSWORD)


def talk(url: str, request: bytes) -> bytes:
    """Send bytes as they are, and read until the other side is done."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), 5) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_calls_over_a_socket(store: Store, clock: FrozenClock) -> None:
    with served(store, clock) as url, httpx.Client(base_url=url, auth=ADAS) as client:
        body = {"project_id": WEB, "task_id": CODING, "notes": "socket"}
        made = client.post("/daily/add", json=body)
        assert made.status_code == 201
        assert client.get("/daily").json()["day_entries"] == [made.json()]
        assert client.delete(f"/daily/delete/{made.json()['id']}").content == b""
        assert client.get("/daily").json()["day_entries"] == []


def test_what_a_reply_says_of_the_server(store: Store, clock: FrozenClock) -> None:
    with served(store, clock) as url, httpx.Client(base_url=url) as client:
        for auth in (ADAS, None):
            headers = client.get("/daily", auth=auth).headers
            assert headers.get_list("Date") == ["Wed, 27 Jan 2016 09:00:00 GMT"]
            assert headers["Cache-Control"] == "no-store"
            assert "Server" not in headers


def test_headers_are_spelled_as_older_programs_look_for_them(
    store: Store, clock: FrozenClock
) -> None:
    """Like the PHP library HaPi: it wants `Location`, and puts its login into parentheses."""
    login = b64encode(":".join(ADAS).encode()).decode()
    headers = {
        "Authorization": f"Basic ({login})",
        "Accept": "application/xml",
        "Content-Type": "application/xml",
    }
    with served(store, clock) as url, closing(HTTPConnection(url.removeprefix("http://"))) as line:
        line.request("POST", "/clients", b"<client><name>Umbra</name></client>", headers)
        reply = line.getresponse()
        assert (reply.status, reply.read()) == (201, b"")
    assert {("Location", "/clients/3"), ("Content-Length", "0")} <= set(reply.getheaders())


def test_small_calls_are_answered_at_once(store: Store, clock: FrozenClock) -> None:
    """Each call would take 40 ms if its reply's second part waited for the first's receipt."""
    with served(store, clock) as url, httpx.Client(base_url=url, auth=ADAS) as client:
        took = [client.get("/daily").elapsed.total_seconds() for _ in range(40)]
    assert median(took[20:]) < 0.03


def test_ending_takes_no_time_while_somebody_stays_connected(
    store: Store, clock: FrozenClock
) -> None:
    took = []
    with httpx.Client(auth=ADAS) as client:
        for _ in range(5):
            with served(store, clock) as url:
                assert client.get(f"{url}/daily").status_code == 200
                began = time.perf_counter()
            took.append(time.perf_counter() - began)
    assert min(took) < 0.05


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET /daily HTTP/1.1\r\n\r\n",
        b"GET /daily HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET /daily HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"GET /daily HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000,
        b"POST /daily/add HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n",
    ],
)
def test_malformed_http(store: Store, clock: FrozenClock, request_: bytes) -> None:
    with served(store, clock) as url:
        assert talk(url, request_).startswith(b"HTTP/1.1 400 ")
        assert httpx.get(f"{url}/daily", auth=ADAS).status_code == 200


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /daily HTTP/1.0\r\n\r\n", b"403"),
        (b"GET http://evil.example/daily HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"403"),
        (b"GET /daily HTTP/1.1\r\nHost: localhost\r\n\r\n", b"401"),
        (b"HEAD /daily HTTP/1.1\r\nHost: localhost\r\n\r\n", b"401"),
        (
            b"GET /daily HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            b"Upgrade: websocket\r\n\r\n",
            b"401",
        ),
        (b"POST /daily/add HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\n", b"401"),
    ],
)
def test_strangers_on_the_socket(
    store: Store, clock: FrozenClock, request_: bytes, status: bytes
) -> None:
    with served(store, clock) as url:
        assert talk(url, request_).split()[1] == status


def test_a_large_body_gets_its_answer(store: Store, clock: FrozenClock) -> None:
    with served(store, clock) as url, httpx.Client(base_url=url, auth=ADAS) as client:
        assert client.post("/daily/add", content=b" " * 3_000_000).status_code == 413
        assert client.post("/daily/add", content=iter([b" " * 65536] * 40)).status_code == 413
        assert client.post("/daily/add", content=b"{" * 3_000_000, auth=None).status_code == 401
        assert client.get("/daily").status_code == 200


def test_the_throttle_counts_over_all_connections(store: Store, clock: FrozenClock) -> None:
    with served(store, clock, calls=HARVEST) as url, httpx.Client(base_url=url, auth=ADAS) as one:
        assert {one.get("/daily").status_code for _ in range(100)} == {200}
        assert httpx.get(f"{url}/daily", auth=ADAS).status_code == 503
        clock.advance(15)
        assert one.get("/daily").status_code == 200


def test_a_call_at_work_is_answered_before_the_end(store: Store, clock: FrozenClock) -> None:
    held, arrived = Event(), Event()
    app = guarded(store, clock)

    async def slow(scope: object, receive: object, send: object) -> None:
        arrived.set()
        await asyncio.to_thread(held.wait, 5)
        await app(scope, receive, send)

    replies: list[int] = []
    with serving(slow) as url:
        caller = Thread(target=lambda: replies.append(httpx.get(f"{url}/daily").status_code))
        caller.start()
        assert arrived.wait(5)
        Timer(0.05, held.set).start()  # while the end is being waited for
    caller.join(5)
    assert replies == [401]


def test_the_log_of_calls_tells_no_secrets(
    store: Store, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, NAME)
    logged = AccessLog(guarded(store, clock))
    with serving(logged) as url:
        httpx.get(f"{url}/daily/show/1%0A2?of_user=7", auth=ADAS)
        httpx.post(f"{url}/daily/add?notes=private", auth=ADAS)
    lines = [r.getMessage() for r in caplog.records if r.name == NAME]
    assert [line.rpartition(" ms")[0].rsplit(" ", 1)[0] for line in lines] == [
        "GET /daily/show/1%0A2 401",
        "POST /daily/add 401",
    ]
    assert all(line.endswith(" ms") for line in lines)


@pytest.mark.parametrize(
    ("host", "address", "loopback"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.8.9.1", "127.8.9.1", True),
        ("localhost", "127.0.0.1", True),
        ("::1", "::1", True),
        ("0.0.0.0", "0.0.0.0", False),
        ("192.0.2.1", "192.0.2.1", False),
    ],
)
def test_addresses(host: str, address: str, loopback: bool) -> None:
    assert address_of(host) == address
    assert is_loopback(address) is loopback


def test_a_port_is_taken_once() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", first.getsockname()[1])
