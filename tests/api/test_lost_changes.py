"""Changes and deletions whose answer is lost, and what holds for every lost write."""

from decimal import Decimal

import httpx
import pytest

from tests.api.conftest import TODAY, added
from tests.api.line import Fault, Line, lost_after, lost_request, meanwhile, reply
from tests.api.losing import (
    LOST_REPLIES,
    WRITES,
    Write,
    break_writes,
    each_lost_reply,
    each_lost_request,
    each_write,
)
from tests.api.wires import Wire
from tui.api.backend import Backend, NotFound, Refused, Throttled, Unclear, Unreachable
from tui.domain.draft import Change


@each_lost_reply
async def test_an_update_without_an_answer_is_looked_at(
    wire: Wire, backend: Backend, line: Line, fault: Fault
) -> None:
    entry = await added(backend)
    line.repair()
    line.fail(wire.changes, fault)
    changed = await backend.update(entry, Change(notes="New", hours=Decimal(2)))
    assert (changed.notes, changed.hours) == ("New", 2)
    assert line.writes == [wire.changing(entry)]


@each_lost_request
async def test_an_update_that_did_not_happen_is_said(
    wire: Wire, backend: Backend, line: Line, fault: Fault
) -> None:
    entry = await added(backend)
    line.repair()
    line.fail(wire.changes, fault)
    with pytest.raises(Unclear, match="The entry is as it was"):
        await backend.update(entry, Change(notes="New"))
    assert len(line.writes) == 1
    assert await backend.entry(entry.id) == entry


@pytest.mark.parametrize("fault", LOST_REPLIES)
async def test_a_delete_without_an_answer_is_looked_at(
    wire: Wire, backend: Backend, line: Line, fault: Fault
) -> None:
    entry = await added(backend)
    line.repair()
    line.fail("DELETE", fault)
    await backend.delete(entry)
    assert line.calls == [wire.removing(entry), wire.showing(entry)]
    assert (await backend.day(TODAY)).entries == ()


@each_lost_request
async def test_a_delete_that_did_not_happen_is_said(
    backend: Backend, line: Line, fault: Fault
) -> None:
    entry = await added(backend)
    line.repair()
    line.fail("DELETE", fault)
    with pytest.raises(Unclear, match="The entry is still there"):
        await backend.delete(entry)
    assert len(line.writes) == 1
    assert (await backend.day(TODAY)).entries == (entry,)


@each_write
@pytest.mark.parametrize("second", [lost_request(), reply(500), reply(503), reply(200, {})])
async def test_who_cannot_look_again_says_to_reload(
    wire: Wire, backend: Backend, line: Line, write: Write, second: Fault
) -> None:
    async def cut() -> None:
        line.break_down(fault=second)

    entry = await added(backend)
    line.repair()
    break_writes(wire, line, lost_after(cut))
    with pytest.raises(Unclear, match="It may have been saved: reload before trying again"):
        await write(backend, entry)
    assert len(line.writes) == 1


@each_write
async def test_no_connection_means_nothing_was_done(
    wire: Wire, backend: Backend, line: Line, write: Write
) -> None:
    entry = await added(backend)
    line.repair()
    break_writes(wire, line, lost_request(httpx.ConnectError))
    with pytest.raises(Unreachable, match="cannot be reached"):
        await write(backend, entry)
    assert len(line.writes) == 1
    assert (await backend.day(TODAY)).entries == (entry,)


@each_write
@pytest.mark.parametrize(
    ("status", "error"), [(503, Throttled), (429, Throttled), (422, Refused), (507, Refused)]
)
async def test_a_refused_write_is_neither_repeated_nor_looked_for(
    wire: Wire, backend: Backend, line: Line, write: Write, status: int, error: type[Exception]
) -> None:
    entry = await added(backend)
    line.repair()
    break_writes(wire, line, reply(status, {"message": "No."}))
    with pytest.raises(error, match=r"No\."):
        await write(backend, entry)
    assert len(line.writes) == 1
    assert line.requests[-1].url.path in line.writes[0]


@each_write
async def test_who_cannot_read_first_writes_nothing(
    wire: Wire, backend: Backend, line: Line, write: Write
) -> None:
    entry = await added(backend)
    line.repair()
    line.break_down(wire.showing(entry))
    line.break_down(wire.adding, lost_request(httpx.ConnectError))
    line.break_down("DELETE", lost_request(httpx.ConnectError))
    with pytest.raises(Unreachable):
        await write(backend, entry)
    line.repair()
    assert (await backend.day(TODAY)).entries == (entry,)


@pytest.mark.parametrize("name", ["update", "delete", "start"])
async def test_an_entry_deleted_elsewhere_is_not_found(
    backend: Backend, elsewhere: Backend, name: str
) -> None:
    entry = await added(backend)
    await elsewhere.delete(entry)
    with pytest.raises(NotFound):
        await WRITES[name](backend, entry)


async def test_an_entry_deleted_just_before_it_changes_is_not_found(
    wire: Wire, backend: Backend, elsewhere: Backend, line: Line
) -> None:
    entry = await added(backend)
    line.fail(wire.changes, meanwhile(lambda: elsewhere.delete(entry)))
    with pytest.raises(NotFound):
        await backend.update(entry, Change(notes="New"))
