"""Desks over the embedded account, as the program has them, without a screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.clock import FrozenClock
from tui.account import sample
from tui.account.store import Founder, Store
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
