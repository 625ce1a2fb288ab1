"""The throttle: one gate for all calls, waited out in silence, and no write sent twice."""

import asyncio

import pytest

from tests.api.conftest import TODAY, House, Pauses, added, draft
from tests.api.line import Line, reply
from tui.api.backend import Throttled, Unclear
from tui.api.gate import LONGEST_SECONDS
from tui.api.v1 import V1

BUSY = reply(503, {"message": "Too many calls."}, Retry_After="7")
GATEWAY = reply(503, b"<html>Service unavailable</html>")


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def v1(house: House, line: Line, pauses: Pauses) -> V1:
    return house.v1(line, pauses=pauses)


async def test_a_read_waits_the_pause_out_and_answers(v1: V1, line: Line, pauses: Pauses) -> None:
    line.fail("GET", BUSY)
    assert (await v1.day(TODAY)).entries == ()
    assert pauses.waited == [7]
    assert len(line.calls) == 2


@pytest.mark.parametrize("fault", [reply(429), GATEWAY, reply(503, Retry_After="")])
async def test_without_a_number_it_is_fifteen_seconds(
    v1: V1, line: Line, pauses: Pauses, fault: object
) -> None:
    line.fail("GET", fault)
    await v1.day(TODAY)
    assert pauses.waited == [15]


async def test_the_gate_is_one_for_all_calls_and_all_sheets(
    v1: V1, line: Line, pauses: Pauses
) -> None:
    told: list[float] = []
    v1.watch_pauses(told.append)
    line.fail("GET", BUSY)
    await asyncio.gather(v1.day(TODAY), v1.sheet_of(2).day(TODAY), v1.me())
    assert told == [7]
    await v1.sheet_of(2).add(draft())
    assert sum(pauses.waited) >= 7
    line.fail("GET", BUSY)
    await v1.sheet_of(2).day(TODAY)
    assert told == [7, 7]


async def test_a_write_behind_the_gate_is_sent_once_when_it_opens(
    v1: V1, line: Line, pauses: Pauses
) -> None:
    line.fail("GET", BUSY)
    line.fail("POST", reply(429))
    await v1.day(TODAY)
    with pytest.raises(Throttled, match="Nothing was saved"):
        await v1.add(draft())
    assert len(line.writes) == 1
    await v1.add(draft())
    assert pauses.waited == [7, 15]
    assert len((await v1.day(TODAY)).entries) == 1


async def test_a_throttled_write_is_not_sent_again(v1: V1, line: Line, pauses: Pauses) -> None:
    line.fail("POST", BUSY)
    with pytest.raises(Throttled, match=r"Too many calls\. Nothing was saved"):
        await v1.add(draft())
    assert line.writes == ["POST /daily/add"]
    assert pauses.waited == []


@pytest.mark.parametrize("done", [False, True])
async def test_a_503_that_a_gateway_may_have_said_is_looked_into(
    v1: V1, line: Line, pauses: Pauses, done: bool
) -> None:
    line.fail("POST", reply(503, b"<html>Service unavailable</html>", done=done))
    if done:
        assert (await v1.add(draft())).entry.notes == "Templates"
    else:
        with pytest.raises(Unclear, match="nothing was saved"):
            await v1.add(draft())
    assert line.writes == ["POST /daily/add"]
    assert pauses.waited == [15]


async def test_a_long_pause_is_told_instead_of_waited_out(
    v1: V1, line: Line, pauses: Pauses
) -> None:
    line.fail("GET", reply(503, Retry_After=str(LONGEST_SECONDS * 5)[:-2]))
    with pytest.raises(Throttled, match="try again in 10 minutes"):
        await v1.day(TODAY)
    assert pauses.waited == []


async def test_a_throttled_start_leaves_the_timer_alone(v1: V1, line: Line) -> None:
    entry = await added(v1)
    line.fail("GET /daily/timer/", BUSY)
    with pytest.raises(Throttled):
        await v1.start(entry)
    assert not (await v1.entry(entry.id)).is_running
