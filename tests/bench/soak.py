"""A week in a few minutes: ticks, readings, screens opened and closed, and other sizes, in turn.

What is watched is growth: of the memory, of the objects, and of the processor time of a tick and
of everything else, from the first tenth of the run to the last.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from statistics import median
from time import process_time

from tests.bench.long_run import OBJECTS, SIZE, Course, batch, day_screen
from tests.bench.report import MEGABYTES, MILLISECONDS, Finding, Unit
from tests.ui.story import Story

BATCHES = 50
MODALS = ("e", "question_mark", "w", "ctrl+p", "P", "i", "f12", "n")
SIZES = (
    (200, 60),
    (80, 24),
    (60, 20),
    (40, 10),
    (30, 5),
    (80, 3),
    (80, 2),
    (80, 1),
    (250, 80),
    (100, 12),
)
LOOKS = 2
"""How often a screen may need escape to close: an open list in it goes first."""


@dataclass(frozen=True, slots=True)
class Week:
    """How much of everything: a week in which each second ticks, unless it is scaled."""

    ticks: int = 600_000
    reloads: int = 5_000
    modals: int = 2_000
    resizes: int = 500
    batches: int = BATCHES

    def scaled(self, share: float) -> "Week":
        """A share of it, with at least one of everything in each batch."""
        counts = (self.ticks, self.reloads, self.modals, self.resizes)
        scaled = (max(self.batches, round(count * share)) for count in counts)
        return Week(*scaled, batches=self.batches)

    def each(self, count: int) -> int:
        """How many of a count there are in a batch."""
        return count // self.batches


@dataclass(slots=True)
class Run:
    """What a run came to: a figure a batch in each list, in seconds where it is time."""

    ticks: Course = field(default_factory=Course)
    reloads: list[float] = field(default_factory=list)
    modals: list[float] = field(default_factory=list)
    resizes: list[float] = field(default_factory=list)


def soak(share: float = 1.0) -> list[Finding]:
    """Live through a share of the week, and compare its end with its beginning."""
    week = Week().scaled(share)
    return findings(week, asyncio.run(course(week, _say)))


async def course(week: Week, told: Callable[[int], None] = lambda _: None) -> Run:
    """Live through a week, batch by batch; the first batch warms up and does not count."""
    run = Run()
    modals, sizes = cycle(MODALS), cycle(SIZES)
    async with day_screen() as story:
        await _resize(story, [*islice(sizes, week.resizes * 3 // 5)])  # fills what keeps sizes
        for number in range(week.batches + 1):
            ticks = await batch(story, week.each(week.ticks)) / week.each(week.ticks)
            reloads = await _reload(story, week.each(week.reloads))
            opened = await _open(story, [*islice(modals, week.each(week.modals))])
            resized = await _resize(story, [*islice(sizes, week.each(week.resizes))])
            told(number)
            if number:
                run.ticks.note(ticks)
                run.reloads.append(reloads)
                run.modals.append(opened)
                run.resizes.append(resized)
    return run


def findings(week: Week, run: Run) -> list[Finding]:
    """Set the last tenth against the first: noise may make some percent of either."""
    kinds = [
        (f"{week.ticks:,} ticks: processor a tick", MILLISECONDS, run.ticks.cpu, 1.1),
        (f"{week.reloads:,} readings: processor each", MILLISECONDS, run.reloads, 1.1),
        (f"{week.modals:,} screens: processor each", MILLISECONDS, run.modals, 1.1),
        (f"{week.resizes:,} sizes: processor each", MILLISECONDS, run.resizes, 1.1),
        ("all of it: memory", MEGABYTES, run.ticks.memory, 1.02),
        ("all of it: objects", OBJECTS, run.ticks.objects, 1.01),
    ]
    return [_grown(what, unit, figures, budget) for what, unit, figures, budget in kinds]


def _grown(what: str, unit: Unit, figures: list[float], budget: float) -> Finding:
    tenth = max(1, len(figures) // 10)
    return Finding(
        what=f"{what} at the end, against the beginning",
        unit=unit,
        windrow=median(figures[-tenth:]),
        bare=median(figures[:tenth]),
        budget=budget,
        of_ratio=True,
    )


# ---------------------------------------------------------------------- what happens in a batch


async def _reload(story: Story, times: int) -> float:
    """Read the day again, with and without the settings; tell the seconds of one."""
    start = process_time()
    for number in range(times):
        story.day.reload(settings=number % 10 == 0)
        await story.settle()
    return (process_time() - start) / times


async def _open(story: Story, keys: Sequence[str]) -> float:
    """Open screens and leave them; tell the seconds of one.

    Raises:
        AssertionError: a key opened none, or one did not close.
    """
    start = process_time()
    for key in keys:
        await story.press(key)
        assert story.screen is not story.day, f"{key} opened nothing"
        for _ in range(LOOKS):
            if story.screen is not story.day:
                await story.press("escape")
        assert story.screen is story.day, f"what {key} opened did not close"
    return (process_time() - start) / len(keys)


async def _resize(story: Story, sizes: Sequence[tuple[int, int]]) -> float:
    """Give the pane other sizes, and the first one again; tell the seconds of one."""
    start = process_time()
    for size in sizes:
        await story.resize(*size)
    await story.resize(*SIZE)
    return (process_time() - start) / len(sizes)


def _say(number: int) -> None:
    if number and number % 5 == 0:
        print(f"  {number} of {BATCHES}", file=sys.stderr)
