"""The journal and the undo where calls and the memory fail: nothing twice, nothing half unknown."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.desk.desks import Line, Office, office
from tui.api.backend import BackendError, Forbidden, Refused, Unclear, Unreachable
from tui.desk.desk import Desk
from tui.desk.several import delete_all, give
from tui.desk.turning import UNKNOWN
from tui.desk.undoing import BACK, FORTH
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.memory.store import Memory

NOON = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LOST = Unreachable("The account cannot be reached.")


class Room:
    """A desk whose line fails as wished, its file, and the same account from elsewhere."""

    def __init__(self, desk: Desk, phone: Desk, place: Office, path: Path) -> None:
        self.desk = desk
        self.phone = phone
        self.place = place
        self.path = path
        self.line: Line = place.line

    async def rows(self) -> list[tuple[str, str, bool]]:
        """What the account has: task, booked hours with the timer, and whether it runs."""
        found = (await self.phone.day(TODAY)).entries
        return sorted((f"{e.project} {e.notes}", str(e.hours), e.is_running) for e in found)

    async def entries(self) -> tuple[TimeEntry, ...]:
        return (await self.desk.day(TODAY)).entries

    async def running(self) -> TimeEntry:
        running = (await self.desk.day(TODAY)).running
        assert running is not None
        return running

    async def undo(self) -> str:
        return (await self.desk.turn(BACK)).message

    async def refused(self) -> str:
        with pytest.raises(BackendError) as error:
            await self.desk.turn(BACK)
        return str(error.value)

    def locked(self) -> sqlite3.Connection:
        """Another program that holds the file."""
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other

    @property
    def draft(self) -> Draft:
        project_id, task_id = self.desk.catalog.choices[0].ids
        return Draft(project_id=project_id, task_id=task_id, spent_date=TODAY, notes="new")


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.memory.store.BUSY_SECONDS", 0.02)


async def room_in(stack: AsyncExitStack, path: Path, clock: FrozenClock, **how: bool) -> Room:
    place = await stack.enter_async_context(office(path, clock, **how))
    memory = path / "memory.db"
    desk = await place.seat(Memory(memory), place.line)
    return Room(desk, await place.seat(), place, memory)


@pytest.fixture
async def room(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[Room]:
    async with AsyncExitStack() as stack:
        yield await room_in(stack, tmp_path, clock)


@pytest.fixture
async def times(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[Room]:
    """An account that tracks start and end."""
    path = tmp_path / "times"
    path.mkdir()
    async with AsyncExitStack() as stack:
        yield await room_in(stack, path, clock, start_end=True)


# The memory fails


async def test_a_memory_that_cannot_be_written_refuses_before_the_account_is_touched(
    room: Room,
) -> None:
    (entry, *_) = await room.entries()
    await room.desk.update(entry, Change(notes="changed"))
    other = room.locked()
    assert "cannot be undone now: " in (said := await room.refused())
    assert said.endswith("Nothing was changed.")
    assert (await room.phone.entry(entry.id)).notes == "changed"
    other.execute("ROLLBACK")
    await room.undo()
    assert (await room.phone.entry(entry.id)).notes == entry.notes


async def test_a_memory_that_fails_within_an_undo_is_told_with_what_was_done(room: Room) -> None:
    (entry, *_) = await room.entries()
    await room.desk.update(entry, Change(notes="changed"))
    holder: list[sqlite3.Connection] = []

    async def lock(name: str) -> None:
        if name == "update":
            holder.append(room.locked())

    room.line.before = lock
    said = await room.undo()
    assert "notes. It was not noted, so that it can be neither undone nor redone: " in said
    assert (await room.phone.entry(entry.id)).notes == entry.notes
    holder[0].execute("ROLLBACK")


async def test_a_memory_that_cannot_be_read_is_not_called_empty(room: Room) -> None:
    (entry, *_) = await room.entries()
    await room.desk.update(entry, Change(notes="changed"))
    with sqlite3.connect(room.path) as other:
        other.execute("UPDATE edit SET before = '{}'")
    other.close()
    step = room.desk.next_step(BACK)
    assert step is UNKNOWN  # there may well be something
    assert room.desk.is_told(BACK, step)
    assert "cannot be undone now: What was remembered cannot be read" in await room.refused()


async def test_what_was_not_noted_is_told_once_and_no_older_step_is_taken_for_it(
    room: Room,
) -> None:
    first, second, third, *_ = await room.entries()
    await room.desk.update(first, Change(notes="first"))
    other = room.locked()
    assert room.desk.account is not None
    said = (await give(room.desk, third, second, 5, room.desk.account)).message
    assert said.count("It cannot be undone: ") == 1
    other.execute("ROLLBACK")
    step = room.desk.next_step(BACK)
    assert step is not None
    assert not room.desk.is_told(BACK, step)
    first = await room.desk.entry(first.id)
    assert "cannot be undone" not in (await room.desk.update(first, Change(notes="x"))).message


async def test_a_memory_that_cannot_be_told_whose_it_is_offers_nothing_of_it(
    room: Room, tmp_path: Path
) -> None:
    (entry, *_) = await room.entries()
    await room.desk.update(entry, Change(notes="changed"))
    memory = Memory(room.path)
    other = room.locked()
    pane = await room.place.seat(memory)
    other.execute("ROLLBACK")
    assert pane.next_step(BACK) is None
    said = (await pane.update(await pane.entry(entry.id), Change(notes="y"))).message
    assert "can be undone until you quit, not later: " in said
    assert pane.next_step(BACK) is not None


async def test_a_new_name_of_the_account_keeps_the_undo(room: Room) -> None:
    (entry, *_) = await room.entries()
    await room.desk.update(entry, Change(notes="changed"))
    with sqlite3.connect(room.path) as other:
        assert other.execute("SELECT to_whom FROM belongs").fetchone() == ("1",)
    other.close()


# Calls fail


async def test_a_start_is_noted_though_what_it_stopped_cannot_be_read(room: Room) -> None:
    before = await room.rows()
    running = await room.running()
    room.line.fail("entry", None, LOST)
    said = (await room.desk.add(room.draft, running)).message
    assert said.startswith("Stopped Website relaunch · Programming at 0:42, started")
    await room.undo()
    assert await room.rows() == before


async def test_what_is_not_known_of_a_stopped_timer_is_said(times: Room) -> None:
    running = await times.running()
    times.line.fail("entry", None, LOST)
    said = (await times.desk.add(times.draft, running)).message
    assert "Stopped another timer at 0:42, started" in said
    assert "No undo starts again what stopped, as it could not be read: The account" in said
    await times.undo()
    assert not any(is_running for _, _, is_running in await times.rows())


async def test_a_start_that_cannot_look_first_does_nothing(room: Room) -> None:
    before = await room.rows()
    room.line.fail("entry", LOST)
    with pytest.raises(Unreachable):
        await room.desk.add(room.draft, await room.running())
    assert await room.rows() == before


@pytest.mark.parametrize("failing", ["add", "start", "update"])
async def test_a_deleted_timer_comes_back_once(
    room: Room, clock: FrozenClock, failing: str
) -> None:
    running = await room.running()
    await room.desk.update(running, Change(hours=Decimal(1)))
    before = await room.rows()
    await room.desk.delete(await room.running())
    room.line.fail(failing, Unclear("No answer. The timer is as it was."))

    async def slowly(name: str) -> None:
        clock.advance(20 if name == "start" else 0)

    room.line.before = slowly
    if failing == "update":
        clock.advance(7)
    for _ in range(2):
        try:
            await room.undo()
        except Unclear:
            continue
    assert [row[0] for row in await room.rows()] == [row[0] for row in before]
    assert [row[2] for row in await room.rows()] == [row[2] for row in before]


async def test_a_stop_that_is_half_undone_is_undone_wholly_by_the_next_try(
    room: Room, clock: FrozenClock
) -> None:
    running = await room.running()
    await room.desk.toggle(running, running)
    clock.advance(600)
    room.line.fail("update", LOST)
    assert await room.refused() == str(LOST)
    assert "goes on, at 0:52" in await room.undo()


async def test_where_start_and_end_are_told_the_old_one_is_deleted_by_the_next_try(
    times: Room, clock: FrozenClock
) -> None:
    before = [row[0] for row in await times.rows()]
    running = await times.running()
    await times.desk.toggle(running, running)
    clock.advance(600)
    times.line.fail("delete", LOST)
    assert await times.refused() == str(LOST)
    assert len(await times.rows()) == len(before) + 1
    assert "goes on, at 0:52" in await times.undo()
    assert [row[0] for row in await times.rows()] == before


async def test_the_old_one_stays_if_somebody_changed_it_meanwhile(times: Room) -> None:
    running = await times.running()
    await times.desk.toggle(running, running)
    times.line.fail("delete", LOST)
    await times.refused()
    await times.phone.update(await times.phone.entry(running.id), Change(notes="phone"))
    assert "was changed meanwhile and stays: look at both." in await times.undo()
    assert (await times.phone.entry(running.id)).notes == "phone"


async def test_what_was_refused_for_a_moment_is_undone_later(room: Room) -> None:
    before, entry = await room.rows(), (await room.entries())[1]
    await room.desk.delete(entry)
    room.line.fail("add", Forbidden("You may not do this now."))
    assert "cannot be undone: You may not do this now." in await room.refused()
    await room.undo()
    assert await room.rows() == before


async def test_what_is_refused_twice_for_the_same_reason_is_left_out(room: Room) -> None:
    first, second, *_ = await room.entries()
    await room.desk.update(first, Change(notes="below"))
    await room.desk.delete(second)
    room.line.fail("add", *[Refused("No.")] * 2)
    assert "left out" not in await room.refused()
    assert "No. It is left out from now on." in await room.refused()
    assert "notes" in await room.undo()


# What can never be


async def test_a_timer_that_was_stopped_more_than_a_day_ago_stays_stopped(
    room: Room, clock: FrozenClock
) -> None:
    (entry, *_) = await room.entries()
    await room.desk.update(entry, Change(notes="below"))
    running = await room.running()
    await room.desk.toggle(running, running)
    before = await room.rows()
    clock.advance(30 * 3600)
    assert "it would hold more than 24 hours. Nothing was changed." in await room.refused()
    assert await room.rows() == before
    assert "notes" in await room.undo()


async def test_a_timer_that_was_deleted_long_ago_comes_back_stopped(
    room: Room, times: Room, clock: FrozenClock
) -> None:
    for one in (room, times):
        await comes_back_stopped(one, clock)


async def comes_back_stopped(room: Room, clock: FrozenClock) -> None:
    clock.now = NOON
    before = [row[:2] for row in await room.rows()]
    await room.desk.delete(await room.running())
    clock.advance(30 * 3600)
    step = room.desk.next_step(BACK)
    assert step is not None
    assert ", stopped, as it would hold more than 24 hours" in room.desk.tell(BACK, step)
    assert ", stopped, as it would hold more than 24 hours" in await room.undo()
    assert [row[:2] for row in await room.rows()] == before
    assert not any(row[2] for row in await room.rows())
    await room.desk.turn(FORTH)
    assert len(await room.rows()) == len(before) - 1


async def test_a_switch_that_cannot_be_undone_wholly_is_not_undone_at_all(
    times: Room, clock: FrozenClock
) -> None:
    await times.desk.add(times.draft, await times.running())
    clock.advance(24 * 3600)
    before = await times.rows()
    assert "it would hold more than 24 hours. Nothing" in await times.refused()
    assert await times.rows() == before


# Steps of nothing


async def test_what_is_again_as_it_was_is_no_step(room: Room) -> None:
    first, second, *_ = await room.entries()
    assert room.desk.account is not None
    room.line.fail("update", None, Refused("No."))
    with pytest.raises(BackendError, match="Nothing was moved"):
        await give(room.desk, first, second, 5, room.desk.account)
    assert room.desk.next_step(BACK) is None
    assert (await room.desk.update(second, Change(notes=second.notes))).entry is not None
    assert room.desk.next_step(BACK) is None


async def test_a_redo_survives_what_changed_nothing(room: Room) -> None:
    first, *_ = await room.entries()
    await room.desk.update(first, Change(notes="changed"))
    await room.undo()
    await room.desk.update(await room.desk.entry(first.id), Change(notes=first.notes))
    assert room.desk.next_step(FORTH) is not None


async def test_several_deleted_ones_and_a_failure_come_back_as_one(room: Room) -> None:
    before, entries = await room.rows(), (await room.entries())[:3]
    await delete_all(room.desk, entries)
    room.line.fail("add", None, LOST)
    await room.refused()
    await room.undo()
    assert await room.rows() == before
    assert room.desk.next_step(BACK) is None
