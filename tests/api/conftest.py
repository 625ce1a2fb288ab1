"""An embedded account in the process, and clients that come to it over a line that may fail."""

import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta, tzinfo
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.account.small import ADA, CODING, FOUNDER, WEB, fill
from tests.api.line import Line
from tests.api.wires import OVER_V2, WIRES, Wire
from tests.clock import FrozenClock
from tui.account import setup_rules
from tui.account.server import create_app
from tui.account.setup import Kind
from tui.account.store import Store
from tui.api.backend import Backend
from tui.api.gate import Gate
from tui.api.session import Session
from tui.api.v1 import V1
from tui.api.v2 import V2
from tui.domain.clock import Clock
from tui.domain.draft import Draft
from tui.domain.entry import TimeEntry
from tui.wire.codec import JSON, Codec

TODAY = date(2016, 1, 27)


class Pauses:
    """A gate whose pauses take no time; `waited` are their seconds."""

    def __init__(self) -> None:
        self.waited: list[float] = []
        self.gate = Gate(self._sleep, lambda: sum(self.waited))

    async def _sleep(self, seconds: float) -> None:
        self.waited.append(seconds)


def open_session(
    line: Line,
    clock: Clock,
    of_user: int | None = None,
    codec: Codec = JSON,
    pauses: Pauses | None = None,
    base_url: str = "http://account",
) -> Session:
    """A session over a line; it tries reads three times and never waits."""
    client = httpx.AsyncClient(transport=line, base_url=base_url, trust_env=False)
    return Session(
        client,
        place="The account",
        clock=clock,
        of_user=of_user,
        backoff=(0, 0),
        codec=codec,
        gate=(pauses or Pauses()).gate,
    )


@dataclass
class House:
    """One account, and every way in that a test needs."""

    store: Store
    clock: FrozenClock
    backends: list[V1 | V2] = field(default_factory=list)

    def line(self, person: int = ADA) -> Line:
        """A line of its own on which one person is logged in."""
        app = create_app(self.store, authenticate=lambda request: person, clock=self.clock)
        return Line(httpx.ASGITransport(app))

    def v1(
        self,
        line: Line | None = None,
        *,
        of_user: int | None = None,
        clock: Clock | None = None,
        codec: Codec = JSON,
        pauses: Pauses | None = None,
        zone: tzinfo = UTC,
    ) -> V1:
        """A backend over a line."""
        clock = clock or self.clock
        session = open_session(line or self.line(), clock, of_user, codec, pauses)
        backend = V1(session, clock, zone)
        self.backends.append(backend)
        return backend

    def v2(
        self,
        line: Line | None = None,
        *,
        clock: Clock | None = None,
        pauses: Pauses | None = None,
        zone: tzinfo = UTC,
    ) -> V2:
        """The same over API V2."""
        clock = clock or self.clock
        session = open_session(line or self.line(), clock, pauses=pauses, base_url=OVER_V2.base)
        backend = V2(session, clock, machine_zone=zone)
        self.backends.append(backend)
        return backend

    def over(self, wire: Wire, line: Line | None = None, **options: Any) -> Backend:
        """A backend over either API."""
        return (self.v2 if wire is OVER_V2 else self.v1)(line, **options)

    def track(self, *, start_end: bool) -> None:
        """Let the account track start and end, or hours."""
        with self.store.write():
            settings = replace(self.store.settings(), timestamp_timers=start_end)
            self.store.save_settings(settings)

    def make(self, kind: Kind, **values: object) -> int:
        """Set something up in the account."""
        with self.store.write():
            return setup_rules.create(self.store, kind, values, self.instant)

    def archive(self, kind: Kind, id_: int) -> None:
        """Archive something."""
        with self.store.write():
            setup_rules.change(self.store, kind, id_, {"is_active": 0}, self.instant)

    def approve(self, on: date = TODAY) -> None:
        """Approve a day of everybody."""
        with self.store.write():
            assert self.store.entries.approve(on, on, None, self.instant)

    def reopen(self, on: date = TODAY) -> None:
        """Take the approval of a day back."""
        with self.store.write():
            assert self.store.entries.unapprove(on, on, None, self.instant)

    def invoice(self, client_id: int, on: date = TODAY) -> None:
        """Invoice a day to a client."""
        with self.store.write():
            assert self.store.entries.invoice(on, on, client_id, self.instant)

    def names(self, kind: Kind) -> list[str]:
        """The names of all there are of a kind, archived ones too."""
        with self.store.read():
            return [row["name"] for row in self.store.setup.all(kind)]

    @property
    def instant(self) -> int:
        """Now, in unix seconds."""
        return int(self.clock().timestamp())


Machine = Callable[[str], None]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """Move this machine into another zone."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session", autouse=True)
def _one_look_for_sniffio() -> Iterator[None]:
    """Let httpcore not look for a library that is not there, about ten times a request."""
    missing = "sniffio" not in sys.modules and find_spec("sniffio") is None
    if missing:
        sys.modules["sniffio"] = None  # how Python is told so
    yield
    if missing:
        del sys.modules["sniffio"]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The file of an account that is set up, made once."""
    path, clock = tmp_path_factory.mktemp("filled") / "account.db", FrozenClock()
    store = Store.open(path, founder=FOUNDER, clock=clock)
    fill(store, int(clock().timestamp()))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the accounts in memory say that they are: one folder, into which nobody writes."""
    return tmp_path_factory.mktemp("place")


@pytest.fixture
def store(filled: sqlite3.Connection, place: Path) -> Iterator[Store]:
    """A copy of it in memory, for one test."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    filled.backup(copy)
    copy.execute("PRAGMA foreign_keys = ON")
    store = Store(copy, place)
    yield store
    store.close()


@pytest.fixture
async def house(store: Store, clock: FrozenClock) -> AsyncIterator[House]:
    house = House(store, clock)
    yield house
    for backend in house.backends:
        await backend.aclose()


@pytest.fixture
def line(house: House) -> Line:
    """The line of `v1`."""
    return house.line()


@pytest.fixture
def v1(house: House, line: Line) -> V1:
    """The administrator's backend."""
    return house.v1(line)


@pytest.fixture
def phone(house: House) -> V1:
    """The same person, elsewhere."""
    return house.v1()


@pytest.fixture(params=WIRES)
def wire(request: pytest.FixtureRequest) -> Wire:
    """The API that a test is about."""
    return WIRES[request.param]


def only_v1(reason: str) -> pytest.MarkDecorator:
    """Mark a test of what only V1 has or does, for a reason."""
    return pytest.mark.parametrize("wire", ["v1"], ids=[f"v1 only: {reason}"], indirect=True)


@pytest.fixture
def elsewhere(house: House, wire: Wire) -> Backend:
    """The same person, elsewhere, over the same API."""
    return house.over(wire)


@pytest.fixture
async def backend(house: House, wire: Wire, line: Line) -> Backend:
    """The administrator's backend over it, which knows the account already."""
    backend = house.over(wire, line)
    await backend.me()
    line.repair()
    return backend


def draft(hours: str | None = "1.50", **values: Any) -> Draft:
    """Coding on Web today for so many hours, with other values as they are named."""
    new = Draft(
        project_id=WEB,
        task_id=CODING,
        spent_date=TODAY,
        hours=None if hours is None else Decimal(hours),
        notes="Templates",
    )
    return replace(new, **values)


async def added(backend: Backend, hours: str | None = "1.50", **values: Any) -> TimeEntry:
    """An entry that was just made."""
    return (await backend.add(draft(hours, **values))).entry


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)
