"""What every backend may do with entries that are approved or invoiced."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.account.small import CODING, SHOP, TALKING, WEB
from tests.api.conftest import TODAY, House, added, days_ago
from tests.api.contract.conftest import by_hours
from tests.clock import FrozenClock
from tui.api.backend import Backend, Refused
from tui.domain.draft import Change
from tui.domain.entry import Lock

LockIt = Callable[[House], None]


def approve(house: House) -> None:
    house.approve()


def invoice(house: House) -> None:
    house.invoice(1)


def both(house: House) -> None:
    house.approve()
    house.invoice(1)


@pytest.fixture(params=[approve, invoice, both])
def lock(request: pytest.FixtureRequest) -> LockIt:
    """A way to lock what was tracked today."""
    return request.param


async def test_the_lock_is_told(backend: Backend, house: House, lock: LockIt) -> None:
    entry, running = await added(backend), await added(backend, None)
    lock(house)
    told = await backend.entry(entry.id)
    assert told.lock is (Lock.APPROVED if lock is approve else Lock.INVOICED)
    assert (told.is_closed, told.is_billed) == (lock is not invoice, lock is not approve)
    assert (await backend.day(TODAY)).find(entry.id) == told
    assert (await backend.entry(running.id)).lock is Lock.OPEN


async def test_an_administrator_changes_hours_and_notes_and_deletes(
    backend: Backend, house: House, clock: FrozenClock, lock: LockIt
) -> None:
    entry = await added(backend)
    lock(house)
    entry = await backend.entry(entry.id)
    clock.advance(60)
    changed = await backend.update(entry, Change(notes="New", hours=Decimal(2)))
    two = Decimal(2)
    assert changed == replace(
        entry, notes="New", hours=two, hours_without_timer=two, updated_at=clock()
    )
    await backend.delete(changed)
    assert (await backend.day(TODAY)).entries == ()


async def test_project_task_and_date_are_fixed_for_administrators_too(
    backend: Backend, house: House, lock: LockIt
) -> None:
    entry = await added(backend)
    lock(house)
    entry = await backend.entry(entry.id)
    for change in (
        Change(project_id=SHOP),
        Change(task_id=TALKING),
        Change(spent_date=days_ago(1)),
        Change(spent_date=days_ago(1), notes="New", hours=Decimal(2)),
    ):
        with pytest.raises(Refused, match="project, task and date are fixed"):
            await backend.update(entry, change)
        assert await backend.entry(entry.id) == entry


async def test_the_same_value_repeated_is_no_change(
    backend: Backend, house: House, lock: LockIt
) -> None:
    entry = await added(backend)
    lock(house)
    same = Change(project_id=WEB, task_id=CODING, spent_date=TODAY, notes="New")
    changed = await backend.update(entry, same)
    assert changed == replace(await backend.entry(entry.id), notes="New")
    assert (changed.project_id, changed.task_id, changed.spent_date) == (WEB, CODING, TODAY)


async def test_a_member_changes_nothing(
    backend: Backend, member: Backend, house: House, lock: LockIt
) -> None:
    entry = await added(member)
    lock(house)
    locked = await member.entry(entry.id)
    for call in (
        member.update(locked, Change(notes="New")),
        member.update(locked, Change(hours=Decimal(2))),
        member.update(locked, Change(hours=locked.hours)),
        member.update(locked, Change(spent_date=days_ago(1))),
        member.delete(locked),
    ):
        with pytest.raises(Refused, match="only an administrator may change this entry"):
            await call
    assert await member.entry(entry.id) == locked
    assert (await member.stop(locked)).entry == locked


async def test_what_is_opened_again_may_be_changed(member: Backend, house: House) -> None:
    entry = await added(member)
    house.approve()
    house.reopen()
    changed = await member.update(entry, Change(task_id=TALKING, notes="New"))
    assert (changed.task, changed.notes, changed.lock) == ("Talking", "New", Lock.OPEN)


async def test_a_member_may_not_change_what_is_approved(member: Backend, house: House) -> None:
    entry = await added(member)
    house.approve()
    locked = await member.entry(entry.id)
    assert locked.is_closed
    for call in (
        member.update(entry, Change(notes="New")),
        member.update(entry, Change(hours=Decimal(2))),
        member.delete(entry),
    ):
        with pytest.raises(Refused, match="only an administrator"):
            await call
    assert await member.entry(entry.id) == locked


@by_hours
async def test_a_member_may_not_start_what_is_approved(member: Backend, house: House) -> None:
    entry = await added(member)
    house.approve()
    with pytest.raises(Refused, match="only an administrator"):
        await member.start(entry)
    assert not (await member.entry(entry.id)).is_running


async def test_an_administrator_may_change_hours_and_notes_of_what_is_approved(
    backend: Backend, house: House
) -> None:
    entry = await added(backend)
    house.approve()
    changed = await backend.update(entry, Change(notes="New", hours=Decimal(2)))
    assert (changed.notes, changed.hours, changed.is_closed) == ("New", 2, True)
    for change in (
        Change(project_id=SHOP),
        Change(task_id=TALKING),
        Change(spent_date=days_ago(1)),
    ):
        with pytest.raises(Refused, match="project, task and date are fixed"):
            await backend.update(entry, change)
    assert await backend.entry(entry.id) == changed
    await backend.delete(entry)
    assert (await backend.day(TODAY)).entries == ()
