"""Entries over a good line: each trap that a real client fell into, and how it is passed by."""

from datetime import date
from decimal import Decimal

import pytest

from tests.account.small import SHOP, TALKING, WEB
from tests.api.conftest import TODAY, House, added, days_ago, draft
from tests.api.line import Line, meanwhile, reply
from tests.clock import FrozenClock
from tui.account.setup import Kind
from tui.api.backend import Broken
from tui.api.v1 import V1
from tui.domain.draft import Change


async def test_trap_1_a_timer_stopped_on_the_phone_is_not_toggled(
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


async def test_trap_1_a_timer_started_on_the_phone_is_not_toggled(
    v1: V1, phone: V1, line: Line
) -> None:
    entry = await added(v1)
    await phone.start(entry)
    line.repair()
    assert (await v1.start(entry)).entry.is_running
    assert line.writes == []


@pytest.mark.parametrize("hours", ["0.00", "1.50", "0.33"])
async def test_trap_4_a_note_edit_sends_the_hours_along(v1: V1, line: Line, hours: str) -> None:
    entry = await added(v1, hours)
    line.repair()
    changed = await v1.update(entry, Change(notes="New"))
    assert (changed.notes, changed.hours) == ("New", Decimal(hours))
    assert line.bodies == [{"hours": float(hours), "notes": "New"}]


async def test_trap_5_a_note_edit_of_a_running_entry_does_not_count_its_timer_twice(
    v1: V1, line: Line, clock: FrozenClock
) -> None:
    entry = (await v1.start(await added(v1))).entry
    clock.advance(hours=1)
    line.repair()
    changed = await v1.update(entry, Change(notes="New"))
    assert line.bodies == [{"hours": 1.5, "notes": "New"}]
    assert changed.is_running
    assert changed.seconds(clock()) == 9000


async def test_hours_changed_elsewhere_meanwhile_are_kept(v1: V1, phone: V1) -> None:
    entry = await added(v1, "1.50")
    await phone.update(entry, Change(hours=Decimal(3)))
    assert (await v1.update(entry, Change(notes="New"))).hours == 3


async def test_hours_of_a_timer_stopped_elsewhere_meanwhile_are_kept(
    v1: V1, phone: V1, clock: FrozenClock
) -> None:
    entry = (await v1.start(await added(v1))).entry
    clock.advance(hours=1)
    await phone.stop(entry)
    changed = await v1.update(entry, Change(notes="New"))
    assert (changed.hours, changed.is_running) == (Decimal("2.50"), False)


async def test_notes_changed_elsewhere_meanwhile_are_kept(v1: V1, phone: V1) -> None:
    entry = await added(v1)
    await phone.update(entry, Change(notes="From the phone"))
    assert (await v1.update(entry, Change(hours=Decimal(2)))).notes == "From the phone"


async def test_trap_6_hours_set_to_0_are_sent_as_a_number_and_start_nothing(
    v1: V1, line: Line
) -> None:
    entry = await added(v1)
    line.repair()
    changed = await v1.update(entry, Change(hours=Decimal("0.00")))
    assert line.bodies == [{"hours": 0}]
    assert (changed.hours, changed.is_running) == (0, False)


async def test_trap_6_a_new_entry_of_0_hours_starts_nothing(v1: V1, line: Line) -> None:
    entry = await added(v1, "0")
    assert not entry.is_running
    assert line.bodies[0]["hours"] == 0


async def test_only_blank_hours_start_a_timer(v1: V1, line: Line) -> None:
    entry = await added(v1, None)
    assert entry.is_running
    assert line.bodies == [
        {
            "project_id": "1",
            "task_id": "1",
            "spent_at": "2016-01-27",
            "hours": "",
            "notes": "Templates",
        }
    ]


@pytest.mark.parametrize("for_day", ["2016-01-26", "2016-01-28", "2015-01-27"])
async def test_trap_8_a_reply_about_another_day_is_refused(
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
async def test_trap_8_days_are_counted_from_1_to_366(
    v1: V1, line: Line, on: date, path: str
) -> None:
    assert (await v1.day(on)).date == on
    assert line.calls == [f"GET {path}"]


async def test_trap_8_an_entry_past_midnight_lies_on_the_local_date_it_was_made_for(
    v1: V1, clock: FrozenClock
) -> None:
    clock.advance(hours=14, minutes=30)  # half past midnight in Berlin, the 27th in UTC
    account = await v1.me()
    today = account.today(clock())
    entry = await added(v1, spent_date=today)
    assert today == date(2016, 1, 28)
    assert (await v1.day(today)).entries == (entry,)


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


async def test_a_new_task_goes_with_its_project_and_a_new_project_with_its_task(
    v1: V1, line: Line
) -> None:
    entry = await added(v1)
    line.repair()
    await v1.update(entry, Change(task_id=TALKING))
    await v1.update(entry, Change(project_id=SHOP, task_id=entry.task_id))
    assert line.bodies == [
        {"hours": 1.5, "project_id": "1", "task_id": "2"},
        {"hours": 1.5, "project_id": "2", "task_id": "1"},
    ]


async def test_a_timer_that_the_phone_starts_in_between_is_told_as_stopped(
    v1: V1, phone: V1, line: Line, clock: FrozenClock
) -> None:
    async def start_another() -> None:
        await phone.add(draft(None, notes="From the phone"))
        clock.advance(minutes=15)

    line.fail("POST", meanwhile(start_another))
    assert (await v1.add(draft(None))).stopped_hours == Decimal("0.25")
