"""A day out of a large account and out of a small one, in turn, through the server in the process.

What is read is always 20 entries; which day it is changes from read to read, so that the large
file is met where it has not just been read.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

import httpx

from tests.bench.account import FOUNDER
from tests.bench.report import MILLISECONDS, Finding
from tests.bench.volume import ENTRIES_A_DAY, Volume, fill
from tui.account.server import create_app
from tui.account.store import Store
from tui.api.connect import place_of

MANY, FEW = 1_000_000, 1_000
READS, OPENINGS, WARM_UP = 400, 15, 20
STRIDE = 1117
"""From the day of one read to that of the next, in days: far enough for other pages."""

_ME = 1
_BUDGET = 1.5

Read = Callable[[date], Awaitable[int]]
"""Reads a day, and tells how many entries it has."""


@dataclass(frozen=True, slots=True)
class Readers:
    """The ways in which a day is read out of one file."""

    volume: Volume
    over_http: Read
    over_v1: Read


def large_account(place: Path, many: int = MANY) -> list[Finding]:
    """Make both files, and time reading a day of each and opening each."""
    now = datetime.now(UTC)
    volumes = [fill(place / f"{entries}.db", entries, now) for entries in (many, FEW)]
    pair = f"{many:,} entries against {FEW:,}"
    return [
        *asyncio.run(_readings(volumes, pair)),
        _finding(f"opening the file, {pair}", _openings(volumes)),
    ]


async def _readings(volumes: list[Volume], pair: str) -> list[Finding]:
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(_readers(volume)) for volume in volumes]
        http = await _timed([(reader.over_http, reader.volume) for reader in readers])
        backend = await _timed([(reader.over_v1, reader.volume) for reader in readers])
    return [
        _finding(f"a day of {ENTRIES_A_DAY} over HTTP, {pair}", http, _BUDGET),
        _finding(f"a day of {ENTRIES_A_DAY} over the client, {pair}", backend, _BUDGET),
    ]


@asynccontextmanager
async def _readers(volume: Volume) -> AsyncIterator[Readers]:
    """Open a file behind its server."""

    def clock() -> datetime:
        return datetime.now(UTC)

    with closing(Store.open(volume.path, founder=FOUNDER, clock=clock)) as store:
        app = create_app(store, authenticate=lambda _: _ME, clock=clock)
        backend = await place_of(store, "bench", clock).connect()
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:

            async def over_http(on: date) -> int:
                reply = await client.get(f"/daily/{on.timetuple().tm_yday}/{on.year}?slim=1")
                return len(reply.json()["day_entries"])

            async def over_v1(on: date) -> int:
                return len((await backend.day(on)).entries)

            yield Readers(volume, over_http, over_v1)
        await backend.aclose()


async def _timed(ways: list[tuple[Read, Volume]]) -> list[float]:
    """Read days of both files in turn, and tell the median of each in seconds."""
    times: list[list[float]] = [[] for _ in ways]
    for turn in range(WARM_UP + READS):
        for index in _in_turn(turn):
            read, volume = ways[index]
            start = perf_counter()
            entries = await read(volume.date(turn * STRIDE))
            times[index].append(perf_counter() - start)
            assert entries == ENTRIES_A_DAY, f"a day had {entries} entries"
    return [median(figures[WARM_UP:]) for figures in times]


def _openings(volumes: list[Volume]) -> list[float]:
    """Open both files in turn, and tell the median of each in seconds."""
    times: list[list[float]] = [[] for _ in volumes]
    for turn in range(1 + OPENINGS):
        for index in _in_turn(turn):
            start = perf_counter()
            store = Store.open(
                volumes[index].path, founder=FOUNDER, clock=lambda: datetime.now(UTC)
            )
            times[index].append(perf_counter() - start)
            store.close()
    return [median(figures[1:]) for figures in times]


def _in_turn(turn: int) -> tuple[int, int]:
    return (0, 1) if turn % 2 else (1, 0)


def _finding(what: str, medians: list[float], budget: float | None = None) -> Finding:
    many, few = medians
    return Finding(
        what=what, unit=MILLISECONDS, windrow=many, bare=few, budget=budget, of_ratio=True
    )
