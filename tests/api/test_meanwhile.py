"""What others did meanwhile is kept, and what a request says is no more than what was asked."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.account.small import SHOP, TALKING
from tests.api.conftest import added, draft, only_v1
from tests.api.line import Line, meanwhile
from tests.clock import FrozenClock
from tui.api.backend import Backend, Refused
from tui.domain.draft import Change


async def test_hours_changed_elsewhere_meanwhile_are_kept(
    backend: Backend, elsewhere: Backend
) -> None:
    entry = await added(backend, "1.50")
    await elsewhere.update(entry, Change(hours=Decimal(3)))
    assert (await backend.update(entry, Change(notes="New"))).hours == 3


async def test_hours_of_a_timer_stopped_elsewhere_meanwhile_are_kept(
    backend: Backend, elsewhere: Backend, clock: FrozenClock
) -> None:
    entry = (await backend.start(await added(backend))).entry
    clock.advance(hours=1)
    await elsewhere.stop(entry)
    changed = await backend.update(entry, Change(notes="New"))
    assert (changed.hours, changed.is_running) == (Decimal("2.50"), False)


async def test_notes_changed_elsewhere_meanwhile_are_kept(
    backend: Backend, elsewhere: Backend
) -> None:
    entry = await added(backend)
    await elsewhere.update(entry, Change(notes="From the phone"))
    assert (await backend.update(entry, Change(hours=Decimal(2)))).notes == "From the phone"


@only_v1("V2 starts a timer when the hours are left out")
async def test_only_blank_hours_start_a_timer(backend: Backend, line: Line) -> None:
    entry = await added(backend, None)
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


@only_v1("over V1 a pair is sent whole")
async def test_a_new_task_goes_with_its_project_and_a_new_project_with_its_task(
    backend: Backend, line: Line
) -> None:
    entry = await added(backend)
    line.repair()
    changed = await backend.update(entry, Change(task_id=TALKING))
    await backend.update(changed, Change(project_id=SHOP, task_id=entry.task_id))
    assert line.bodies == [
        {"hours": 1.5, "project_id": "1", "task_id": "2"},
        {"hours": 1.5, "project_id": "2", "task_id": "1"},
    ]


@only_v1("V2 does not tell what a start stopped")
async def test_a_timer_that_the_phone_starts_in_between_is_told_as_stopped(
    backend: Backend, elsewhere: Backend, line: Line, clock: FrozenClock
) -> None:
    async def start_another() -> None:
        await elsewhere.add(draft(None, notes="From the phone"))
        clock.advance(minutes=15)

    line.fail("POST", meanwhile(start_another))
    assert (await backend.add(draft(None))).stopped_hours == Decimal("0.25")


async def test_what_the_person_did_not_see_is_not_overwritten(
    backend: Backend, elsewhere: Backend
) -> None:
    entry = await added(backend)
    await elsewhere.update(entry, Change(hours=Decimal("9.00"), notes="From the phone"))
    with pytest.raises(Refused, match="Its hours were changed elsewhere"):
        await backend.update(entry, Change(hours=Decimal("2.00")))
    with pytest.raises(Refused, match="Its notes were changed elsewhere"):
        await backend.update(entry, Change(notes="Mine"))
    assert (await backend.entry(entry.id)).hours == Decimal("9.00")
    moved = await backend.update(entry, Change(spent_date=entry.spent_date - timedelta(days=1)))
    assert (moved.hours, moved.notes) == (Decimal("9.00"), "From the phone")
    same = await backend.update(moved, Change(notes="From the phone"))
    assert same.notes == "From the phone"


async def test_nothing_is_asked_once_the_account_was_left(backend: Backend) -> None:
    await backend.aclose()
    with pytest.raises(Refused, match="was left"):
        await backend.me()
