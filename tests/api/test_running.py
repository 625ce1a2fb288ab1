"""Finding the running timer over an API that has no call for it, with no more calls than needed."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.api.conftest import TODAY, added, days_ago
from tests.api.line import Line, lost_request
from tests.clock import FrozenClock
from tui.api.backend import Unreachable
from tui.api.v1 import LOOKED_FOR, V1
from tui.domain.entry import TimeEntry

TOMORROW = "GET /daily/28/2016"
TODAYS = "GET /daily/27/2016"
YESTERDAYS = "GET /daily/26/2016"


async def found(v1: V1, today: object = TODAY) -> int | None:
    """The id of the entry that is found to be running."""
    entry = await v1.running(today)  # type: ignore[arg-type]
    assert entry is None or entry.is_running
    return entry and entry.id


def show(entry: TimeEntry) -> str:
    return f"GET /daily/show/{entry.id}"


@pytest.mark.parametrize("days", range(-1, 7))
async def test_a_timer_of_the_last_six_days_is_found(v1: V1, phone: V1, days: int) -> None:
    entry = await added(phone, None, spent_date=days_ago(days))
    assert await found(v1) == entry.id


@pytest.mark.parametrize("days", [7, -2])
async def test_nobody_looks_further(v1: V1, phone: V1, days: int) -> None:
    await added(phone, None, spent_date=days_ago(days))
    assert await found(v1) is None


async def test_it_ends_looking_where_it_finds(v1: V1, phone: V1, line: Line) -> None:
    await added(phone, None)
    await found(v1)
    assert line.calls == [TOMORROW, TODAYS]


async def test_the_first_look_goes_back_a_week_and_later_ones_to_yesterday(
    v1: V1, line: Line, clock: FrozenClock
) -> None:
    assert await found(v1) is None
    assert line.calls == [f"GET /daily/{number}/2016" for number in range(28, 20, -1)]
    line.repair()
    clock.advance(LOOKED_FOR.total_seconds())
    assert await found(v1) is None
    assert line.calls == [TOMORROW, TODAYS, YESTERDAYS]


async def test_that_nothing_runs_holds_for_a_while(v1: V1, line: Line, clock: FrozenClock) -> None:
    assert await found(v1) is None
    line.repair()
    clock.advance(LOOKED_FOR.total_seconds() - 1)
    assert await found(v1) is None
    assert line.calls == []


async def test_who_asks_for_everything_anew_is_told_at_once(v1: V1, phone: V1, line: Line) -> None:
    assert await found(v1) is None
    entry = await added(phone, None)
    assert await found(v1) is None
    await v1.me()
    assert await found(v1) == entry.id


async def test_a_first_look_that_failed_was_none(v1: V1, phone: V1, line: Line) -> None:
    entry = await added(phone, None, spent_date=days_ago(6))
    line.break_down("GET /daily/24")
    with pytest.raises(Unreachable):
        await found(v1)
    line.repair()
    assert await found(v1) == entry.id


async def test_a_known_timer_costs_one_call(v1: V1, phone: V1, line: Line) -> None:
    entry = await added(phone, None)
    await found(v1)
    line.repair()
    assert await found(v1) == await found(v1) == entry.id
    assert line.calls == [show(entry)] * 2


@pytest.mark.parametrize("days", [0, 30])
async def test_what_was_started_here_is_known_whatever_its_day(
    v1: V1, line: Line, days: int
) -> None:
    entry = (await v1.start(await added(v1, spent_date=days_ago(days)))).entry
    line.repair()
    assert await found(v1) == entry.id
    assert line.calls == [show(entry)]


async def test_what_was_added_here_without_hours_is_known(v1: V1, line: Line) -> None:
    entry = await added(v1, None, spent_date=days_ago(30))
    line.repair()
    assert await found(v1) == entry.id
    assert line.calls == [show(entry)]


async def test_what_a_day_shows_is_known(v1: V1, phone: V1, line: Line) -> None:
    entry = await added(phone, None, spent_date=days_ago(30))
    await v1.day(days_ago(30))
    line.repair()
    assert await found(v1) == entry.id
    assert line.calls == [show(entry)]


async def test_what_is_found_to_run_already_is_known(v1: V1, phone: V1, line: Line) -> None:
    entry = await added(phone, None, spent_date=days_ago(30))
    await v1.start(entry)
    line.repair()
    assert await found(v1) == entry.id


async def test_it_is_still_known_past_midnight(v1: V1, clock: FrozenClock) -> None:
    entry = await added(v1, None)
    clock.advance(days=9)
    assert await found(v1, TODAY + timedelta(days=9)) == entry.id


async def test_a_timer_stopped_here_is_forgotten(v1: V1, line: Line, clock: FrozenClock) -> None:
    assert await found(v1) is None
    entry = await added(v1, None)
    await v1.stop(entry)
    line.repair()
    clock.advance(LOOKED_FOR.total_seconds())
    assert await found(v1) is None
    assert line.calls == [TOMORROW, TODAYS, YESTERDAYS]


async def test_stopping_one_does_not_forget_another(v1: V1, phone: V1) -> None:
    old = await added(v1, None, spent_date=days_ago(30))
    new = await added(v1, None, spent_date=days_ago(31))
    await v1.stop(old)
    assert await found(v1) == new.id


async def test_a_timer_stopped_on_the_phone_is_forgotten(
    v1: V1, phone: V1, line: Line, clock: FrozenClock
) -> None:
    assert await found(v1) is None
    entry = await added(v1, None)
    await phone.stop(entry)
    line.repair()
    for _ in range(2):
        clock.advance(LOOKED_FOR.total_seconds())
        assert await found(v1) is None
    days = [TOMORROW, TODAYS, YESTERDAYS]
    assert line.calls == [show(entry), *days, *days]


async def test_a_timer_deleted_on_the_phone_is_forgotten(v1: V1, phone: V1, line: Line) -> None:
    entry = await added(v1, None)
    await phone.delete(entry)
    assert await found(v1) is None
    line.repair()
    await found(v1)
    assert show(entry) not in line.calls


async def test_another_timer_started_on_the_phone_is_found(v1: V1, phone: V1) -> None:
    await added(v1, None)
    other = await added(phone, None, notes="From the phone")
    assert await found(v1) == other.id


async def test_a_known_timer_outlasts_a_cut_connection(
    v1: V1, line: Line, clock: FrozenClock
) -> None:
    assert await found(v1) is None
    entry = await added(v1, None)
    later = TODAY + timedelta(days=3)
    clock.advance(days=3)
    line.break_down(fault=lost_request(httpx.ConnectError))
    with pytest.raises(Unreachable):
        await found(v1, later)
    line.repair()
    assert await found(v1, later) == entry.id


async def test_two_may_ask_at_the_same_time(v1: V1, phone: V1) -> None:
    entry = await added(phone, None, spent_date=days_ago(3))
    assert await asyncio.gather(found(v1), found(v1), found(v1)) == [entry.id] * 3
