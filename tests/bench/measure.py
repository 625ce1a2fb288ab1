"""The measurements: Windrow and the bare screen in turn, in one run, as the machine is shared."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.account import PROJECT, prepare
from tests.bench.bare import ROWS
from tests.bench.report import BYTES, MEGABYTES, MILLISECONDS, Finding
from tests.terminal.pane import Pane, Usage, pane_env
from tui.screens.board import LEARN_SECONDS

ROOT = Path(__file__).parents[2]
COLS, LINES = 120, 40
MANY_ROWS = 500
PRESSES = 100
TICK_SECONDS, SHORT_SECONDS = 10.0, 6.0
SIZES = ((200, 60), (80, 24), (60, 20), (40, 10), (80, 3), (80, 2), (80, 1))
"""Panes in which a tick is to cost no more than in the usual one."""
START_SECONDS = LEARN_SECONDS + 2
"""How long after its first screen a program may do what it does once: it reads the last weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A program that is measured; `ready` is on its screen as soon as it can be used."""

    command: list[str]
    home: Path
    ready: str
    form: str | None = None

    def start(self) -> Pane:
        env = pane_env(self.home, PYTHONPATH=str(ROOT), TZ="UTC")
        return Pane(self.command, env, cols=COLS, rows=LINES)

    def settled(self) -> Pane:
        """Start it, and wait until it has done what it does at the start."""
        pane = self.start()
        pane.wait_for(self.ready, timeout=30)
        pane.wait_quiet(0.5, timeout=5)
        return pane


Maker = Callable[[Path, int, bool], Subject]
"""Makes a subject in a home, with so many rows, its timer running or not."""


def bare(home: Path, rows: int, running: bool) -> Subject:
    """The bare screen; what it has of a timer is a text that changes each second."""
    command = [sys.executable, "-m", "tests.bench.bare", str(rows)]
    command += ["ticking"] if running else []
    return Subject(command=command, home=home, ready="Project 1 ")


def windrow(home: Path, rows: int, running: bool) -> Subject:
    """Windrow on an account of its own."""
    path = home / "data" / "windrow" / "account.db"
    prepare(path, rows, running=running, now=datetime.now(UTC))
    command = [sys.executable, "-m", "tui"]
    return Subject(command=command, home=home, ready=PROJECT, form="Update entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What is measured against what, and where their homes are made."""

    subject: Maker
    against: Maker
    place: Path
    runs: int
    homes: Iterator[int] = field(default_factory=lambda: iter(range(1000)))

    def first_screen(self) -> list[Finding]:
        """Time to the first usable screen from local data, and memory once it has settled."""
        pair = self._pair(ROWS, running=True)
        times: tuple[list[float], list[float]] = ([], [])
        memory: tuple[list[float], list[float]] = ([], [])
        for turn in range(self.runs + 1):
            for index in (0, 1) if turn % 2 else (1, 0):
                with pair[index].start() as pane:
                    shown = pane.wait_for(pair[index].ready, timeout=30) - pane.started_at
                    pane.wait_quiet(0.5, timeout=5)
                    times[index].append(shown)
                    memory[index].append(pane.pss())
        return [
            Finding(
                what="first usable screen",
                unit=MILLISECONDS,
                windrow=_without_warm_up(times[0]),
                bare=_without_warm_up(times[1]),
                budget=1.3,
                of_ratio=True,
            ),
            Finding(
                what="memory (PSS), settled",
                unit=MEGABYTES,
                windrow=_without_warm_up(memory[0]),
                bare=_without_warm_up(memory[1]),
                budget=1.6,
                of_ratio=True,
            ),
        ]

    def ticks(self) -> list[Finding]:
        """Output and processor time a second, once the start is over: a timer runs, or none."""
        running = self._observe(self.subject, running=True)
        ticking = self._observe(self.against, running=True)
        idle = self._observe(self.subject, running=False)
        still = self._observe(self.against, running=False)
        return [
            *_each_second("a tick", running, ticking, most_bytes=150, most_cpu=0.0025),
            Finding(
                what="a tick: processor, against a text that changes",
                unit=MILLISECONDS,
                windrow=running.cpu / running.seconds,
                bare=ticking.cpu / ticking.seconds,
                budget=1.2,
                of_ratio=True,
            ),
            *_each_second("a second, no timer runs", idle, still, most_bytes=0),
        ]

    def ticks_under_a_form(self) -> list[Finding]:
        """Output and processor time a second while a form covers the day."""
        subject = self.subject(self._home(), ROWS, True)
        if subject.form is None:
            return []
        with subject.settled() as pane:
            pane.send("e")
            pane.wait_for(subject.form)
            pane.wait_quiet(0.7, timeout=3)
            usage = pane.observe(TICK_SECONDS / 2)
        return _each_second("a second under a form", usage, None, most_bytes=0)

    def ticks_in_every_size(self) -> list[Finding]:
        """Output and processor time a tick in panes of other sizes: one program, resized."""
        found: list[Finding] = []
        with self.subject(self._home(), ROWS, True).settled() as pane:
            for cols, lines in SIZES:
                pane.resize(cols, lines)
                pane.wait_quiet(0.5, timeout=5)
                usage = pane.observe(SHORT_SECONDS)
                what = f"a tick, {cols}x{lines}"
                found += _each_second(what, usage, None, most_bytes=150, most_cpu=0.0025)
        return found

    def key_to_paint(self) -> list[Finding]:
        """Time from a key to the first byte of its paint, with many rows."""
        pair = self._pair(MANY_ROWS, running=False)
        times: tuple[list[float], list[float]] = ([], [])
        with ExitStack() as stack:
            panes = [stack.enter_context(subject.settled()) for subject in pair]
            for turn in range(PRESSES + 1):
                for index in (0, 1) if turn % 2 else (1, 0):
                    times[index].append(_press(panes[index]))
        return [
            Finding(
                what=f"key to paint, {MANY_ROWS} rows",
                unit=MILLISECONDS,
                windrow=_without_warm_up(times[0]),
                bare=_without_warm_up(times[1]),
                budget=1.0,
                of_ratio=True,
            )
        ]

    def _home(self) -> Path:
        return self.place / str(next(self.homes))

    def _pair(self, rows: int, *, running: bool) -> tuple[Subject, Subject]:
        return (
            self.subject(self._home(), rows, running),
            self.against(self._home(), rows, False),
        )

    def _observe(self, make: Maker, *, running: bool) -> Usage:
        with make(self._home(), ROWS, running).settled() as pane:
            pane.observe(START_SECONDS)
            return pane.observe(TICK_SECONDS)


def _press(pane: Pane) -> float:
    before, start = pane.size, time.perf_counter()
    pane.send("j")
    passed = pane.wait_for_output(before) - start
    pane.wait_quiet(0.05)
    return passed


def _without_warm_up(figures: list[float]) -> float:
    return median(figures[1:])


def _each_second(
    what: str,
    usage: Usage,
    still: Usage | None,
    *,
    most_bytes: float,
    most_cpu: float | None = None,
) -> list[Finding]:
    return [
        Finding(
            what=f"{what}: output",
            unit=BYTES,
            windrow=usage.output / usage.seconds,
            bare=still and still.output / still.seconds,
            budget=most_bytes,
        ),
        Finding(
            what=f"{what}: processor",
            unit=MILLISECONDS,
            windrow=usage.cpu / usage.seconds,
            bare=still and still.cpu / still.seconds,
            budget=most_cpu,
        ),
    ]
