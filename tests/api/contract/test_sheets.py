"""What every backend does with the sheets of others, and when it is asked to wait."""

import pytest

from tests.account.small import ADA, BOB
from tests.api.conftest import TODAY, House, Pauses, added, draft
from tests.api.contract.conftest import Desk, Kind
from tests.api.wires import OVER_V2
from tui.account.setup import Kind as Thing
from tui.api.backend import Backend, NotFound, Refused, Throttled
from tui.domain.catalog import Client
from tui.domain.draft import Change
from tui.domain.picking import NewChoice


async def test_an_administrator_sees_the_people_by_their_names(
    backend: Backend, house: House
) -> None:
    cleo = house.make(Thing.PERSON, first_name="aaron", last_name="Z", email="a@example.com")
    people = await backend.people()
    assert [person.id for person in people] == [cleo, ADA, BOB]
    assert [(one.name, one.email, one.is_admin) for one in people[1:]] == [
        ("Ada Byron", "ada@example.com", True),
        ("Bob Lee", "bob@example.com", False),
    ]
    house.archive(Thing.PERSON, cleo)
    assert [person.id for person in await backend.people()] == [ADA, BOB]


async def test_a_member_sees_no_people(member: Backend) -> None:
    with pytest.raises(Refused, match="Only administrators may do this"):
        await member.people()


async def use_everything(sheet: Backend) -> None:
    """Make every call of a backend that is about a sheet or an account, each at least once."""
    await sheet.me()
    await sheet.people()
    await sheet.catalog()
    await sheet.clients()
    entry = (await sheet.add(draft(None))).entry
    await sheet.day(TODAY)
    await sheet.days([TODAY])
    await sheet.running(TODAY)
    await sheet.stop(entry)
    entry = (await sheet.start(entry)).entry
    await sheet.entry(entry.id)
    await sheet.update(entry, Change(notes="New"))
    await sheet.delete(entry)
    await sheet.create(NewChoice(client=Client(1, "Acme"), project="Blog", task="Writing"))


async def test_trap_9_every_call_to_a_sheet_is_about_that_sheet(
    kind: Kind, backend: Backend, member: Backend, desk: Desk
) -> None:
    mine, theirs = await added(backend, None), await added(member)
    sheet = backend.sheet_of(BOB)
    desk.asked.clear()
    await use_everything(sheet)
    assert len(desk.asked) >= 14
    assert kind.wire.sheets(desk.asked) == {str(BOB)}
    desk.asked.clear()
    assert (await backend.day(TODAY)).entries == (mine,)
    assert kind.wire.sheets(desk.asked) == {kind.wire.own(ADA)}
    desk.asked.clear()
    assert (await member.day(TODAY)).find(theirs.id) == theirs
    assert kind.wire.sheets(desk.asked) == {kind.wire.own(BOB)}


async def test_the_timer_of_a_sheet_is_that_of_its_owner(backend: Backend, member: Backend) -> None:
    sheet = backend.sheet_of(BOB)
    mine, theirs = await added(backend, None), await added(member, None)
    assert await sheet.running(TODAY) == theirs
    stopped = (await sheet.stop(theirs)).entry
    assert (stopped.user_id, stopped.is_running) == (BOB, False)
    assert await backend.running(TODAY) == mine
    for call in (sheet.stop(mine), sheet.update(mine, Change(notes="New")), sheet.delete(mine)):
        with pytest.raises(NotFound):
            await call
    assert await backend.running(TODAY) == mine


async def test_what_is_made_on_a_sheet_is_its_owners(backend: Backend, member: Backend) -> None:
    entry = await added(backend.sheet_of(BOB))
    assert entry.user_id == BOB
    assert (await member.day(TODAY)).entries == (entry,)
    assert (await backend.day(TODAY)).entries == ()


async def finds_nothing(kind: Kind, sheet: Backend, words: str) -> None:
    """Read a sheet that there is not, or not for the one who asks.

    V1 refuses that; V2's lists are filters, and what they let through is nothing at all.
    """
    for read in (sheet.day, sheet.running):
        if kind.wire is OVER_V2:
            found = await read(TODAY)
            assert found is None or found.entries == ()
        else:
            with pytest.raises(Refused, match=words):
                await read(TODAY)


async def test_a_sheet_of_nobody_is_refused_and_is_not_ones_own(
    kind: Kind, backend: Backend
) -> None:
    mine, sheet = await added(backend, None), backend.sheet_of(99)
    await finds_nothing(kind, sheet, "no such person")
    with pytest.raises(Refused, match="no such person"):
        await sheet.add(draft())
    assert (await backend.day(TODAY)).entries == (mine,)


REFUSALS = {
    "v1": "Only administrators may work with the timesheets",
    "v2": "Only administrators may track time for others|Not Found",
}
"""What a member is told on another's sheet; over V2 what is not found has no words of its own."""


async def test_a_member_is_refused_the_sheet_of_another(
    kind: Kind, backend: Backend, member: Backend
) -> None:
    entry = await added(backend, None)
    sheet, words = member.sheet_of(ADA), REFUSALS[kind.wire.name]
    await finds_nothing(kind, sheet, words)
    calls = (
        sheet.entry(entry.id),
        sheet.add(draft()),
        sheet.update(entry, Change(notes="Mine")),
        sheet.start(entry),
        sheet.stop(entry),
        sheet.delete(entry),
    )
    for call in calls:
        with pytest.raises(Refused, match=words):
            await call
    assert (await backend.day(TODAY)).entries == (entry,)


async def test_a_pause_is_told_and_waited_out_by_a_read(
    kind: Kind, backend: Backend, desk: Desk, pauses: Pauses
) -> None:
    told: list[float] = []
    backend.watch_pauses(told.append)
    desk.busy = [kind.busy]
    assert (await backend.sheet_of(BOB).day(TODAY)).entries == ()
    assert told == pauses.waited == [kind.pause]


async def test_a_write_is_not_repeated_after_a_pause(
    kind: Kind, backend: Backend, desk: Desk, pauses: Pauses
) -> None:
    told: list[float] = []
    backend.watch_pauses(told.append)
    desk.busy = [kind.busy]
    with pytest.raises(Throttled, match=rf"{kind.busy_words}\. Nothing was saved"):
        await backend.add(draft())
    assert (told, pauses.waited) == ([kind.pause], [])
    calls = [one.call for one in desk.asked]
    assert [call for call in calls if call.startswith("POST")] == [kind.wire.adding]
    assert (await backend.day(TODAY)).entries == ()
    assert pauses.waited == [kind.pause]
