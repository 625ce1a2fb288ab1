"""The undo among others: what the phone did stays, and two panes do not do the same thing twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.desk.desks import Line, Office, office
from tui.api.backend import Refused
from tui.desk.desk import Desk
from tui.desk.undoing import BACK, FORTH
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.memory.store import Memory

NOON = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOON)


@pytest.fixture
async def place(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[Office]:
    async with office(tmp_path, clock) as place:
        yield place


@pytest.fixture
async def desk(place: Office, tmp_path: Path) -> Desk:
    return await place.seat(Memory(tmp_path / "memory.db"), place.line)


@pytest.fixture
async def phone(place: Office) -> Desk:
    return await place.seat()


async def running_of(desk: Desk) -> TimeEntry:
    running = (await desk.day(TODAY)).running
    assert running is not None
    return running


async def rows(desk: Desk) -> list[tuple[str, bool]]:
    """Hours, and whether it runs, of each entry."""
    return [(str(e.hours), e.is_running) for e in (await desk.day(TODAY)).entries]


def draft_of(desk: Desk) -> Draft:
    project_id, task_id = desk.catalog.choices[0].ids
    return Draft(project_id=project_id, task_id=task_id, spent_date=TODAY)


async def step_of(desk: Desk) -> bool:
    """Whether an undo would be done without a question."""
    step = desk.next_step(BACK)
    assert step is not None
    return desk.is_told(BACK, step)


# What was done elsewhere


async def test_hours_that_the_phone_added_stay_when_a_stop_is_undone(
    desk: Desk, phone: Desk, clock: FrozenClock
) -> None:
    running = await running_of(desk)
    await phone.update(await running_of(phone), Change(hours=Decimal(2)))
    clock.advance(60)
    await desk.toggle(running, running)
    assert (await desk.turn(BACK)).message.endswith("goes on, at 2:43.")


async def test_a_timer_that_the_phone_started_is_no_start_of_ours(
    desk: Desk, phone: Desk, clock: FrozenClock
) -> None:
    running = await running_of(desk)
    await phone.toggle(running, running)
    entry = (await desk.day(TODAY)).entries[0]
    await phone.toggle(entry, None)
    clock.advance(7200)
    outcome = await desk.toggle(entry, None)
    assert outcome.message == "Support contract · Meetings runs already, at 3:00."
    assert desk.next_step(BACK) is None


async def test_a_timer_that_the_phone_stopped_is_no_stop_of_ours(
    desk: Desk, phone: Desk, clock: FrozenClock
) -> None:
    running = await running_of(desk)
    await desk.update((await desk.day(TODAY)).entries[0], Change(notes="before"))
    await phone.toggle(running, running)
    clock.advance(7200)
    outcome = await desk.toggle(running, running)
    assert outcome.message == "Website relaunch · Programming was stopped already, at 0:42."
    assert not await step_of(desk)  # the next undo is about something else


async def test_what_really_stopped_is_named_and_goes_on_again(
    desk: Desk, phone: Desk, clock: FrozenClock
) -> None:
    running = await running_of(desk)
    first, second, *_ = (await desk.day(TODAY)).entries
    await phone.toggle(second, running)
    clock.advance(3600)
    before = await rows(phone)
    said = (await desk.toggle(first, running)).message
    assert said == (
        "Stopped Support contract · Development at 2:30, started Support contract · Meetings."
    )
    await desk.turn(BACK)
    assert await rows(phone) == before


async def test_what_stopped_unseen_is_said_not_to_come_back(desk: Desk, phone: Desk) -> None:
    said = (await desk.add(draft_of(desk), None)).message
    assert said.startswith("Stopped another timer at 0:42, started ")
    assert said.endswith("What stopped was started elsewhere: no undo starts it again.")


async def test_no_timer_is_stopped_by_an_undo_that_starts_one(
    desk: Desk, phone: Desk, clock: FrozenClock
) -> None:
    running = await running_of(desk)
    await desk.toggle(running, running)
    await phone.toggle((await phone.day(TODAY)).entries[0], None)
    clock.advance(1800)
    before = await rows(phone)
    with pytest.raises(Refused, match="while Support contract · Meetings runs: stop that first"):
        await desk.turn(BACK)
    assert await rows(phone) == before
    await phone.toggle(await running_of(phone), None)
    await desk.turn(BACK)
    assert (await running_of(phone)).id == running.id


async def test_what_runs_is_looked_up_only_where_a_timer_would_start(
    desk: Desk, place: Office
) -> None:
    await desk.update((await desk.day(TODAY)).entries[0], Change(notes="changed"))
    place.line.calls.clear()
    await desk.turn(BACK)
    assert place.line.calls == ["entry", "update"]


async def test_switching_takes_no_more_looks_than_it_must(desk: Desk, place: Office) -> None:
    running = await running_of(desk)
    place.line.calls.clear()
    await desk.toggle(running, running)
    assert place.line.calls == ["entry", "stop"]
    place.line.calls.clear()
    await desk.add(draft_of(desk), None)
    assert place.line.calls == ["add"]


# Two panes


async def test_two_panes_do_not_undo_the_same_thing_twice(
    desk: Desk, place: Office, tmp_path: Path
) -> None:
    before = sorted(await rows(desk))
    await desk.delete((await desk.day(TODAY)).entries[1])
    line = Line()
    pane = await place.seat(Memory(tmp_path / "memory.db"), line)
    is_there, goes_on = asyncio.Event(), asyncio.Event()

    async def hold(name: str) -> None:
        is_there.set()
        await goes_on.wait()

    line.before = hold
    slow = asyncio.create_task(pane.turn(BACK))
    await is_there.wait()
    with pytest.raises(Refused, match="Another window is at it"):
        await desk.turn(BACK)
    goes_on.set()
    assert (await slow).message.startswith("Brought back")
    assert sorted(await rows(desk)) == before


async def test_what_a_pane_left_when_it_died_is_undone_a_minute_later(
    desk: Desk, place: Office, tmp_path: Path, clock: FrozenClock
) -> None:
    await desk.delete((await desk.day(TODAY)).entries[1])
    step = desk.next_step(BACK)
    assert step is not None
    with Memory(tmp_path / "memory.db").changing() as db:
        db.execute("INSERT INTO claim VALUES (1, ?, 'somebody', ?)", (step.id, clock().isoformat()))
    with pytest.raises(Refused):
        await desk.turn(BACK)
    clock.advance(61)
    assert (await desk.turn(BACK)).message.startswith("Brought back")


async def test_what_another_pane_did_meanwhile_is_not_undone_untold(
    desk: Desk, place: Office, tmp_path: Path
) -> None:
    first, second, *_ = (await desk.day(TODAY)).entries
    await desk.update(first, Change(notes="mine"))
    step = desk.next_step(BACK)
    pane = await place.seat(Memory(tmp_path / "memory.db"))
    await pane.update(second, Change(notes="theirs"))
    with pytest.raises(Refused, match="Something else was done meanwhile, and would be undone now"):
        await desk.turn(BACK, step)
    assert (await desk.entry(second.id)).notes == "theirs"


async def test_the_key_twice_in_a_row_means_the_step_below_too(desk: Desk) -> None:
    first, second, *_ = (await desk.day(TODAY)).entries
    await desk.update(first, Change(notes="one"))
    await desk.update(second, Change(notes="two"))
    step = desk.next_step(BACK)
    await asyncio.gather(desk.turn(BACK, step), desk.turn(BACK, step))
    assert desk.next_step(BACK) is None
    step = desk.next_step(FORTH)
    await asyncio.gather(desk.turn(FORTH, step), desk.turn(FORTH, step))
    assert desk.next_step(FORTH) is None


# What is asked first


async def test_an_undo_that_drops_more_than_a_minute_asks_first(
    desk: Desk, clock: FrozenClock
) -> None:
    await desk.toggle(await running_of(desk), None)
    first, *_ = (await desk.day(TODAY)).entries
    for start in (desk.add(draft_of(desk), None), desk.toggle(first, None)):
        await start
        clock.advance(60)
        assert await step_of(desk)
        clock.advance(1)
        assert not await step_of(desk)
        await desk.turn(BACK)


async def test_an_undo_of_hours_given_at_once_needs_no_question(
    desk: Desk, clock: FrozenClock
) -> None:
    running = await running_of(desk)
    await desk.update(running, Change(hours=Decimal(1)))
    clock.advance(3600)
    assert await step_of(desk)  # its timer goes on
