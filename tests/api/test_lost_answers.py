"""Timers and new entries whose answer is lost: nothing is sent twice, and what is said is true."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.account.small import SHOP, TALKING
from tests.api.conftest import TODAY, House, added, days_ago, draft
from tests.api.line import Fault, Line, lost_after, lost_reply, lost_request
from tests.api.losing import (
    each_lost_reply,
    each_lost_request,
)
from tests.api.wires import Asked, Wire
from tests.clock import FrozenClock
from tui.api.backend import Backend, Unclear


@each_lost_reply
async def test_trap_1_a_toggle_without_an_answer_is_not_repeated_but_looked_at(
    wire: Wire, backend: Backend, line: Line, clock: FrozenClock, fault: Fault
) -> None:
    entry = await added(backend)
    line.repair()
    line.fail(wire.switches, fault, fault)
    assert (await backend.start(entry)).entry.is_running
    clock.advance(hours=1)
    stopped = (await backend.stop(entry)).entry
    assert (stopped.is_running, stopped.hours) == (False, Decimal("2.50"))
    show = wire.showing(entry)
    starting = [*wire.before_start(), show, wire.starting(entry), show]
    assert line.calls == [*starting, show, wire.stopping(entry), show]


@each_lost_request
async def test_trap_1_a_toggle_that_did_not_happen_is_said_and_not_repeated(
    wire: Wire, backend: Backend, line: Line, fault: Fault
) -> None:
    entry = await added(backend)
    line.repair()
    line.fail(wire.switches, fault)
    with pytest.raises(Unclear, match="The timer is as it was"):
        await backend.start(entry)
    assert len(line.writes) == 1
    assert not (await backend.entry(entry.id)).is_running


async def test_trap_1_the_timer_that_runs_after_a_lost_answer_is_known(
    wire: Wire, backend: Backend, line: Line
) -> None:
    entry = await added(backend, spent_date=days_ago(30))
    line.fail(wire.switches, lost_reply())
    await backend.start(entry)
    running = await backend.running(TODAY)
    assert running is not None
    assert running.id == entry.id


@each_lost_reply
async def test_trap_2_the_entry_behind_a_lost_answer_is_found_on_its_day(
    wire: Wire, backend: Backend, line: Line, fault: Fault
) -> None:
    line.fail("POST", fault)
    yesterday = days_ago(1)
    entry = await added(backend, spent_date=yesterday)
    assert line.calls == [wire.adding, wire.listing(yesterday)]
    assert wire.is_listing(Asked.by(line.requests[-1]), yesterday)
    assert (await backend.day(yesterday)).entries == (entry,)


@pytest.mark.parametrize("hours", [None, "0", "0.33", "24"])
async def test_trap_2_it_is_found_whatever_its_hours(
    backend: Backend, line: Line, hours: str | None
) -> None:
    line.fail("POST", lost_reply())
    entry = await added(backend, hours)
    assert (await backend.day(TODAY)).entries == (entry,)
    assert entry.is_running is (hours is None)


@each_lost_request
async def test_trap_2_a_lost_request_saved_nothing_and_says_so(
    wire: Wire, backend: Backend, line: Line, fault: Fault
) -> None:
    line.fail("POST", fault)
    with pytest.raises(Unclear, match="nothing was saved"):
        await backend.add(draft())
    assert line.calls == [wire.adding, wire.listing(TODAY)]
    assert (await backend.day(TODAY)).entries == ()


async def test_trap_2_an_older_look_alike_is_not_taken_for_the_answer(
    backend: Backend, elsewhere: Backend, line: Line, clock: FrozenClock
) -> None:
    old = await added(elsewhere)
    clock.advance(seconds=60)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await backend.add(draft())
    assert (await backend.day(TODAY)).entries == (old,)


async def test_trap_2_the_same_entry_saved_a_moment_ago_is_not_taken_for_the_answer(
    backend: Backend, line: Line, clock: FrozenClock
) -> None:
    line.fail("POST", lost_reply())
    first = await added(backend)
    second = await added(backend)
    clock.advance(seconds=1)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await backend.add(draft())
    assert (await backend.day(TODAY)).entries == (first, second)


async def test_trap_2_the_newest_of_two_look_alikes_is_the_answer(
    backend: Backend, line: Line, clock: FrozenClock
) -> None:
    old = await added(backend)
    clock.advance(seconds=60)
    line.fail("POST", lost_reply())
    new = await added(backend)
    assert (await backend.day(TODAY)).entries == (old, new)
    assert new.id != old.id


@pytest.mark.parametrize(
    "other",
    [
        {"notes": "Others"},
        {"task_id": TALKING},
        {"project_id": SHOP},
        {"hours": "1.51"},
        {"hours": None},
    ],
)
async def test_trap_2_an_entry_that_differs_is_not_taken_for_the_answer(
    backend: Backend, elsewhere: Backend, line: Line, other: dict[str, Any]
) -> None:
    line.fail("POST", lost_after(lambda: elsewhere.add(draft(**other))))
    with pytest.raises(Unclear, match="nothing was saved"):
        await backend.add(draft())
    assert len((await backend.day(TODAY)).entries) == 1


@pytest.mark.parametrize("behind", [timedelta(hours=2), timedelta(hours=-2), timedelta()])
async def test_trap_2_the_answer_is_found_whatever_this_machines_clock_says(
    wire: Wire, house: House, line: Line, clock: FrozenClock, behind: timedelta
) -> None:
    backend = house.over(wire, line, clock=FrozenClock(clock() - behind))
    line.fail("POST", lost_reply())
    entry = await added(backend)
    assert (await backend.day(TODAY)).entries == (entry,)


@pytest.mark.parametrize("behind", [timedelta(hours=2), timedelta(hours=-2)])
async def test_trap_2_an_older_look_alike_is_told_by_the_clock_of_the_account(
    wire: Wire, house: House, elsewhere: Backend, line: Line, clock: FrozenClock, behind: timedelta
) -> None:
    await added(elsewhere)
    clock.advance(seconds=60)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await house.over(wire, line, clock=FrozenClock(clock() - behind)).add(draft())
