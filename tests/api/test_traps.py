"""Entries over a good line: each trap that a real client fell into, and how it is passed by."""

from collections.abc import Awaitable, Callable
from datetime import date, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.account.small import BOB, TALKING, WEB
from tests.api.conftest import TODAY, House, Machine, added, days_ago, draft, open_session
from tests.api.line import Line, lost_reply, lost_request, reply
from tests.api.test_setup import ALL_NEW
from tests.clock import FrozenClock
from tui.account import setup_rules
from tui.account.setup import Kind
from tui.api.backend import Backend, Broken, Unclear
from tui.api.v1 import V1
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.wire.codec import JSON, XML, Codec


async def test_trap_01_a_timer_stopped_on_the_phone_is_not_toggled(
    v1: V1, phone: V1, line: Line, clock: FrozenClock
) -> None:
    entry = await added(v1, None)
    clock.advance(hours=1)
    await phone.stop(entry)
    line.repair()
    written = await v1.stop(entry)
    assert not written.entry.is_running
    assert written.entry.hours == 1
    assert line.calls == [f"GET /daily/show/{entry.id}"]


async def test_trap_01_a_timer_started_on_the_phone_is_not_toggled(
    v1: V1, phone: V1, line: Line
) -> None:
    entry = await added(v1)
    await phone.start(entry)
    line.repair()
    assert (await v1.start(entry)).entry.is_running
    assert line.writes == []


async def test_trap_02_a_create_without_an_answer_is_looked_for_and_never_sent_again(
    v1: V1, phone: V1, line: Line, clock: FrozenClock
) -> None:
    old = await added(phone)  # a look-alike from before, made elsewhere
    await v1.me()
    clock.advance(minutes=1)
    line.fail("POST", lost_request())
    with pytest.raises(Unclear, match="nothing was saved"):
        await added(v1)
    assert line.writes == ["POST /daily/add"]
    assert (await v1.day(TODAY)).entries == (old,)
    line.repair()
    line.fail("POST", lost_reply())
    made = await added(v1, "2.00")
    assert line.writes == ["POST /daily/add"]
    assert (await v1.day(TODAY)).entries == (old, made)


@pytest.mark.parametrize("is_lost", [False, True])
async def test_trap_03_the_answer_to_a_toggle_may_be_another_entry(
    v1: V1, house: House, line: Line, is_lost: bool
) -> None:
    house.track(start_end=True)
    old = await added(v1, None, started_at=time(8), ended_at=time(9))
    line.fail("GET /daily/timer", *[lost_reply()] * is_lost)
    new = (await v1.start(old)).entry
    assert (new.id != old.id, new.is_running, new.started_at) == (True, True, time(10))
    assert (await v1.day(TODAY)).entries == (old, new)
    assert line.writes == ["POST /daily/add", f"GET /daily/timer/{old.id}"]


@pytest.mark.parametrize("hours", ["0.00", "1.50", "0.33"])
async def test_trap_04_a_note_edit_sends_the_hours_along(v1: V1, line: Line, hours: str) -> None:
    entry = await added(v1, hours)
    line.repair()
    changed = await v1.update(entry, Change(notes="New"))
    assert (changed.notes, changed.hours) == ("New", Decimal(hours))
    assert line.bodies == [{"hours": float(hours), "notes": "New"}]


async def test_trap_05_a_note_edit_of_a_running_entry_does_not_count_its_timer_twice(
    v1: V1, line: Line, clock: FrozenClock
) -> None:
    entry = (await v1.start(await added(v1))).entry
    clock.advance(hours=1)
    line.repair()
    changed = await v1.update(entry, Change(notes="New"))
    assert line.bodies == [{"hours": 1.5, "notes": "New"}]
    assert changed.is_running
    assert changed.seconds(clock()) == 9000


async def test_trap_04_a_note_edit_sends_both_times_along(v1: V1, house: House, line: Line) -> None:
    house.track(start_end=True)
    entry = await added(v1, None, started_at=time(8), ended_at=time(9, 10))
    line.repair()
    changed = await v1.update(entry, Change(notes="New"))
    assert line.bodies == [{"started_at": "8:00am", "ended_at": "9:10am", "notes": "New"}]
    assert changed.hours == Decimal("1.17")


async def test_trap_06_hours_set_to_0_are_sent_as_a_number_and_start_nothing(
    v1: V1, line: Line
) -> None:
    entry = await added(v1)
    line.repair()
    changed = await v1.update(entry, Change(hours=Decimal("0.00")))
    assert line.bodies == [{"hours": 0}]
    assert (changed.hours, changed.is_running) == (0, False)


async def test_trap_06_a_new_entry_of_0_hours_starts_nothing(v1: V1, line: Line) -> None:
    entry = await added(v1, "0")
    assert not entry.is_running
    assert line.bodies[0]["hours"] == 0


