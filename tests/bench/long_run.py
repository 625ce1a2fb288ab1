"""A long run in the process: one tick after the other on a clock that is only told to be later.

What is watched is growth: of the memory, and of the processor time a tick, from the first tenth
of the run to the last.
"""

import asyncio
import gc
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import heapify
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from tests.bench.account import FOUNDER, prepare
from tests.bench.report import MEGABYTES, MILLISECONDS, Finding, Unit
from tests.clock import FrozenClock
from tests.terminal.pane import memory_of
from tests.ui.story import Story, opened
from tui.account.store import Store

SIZE = (120, 40)
ROWS = 12
WARM_UP_TICKS = 5000
BATCHES = 50
ROUNDS = 10
OBJECTS = Unit("objects", digits=0)


@dataclass(slots=True)
class Course:
    """What each part of the run came to."""

    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    objects: list[float] = field(default_factory=list)

    def note(self, cpu: float) -> None:
        forget_cancelled()
        gc.collect()
        self.cpu.append(cpu)
        self.memory.append(memory_of(kind="Anonymous"))
        self.objects.append(len(gc.get_objects()))


def forget_cancelled() -> None:
    """Drop the timers that were cancelled, as the loop does once it has enough of them.

    The pilot leaves one of thirty seconds each time it waits, and each holds on to a screen.
    """
    loop: Any = asyncio.get_running_loop()
    kept = [handle for handle in loop._scheduled if not handle.cancelled()]
    for handle in loop._scheduled:
        handle._scheduled = not handle.cancelled()
    heapify(kept)
    loop._scheduled[:] = kept
    loop._timer_cancelled_count = 0


def long_run(ticks: int) -> list[Finding]:
    """Tick so often, and compare the end with the beginning."""
    return findings(ticks, asyncio.run(course(ticks)))


async def course(ticks: int) -> Course:
    """Tick in batches, and note after each what it cost and what it left."""
    run = Course()
    size = max(1, ticks // BATCHES)
    async with day_screen() as story:
        await batch(story, WARM_UP_TICKS)
        for _ in range(BATCHES):
            run.note(await batch(story, size) / size)
    return run


def findings(ticks: int, run: Course) -> list[Finding]:
    """Set the last tenth against the first: noise may make a few percent of either."""
    kinds = [
        ("processor a tick", MILLISECONDS, run.cpu, 1.1),
        ("memory", MEGABYTES, run.memory, 1.02),
        ("objects", OBJECTS, run.objects, 1.01),
    ]
    tenth = max(1, BATCHES // 10)
    return [
        Finding(
            what=f"{ticks:,} ticks: {what} at the end, against the beginning",
            unit=unit,
            windrow=median(figures[-tenth:]),
            bare=median(figures[:tenth]),
            budget=budget,
            of_ratio=True,
        )
        for what, unit, figures, budget in kinds
    ]


# ---------------------------------------------------------------------- Windrow, driven


@asynccontextmanager
async def day_screen() -> AsyncIterator[Story]:
    """Open Windrow, without a terminal, on a day with a running timer."""
    clock = FrozenClock(datetime.now(UTC).replace(hour=9))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "account.db"
        prepare(path, ROWS, running=True, now=clock())
        with closing(Store.open(path, founder=FOUNDER, clock=clock)) as store:
            async with opened(store, clock, size=SIZE) as story:
                yield story


async def _told(story: Story) -> None:
    """Let the widgets tell the screen what of them has changed."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
        if story.day._dirty_widgets:
            return


async def batch(story: Story, ticks: int) -> float:
    """Let so many seconds pass, each of them ticked and painted, and go back to the morning.

    Going back keeps the day the same day; it and the haste are jumps of the clock, so that the
    day is read again now and then, as after a sleep.
    """
    morning, start = story.clock(), process_time()
    for _ in range(ticks):
        story.clock.advance(1)
        story.day._ticker.resume()  # what the ticker's timer does: tick, and arm the next
        await _told(story)
        story.day._on_timer_update()  # what the frame timer does: paint what has changed
    story.clock.now = morning
    await story.settle()
    return process_time() - start
