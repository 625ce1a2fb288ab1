"""A frozen clock, an account, and a machine without a past."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.ui.story import ROBIN, demo_store, start_end_store
from tui.account.store import Store

NOON = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
"""A Monday, 14:44:10 in Berlin."""


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the machine where the account is."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the person's own files out of it."""
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The demo account's file, made once."""
    folder = tmp_path_factory.mktemp("demo")
    demo_store(folder, FrozenClock(NOON)).close()
    return (folder / "account.db").read_bytes()


@pytest.fixture
def demo(demo_file: bytes, tmp_path: Path, clock: FrozenClock) -> Iterator[Store]:
    path = tmp_path / "account.db"
    path.write_bytes(demo_file)
    store = Store.open(path, founder=ROBIN, clock=clock)
    yield store
    store.close()


@pytest.fixture
def start_end(tmp_path: Path, clock: FrozenClock) -> Iterator[Store]:
    """The demo account, tracking start and end."""
    store = start_end_store(tmp_path, clock)
    yield store
    store.close()


@pytest.fixture
def empty(tmp_path: Path, clock: FrozenClock) -> Iterator[Store]:
    store = Store.open(tmp_path / "account.db", founder=ROBIN, clock=clock)
    yield store
    store.close()