async def test_trap_07_the_hours_that_are_told_include_the_timer_already(
    v1: V1, clock: FrozenClock
) -> None:
    entry = (await v1.start(await added(v1, "1.00"))).entry
    clock.advance(minutes=30)
    told = await v1.entry(entry.id)
    assert (told.hours, told.hours_without_timer) == (Decimal("1.50"), 1)
    assert told.seconds(clock()) == 90 * 60
    assert (await v1.day(TODAY)).entries == (told,)
    assert (await v1.stop(told)).entry.hours == Decimal("1.50")


@pytest.mark.parametrize("for_day", ["2016-01-26", "2016-01-28", "2015-01-27"])
async def test_trap_08_a_reply_about_another_day_is_refused(
    v1: V1, line: Line, for_day: str
) -> None:
    line.fail("GET /daily/27/2016", reply(200, {"for_day": for_day, "day_entries": []}))
    with pytest.raises(Broken, match=f"Asked for 2016-01-27, answered with {for_day}"):
        await v1.day(TODAY)


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
    v1: V1, line: Line, on: date, path: str
) -> None:
    assert (await v1.day(on)).date == on
    assert line.calls == [f"GET {path}"]


async def test_trap_08_an_entry_past_midnight_lies_on_the_local_date_it_was_made_for(
    v1: V1, clock: FrozenClock
) -> None:
    clock.advance(hours=14, minutes=30)  # half past midnight in Berlin, the 27th in UTC
    account = await v1.me()
    today = account.today(clock())
    entry = await added(v1, spent_date=today)
    assert today == date(2016, 1, 28)
    assert (await v1.day(today)).entries == (entry,)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Berlin"])
async def test_trap_08_today_is_the_accounts_whatever_zone_the_machine_is_in(
    house: House, line: Line, clock: FrozenClock, zone: str, machine: Machine
) -> None:
    machine(zone)
    v1 = V1(open_session(line, clock), clock, ZoneInfo(zone))
    house.backends.append(v1)
    clock.advance(hours=13, minutes=59)
    account = await v1.me()
    assert account.today(clock()) == TODAY
    clock.advance(minutes=1)
    assert account.today(clock()) == TODAY + timedelta(days=1)
    entry = await added(v1, None, spent_date=account.today(clock()))
    assert await v1.running(account.today(clock())) == entry
    assert (await v1.day(TODAY)).entries == ()
    assert [call for call in line.calls if call.endswith("/2016")][-1] == "GET /daily/27/2016"


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
NO_CALLS = {"skew", "watch_pauses", "sheet_of", "aclose"}


def test_trap_09_knows_every_method_of_a_backend() -> None:
    assert set(CALLS) == {name for name in vars(Backend) if name[0] != "_"} - NO_CALLS


@pytest.mark.parametrize("start_end", [False, True])
@pytest.mark.parametrize("name", CALLS)
async def test_trap_09_every_request_of_every_method_says_whose_sheet_it_is(
    house: House, v1: V1, line: Line, name: str, start_end: bool
) -> None:
    house.track(start_end=start_end)
    sheet, mine = v1.sheet_of(BOB), await added(v1, None)
    entry = await added(sheet)
    line.repair()
    await CALLS[name](sheet, entry)
    assert line.requests
    assert [request.url.params.get_list("of_user") for request in line.requests] == [
        [str(BOB)]
    ] * len(line.requests)
    assert (await v1.day(TODAY)).entries == (mine,)


async def test_trap_10_a_note_edit_does_not_touch_an_archived_project(
    v1: V1, house: House, line: Line
) -> None:
    entry = await added(v1)
    house.archive(Kind.PROJECT, WEB)
    house.archive(Kind.TASK, entry.task_id)
    line.repair()
    changed = await v1.update(entry, Change(notes="New", spent_date=days_ago(1)))
    assert (changed.client, changed.project, changed.task) == ("Acme", "Web", "Coding")
    assert line.bodies == [{"hours": 1.5, "spent_at": "2016-01-26", "notes": "New"}]


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
    v1: V1, house: House, line: Line, at: time, told: str
) -> None:
    house.track(start_end=True)
    entry = await added(v1, None, started_at=at, ended_at=time(13, 0))
    assert line.bodies[0]["started_at"] == told
    assert (entry.started_at, entry.ended_at) == (at, time(13, 0))
    assert (await v1.entry(entry.id)).started_at == at


@pytest.mark.parametrize("codec", [JSON, XML], ids=["json", "xml"])
async def test_trap_12_text_comes_as_it_is_be_it_markup_or_entities(
    house: House, codec: Codec
) -> None:
    """That it is drawn harmlessly as well is in tests/ui/test_traps.py."""
    text = "[bold]&amp;&#27;[/x] <b>\u202e\x9b"
    house.make(Kind.CLIENT, name=f"C{text}")
    project = house.make(Kind.PROJECT, client_id=3, name=f"P{text}")
    with house.store.write():
        setup_rules.assign(house.store, project, TALKING, house.instant)
    v1 = house.v1(codec=codec)
    entry = await added(v1, notes=text, project_id=project, task_id=TALKING)
    assert (entry.notes, entry.client, entry.project) == (text, f"C{text}", f"P{text}")
    assert await v1.entry(entry.id) == entry
