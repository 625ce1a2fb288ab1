"""What every backend does with time entries."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.account.small import ADA, CODING, DRAWING, OLD, SHOP, TALKING, WEB
from tests.api.conftest import TODAY, House, added, days_ago, draft
from tests.api.contract.conftest import by_hours
from tests.clock import FrozenClock
from tui.account.setup import Kind
from tui.api.backend import Backend, NotFound, Refused
from tui.domain.catalog import Client, Task
from tui.domain.draft import Change
from tui.domain.picking import NewChoice


async def test_an_entry_is_made_as_it_was_drafted(backend: Backend, clock: FrozenClock) -> None:
    written = await backend.add(
        draft("1.33", project_id=WEB, task_id=TALKING, spent_date=days_ago(3))
    )
    entry = written.entry
    assert (entry.client, entry.project, entry.task) == ("Acme", "Web", "Talking")
    assert (entry.client_id, entry.project_id, entry.task_id) == (1, WEB, TALKING)
    assert (entry.spent_date, entry.notes) == (days_ago(3), "Templates")
    assert entry.hours == entry.hours_without_timer == Decimal("1.33")
    assert (entry.is_running, entry.user_id, entry.created_at) == (False, ADA, clock())
    assert written.stopped_hours is None
    assert await backend.entry(entry.id) == entry


@pytest.mark.parametrize("hours", ["0", "0.01", "0.33", "0.67", "7.98", "24"])
async def test_hours_are_kept_to_the_hundredth(backend: Backend, hours: str) -> None:
    entry = await added(backend, hours)
    assert entry.hours == (await backend.entry(entry.id)).hours == Decimal(hours)
    assert not entry.is_running


@pytest.mark.parametrize(
    "notes",
    [
        "",
        "  spaces around  ",
        "two\nlines\n",
        "[bold]not markup[/bold] &amp; <b>",
        "café 日本語 👩‍💻",
        "quotes \" ' \\ and null",
        "x" * 10_000,
    ],
)
async def test_notes_are_kept_as_they_are(backend: Backend, notes: str) -> None:
    entry = await added(backend, notes=notes)
    assert (await backend.entry(entry.id)).notes == notes
    await backend.update(entry, Change(notes=notes * 2))
    assert (await backend.entry(entry.id)).notes == notes * 2


async def test_without_hours_a_timer_starts_and_the_running_one_stops(
    backend: Backend, clock: FrozenClock
) -> None:
    first = await added(backend, None, spent_date=days_ago(1))
    clock.advance(minutes=45)
    written = await backend.add(draft(None))
    assert written.entry.timer_started_at == clock()
    assert written.entry.hours == 0
    assert written.stopped_hours == Decimal("0.75")
    stopped = await backend.entry(first.id)
    assert (stopped.is_running, stopped.hours) == (False, Decimal("0.75"))


async def test_with_hours_the_running_timer_goes_on(backend: Backend, clock: FrozenClock) -> None:
    timed = await added(backend, None)
    assert (await backend.add(draft("1.50"))).stopped_hours is None
    assert (await backend.entry(timed.id)).is_running


@pytest.mark.parametrize(
    "wrong",
    [
        {"project_id": OLD},
        {"task_id": DRAWING},
        {"project_id": 99},
        {"hours": "24.01"},
        {"notes": "x" * 100_000},
    ],
)
async def test_what_may_not_be_tracked_is_refused_and_nothing_is_made(
    backend: Backend, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        await backend.add(draft(**wrong))
    assert (await backend.day(TODAY)).entries == ()


@pytest.mark.parametrize(
    "change",
    [
        Change(notes="New"),
        Change(notes=""),
        Change(hours=Decimal("2.25")),
        Change(hours=Decimal("0.00")),
        Change(spent_date=days_ago(2)),
        Change(task_id=TALKING),
        Change(project_id=SHOP),
        Change(notes="New", hours=Decimal(3), spent_date=days_ago(1), task_id=TALKING),
    ],
)
async def test_an_update_changes_what_it_names_and_nothing_else(
    backend: Backend, clock: FrozenClock, change: Change
) -> None:
    entry = await added(backend)
    other = await added(backend)
    clock.advance(60)
    changed = await backend.update(entry, change)
    named = {
        name: value
        for name in ("notes", "spent_date", "task_id", "project_id", "hours")
        if (value := getattr(change, name)) is not None
    }
    if change.hours is not None:
        named["hours_without_timer"] = change.hours
    if change.task_id is not None:
        named["task"] = "Talking"
    if change.project_id is not None:
        named |= {"project": "Shop", "client": "Globex", "client_id": 2}
    assert changed == replace(entry, **named, updated_at=clock())
    assert await backend.entry(entry.id) == changed
    assert await backend.entry(other.id) == other


@by_hours
async def test_new_hours_of_a_running_entry_are_booked_under_its_timer(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = (await backend.start(await added(backend))).entry
    clock.advance(hours=1)
    changed = await backend.update(entry, Change(hours=Decimal(3)))
    assert changed.is_running
    assert changed.seconds(clock()) == 4 * 3600


async def test_a_refused_update_changes_nothing(backend: Backend) -> None:
    entry = await added(backend)
    for change in (Change(hours=Decimal("24.01")), Change(project_id=OLD), Change(task_id=DRAWING)):
        with pytest.raises(Refused):
            await backend.update(entry, change)
    assert await backend.entry(entry.id) == entry


@pytest.mark.parametrize("hours", ["1.50", None])
async def test_a_deleted_entry_is_gone(backend: Backend, hours: str | None) -> None:
    entry = await added(backend, hours)
    kept = await added(backend)
    await backend.delete(entry)
    assert (await backend.day(TODAY)).entries == (kept,)
    assert await backend.running(TODAY) is None
    for call in (backend.entry(entry.id), backend.delete(entry), backend.start(entry)):
        with pytest.raises(NotFound):
            await call


@by_hours
async def test_starting_one_timer_stops_the_other(backend: Backend, clock: FrozenClock) -> None:
    first = await added(backend, None, spent_date=days_ago(1))
    second = await added(backend, "1.00")
    clock.advance(minutes=30)
    written = await backend.start(second)
    assert written.stopped_hours == Decimal("0.50")
    assert written.entry.is_running
    assert written.entry.hours_without_timer == 1
    assert not (await backend.entry(first.id)).is_running


async def test_a_timer_that_runs_is_not_started_again(backend: Backend, clock: FrozenClock) -> None:
    entry = await added(backend, None)
    clock.advance(hours=1)
    written = await backend.start(entry)
    assert written.entry.timer_started_at == entry.timer_started_at
    assert written.stopped_hours is None


@by_hours
async def test_stopping_books_what_the_timer_has_counted(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = (await backend.start(await added(backend))).entry
    clock.advance(minutes=30)
    stopped = (await backend.stop(entry)).entry
    assert (stopped.is_running, stopped.hours) == (False, Decimal(2))
    assert stopped.hours_without_timer == 2


async def test_a_timer_that_stands_is_not_stopped_again(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = await added(backend)
    for _ in range(2):
        stopped = (await backend.stop(entry)).entry
        assert (stopped.is_running, stopped.hours) == (False, entry.hours)


@by_hours
async def test_an_entry_can_be_started_and_stopped_again_and_again(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = await added(backend, "0.00")
    for _ in range(3):
        await backend.start(entry)
        clock.advance(minutes=20)
        entry = (await backend.stop(entry)).entry
    assert entry.hours == 1


async def test_a_timer_past_midnight_stays_on_its_day(backend: Backend, clock: FrozenClock) -> None:
    entry = await added(backend, None)
    clock.advance(hours=15)
    tomorrow = TODAY + timedelta(days=1)
    assert (await backend.me()).today(clock()) == tomorrow
    running = await backend.running(tomorrow)
    assert running is not None
    assert (running.id, running.spent_date) == (entry.id, TODAY)
    assert (await backend.stop(running)).entry.hours == 15


async def test_everybody_has_a_timer_of_their_own(backend: Backend, member: Backend) -> None:
    mine, theirs = await added(backend, None), await added(member, None)
    assert (await backend.entry(mine.id)).is_running
    assert (await member.entry(theirs.id)).is_running


async def test_the_entries_of_others_are_out_of_reach(backend: Backend, member: Backend) -> None:
    entry = await added(backend)
    calls = (
        member.update(entry, Change(notes="Mine")),
        member.delete(entry),
        member.start(entry),
        member.stop(entry),
    )
    for call in calls:
        with pytest.raises(NotFound):
            await call
    assert await backend.entry(entry.id) == entry


async def test_trap_10_notes_of_an_archived_project_can_still_be_edited(
    backend: Backend, house: House
) -> None:
    entry = await added(backend)
    house.archive(Kind.PROJECT, WEB)
    changed = await backend.update(entry, Change(notes="New"))
    assert (changed.project, changed.task, changed.notes) == ("Web", "Coding", "New")


async def test_what_is_new_is_made_and_can_be_tracked(backend: Backend) -> None:
    choice = await backend.create(NewChoice(client="Umbra", project="Blog", task="Writing"))
    assert (choice.project.client, choice.project.name) == ("Umbra", "Blog")
    assert choice.task.name == "Writing"
    assert (await backend.catalog()).find(*choice.ids) == choice
    project_id, task_id = choice.ids
    assert (await added(backend, project_id=project_id, task_id=task_id)).project == "Blog"


async def test_a_task_is_added_to_a_project(backend: Backend) -> None:
    shop = next(one for one in (await backend.catalog()).projects if one.id == SHOP)
    client = Client(shop.client_id, shop.client)
    choice = await backend.create(
        NewChoice(client=client, project=shop, task=Task(TALKING, "Talking"))
    )
    assert choice.ids == (SHOP, TALKING)
    assert [task.name for task in choice.project.tasks] == ["Coding", "Talking"]


async def test_what_is_there_is_not_made_again(backend: Backend) -> None:
    before = await backend.catalog()
    choice = await backend.create(NewChoice(client="acme", project="WEB", task="coding"))
    assert choice.ids == (WEB, CODING)
    assert await backend.catalog() == before


async def test_a_member_makes_nothing(member: Backend) -> None:
    before = await member.catalog()
    with pytest.raises(Refused):
        await member.create(NewChoice(client="Umbra", project="Blog", task="Writing"))
    assert await member.catalog() == before
