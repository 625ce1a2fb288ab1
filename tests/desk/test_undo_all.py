"""Whatever is done, in any order: undone one by one every earlier day comes back, redone the end.

`WINDROW_UNDO=200` does so many operations in a row instead of a few.
"""

import asyncio
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.clock import FrozenClock
from tests.desk.days import Picture, picture
from tests.desk.desks import sat_at
from tui.api.backend import Refused
from tui.desk.away import as_new_entry, go_on_without, move_to, stop_at, stop_without
from tui.desk.desk import Desk
from tui.desk.undoing import BACK, FORTH
from tui.domain.away import Away
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry

OPERATIONS = int(os.environ.get("WINDROW_UNDO", "12"))
GAMES = int(os.environ.get("WINDROW_UNDO_GAMES", "3"))
TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 5, 44, 10, tzinfo=UTC)
DAYS = tuple(TODAY - timedelta(days=back) for back in range(4))
A_MINUTE = timedelta(minutes=1)
"""Between two things; all of it takes less than the rest of the day."""


@dataclass(frozen=True)
class Move:
    """One thing that a person does: which, to which row of which day, and with what."""

    kind: str
    row: int
    day: int
    number: int


ABOUT_WHAT_RUNS = ("stop", "trim", "away")

moves = st.builds(
    Move,
    st.sampled_from(
        (
            *("add", "begin", "hours", "notes", "date", "pair", "toggle", "delete", "several"),
            *ABOUT_WHAT_RUNS,
        )
    ),
    st.integers(0, 9),
    st.integers(0, len(DAYS) - 1),
    st.integers(0, 40),
)


class Game:
    """A person at a desk, and what each day was after each thing that was done."""

    def __init__(self, desk: Desk, clock: FrozenClock) -> None:
        self.desk = desk
        self.clock = clock
        self.pictures: list[Picture] = []

    async def picture(self) -> Picture:
        """All days as they are; a running timer by the instant since which it would have run."""
        return await picture(self.desk, DAYS)

    async def running(self) -> TimeEntry | None:
        """What runs, on whatever day."""
        for on in DAYS:
            if running := (await self.desk.day(on)).running:
                return running
        return None

    async def play(self, move: Move) -> bool:
        """Do it; tell whether the account took it."""
        entries = (await self.desk.day(DAYS[move.day])).entries
        entry = entries[move.row % len(entries)] if entries else None
        step = self.desk.next_step(BACK)
        try:
            await self._do(move, entry)
        except Refused:
            now = self.desk.next_step(BACK)
            assert (now and now.id) == (step and step.id)  # what was refused left no trace
        now = self.desk.next_step(BACK)
        return now is not None and now.id != (step and step.id)

    async def _do(self, move: Move, entry: TimeEntry | None) -> None:
        desk, on, running = self.desk, DAYS[move.day], await self.running()
        if move.kind in ("add", "begin"):
            await desk.add(self._draft(move, on), running)
        elif move.kind in ABOUT_WHAT_RUNS and running is not None:
            await self._do_to_what_runs(move, running)
        elif entry is None:
            return
        elif move.kind == "toggle":
            await desk.toggle(entry, running)
        elif move.kind == "delete":
            await desk.delete(entry)
        elif move.kind == "date" and entry.is_running and entry.started_at is not None:
            return  # its date and start no longer mean when it began: no stop of it could be undone
        elif move.kind == "several":
            async with desk.together("changed two things"):
                await desk.update(entry, Change(notes=f"first of {move.number}"))
                await desk.add(self._draft(move, on), running)
        else:
            await desk.update(entry, self._change(move, entry))

    async def _do_to_what_runs(self, move: Move, running: TimeEntry) -> None:
        """Stop it, now or earlier, or answer some minutes after the return from an absence."""
        if move.kind == "stop":
            await self.desk.toggle(running, running)
            return
        if move.kind == "trim":
            ago = timedelta(seconds=move.number * 50)
            await stop_at(self.desk, running, self.desk.now() - ago)
            return
        back = self.desk.now() - timedelta(minutes=move.row)
        away = Away(running, back - timedelta(seconds=move.number * 47), back)
        if move.day == 0:
            await stop_without(self.desk, away)
        elif move.day == 1:
            await go_on_without(self.desk, away)
        elif move.day == 2:
            await as_new_entry(self.desk, away)
        else:
            choices = self.desk.catalog.choices
            await move_to(self.desk, away, choices[move.number % len(choices)], "moved")

    def _draft(self, move: Move, on: date) -> Draft:
        choices = self.desk.catalog.choices
        project_id, task_id = choices[move.number % len(choices)].ids
        account = self.desk.account
        assert account is not None
        draft = {"project_id": project_id, "task_id": task_id, "notes": f"n{move.number}"}
        if move.kind == "begin":
            return Draft(spent_date=TODAY, **draft)  # type: ignore[arg-type]
        if account.timestamp_timers:
            times = {"started_at": time(6, move.number), "ended_at": time(7, move.row)}
            return Draft(spent_date=on, **draft, **times)  # type: ignore[arg-type]
        hours = Decimal(move.number) / 20
        return Draft(spent_date=on, hours=hours, **draft)  # type: ignore[arg-type]

    def _change(self, move: Move, entry: TimeEntry) -> Change:
        if move.kind == "notes":
            return Change(notes=f"changed {move.number}")
        if move.kind == "date":
            return Change(spent_date=DAYS[move.number % len(DAYS)])
        if move.kind == "pair":
            choice = self.desk.catalog.choices[move.number % len(self.desk.catalog.choices)]
            return Change(project_id=choice.project.id, task_id=choice.task.id)
        if entry.started_at is not None:
            return Change(started_at=time(5, move.number))
        return Change(hours=Decimal(move.number) / 20)

    async def turn(self, turn: object, wanted: Picture) -> None:
        """Undo or redo one step, and see that the days are as they were."""
        outcome = await self.desk.turn(turn)  # type: ignore[arg-type]
        assert await self.picture() == wanted, outcome.message


async def whole_game(played: Sequence[Move], *, start_end: bool) -> None:
    clock = FrozenClock(MORNING)
    with tempfile.TemporaryDirectory() as folder:
        async with sat_at(Path(folder), clock, start_end=start_end) as desk:
            game = Game(desk, clock)
            pictures = [await game.picture()]
            for move in played:
                if await game.play(move):
                    pictures.append(await game.picture())
                clock.advance(A_MINUTE.total_seconds())
            for wanted in pictures[-2::-1]:
                await game.turn(BACK, wanted)
                clock.advance(A_MINUTE.total_seconds())
            assert desk.next_step(BACK) is None
            for wanted in pictures[1:]:
                await game.turn(FORTH, wanted)
                clock.advance(A_MINUTE.total_seconds())
            assert desk.next_step(FORTH) is None


@pytest.mark.parametrize("start_end", [False, True], ids=["hours", "times"])
def test_undone_one_by_one_the_very_day_comes_back_and_redone_the_very_end(
    start_end: bool,
) -> None:
    @settings(
        max_examples=GAMES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
        database=None,
    )
    @given(st.lists(moves, min_size=OPERATIONS, max_size=OPERATIONS))
    def play(played: list[Move]) -> None:
        asyncio.run(whole_game(played, start_end=start_end))

    play()
