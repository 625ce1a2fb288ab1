"""A home of its own for every command, and the embedded account in it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.account.small import ADA, CODING, FOUNDER, WEB, fill
from tests.cli.harvest import harvest, no_ring, ring, somebody  # noqa: F401 (fixtures)
from tests.clock import FrozenClock
from tui.__main__ import main
from tui.account.entries import Record
from tui.account.store import Store
from tui.cli import account


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without an account."""
    for name, folder in (("DATA", "data"), ("CONFIG", "config"), ("STATE", "state")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / folder))
    return tmp_path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FrozenClock:
    """Wednesday 27 January 2016, ten o'clock in the account's zone."""
    clock = FrozenClock()
    monkeypatch.setattr(account, "_now", clock)
    return clock


@pytest.fixture(scope="session")
def small_account(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a small account, made once."""
    path, clock = tmp_path_factory.mktemp("small") / "account.db", FrozenClock()
    store = Store.open(path, founder=FOUNDER, clock=clock)
    fill(store, int(clock().timestamp()))
    store.close()
    return path.read_bytes()


@dataclass
class Told:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


class Desk:
    """The command line of somebody with an account."""

    def __init__(self, path: Path, clock: FrozenClock, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.clock, self._capsys = path, clock, capsys

    def run(self, *arguments: str) -> Told:
        code = main(["account", *arguments])
        out, err = self._capsys.readouterr()
        return Told(code, out, err)

    def does(self, *arguments: str) -> str:
        told = self.run(*arguments)
        assert (told.code, told.err) == (0, "")
        return told.out.removesuffix("\n")

    def refuses(self, *arguments: str) -> str:
        told = self.run(*arguments)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("windrow: ")
        assert told.err.endswith(".\n")
        return told.err.removeprefix("windrow: ").removesuffix("\n")

    def facts(self, *arguments: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.does(*arguments, "--json"))
        return told

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The account as a program has it open that runs beside the command."""
        store = Store.open(self.path, founder=FOUNDER, clock=self.clock)
        try:
            yield store
        finally:
            store.close()

    def track(self, spent_date: str, person_id: int = ADA, **values: Any) -> int:
        now = int(self.clock().timestamp())
        given = {"project_id": WEB, "task_id": CODING, "seconds": 60, **values}
        record = Record(
            person_id=person_id,
            spent_date=date.fromisoformat(spent_date),
            created_at=now,
            updated_at=now,
            **given,
        )
        with self.store() as store, store.write():
            return store.entries.insert(record)


@pytest.fixture
def desk(
    home: Path, clock: FrozenClock, small_account: bytes, capsys: pytest.CaptureFixture[str]
) -> Desk:
    path = home / "data" / "windrow" / "account.db"
    path.parent.mkdir(mode=0o700, parents=True)
    path.write_bytes(small_account)
    path.chmod(0o600)
    return Desk(path, clock, capsys)
