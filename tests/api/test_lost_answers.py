"""Writes whose answer is lost: nothing is sent twice, and what is said is true."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from tests.account.small import SHOP, TALKING
from tests.api.conftest import TODAY, House, added, days_ago, draft
from tests.api.line import Fault, Line, lost_after, lost_reply, lost_request, meanwhile, reply
from tests.clock import FrozenClock
from tui.api.backend import Backend, NotFound, Refused, Throttled, Unclear, Unreachable
from tui.api.v1 import V1
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry

PAGE = b"<html>Bad gateway</html>"
LOST_REPLIES = [
    lost_reply(httpx.ReadError),
    lost_reply(httpx.ReadTimeout),
    reply(500, PAGE, done=True),
    reply(200, PAGE, done=True),
    reply(200, b'{"id": 1, "spent_', done=True),
]
UNREADABLE_REPLIES = [
    reply(201, done=True),
    reply(201, {}, done=True),
    reply(201, {"id": "one"}, done=True),
]
LOST_REQUESTS = [
    lost_request(httpx.ReadTimeout),
    lost_request(httpx.WriteError),
    reply(500, {"message": "Ouch."}),
]

Write = Callable[[Backend, TimeEntry], Awaitable[Any]]
WRITES: dict[str, Write] = {
    "add": lambda backend, _: backend.add(draft("2.00")),
    "update": lambda backend, entry: backend.update(entry, Change(notes="New")),
    "delete": lambda backend, entry: backend.delete(entry),
    "start": lambda backend, entry: backend.start(entry),
}
each_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
each_lost_reply = pytest.mark.parametrize("fault", LOST_REPLIES + UNREADABLE_REPLIES)
each_lost_request = pytest.mark.parametrize("fault", LOST_REQUESTS)


def break_writes(line: Line, fault: Fault) -> None:
    """Let the next write meet a fault."""
    for start in ("POST", "DELETE", "GET /daily/timer/"):
        line.fail(start, fault)


@each_lost_reply
async def test_trap_1_a_toggle_without_an_answer_is_not_repeated_but_looked_at(
    v1: V1, line: Line, clock: FrozenClock, fault: Fault
) -> None:
    entry = await added(v1)
    line.repair()
    line.fail("GET /daily/timer/", fault, fault)
    assert (await v1.start(entry)).entry.is_running
    clock.advance(hours=1)
    stopped = (await v1.stop(entry)).entry
    assert (stopped.is_running, stopped.hours) == (False, Decimal("2.50"))
    show, toggle = f"GET /daily/show/{entry.id}", f"GET /daily/timer/{entry.id}"
    assert line.calls == [show, toggle, show] * 2


@each_lost_request
async def test_trap_1_a_toggle_that_did_not_happen_is_said_and_not_repeated(
    v1: V1, line: Line, fault: Fault
) -> None:
    entry = await added(v1)
    line.repair()
    line.fail("GET /daily/timer/", fault)
    with pytest.raises(Unclear, match="The timer is as it was"):
        await v1.start(entry)
    assert len(line.writes) == 1
    assert not (await v1.entry(entry.id)).is_running


async def test_trap_1_the_timer_that_runs_after_a_lost_answer_is_known(v1: V1, line: Line) -> None:
    entry = await added(v1, spent_date=days_ago(30))
    line.fail("GET /daily/timer/", lost_reply())
    await v1.start(entry)
    running = await v1.running(TODAY)
    assert running is not None
    assert running.id == entry.id


@each_lost_reply
async def test_trap_2_the_entry_behind_a_lost_answer_is_found_on_its_day(
    v1: V1, line: Line, fault: Fault
) -> None:
    line.fail("POST", fault)
    yesterday = days_ago(1)
    entry = await added(v1, spent_date=yesterday)
    assert line.calls == ["POST /daily/add", "GET /daily/26/2016"]
    assert (await v1.day(yesterday)).entries == (entry,)


@pytest.mark.parametrize("hours", [None, "0", "0.33", "24"])
async def test_trap_2_it_is_found_whatever_its_hours(v1: V1, line: Line, hours: str | None) -> None:
    line.fail("POST", lost_reply())
    entry = await added(v1, hours)
    assert (await v1.day(TODAY)).entries == (entry,)
    assert entry.is_running is (hours is None)


@each_lost_request
async def test_trap_2_a_lost_request_saved_nothing_and_says_so(
    v1: V1, line: Line, fault: Fault
) -> None:
    line.fail("POST", fault)
    with pytest.raises(Unclear, match="nothing was saved"):
        await v1.add(draft())
    assert line.calls == ["POST /daily/add", "GET /daily/27/2016"]
    assert (await v1.day(TODAY)).entries == ()


async def test_trap_2_an_older_look_alike_is_not_taken_for_the_answer(
    v1: V1, phone: V1, line: Line, clock: FrozenClock
) -> None:
    old = await added(phone)
    clock.advance(seconds=60)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await v1.add(draft())
    assert (await v1.day(TODAY)).entries == (old,)


async def test_trap_2_the_same_entry_saved_a_moment_ago_is_not_taken_for_the_answer(
    v1: V1, line: Line, clock: FrozenClock
) -> None:
    line.fail("POST", lost_reply())
    first = await added(v1)
    second = await added(v1)
    clock.advance(seconds=1)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await v1.add(draft())
    assert (await v1.day(TODAY)).entries == (first, second)


async def test_trap_2_the_newest_of_two_look_alikes_is_the_answer(
    v1: V1, line: Line, clock: FrozenClock
) -> None:
    old = await added(v1)
    clock.advance(seconds=60)
    line.fail("POST", lost_reply())
    new = await added(v1)
    assert (await v1.day(TODAY)).entries == (old, new)
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
    v1: V1, phone: V1, line: Line, other: dict[str, Any]
) -> None:
    line.fail("POST", lost_after(lambda: phone.add(draft(**other))))
    with pytest.raises(Unclear, match="nothing was saved"):
        await v1.add(draft())
    assert len((await v1.day(TODAY)).entries) == 1


@pytest.mark.parametrize("behind", [timedelta(hours=2), timedelta(hours=-2), timedelta()])
async def test_trap_2_the_answer_is_found_whatever_this_machines_clock_says(
    house: House, line: Line, clock: FrozenClock, behind: timedelta
) -> None:
    v1 = house.v1(line, clock=FrozenClock(clock() - behind))
    line.fail("POST", lost_reply())
    entry = await added(v1)
    assert (await v1.day(TODAY)).entries == (entry,)


@pytest.mark.parametrize("behind", [timedelta(hours=2), timedelta(hours=-2)])
async def test_trap_2_an_older_look_alike_is_told_by_the_clock_of_the_account(
    house: House, phone: V1, line: Line, clock: FrozenClock, behind: timedelta
) -> None:
    await added(phone)
    clock.advance(seconds=60)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await house.v1(line, clock=FrozenClock(clock() - behind)).add(draft())


@each_lost_reply
async def test_an_update_without_an_answer_is_looked_at(v1: V1, line: Line, fault: Fault) -> None:
    entry = await added(v1)
    line.repair()
    line.fail("POST", fault)
    changed = await v1.update(entry, Change(notes="New", hours=Decimal(2)))
    assert (changed.notes, changed.hours) == ("New", 2)
    assert line.writes == [f"POST /daily/update/{entry.id}"]


@each_lost_request
async def test_an_update_that_did_not_happen_is_said(v1: V1, line: Line, fault: Fault) -> None:
    entry = await added(v1)
    line.repair()
    line.fail("POST", fault)
    with pytest.raises(Unclear, match="The entry is as it was"):
        await v1.update(entry, Change(notes="New"))
    assert len(line.writes) == 1
    assert await v1.entry(entry.id) == entry


@pytest.mark.parametrize("fault", LOST_REPLIES)
async def test_a_delete_without_an_answer_is_looked_at(v1: V1, line: Line, fault: Fault) -> None:
    entry = await added(v1)
    line.repair()
    line.fail("DELETE", fault)
    await v1.delete(entry)
    assert line.calls == [f"DELETE /daily/delete/{entry.id}", f"GET /daily/show/{entry.id}"]
    assert (await v1.day(TODAY)).entries == ()


@each_lost_request
async def test_a_delete_that_did_not_happen_is_said(v1: V1, line: Line, fault: Fault) -> None:
    entry = await added(v1)
    line.repair()
    line.fail("DELETE", fault)
    with pytest.raises(Unclear, match="The entry is still there"):
        await v1.delete(entry)
    assert len(line.writes) == 1
    assert (await v1.day(TODAY)).entries == (entry,)


@each_write
@pytest.mark.parametrize("second", [lost_request(), reply(500), reply(503), reply(200, {})])
async def test_who_cannot_look_again_says_to_reload(
    v1: V1, line: Line, write: Write, second: Fault
) -> None:
    async def cut() -> None:
        line.break_down(fault=second)

    entry = await added(v1)
    line.repair()
    break_writes(line, lost_after(cut))
    with pytest.raises(Unclear, match="It may have been saved: reload before trying again"):
        await write(v1, entry)
    assert len(line.writes) == 1


@each_write
async def test_no_connection_means_nothing_was_done(v1: V1, line: Line, write: Write) -> None:
    entry = await added(v1)
    line.repair()
    break_writes(line, lost_request(httpx.ConnectError))
    with pytest.raises(Unreachable, match="cannot be reached"):
        await write(v1, entry)
    assert len(line.writes) == 1
    assert (await v1.day(TODAY)).entries == (entry,)


@each_write
@pytest.mark.parametrize(
    ("status", "error"), [(503, Throttled), (429, Throttled), (422, Refused), (507, Refused)]
)
async def test_a_refused_write_is_neither_repeated_nor_looked_for(
    v1: V1, line: Line, write: Write, status: int, error: type[Exception]
) -> None:
    entry = await added(v1)
    line.repair()
    break_writes(line, reply(status, {"message": "No."}))
    with pytest.raises(error, match=r"No\."):
        await write(v1, entry)
    assert len(line.writes) == 1
    assert line.requests[-1].url.path in line.writes[0]


@each_write
async def test_who_cannot_read_first_writes_nothing(v1: V1, line: Line, write: Write) -> None:
    entry = await added(v1)
    line.repair()
    line.break_down("GET /daily/show")
    line.break_down("POST /daily/add", lost_request(httpx.ConnectError))
    line.break_down("DELETE", lost_request(httpx.ConnectError))
    with pytest.raises(Unreachable):
        await write(v1, entry)
    line.repair()
    assert (await v1.day(TODAY)).entries == (entry,)


@pytest.mark.parametrize("name", ["update", "delete", "start"])
async def test_an_entry_deleted_elsewhere_is_not_found(v1: V1, phone: V1, name: str) -> None:
    entry = await added(v1)
    await phone.delete(entry)
    with pytest.raises(NotFound):
        await WRITES[name](v1, entry)


async def test_an_entry_deleted_just_before_it_changes_is_not_found(
    v1: V1, phone: V1, line: Line
) -> None:
    entry = await added(v1)
    line.fail("POST", meanwhile(lambda: phone.delete(entry)))
    with pytest.raises(NotFound):
        await v1.update(entry, Change(notes="New"))
