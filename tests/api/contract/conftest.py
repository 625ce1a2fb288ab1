"""Every kind of backend there is, each over the same account: a new kind is one more line here.

A kind is a format, a way to the account, and what the account tracks. Tests whose meaning is that
of one kind of account say so with `by_hours` or `by_times`; all others hold for every kind.
"""

import ssl
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from urllib.parse import parse_qsl

import httpx
import pytest
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.account.served import ENDLESS, PASSWORD, give_passwords, serving
from tests.account.small import ADA, BOB
from tests.api.conftest import House, Pauses
from tests.api.line import Line
from tests.api.wires import OVER_V1, OVER_V2, Asked, Wire
from tui.account.server import create_app
from tui.account.serving import guarded
from tui.account.store import Store
from tui.account.tokens import digest_of
from tui.api.backend import Backend
from tui.api.credentials import Secret
from tui.api.harvest import open_account
from tui.api.v1 import V1
from tui.api.v2 import V2
from tui.profiles import HarvestV1, HarvestV2
from tui.wire.codec import codec_of
from tui.wire.v2_server import ACCOUNT_ID

RETRY_AFTER = 7
"""How many seconds of a pause a busy account asks for, over V1."""
EMAILS = {ADA: "ada@example.com", BOB: "bob@example.com"}
TOKENS = {ADA: "adas-token", BOB: "bobs-token"}


@dataclass(frozen=True)
class Kind:
    """One combination; `start_end` is what the account tracks."""

    wire: Wire
    codec: Literal["json", "xml"]
    is_served: bool
    start_end: bool

    @property
    def busy(self) -> Response:
        """What a busy account answers: over V2 nothing but its status."""
        if self.wire is OVER_V2:
            return Response(status_code=429)
        headers = {"Retry-After": str(RETRY_AFTER)}
        return JSONResponse({"message": "Too many calls."}, 503, headers)

    @property
    def busy_words(self) -> str:
        """What is said of it; where the answer says nothing, the client does."""
        return "asks for a pause of 15 seconds" if self.wire is OVER_V2 else "Too many calls"

    @property
    def pause(self) -> int:
        """How many seconds are waited out then: over V2 those that Harvest is known to want."""
        return 15 if self.wire is OVER_V2 else RETRY_AFTER


KINDS = {
    "json-process-hours": Kind(OVER_V1, "json", is_served=False, start_end=False),
    "json-process-times": Kind(OVER_V1, "json", is_served=False, start_end=True),
    "json-socket-hours": Kind(OVER_V1, "json", is_served=True, start_end=False),
    "json-socket-times": Kind(OVER_V1, "json", is_served=True, start_end=True),
    "xml-process-hours": Kind(OVER_V1, "xml", is_served=False, start_end=False),
    "xml-process-times": Kind(OVER_V1, "xml", is_served=False, start_end=True),
    "xml-socket-hours": Kind(OVER_V1, "xml", is_served=True, start_end=False),
    "xml-socket-times": Kind(OVER_V1, "xml", is_served=True, start_end=True),
    "v2-process-hours": Kind(OVER_V2, "json", is_served=False, start_end=False),
    "v2-process-times": Kind(OVER_V2, "json", is_served=False, start_end=True),
    "v2-socket-hours": Kind(OVER_V2, "json", is_served=True, start_end=False),
    "v2-socket-times": Kind(OVER_V2, "json", is_served=True, start_end=True),
}
by_hours = pytest.mark.parametrize(
    "kind", [name for name, kind in KINDS.items() if not kind.start_end], indirect=True
)
"""For a test of what only accounts do that track hours."""
by_times = pytest.mark.parametrize(
    "kind", [name for name, kind in KINDS.items() if kind.start_end], indirect=True
)
"""For a test of what only accounts do that track start and end."""


