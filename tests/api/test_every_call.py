"""What holds for every call to an account: whose sheet it is, what time it is there, its form."""

from datetime import timedelta

import pytest

from tests.account.small import ADA, BOB
from tests.api.conftest import TODAY, House, added, draft
from tests.api.line import Line, lost_reply
from tests.clock import FrozenClock
from tui.api.backend import LoginNeeded, NotFound, Refused
from tui.api.v1 import V1
from tui.domain.catalog import Client
from tui.domain.draft import Change
from tui.domain.picking import NewChoice


async def test_a_stranger_is_told_so(house: House) -> None:
    with pytest.raises(LoginNeeded, match="Authentication failed for API request"):
        await house.v1(house.line(person=99)).me()


@pytest.mark.parametrize(
    "behind", [timedelta(hours=1), timedelta(seconds=-90), timedelta(seconds=2)]
)
async def test_the_skew_is_how_far_the_clock_of_the_account_is_ahead(
    house: House, clock: FrozenClock, behind: timedelta
) -> None:
    v1 = house.v1(clock=FrozenClock(clock() - behind))
    assert v1.skew == timedelta()
    await v1.me()
    assert v1.skew == behind


@pytest.mark.parametrize("seconds", [-1.9, -1, 0, 0.9, 1.9])
async def test_a_skew_below_two_seconds_is_noise(
    house: House, clock: FrozenClock, seconds: float
) -> None:
    v1 = house.v1(clock=FrozenClock(clock() - timedelta(seconds=seconds)))
    await v1.me()
    assert v1.skew == timedelta()


async def use_everything(v1: V1) -> None:
    """Make every call there is at least once."""
    await v1.me()
    await v1.catalog()
    await v1.clients()
    entry = (await v1.add(draft(None))).entry
    await v1.day(TODAY)
    await v1.running(TODAY)
    await v1.stop(entry)
    await v1.start(entry)
    await v1.update(entry, Change(notes="New"))
    await v1.delete(entry)
    await v1.create(NewChoice(client=Client(1, "Acme"), project="Blog", task="Writing"))


async def test_trap_9_no_call_forgets_whose_sheet_it_is_about(house: House, line: Line) -> None:
    v1 = house.v1(line, of_user=BOB)
    await use_everything(v1)
    assert {request.url.params.get("of_user") for request in line.requests} == {str(BOB)}
    (entry,) = [await added(v1)]
    assert entry.user_id == BOB
    assert (await house.v1().day(TODAY)).entries == ()
    assert (await v1.day(TODAY)).find(entry.id) == entry


async def test_trap_9_looking_again_after_a_lost_reply_is_about_the_same_sheet(
    house: House, line: Line
) -> None:
    line.fail("POST", lost_reply())
    assert (await added(house.v1(line, of_user=BOB))).user_id == BOB
    assert {request.url.params.get("of_user") for request in line.requests} == {str(BOB)}


async def test_ones_own_sheet_is_not_named(v1: V1, line: Line) -> None:
    await use_everything(v1)
    assert not any("of_user" in request.url.params for request in line.requests)


async def test_a_member_may_not_work_with_the_sheet_of_another(house: House) -> None:
    v1 = house.v1(house.line(person=BOB), of_user=ADA)
    with pytest.raises(NotFound, match="Only administrators"):
        await v1.day(TODAY)


async def test_no_read_has_a_body_and_every_call_says_that_it_speaks_json(
    v1: V1, line: Line
) -> None:
    await use_everything(v1)
    for request in line.requests:
        assert bool(request.content) is (request.method == "POST")
        assert request.headers["Accept"] == "application/json"
        assert request.headers["Content-Type"] == "application/json"


async def test_only_a_day_is_read_without_its_projects(v1: V1, line: Line) -> None:
    await v1.day(TODAY)
    await v1.catalog()
    assert [request.url.params.get("slim") for request in line.requests] == ["1", None]


async def test_text_that_cannot_be_written_is_refused(v1: V1) -> None:
    with pytest.raises(Refused):
        await v1.add(draft(notes="half a pair: \ud800"))


async def test_after_the_end_no_call_goes_out(v1: V1, line: Line) -> None:
    await v1.aclose()
    with pytest.raises(Refused, match="was left"):
        await v1.me()
    assert line.calls == []
