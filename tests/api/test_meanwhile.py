"""What others did meanwhile is kept, and what a request says is no more than what was asked."""

from decimal import Decimal

from tests.account.small import SHOP, TALKING
from tests.api.conftest import added, draft
from tests.api.line import Line, meanwhile
from tests.clock import FrozenClock
from tui.api.v1 import V1
from tui.domain.draft import Change


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
