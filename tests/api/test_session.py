"""A session with an account: what is tried again, and what an answer means."""

from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest

from tests.api.conftest import open_session
from tests.api.line import Fault, Line, lost_reply, lost_request, reply
from tests.clock import FrozenClock
from tui.api.backend import (
    BackendError,
    Broken,
    Forbidden,
    LoginNeeded,
    NotFound,
    Refused,
    Throttled,
    Unclear,
    Unreachable,
)
from tui.api.session import LONGEST_RETRY_AFTER, Session

SHEET = {"for_day": "2016-01-27", "day_entries": []}
PAGE = b"<html><body>Bad gateway</body></html>"
HALF = b'{"for_day": "2016-01-2'
NOTHING_COMES_BACK = [
    lost_request(httpx.ConnectError),
    lost_request(httpx.ConnectTimeout),
    lost_request(httpx.ReadTimeout),
    lost_reply(httpx.ReadError),
    lost_reply(httpx.RemoteProtocolError),
    reply(500, {"message": "Ouch"}),
    reply(502, PAGE),
    reply(200, PAGE),
    reply(200, HALF),
]


@pytest.fixture
def line() -> Line:
    """A line to an account that always answers the same."""
    return Line(httpx.MockTransport(lambda _: httpx.Response(200, json=SHEET)))


@pytest.fixture
def session(line: Line, clock: FrozenClock) -> Session:
    return open_session(line, clock)


@pytest.mark.parametrize("fault", NOTHING_COMES_BACK)
async def test_a_read_is_tried_again(session: Session, line: Line, fault: Fault) -> None:
    line.fail("GET /daily", fault, fault)
    tree = await session.read("/daily", {"slim": 1})
    assert tree == SHEET
    assert line.calls == ["GET /daily"] * 3


@pytest.mark.parametrize(
    ("fault", "error", "sentence"),
    [
        (lost_request(httpx.ConnectError), Unreachable, "The account cannot be reached."),
        (lost_request(httpx.ReadTimeout), Unreachable, "The account did not answer."),
        (lost_reply(httpx.ReadError), Unreachable, "The account did not answer."),
        (reply(500, {"message": "Ouch"}), Broken, "Ouch"),
        (reply(500), Broken, "The account failed (HTTP 500)."),
        (reply(200, PAGE), Broken, "The account answered something that is not Harvest's API."),
        (reply(200, HALF), Broken, "The account answered something that is not Harvest's API."),
    ],
)
async def test_a_read_gives_up_with_a_sentence(
    session: Session, line: Line, fault: Fault, error: type[BackendError], sentence: str
) -> None:
    line.break_down(fault=fault)
    with pytest.raises(BackendError) as raised:
        await session.read("/daily")
    assert type(raised.value) is error
    assert str(raised.value) == sentence
    assert len(line.calls) == 3


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (lost_request(httpx.ConnectError), Unreachable),
        (lost_request(httpx.ConnectTimeout), Unreachable),
        (lost_request(httpx.PoolTimeout), Unreachable),
        (lost_request(httpx.ReadTimeout), Unclear),
        (lost_request(httpx.WriteError), Unclear),
        (lost_reply(httpx.ReadError), Unclear),
        (lost_reply(httpx.RemoteProtocolError), Unclear),
        (reply(500), Unclear),
        (reply(502, PAGE), Unclear),
        (reply(200, PAGE), Unclear),
        (reply(200, HALF), Unclear),
    ],
)
async def test_a_write_is_never_tried_again(
    session: Session, line: Line, fault: Fault, error: type[BackendError]
) -> None:
    line.fail("POST", fault)
    with pytest.raises(BackendError) as raised:
        await session.write("POST", "/daily/add", {"project_id": 1, "task_id": 1})
    assert type(raised.value) is error
    assert len(line.calls) == 1


