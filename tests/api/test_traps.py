"""Entries over a good line: each trap that a real client fell into, and how it is passed by."""

from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.account.small import BOB, TALKING, WEB
from tests.api.conftest import TODAY, House, Machine, added, days_ago, draft, only_v1
from tests.api.line import Line, lost_reply, lost_request, reply
from tests.api.test_setup import ALL_NEW
from tests.api.wires import OVER_V1, OVER_V2, Asked, Wire
from tests.clock import FrozenClock
from tui.account import setup_rules
from tui.account.setup import Kind
from tui.api.backend import Backend, Broken, Unclear
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.wire.codec import JSON, XML


async def test_trap_01_a_timer_stopped_on_the_phone_is_not_toggled(
    wire: Wire, backend: Backend, elsewhere: Backend, line: Line, clock: FrozenClock
) -> None:
    entry = await added(backend, None)
    clock.advance(hours=1)
    await elsewhere.stop(entry)
    line.repair()
    written = await backend.stop(entry)
    assert not written.entry.is_running
    assert written.entry.hours == 1
    assert line.calls == [wire.showing(entry)]


async def test_trap_01_a_timer_started_on_the_phone_is_not_toggled(
    backend: Backend, elsewhere: Backend, line: Line
) -> None:
    entry = await added(backend)
    await elsewhere.start(entry)
    line.repair()
    assert (await backend.start(entry)).entry.is_running
    assert line.writes == []


async def test_trap_02_a_create_without_an_answer_is_looked_for_and_never_sent_again(
    wire: Wire, backend: Backend, elsewhere: Backend, line: Line, clock: FrozenClock
) -> None:
    old = await added(elsewhere)  # a look-alike from before, made elsewhere
    await backend.me()
    clock.advance(minutes=1)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await added(backend)
    assert line.writes == [wire.adding]
    assert (await backend.day(TODAY)).entries == (old,)
    line.repair()
    line.fail("POST", lost_reply())
    made = await added(backend, "2.00")
    assert line.writes == [wire.adding]
    assert (await backend.day(TODAY)).entries == (old, made)


@pytest.mark.parametrize("is_lost", [False, True])
async def test_trap_03_the_answer_to_a_toggle_may_be_another_entry(
    wire: Wire, backend: Backend, house: House, line: Line, is_lost: bool
) -> None:
    house.track(start_end=True)
    old = await added(backend, None, started_at=time(8), ended_at=time(9))
    line.fail(wire.switches, *[lost_reply()] * is_lost)
    new = (await backend.start(old)).entry
    assert (new.id != old.id, new.is_running, new.started_at) == (True, True, time(10))
    assert (await backend.day(TODAY)).entries == (old, new)
    assert line.writes == [wire.adding, wire.starting(old)]


@pytest.mark.parametrize("hours", ["0.00", "1.50", "0.33"])
async def test_trap_04_a_note_edit_sends_the_hours_along_where_they_would_be_lost(
    wire: Wire, backend: Backend, line: Line, hours: str
) -> None:
    entry = await added(backend, hours)
    line.repair()
    changed = await backend.update(entry, Change(notes="New"))
    assert (changed.notes, changed.hours) == ("New", Decimal(hours))
    along = {"hours": float(hours)} if wire is OVER_V1 else {}
    assert line.bodies == [{**along, "notes": "New"}]


async def test_trap_05_a_note_edit_of_a_running_entry_does_not_count_its_timer_twice(
    wire: Wire, backend: Backend, line: Line, clock: FrozenClock
) -> None:
    entry = (await backend.start(await added(backend))).entry
    clock.advance(hours=1)
    line.repair()
    changed = await backend.update(entry, Change(notes="New"))
    along = {"hours": 1.5} if wire is OVER_V1 else {}
    assert line.bodies == [{**along, "notes": "New"}]
    assert changed.is_running
    assert changed.seconds(clock()) == 9000


