"""Desks over the embedded account, as the program has them, without a screen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.clock import FrozenClock
from tui.account import sample
from tui.account.store import Founder, Store
from tui.api.backend import Backend, BackendError
from tui.api.connect import place_of
from tui.desk.desk import Desk
from tui.memory.store import Memory

ROBIN = Founder(
    first_name="Robin", last_name="Ackermann", email="robin@example.com", zone_name="Europe/Berlin"
)


@asynccontextmanager
async def sat_at(
    folder: Path, clock: FrozenClock, *, start_end: bool, memory: Memory | None = None
) -> AsyncIterator[Desk]:
    """A desk in the demo account."""
    store = Store.open(folder / "account.db", founder=ROBIN, clock=clock)
    sample.fill(store, clock(), start_end=start_end)
    try:
        desk = Desk(await place_of(store, "demo", clock).connect(), clock, memory=memory)
        await desk.open()
        await desk.read_catalog()
        yield desk
        await desk.aclose()
    finally:
        store.close()


class Line:
    """What happens to the calls of a backend: some fail, before or after they are done."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.failing: dict[str, list[BackendError | None]] = {}
        self.before: Callable[[str], Awaitable[None]] | None = None

    def fail(self, name: str, *errors: BackendError | None) -> None:
        """Let the next calls fail, before they reach the account; None lets one pass."""
        self.failing[name] = list(errors)


class _Through:
    def __init__(self, backend: Backend, line: Line) -> None:
        self._backend = backend
        self._line = line

    def __getattr__(self, name: str) -> object:
        call, line = getattr(self._backend, name), self._line
        if not asyncio.iscoroutinefunction(call):
            return call

        async def through(*args: object) -> object:
            line.calls.append(name)
            if line.before is not None:
                await line.before(name)
            failing = line.failing.get(name)
            error = failing.pop(0) if failing else None
            if error is not None:
                raise error
            return await call(*args)

        return through


class Office:
    """One account, with a desk over a line that fails as wished, a phone, and more panes."""

    def __init__(self, store: Store, clock: FrozenClock) -> None:
        self.line = Line()
        self.clock = clock
        self._place = place_of(store, "demo", clock)
        self._desks: list[Desk] = []

    async def seat(self, memory: Memory | None = None, line: Line | None = None) -> Desk:
        """Another desk at the same account."""
        backend = await self._place.connect()
        wired: Backend = _Through(backend, line or Line())  # type: ignore[assignment]
        desk = Desk(wired, self.clock, memory=memory)
        await desk.open()
        await desk.read_catalog()
        self._desks.append(desk)
        return desk

    async def aclose(self) -> None:
        """Leave all desks."""
        for desk in self._desks:
            await desk.aclose()


@asynccontextmanager
async def office(
    folder: Path, clock: FrozenClock, *, start_end: bool = False
) -> AsyncIterator[Office]:
    """The demo account, to be sat at by several."""
    store = Store.open(folder / "account.db", founder=ROBIN, clock=clock)
    sample.fill(store, clock(), start_end=start_end)
    place = Office(store, clock)
    try:
        yield place
        await place.aclose()
    finally:
        store.close()