@pytest.mark.parametrize(
    ("status", "error", "sentence"),
    [
        (400, Refused, "The account refused it (HTTP 400)."),
        (401, LoginNeeded, "The account does not accept this login."),
        (403, Forbidden, "The account does not let you do this."),
        (404, NotFound, "Not found, or you may not see it."),
        (422, Refused, "The account refused it (HTTP 422)."),
        (507, Refused, "The account refused it (HTTP 507)."),
    ],
)
@pytest.mark.parametrize("method", ["read", "write"])
async def test_what_the_account_refuses_is_not_asked_again(
    session: Session,
    line: Line,
    method: str,
    status: int,
    error: type[BackendError],
    sentence: str,
) -> None:
    def ask() -> object:
        return session.read("/daily") if method == "read" else session.write("POST", "/daily/add")

    line.fail("", reply(status, PAGE), reply(status, {"message": "The account's own words."}))
    for words in (sentence, "The account's own words."):
        with pytest.raises(BackendError) as raised:
            await ask()
        assert type(raised.value) is error
        assert str(raised.value) == words
    assert len(line.calls) == 2


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"error": "invalid_token", "error_description": "Expired."}, "Expired."),
        ({"error": "Not Found"}, "Not Found"),
        ({"message": ""}, "Not found, or you may not see it."),
        ([], "Not found, or you may not see it."),
        ("gone", "Not found, or you may not see it."),
    ],
)
async def test_the_words_of_a_refusal_are_where_they_are(
    session: Session, line: Line, body: object, sentence: str
) -> None:
    line.fail("", reply(404, body))
    with pytest.raises(NotFound) as raised:
        await session.read("/daily")
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": " 0 "}, 0),
        ({"Retry-After": "Wed, 27 Jan 2016 09:01:00 GMT"}, 60),
        ({"Retry-After": "Wed, 27 Jan 2016 08:00:00 GMT"}, 0),
        # by the account's clock, which is an hour ahead here
        (
            {
                "Retry-After": "Wed, 27 Jan 2016 10:00:30 GMT",
                "Date": "Wed, 27 Jan 2016 10:00:00 GMT",
            },
            30,
        ),
        ({}, 15),
        ({"Retry-After": ""}, 15),
        ({"Retry-After": "soon"}, 15),
        ({"Retry-After": "-3"}, 15),
        ({"Retry-After": "²"}, 15),
        ({"Retry-After": "Wed, 27 Jan 2016 09:01:00 -0000"}, 15),
        ({"Retry-After": "Sun, 24 Jan 99999999999 00:00:00 GMT"}, 15),
        ({"Retry-After": "9" * 400}, LONGEST_RETRY_AFTER),
        ({"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, LONGEST_RETRY_AFTER),
    ],
)
async def test_a_throttle_says_when_to_come_back(
    session: Session, line: Line, headers: dict[str, str], seconds: float
) -> None:
    line.fail("", *[reply(503, **headers)] * 3, reply(429, **headers))
    with pytest.raises(Throttled) as raised:
        await session.read("/daily")
    assert raised.value.retry_after == seconds
    with pytest.raises(Throttled) as raised:
        await session.write("POST", "/daily/add")
    assert raised.value.retry_after == seconds


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Date": ""},
        {"Date": "noon"},
        {"Date": "²"},
        {"Date": "Sun, 24 Jan 99999999999 00:00:00 GMT"},
        {"Date": "Fri, 31 Dec 9999 23:59:59 GMT"},
    ],
)
async def test_without_a_date_the_last_known_skew_stays(
    session: Session, line: Line, clock: FrozenClock, headers: dict[str, str]
) -> None:
    in_an_hour = format_datetime(clock() + timedelta(hours=1), usegmt=True)
    line.fail("", reply(200, {}, Date=in_an_hour), reply(200, {}, **headers))
    await session.read("/daily")
    await session.read("/daily")
    assert session.skew == timedelta(hours=1)


async def test_a_refusal_tells_the_skew_too(
    session: Session, line: Line, clock: FrozenClock
) -> None:
    in_an_hour = format_datetime(clock() + timedelta(hours=1), usegmt=True)
    line.fail("", reply(401, Date=in_an_hour))
    with pytest.raises(LoginNeeded):
        await session.read("/daily")
    assert session.skew == timedelta(hours=1)


@pytest.mark.parametrize("location", [{}, {"Location": "/clients/"}, {"Location": "/clients/new"}])
async def test_what_was_created_must_have_an_address(
    session: Session, line: Line, location: dict[str, str]
) -> None:
    line.fail("POST", reply(201, **location))
    with pytest.raises(Broken, match="did not say where"):
        await session.create("/clients", {"client": {"name": "Umbra"}})


@pytest.mark.parametrize("location", ["/clients/7", "/clients/7/", "https://account/clients/7"])
async def test_an_address_tells_the_id(session: Session, line: Line, location: str) -> None:
    line.fail("POST", reply(201, Location=location))
    assert await session.create("/clients", {"client": {"name": "Umbra"}}) == 7


@pytest.mark.parametrize("location", ["http://elsewhere/login", "/login", ""])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_no_redirect_is_followed(
    session: Session, line: Line, status: int, location: str
) -> None:
    line.fail("", reply(status, Location=location), reply(status, Location=location))
    for ask in (session.read("/daily"), session.write("POST", "/daily/add")):
        with pytest.raises(Refused, match="sends us elsewhere"):
            await ask
    assert line.calls == ["GET /daily", "POST /daily/add"]
