"""Every kind of backend there is, each over the same account: a new kind is one more line here.

A kind is a format, a way to the account, and what the account tracks. Tests whose meaning is that
of one kind of account say so with `by_hours` or `by_times`; all others hold for every kind.
"""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import httpx
import pytest
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.account.served import ENDLESS, PASSWORD, give_passwords, serving
from tests.account.small import ADA, BOB
from tests.api.conftest import House, Pauses
from tests.api.line import Line
from tui.account.server import create_app
from tui.account.serving import guarded
from tui.api.backend import Backend
from tui.api.credentials import Secret
from tui.api.harvest import open_account
from tui.api.v1 import V1
from tui.profiles import HarvestV1
from tui.wire.codec import codec_of

RETRY_AFTER = 7
"""How many seconds of a pause a busy account asks for."""
EMAILS = {ADA: "ada@example.com", BOB: "bob@example.com"}


@dataclass(frozen=True)
class Kind:
    """One combination; `start_end` is what the account tracks."""

    wire: Literal["json", "xml"]
    is_served: bool
    start_end: bool


KINDS = {
    "json-process-hours": Kind("json", is_served=False, start_end=False),
    "json-process-times": Kind("json", is_served=False, start_end=True),
    "json-socket-hours": Kind("json", is_served=True, start_end=False),
    "json-socket-times": Kind("json", is_served=True, start_end=True),
    "xml-process-hours": Kind("xml", is_served=False, start_end=False),
    "xml-process-times": Kind("xml", is_served=False, start_end=True),
    "xml-socket-hours": Kind("xml", is_served=True, start_end=False),
    "xml-socket-times": Kind("xml", is_served=True, start_end=True),
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
        self.busy = 0
        self.targets: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send it away as many times as `busy` says."""
        assert self.app is not None
        query = scope["query_string"].decode()
        self.targets.append(f"{scope['method']} {scope['path']}" + (f"?{query}" if query else ""))
        if self.busy == 0:
            await self.app(scope, receive, send)
            return
        self.busy -= 1
        headers = {"Retry-After": str(RETRY_AFTER)}
        await JSONResponse({"message": "Too many calls."}, 503, headers)(scope, receive, send)


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
    desk.app = guarded(house.store, house.clock, calls=ENDLESS)
    served_desk.app = desk
    return lambda person: over_socket(kind, house, url, pauses, person)


def in_process(kind: Kind, house: House, desk: Desk, pauses: Pauses, person: int) -> V1:
    """Open the account as this machine's own is opened."""
    app = create_app(house.store, authenticate=lambda request: person, clock=house.clock)

    async def at_desk(scope: Scope, receive: Receive, send: Send) -> None:
        desk.app = app
        await desk(scope, receive, send)

    line = Line(httpx.ASGITransport(at_desk))
    return house.v1(line, codec=codec_of(kind.wire), pauses=pauses)


def over_socket(kind: Kind, house: House, url: str, pauses: Pauses, person: int) -> V1:
    """Open the account as a profile of the configuration is opened."""
    profile = HarvestV1(kind="harvest-v1", url=url, email=EMAILS[person], wire=kind.wire)
    backend = open_account("The account", profile, Secret(PASSWORD), house.clock)
    assert isinstance(backend, V1)
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
