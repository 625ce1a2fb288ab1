"""What is asked of an account is counted."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.clock import START, FrozenClock
from tui.api.backend import Refused, Unclear, Unreachable
from tui.api.meter import Meter
from tui.api.session import Session


class Seconds:
    """A timer that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def answer(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/gone":
        raise httpx.ConnectError("no")
    if request.url.path == "/silent":
        raise httpx.ReadTimeout("no")
    if request.url.path == "/no":
        return httpx.Response(422, json={"message": "Not so."})
    return httpx.Response(200, json={"day_entries": []})


def session(meter: Meter) -> Session:
    client = httpx.AsyncClient(
        transport=httpx.MockTransport(answer), base_url="http://account", auth=("ada", "sesame")
    )
    return Session(client, place="The account", clock=FrozenClock(), backoff=(), meter=meter)


async def test_calls_are_counted_by_method_and_outcome_with_their_bytes() -> None:
    meter = Meter()
    asked = session(meter)
    await asked.read("/daily")
    await asked.of(2).read("/daily")
    with pytest.raises(Refused):
        await asked.write("POST", "/no", {"hours": 1})
    with pytest.raises(Unreachable):
        await asked.read("/gone")
    with pytest.raises(Unclear):
        await asked.write("PUT", "/silent")
    assert meter.calls == {
        "GET 200": 2,
        "POST 422": 1,
        "GET not sent": 1,
        "PUT no answer": 1,
    }
    assert len(meter.latencies) == 3
    assert meter.sent > 300
    assert meter.received > 100


async def test_the_last_failures_are_kept_with_their_time_and_no_secret() -> None:
    meter = Meter()
    with pytest.raises(Refused):
        await session(meter).write("POST", "/no?token=sesame", {"hours": 1})
    assert [(failure.at, failure.sentence) for failure in meter.failures] == [
        (START, "POST /no: Not so.")
    ]
    for number in range(50):
        meter.failed(datetime.now(UTC) + timedelta(seconds=number), "x" * 1000)
    assert len(meter.failures) == 20
    assert len(meter.failures[-1].sentence) == 200


def test_only_the_last_hour_is_counted_and_half_of_what_is_allowed_is_noticed() -> None:
    seconds = Seconds()
    meter = Meter(seconds)
    for _ in range(50):
        meter.called("GET", "200", 0.1)
    assert not meter.is_half_used
    meter.called("GET", "200", 0.1)
    assert meter.is_half_used
    seconds.now += 16
    assert not meter.is_half_used
    assert (meter.within(15), meter.within(3600)) == (0, 51)
    seconds.now += 3600
    meter.called("GET", "200", 0.1)
    assert meter.within(10**6) == 1
    assert sum(meter.calls.values()) == 52
