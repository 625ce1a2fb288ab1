"""Hostile requests: whatever is sent, the account answers in words and keeps what it holds.

Some two hundred a run; `WINDROW_HOSTILE=10000` sends so many to each of the bare application, the
guarded one, and the one behind a socket.
"""

import asyncio
import os
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.account.hostile import (
    BODIES,
    CREDENTIALS,
    ENTRY,
    PAIR,
    TIMES,
    VALUES,
    Asked,
    as_json,
)
from tests.account.hostile_requests import requests
from tests.account.served import serving
from tests.account.under_fire import (
    NO_HTTP,
    UnderFire,
    as_bytes,
    is_framed,
    is_heard_out,
    look,
    over,
    read_replies,
    through,
)
from tests.clock import FrozenClock
from tui.account.store import Store

A_BATCH = 20
WANTED = int(os.environ.get("WINDROW_HOSTILE", "40"))
hard = settings(
    max_examples=max(1, WANTED // A_BATCH),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
over_a_line = settings(hard, phases=[Phase.generate])  # to shrink what fails would take long
batches = st.lists(requests, min_size=A_BATCH, max_size=A_BATCH)
ADAS = (("Host", "127.0.0.1"), ("Authorization", CREDENTIALS["ada"]))
NONSENSE = (
    b"\r\n\r\n",
    b"\x00" * 100,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xaa" * 500,
    b"GET\r\n\r\n",
    b"GET /daily\r\n\r\n",
    b"GET /daily HTTP/9.9\r\n\r\n",
    b"GET /daily HTTP/1.1\r\n\r\n",
    b"GET /da ily HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /daily HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /daily\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET http://127.0.0.1/daily HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"GET * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"POST /daily/add HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"POST /daily/add HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST /daily/add HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nshort",
    b"GET /daily HTTP/1.1\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /daily HTTP/1.1\r\nHost: 127.0.0.1\r\n folded: x\r\n\r\n",
    b"GET /daily HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
    b"GET /daily HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\x00b\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)


pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@pytest.fixture
def target(store: Store, clock: FrozenClock) -> UnderFire:
    return UnderFire(store, clock)


@pytest.mark.parametrize("is_guarded", [False, True])
@pytest.mark.parametrize("start_end", [False, True])
def test_whatever_is_sent(target: UnderFire, is_guarded: bool, start_end: bool) -> None:
    target.track(start_end=start_end)
    send = through(target.guarded() if is_guarded else target.bare())
    with asyncio.Runner() as runner:

        @hard
        @given(batches)
        def fire(batch: list[Asked]) -> None:
            for asked in batch:
                look(asked, runner.run(send(asked)))
            target.check()
            target.tidy()

        fire()


@pytest.mark.parametrize("start_end", [False, True])
@pytest.mark.parametrize("call", ["add", "update/4"])
def test_every_field_with_every_value(target: UnderFire, call: str, start_end: bool) -> None:
    target.track(start_end=start_end)
    send = through(target.bare())
    calls = [
        Asked("POST", f"/daily/{call}", ADAS, as_json({**base, name: value}))
        for base in (ENTRY, TIMES)
        for name in {**ENTRY, **TIMES}
        for value in VALUES
    ]
    with asyncio.Runner() as runner:
        for asked in calls:
            look(asked, runner.run(send(asked)))
    target.check()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize("start_end", [False, True])
def test_the_ends_of_the_calendar(target: UnderFire, zone: str, start_end: bool) -> None:
    target.track(start_end=start_end, zone=zone)
    send = through(target.bare())
    ends = ("0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31")
    hours = ("12:00am", "8:00am", "11:59pm", "")
    told = [{"started_at": a, "ended_at": b} for a in hours for b in hours]
    told += [{"started_at": a, "hours": 23.5} for a in hours]
    calls = [
        Asked("POST", f"/daily/{call}", ADAS, as_json({**PAIR, **times, "spent_at": on}))
        for call in ("add", "update/4")
        for on in ends
        for times in told
    ]
    days = [(1, 1), (1, 9999), (365, 9999), (366, 9999), (1, 0), (1, 10000), (0, 2016)]
    calls += [Asked("GET", f"/daily/{day}/{year}", ADAS) for day, year in days]
    calls.append(Asked("GET", "/people/1/entries?from=00010101&to=99991231", ADAS))
    with asyncio.Runner() as runner:
        for asked in calls:
            look(asked, runner.run(send(asked)))
    target.check()


@pytest.mark.parametrize("media_type", ["application/json", "application/xml", ""])
def test_every_body(target: UnderFire, media_type: str) -> None:
    send = through(target.guarded())
    headers = (*ADAS, ("Content-Type", media_type))
    with asyncio.Runner() as runner:
        for body in BODIES:
            for path in ("/daily/add", "/daily/update/4", "/projects", "/people"):
                asked = Asked("POST", path, headers, body)
                look(asked, runner.run(send(asked)))
    target.check()


def test_whatever_is_sent_to_a_socket(target: UnderFire) -> None:
    with serving(target.guarded()) as url:
        port = urlsplit(url).port or 0

        @over_a_line
        @given(batches)
        def fire(batch: list[Asked]) -> None:
            for asked in batch:
                is_whole = is_framed(asked)
                data = over(port, as_bytes(asked), is_whole=is_whole)
                for reply in read_replies(data):
                    if NO_HTTP not in reply.body:
                        look(asked, reply)
                assert data or not is_heard_out(asked), f"{asked} got no answer"
            target.check()
            target.tidy()
            assert_alive(port)

        fire()


def test_what_is_no_http(target: UnderFire) -> None:
    with serving(target.guarded()) as url:
        port = urlsplit(url).port or 0

        @over_a_line
        @given(st.sampled_from(NONSENSE) | st.binary(max_size=200))
        def fire(data: bytes) -> None:
            for reply in read_replies(over(port, data, is_whole=False)):
                assert reply.status < 500
                assert b"Traceback" not in reply.body

        fire()
        target.check()
        assert_alive(port)


def assert_alive(port: int) -> None:
    asked = Asked("GET", "/daily", ADAS)
    (reply,) = read_replies(over(port, as_bytes(asked), is_whole=True))
    assert reply.status == 200
