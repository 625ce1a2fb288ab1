"""How many calls are too many."""

import pytest

from tests.clock import FrozenClock
from tui.account.throttle import HARVEST, Limit, LockedOut, Standing, Throttle


@pytest.fixture
def throttle() -> Throttle:
    return Throttle(Limit(max_calls=3, seconds=15, lockout_seconds=15))


def calls(throttle: Throttle, clock: FrozenClock, count: int, who: object = "ada") -> int:
    """Make calls, and tell how many got through."""
    through = 0
    for _ in range(count):
        try:
            throttle.count(who, clock())
            through += 1
        except LockedOut:
            continue
    return through


def test_harvest_allows_a_hundred_calls_in_fifteen_seconds(clock: FrozenClock) -> None:
    assert Limit(max_calls=100, seconds=15, lockout_seconds=15) == HARVEST
    throttle = Throttle()
    assert calls(throttle, clock, 100) == 100
    with pytest.raises(LockedOut, match="make none for 15 seconds") as refused:
        throttle.count("ada", clock())
    assert (refused.value.status, refused.value.retry_after) == (503, 15)


def test_calls_that_lie_back_far_enough_do_not_count(
    throttle: Throttle, clock: FrozenClock
) -> None:
    for _ in range(20):
        assert calls(throttle, clock, 1) == 1
        clock.advance(5)


def test_each_call_during_a_lockout_begins_it_anew(throttle: Throttle, clock: FrozenClock) -> None:
    assert calls(throttle, clock, 4) == 3
    for _ in range(5):
        clock.advance(14.9)
        assert calls(throttle, clock, 1) == 0
    clock.advance(15)
    assert calls(throttle, clock, 4) == 3


def test_a_lockout_that_is_over_leaves_nothing(clock: FrozenClock) -> None:
    throttle = Throttle(Limit(max_calls=3, seconds=60, lockout_seconds=15))
    assert calls(throttle, clock, 4) == 3
    clock.advance(15)
    assert calls(throttle, clock, 4) == 3


def test_everybody_is_counted_alone(throttle: Throttle, clock: FrozenClock) -> None:
    assert calls(throttle, clock, 5, "ada") == 3
    assert calls(throttle, clock, 2, "bob") == 2
    assert throttle.standing("bob", clock()) == Standing(throttle.limit, 2, clock())
    assert throttle.standing("cleo", clock()) == Standing(throttle.limit, 0, None)


def test_asking_for_the_standing_counts_nothing(throttle: Throttle, clock: FrozenClock) -> None:
    calls(throttle, clock, 4)
    began = clock()
    for _ in range(5):
        assert throttle.standing("ada", clock()) == Standing(throttle.limit, 3, began)
        clock.advance(2.9)
    clock.advance(0.5)
    assert throttle.standing("ada", clock()) == Standing(throttle.limit, 0, began)
    assert calls(throttle, clock, 1) == 1


@pytest.mark.parametrize("hours", [-1, -24 * 400, 1])
def test_a_clock_that_is_set_locks_nobody_out_for_long(
    throttle: Throttle, clock: FrozenClock, hours: int
) -> None:
    calls(throttle, clock, 4)
    clock.advance(hours=hours)
    assert calls(throttle, clock, 4) == 3
    clock.advance(15)
    assert calls(throttle, clock, 1) == 1


def test_whoever_is_gone_is_forgotten(throttle: Throttle, clock: FrozenClock) -> None:
    for number in range(50):
        calls(throttle, clock, 1, number)
    clock.advance(15)
    calls(throttle, clock, 1)
    assert throttle.standing(0, clock()) == Standing(throttle.limit, 0, None)
    assert len(throttle._records) == 1


def test_who_is_locked_out_is_not_forgotten(clock: FrozenClock) -> None:
    throttle = Throttle(Limit(max_calls=1, seconds=1, lockout_seconds=60))
    calls(throttle, clock, 2)
    clock.advance(59)
    assert calls(throttle, clock, 1, "bob") == 1
    assert calls(throttle, clock, 1) == 0
