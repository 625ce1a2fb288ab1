"""Fixtures of an account in a file of its own, and of the server in front of it."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from tests.account.book import Book
from tests.account.small import ADA, BOB, FOUNDER, fill
from tests.clock import FrozenClock
from tui.account.server import create_app
from tui.account.store import Store


@dataclass
class Caller:
    """Who the server takes a request's sender for; None is a stranger."""

    id: int | None = ADA


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "account.db"


@pytest.fixture
def empty(path: Path, clock: FrozenClock) -> Iterator[Store]:
    """A new account: its founder, and nothing else."""
    store = Store.open(path, founder=FOUNDER, clock=clock)
    yield store
    store.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an account that is set up, made once."""
    path, clock = tmp_path_factory.mktemp("filled") / "account.db", FrozenClock()
    store = Store.open(path, founder=FOUNDER, clock=clock)
    fill(store, int(clock().timestamp()))
    store.close()
    return path.read_bytes()


@pytest.fixture
def store(filled: bytes, path: Path, clock: FrozenClock) -> Iterator[Store]:
    """An account that is set up, without entries."""
    path.parent.mkdir(mode=0o700)
    path.write_bytes(filled)
    store = Store.open(path, founder=FOUNDER, clock=clock)
    yield store
    store.close()


@pytest.fixture
def caller() -> Caller:
    return Caller()


@pytest.fixture
def app(store: Store, clock: FrozenClock, caller: Caller) -> Starlette:
    return create_app(store, authenticate=lambda request: caller.id, clock=clock)


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
        yield client


@pytest.fixture
def book_of(store: Store, clock: FrozenClock) -> Callable[..., Book]:
    def make(me: int, of_user: int | None = None) -> Book:
        return Book(store, clock, me, of_user)

    return make


@pytest.fixture
def ada(book_of: Callable[..., Book]) -> Book:
    return book_of(ADA)


@pytest.fixture
def bob(book_of: Callable[..., Book]) -> Book:
    return book_of(BOB)
