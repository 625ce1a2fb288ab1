"""What every backend tells of an account."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.account.small import ADA, BOB, CODING, SHOP, TALKING, WEB
from tests.api.conftest import TODAY, House, added, days_ago
from tests.api.contract.conftest import by_hours
from tests.clock import FrozenClock
from tui.account.setup import Kind
from tui.api.backend import Backend, NotFound
from tui.domain.catalog import Client


async def test_who_is_logged_in_and_where(backend: Backend, clock: FrozenClock) -> None:
    account = await backend.me()
    assert account.name == "Ada Byron"
    assert (account.me.id, account.me.name, account.me.is_admin) == (ADA, "Ada Byron", True)
    assert account.zone_name == "Europe/Berlin"
    assert account.today(clock()) == TODAY


async def test_a_member_is_no_administrator(member: Backend) -> None:
    me = (await member.me()).me
    assert (me.id, me.email, me.is_admin) == (BOB, "bob@example.com", False)


async def test_the_clocks_agree(backend: Backend) -> None:
    await backend.me()
    assert backend.skew == timedelta()


@pytest.mark.parametrize(
    "on", [TODAY, date(2016, 2, 29), date(2016, 12, 31), date(2015, 12, 31), date(2017, 1, 1)]
)
async def test_a_day_holds_its_entries_and_no_others_oldest_first(
    backend: Backend, on: date
) -> None:
    before = await added(backend, spent_date=on - timedelta(days=1))
    entries = tuple([await added(backend, hours, spent_date=on) for hours in ("2", "1", None)])
    after = await added(backend, spent_date=on + timedelta(days=1))
    day = await backend.day(on)
    assert (day.date, day.entries) == (on, entries)
    assert day.find(before.id) is day.find(after.id) is None


async def test_several_days_are_each_of_them_in_the_order_asked_for(
    backend: Backend, clock: FrozenClock
) -> None:
    dates = [date(2016, 1, 3), date(2015, 12, 31), date(2016, 1, 1)]
    for on in (*dates, date(2016, 1, 2)):
        await added(backend, spent_date=on)
        await added(backend, "2", spent_date=on)
    assert await backend.days(dates) == tuple([await backend.day(on) for on in dates])
    assert await backend.days([]) == ()


async def test_a_day_may_be_empty(backend: Backend) -> None:
    day = await backend.day(TODAY)
    assert (day.date, day.entries) == (TODAY, ())


async def test_everybody_has_a_sheet_of_their_own(backend: Backend, member: Backend) -> None:
    entry = await added(backend)
    theirs = await added(member)
    assert (entry.user_id, theirs.user_id) == (ADA, BOB)
    assert (await backend.day(TODAY)).entries == (entry,)
    assert (await member.day(TODAY)).entries == (theirs,)


async def test_one_entry_can_be_read(backend: Backend, phone: Backend) -> None:
    entry = await added(backend)
    assert await phone.entry(entry.id) == entry


async def test_what_is_not_there_or_not_ones_own_is_not_found(
    backend: Backend, member: Backend
) -> None:
    entry = await added(backend)
    for id_, who in ((99, backend), (entry.id, member), (2**70, backend)):
        with pytest.raises(NotFound):
            await who.entry(id_)


@by_hours
async def test_a_running_entry_tells_its_hours_with_and_without_the_timer(
    backend: Backend, clock: FrozenClock
) -> None:
    entry = (await backend.start(await added(backend))).entry
    started = clock()
    clock.advance(minutes=15)
    entry = await backend.entry(entry.id)
    assert (entry.hours, entry.hours_without_timer) == (Decimal("1.75"), Decimal("1.50"))
    assert entry.timer_started_at == started
    assert entry.seconds(clock()) == 105 * 60


async def test_the_catalog_offers_what_is_active_by_client_and_name(backend: Backend) -> None:
    catalog = await backend.catalog()
    assert [choice.ids for choice in catalog.choices] == [
        (WEB, CODING),
        (WEB, TALKING),
        (SHOP, CODING),
    ]
    assert [project.label for project in catalog.projects] == ["Acme · [W] Web", "Globex · Shop"]
    assert [client.name for client in catalog.clients] == ["Acme", "Globex"]


async def test_the_catalog_follows_what_is_archived(backend: Backend, house: House) -> None:
    house.archive(Kind.PROJECT, WEB)
    assert [choice.ids for choice in (await backend.catalog()).choices] == [(SHOP, CODING)]
    house.archive(Kind.TASK, CODING)
    assert (await backend.catalog()).choices == ()


async def test_clients_without_a_project_are_clients_too(backend: Backend, house: House) -> None:
    umbra = house.make(Kind.CLIENT, name="Umbra")
    assert await backend.clients() == (
        Client(1, "Acme"),
        Client(2, "Globex"),
        Client(umbra, "Umbra"),
    )


@pytest.mark.parametrize("days", [-1, 0, 1, 6])
async def test_the_running_entry_is_found_on_whatever_recent_day(
    backend: Backend, phone: Backend, days: int
) -> None:
    await added(phone)
    entry = await added(phone, None, spent_date=days_ago(days))
    running = await backend.running(TODAY)
    assert running == entry
    await phone.stop(entry)
    assert await backend.running(TODAY) is None


async def test_the_timer_of_somebody_else_is_not_ones_own(
    backend: Backend, member: Backend
) -> None:
    await added(member, None)
    assert await backend.running(TODAY) is None