async def test_trap_04_a_note_edit_sends_both_times_along_where_they_would_be_lost(
    wire: Wire, backend: Backend, house: House, line: Line
) -> None:
    house.track(start_end=True)
    entry = await added(backend, None, started_at=time(8), ended_at=time(9, 10))
    line.repair()
    changed = await backend.update(entry, Change(notes="New"))
    along = {"started_at": "8:00am", "ended_at": "9:10am"} if wire is OVER_V1 else {}
    assert line.bodies == [{**along, "notes": "New"}]
    assert (changed.hours, changed.started_at, changed.ended_at) == (
        *(Decimal("1.17"), time(8)),
        time(9, 10),
    )


async def test_trap_06_hours_set_to_0_are_sent_as_a_number_and_start_nothing(
    backend: Backend, line: Line
) -> None:
    entry = await added(backend)
    line.repair()
    changed = await backend.update(entry, Change(hours=Decimal("0.00")))
    assert line.bodies == [{"hours": 0}]
    assert (changed.hours, changed.is_running) == (0, False)


async def test_trap_06_a_new_entry_of_0_hours_starts_nothing(backend: Backend, line: Line) -> None:
    entry = await added(backend, "0")
    assert not entry.is_running
    assert line.bodies[0]["hours"] == 0


async def test_trap_07_the_hours_that_are_told_include_the_timer_already(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = (await backend.start(await added(backend, "1.00"))).entry
    clock.advance(minutes=30)
    told = await backend.entry(entry.id)
    assert (told.hours, told.hours_without_timer) == (Decimal("1.50"), 1)
    assert told.seconds(clock()) == 90 * 60
    assert (await backend.day(TODAY)).entries == (told,)
    assert (await backend.stop(told)).entry.hours == Decimal("1.50")


@only_v1("V2 tells the day of each entry")
@pytest.mark.parametrize("for_day", ["2016-01-26", "2016-01-28", "2015-01-27"])
async def test_trap_08_a_reply_about_another_day_is_refused(
    backend: Backend, line: Line, for_day: str
) -> None:
    line.fail("GET /daily/27/2016", reply(200, {"for_day": for_day, "day_entries": []}))
    with pytest.raises(Broken, match=f"Asked for 2016-01-27, answered with {for_day}"):
        await backend.day(TODAY)


@only_v1("V2 has dates in its addresses")
@pytest.mark.parametrize(
    ("on", "path"),
    [
        (date(2016, 1, 1), "/daily/1/2016"),
        (date(2016, 2, 29), "/daily/60/2016"),
        (date(2016, 12, 31), "/daily/366/2016"),
        (date(2015, 12, 31), "/daily/365/2015"),
    ],
)
async def test_trap_08_days_are_counted_from_1_to_366(
    backend: Backend, line: Line, on: date, path: str
) -> None:
    assert (await backend.day(on)).date == on
    assert line.calls == [f"GET {path}"]


async def test_trap_08_an_entry_past_midnight_lies_on_the_local_date_it_was_made_for(
    backend: Backend, clock: FrozenClock
) -> None:
    clock.advance(hours=14, minutes=30)  # half past midnight in Berlin, the 27th in UTC
    account = await backend.me()
    today = account.today(clock())
    entry = await added(backend, spent_date=today)
    assert today == date(2016, 1, 28)
    assert (await backend.day(today)).entries == (entry,)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Berlin"])
async def test_trap_08_today_is_the_accounts_whatever_zone_the_machine_is_in(
    house: House, wire: Wire, line: Line, clock: FrozenClock, zone: str, machine: Machine
) -> None:
    machine(zone)
    backend = house.over(wire, line, zone=ZoneInfo(zone))
    clock.advance(hours=13, minutes=59)
    account = await backend.me()
    assert account.today(clock()) == TODAY
    clock.advance(minutes=1)
    assert account.today(clock()) == TODAY + timedelta(days=1)
    entry = await added(backend, None, spent_date=account.today(clock()))
    assert await backend.running(account.today(clock())) == entry
    assert (await backend.day(TODAY)).entries == ()
    assert wire.is_listing(Asked.by(line.requests[-1]), TODAY)


CALLS: dict[str, Callable[[Backend, TimeEntry], Awaitable[object]]] = {
    "me": lambda sheet, entry: sheet.me(),
    "people": lambda sheet, entry: sheet.people(),
    "day": lambda sheet, entry: sheet.day(TODAY),
    "days": lambda sheet, entry: sheet.days([TODAY, days_ago(1)]),
    "running": lambda sheet, entry: sheet.running(TODAY),
    "catalog": lambda sheet, entry: sheet.catalog(),
    "clients": lambda sheet, entry: sheet.clients(),
    "entry": lambda sheet, entry: sheet.entry(entry.id),
    "add": lambda sheet, entry: sheet.add(draft()),
    "update": lambda sheet, entry: sheet.update(entry, Change(notes="New")),
    "start": lambda sheet, entry: sheet.start(entry),
    "stop": lambda sheet, entry: sheet.stop(entry),
    "create": lambda sheet, entry: sheet.create(ALL_NEW),
    "delete": lambda sheet, entry: sheet.delete(entry),
}
NO_CALLS = {"meter", "skew", "watch_pauses", "sheet_of", "aclose"}


def test_trap_09_knows_every_method_of_a_backend() -> None:
    assert set(CALLS) == {name for name in vars(Backend) if name[0] != "_"} - NO_CALLS


@pytest.mark.parametrize("start_end", [False, True])
@pytest.mark.parametrize("name", CALLS)
async def test_trap_09_every_request_of_every_method_says_whose_sheet_it_is(
    house: House, wire: Wire, backend: Backend, line: Line, name: str, start_end: bool
) -> None:
    """Over V2, what leads to an entry by its id is followed by no other name."""
    house.track(start_end=start_end)
    sheet, mine = backend.sheet_of(BOB), await added(backend, None)
    entry = await added(sheet)
    line.repair()
    await CALLS[name](sheet, entry)
    assert line.requests
    assert {wire.sheet(Asked.by(request)) for request in line.requests} <= {str(BOB), None}
    assert (await backend.day(TODAY)).entries == (mine,)


async def test_trap_10_a_note_edit_does_not_touch_an_archived_project(
    wire: Wire, backend: Backend, house: House, line: Line
) -> None:
    entry = await added(backend)
    house.archive(Kind.PROJECT, WEB)
    house.archive(Kind.TASK, entry.task_id)
    line.repair()
    changed = await backend.update(entry, Change(notes="New", spent_date=days_ago(1)))
    assert (changed.client, changed.project, changed.task) == ("Acme", "Web", "Coding")
    over_v1 = {"hours": 1.5, "spent_at": "2016-01-26", "notes": "New"}
    over_v2 = {"spent_date": "2016-01-26", "notes": "New"}
    assert line.bodies == [over_v1 if wire is OVER_V1 else over_v2]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (time(0, 0), "12:00am"),
        (time(0, 30), "12:30am"),
        (time(12, 0), "12:00pm"),
        (time(12, 30), "12:30pm"),
    ],
)
async def test_trap_11_midnight_is_12am_and_noon_is_12pm(
    wire: Wire, backend: Backend, house: House, line: Line, at: time, told: str
) -> None:
    house.track(start_end=True)
    entry = await added(backend, None, started_at=at, ended_at=time(13, 0))
    assert line.bodies[0][wire.start_field] == told
    assert (entry.started_at, entry.ended_at) == (at, time(13, 0))
    assert (await backend.entry(entry.id)).started_at == at


@pytest.mark.parametrize(
    ("wire", "options"),
    [(OVER_V1, {"codec": JSON}), (OVER_V1, {"codec": XML}), (OVER_V2, {})],
    ids=["json", "xml", "v2"],
)
async def test_trap_12_text_comes_as_it_is_be_it_markup_or_entities(
    house: House, wire: Wire, options: dict[str, Any]
) -> None:
    """That it is drawn harmlessly as well is in tests/ui/test_traps.py."""
    text = "[bold]&amp;&#27;[/x] <b>\u202e\x9b"
    house.make(Kind.CLIENT, name=f"C{text}")
    project = house.make(Kind.PROJECT, client_id=3, name=f"P{text}")
    with house.store.write():
        setup_rules.assign(house.store, project, TALKING, house.instant)
    backend = house.over(wire, **options)
    entry = await added(backend, notes=text, project_id=project, task_id=TALKING)
    assert (entry.notes, entry.client, entry.project) == (text, f"C{text}", f"P{text}")
    assert await backend.entry(entry.id) == entry
    assert (await backend.catalog()).find(project, TALKING) is not None