class Desk:
    """What stands before the account: notes what is asked for, and is busy when it is told so."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self.busy: list[Response] = []
        self.asked: list[Asked] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send it away with the next answer of `busy`."""
        app = self.app
        assert app is not None
        body = await _body(receive)
        query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        self.asked.append(Asked(scope["method"], scope["path"], query, body))

        async def again() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        answer = self.busy.pop(0) if self.busy else app
        await answer(scope, again, send)


async def _body(receive: Receive) -> bytes:
    parts, more = [], True
    while more:
        message: MutableMapping[str, Any] = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


OpenAs = Callable[[int], Backend]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """The kind of backend that a test is about."""
    return KINDS[request.param]


@pytest.fixture(scope="session")
def socket() -> Iterator[tuple[str, Desk]]:
    """The address of a loopback socket, and the desk behind it: one for all tests."""
    desk = Desk()
    with serving(desk) as url:
        yield url, desk


@pytest.fixture(autouse=True)
def _one_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read this machine's certificates once, not for every client."""
    monkeypatch.setattr("httpx._transports.default.create_ssl_context", _tls)


@cache
def _tls(verify: bool = True, **_: object) -> ssl.SSLContext:
    return ssl.create_default_context()


@pytest.fixture
def pauses() -> Pauses:
    """The pauses that all backends of a test wait out at once."""
    return Pauses()


@pytest.fixture
def desk() -> Desk:
    """What stands before the account in a test."""
    return Desk()


@pytest.fixture
def open_as(
    request: pytest.FixtureRequest, kind: Kind, house: House, desk: Desk, pauses: Pauses
) -> OpenAs:
    """Open the account as one of its people."""
    if kind.start_end:
        house.track(start_end=True)
    if not kind.is_served:
        return lambda person: in_process(kind, house, desk, pauses, person)
    url, served_desk = request.getfixturevalue("socket")
    give_passwords(house.store)
    give_tokens(house.store)
    desk.app = guarded(house.store, house.clock, calls=ENDLESS)
    served_desk.app = desk
    return lambda person: over_socket(kind, house, url, pauses, person)


def give_tokens(store: Store) -> None:
    """Let everybody come in with their token."""
    with store.write():
        for person, token in TOKENS.items():
            store.set_token(person, digest_of(token))


def in_process(kind: Kind, house: House, desk: Desk, pauses: Pauses, person: int) -> V1 | V2:
    """Open the account as this machine's own is opened."""
    app = create_app(house.store, authenticate=lambda request: person, clock=house.clock)

    async def at_desk(scope: Scope, receive: Receive, send: Send) -> None:
        desk.app = app
        await desk(scope, receive, send)

    line = Line(httpx.ASGITransport(at_desk))
    if kind.wire is OVER_V2:
        return house.v2(line, pauses=pauses)
    return house.v1(line, codec=codec_of(kind.codec), pauses=pauses)


def over_socket(kind: Kind, house: House, url: str, pauses: Pauses, person: int) -> V1 | V2:
    """Open the account as a profile of the configuration is opened."""
    v1 = HarvestV1(kind="harvest-v1", url=url, email=EMAILS[person], wire=kind.codec)
    v2 = HarvestV2(kind="harvest-v2", url=f"{url}/v2", account_id=ACCOUNT_ID)
    is_v2 = kind.wire is OVER_V2
    profile, secret = (v2, TOKENS[person]) if is_v2 else (v1, PASSWORD)
    backend = open_account("The account", profile, Secret(secret), house.clock)
    backend._session.gate = pauses.gate  # so that no test waits
    house.backends.append(backend)
    return backend


@pytest.fixture
def backend(open_as: OpenAs) -> Backend:
    """The account as its administrator sees it."""
    return open_as(ADA)


@pytest.fixture
def phone(open_as: OpenAs) -> Backend:
    """The administrator, elsewhere."""
    return open_as(ADA)


@pytest.fixture
def member(open_as: OpenAs) -> Backend:
    """The account as its member sees it."""
    return open_as(BOB)
