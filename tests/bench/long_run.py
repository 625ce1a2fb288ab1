"""A long run in the process: one tick after the other on a clock that is only told to be later.

What is watched is growth: of the memory, and of the processor time a tick, from the first tenth
of the run to the last.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import process_time

from textual.app import App

from tests.bench.report import MEGABYTES, MILLISECONDS, Finding, Unit
from tests.terminal.pane import memory_of
from tui.domain.account import Account, Person
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.screens.day import DayScreen
from tui.widgets.view import Status, View

SIZE = (120, 40)
ROWS = 12
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WARM_UP_TICKS = 5000
BATCHES = 50
OBJECTS = Unit("objects", digits=0)

Tick = Callable[[], None]


@dataclass(slots=True)
class LateClock:
    """A clock that stands still until it is told to go on."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Course:
    """What each part of the run came to."""

    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    objects: list[float] = field(default_factory=list)

    def note(self, cpu: float) -> None:
        gc.collect()
        self.cpu.append(cpu)
        self.memory.append(memory_of())
        self.objects.append(len(gc.get_objects()))


def long_run(ticks: int) -> list[Finding]:
    """Tick so often, and compare the end with the beginning."""
    return findings(ticks, asyncio.run(course(ticks)))


async def course(ticks: int) -> Course:
    """Tick in batches, and note after each what it cost and what it left."""
    run = Course()
    size = max(1, ticks // BATCHES)
    async with day_screen() as tick:
        await _batch(tick, WARM_UP_TICKS)
        for _ in range(BATCHES):
            run.note(await _batch(tick, size) / size)
    return run


async def _batch(tick: Tick, ticks: int) -> float:
    start = process_time()
    for _ in range(ticks):
        tick()
        await asyncio.sleep(0)
    return process_time() - start


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
async def day_screen() -> AsyncIterator[Tick]:
    """Show a day with a running timer, without a terminal; the value does one tick and paints."""
    clock = LateClock()
    account = Account(name="Bench", me=Person(id=1, first_name="Ada"))
    view = View(day=_day(clock.now.date()), today=clock.now.date(), account=account)
    app: App[None] = App()
    async with app.run_test(size=SIZE) as pilot:
        screen = DayScreen(_never, clock, view)
        await app.push_screen(screen)
        screen.view = replace(view, status=Status.READY)
        await pilot.pause()

        def tick() -> None:
            clock.now += timedelta(seconds=1)
            screen.on_screen_resume()  # what the ticker's timer does: tick, and arm the next
            screen._on_timer_update()  # what the frame timer does: paint what has changed

        yield tick


async def _never() -> None:
    await asyncio.Event().wait()


def _day(today: date) -> Day:
    hour = Decimal(1)
    return Day(
        today,
        tuple(
            TimeEntry(
                id=number,
                user_id=1,
                spent_date=today,
                client="Client",
                project_id=1,
                project="Project",
                task_id=1,
                task="Programming",
                notes=f"Note {number}",
                hours=hour,
                hours_without_timer=hour,
                timer_started_at=START if number == 1 else None,
            )
            for number in range(1, ROWS + 1)
        ),
    )
