"""What a person usually works on, and why it is said to be so."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.habits import NO_STANDING, Habits, Standing, Use

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
A, B, C = (1, 1), (1, 2), (2, 1)


def use(ids: tuple[int, int], ago: int, hour: int | None = None) -> Use:
    """A use so many days before that Monday."""
    return Use(*ids, MONDAY.date() - timedelta(days=ago), hour)


def why(*uses: Use, now: datetime = MONDAY, **more: int) -> str:
    return Habits(uses, now=now, **more).standing(A).why


def test_a_pair_that_was_never_used_has_no_standing() -> None:
    assert Habits().standing(A) == NO_STANDING == Standing(0.0, "", is_favourite=False)
    assert Habits().points(A) == Habits().lift(A) == 0
    assert Habits().best == []


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ([use(A, 1)], [use(B, 2)]),  # later
        ([use(A, 1), use(A, 2)], [use(B, 1)]),  # oftener
        ([use(A, 8), use(A, 9)], [use(B, 3)]),  # twice last week, once this
        ([use(A, 7)], [use(B, 6)]),  # on the same weekday
        ([use(A, 1, 10)], [use(B, 1, 14)]),  # around the same hour
        ([use(A, 1, 9)], [use(B, 1)]),  # an hour that is not told counts for nothing
        ([use(A, 7 * n, 9) for n in range(1, 5)], [use(B, n, 14) for n in range(1, 5)]),
        ([use(A, 100)], [use(B, 400)]),
    ],
)
def test_how_often_how_lately_and_at_this_time(more: list[Use], less: list[Use]) -> None:
    habits = Habits([*less, *more], now=MONDAY)
    assert habits.points(A) > habits.points(B)
    assert habits.best == [A, B]


def test_a_use_weighs_half_as_much_two_weeks_later() -> None:
    habits = Habits([use(A, 1), use(B, 15)], now=MONDAY)
    assert habits.points(A) == pytest.approx(2 * habits.points(B))


def test_a_timer_that_is_switched_often_on_a_day_is_one_day_of_work() -> None:
    habits = Habits([*[use(A, 1)] * 9, use(B, 1), use(B, 2)], now=MONDAY)
    assert habits.best == [B, A]


def test_an_hour_near_midnight_is_near_those_of_the_other_side() -> None:
    late = MONDAY.replace(hour=23)
    habits = Habits([use(A, 1, 0), use(B, 1, 20)], now=late)
    assert habits.best == [A, B]


def test_favourites_come_first_and_the_usual_ones_among_them() -> None:
    uses = [use(A, n) for n in range(1, 60)] + [use(B, 90)]
    habits = Habits(uses, frozenset({B, C}), MONDAY)
    assert habits.best == [B, C, A]
    assert habits.standing(C) == Standing(habits.points(C), "favourite", is_favourite=True)
    assert habits.standing(B).is_favourite
    assert not habits.standing(A).is_favourite
    assert 1 > habits.lift(B) > habits.lift(C) == 0.5 > habits.lift(A) > 0


@pytest.mark.parametrize(
    ("uses", "reason"),
    [
        ([use(A, 7 * n, 10) for n in (1, 2, 3)], "usual on Monday mornings"),
        ([use(A, 7 * n, 10) for n in (2, 4, 6)], "usual on Monday mornings"),
        ([use(A, 7 * n, 14) for n in (1, 2, 3)], "usual on Mondays"),
        ([use(A, 7 * n) for n in (1, 2, 3)], "usual on Mondays"),
        ([use(A, 7 * n, 10) for n in (1, 2)], "last used 16 November"),
        ([use(A, 7 * n, 10) for n in (7, 8, 9)], "last used 5 October"),
        ([use(A, 0)], "today"),
        ([use(A, 1)], "yesterday"),
        ([use(A, 2)], "last used on Saturday"),
        ([use(A, 6)], "last used on Tuesday"),
        ([use(A, 11)], "last used 12 November"),
        ([use(A, 400)], "last used 19 October 2025"),
        ([use(A, 400), use(A, 500)], "last used 19 October 2025"),
        ([use(A, 0)] * 3, "3 times this week"),
        ([use(A, 0)] * 2 + [use(A, 1)], "today"),
        ([use(A, -1)], ""),
    ],
)
def test_it_says_why(uses: list[Use], reason: str) -> None:
    assert why(*uses) == reason


@pytest.mark.parametrize(
    ("hour", "part"),
    [(4, "nights"), (5, "mornings"), (12, "afternoons"), (17, "evenings"), (22, "nights")],
)
def test_the_parts_of_a_day(hour: int, part: str) -> None:
    uses = [use(A, 7 * n, hour) for n in (1, 2, 3)]
    assert why(*uses, now=MONDAY.replace(hour=hour)) == f"usual on Monday {part}"


def test_a_week_begins_where_the_account_has_it() -> None:
    uses = [use(A, 0), use(A, 1), use(A, 1)]
    assert why(*uses, week_start=6) == "3 times this week"
    assert why(*uses, week_start=0) == "today"


@pytest.mark.parametrize(
    ("reason", "brief"),
    [
        ("usual on Monday mornings", "Monday mornings"),
        ("usual on Mondays", "Mondays"),
        ("3 times this week", "3 this week"),
        ("last used on Friday", "Friday"),
        ("last used 12 November", "12 November"),
        ("yesterday", "yesterday"),
        ("favourite", "favourite"),
        ("", ""),
    ],
)
def test_a_reason_can_be_said_in_fewer_words(reason: str, brief: str) -> None:
    assert Standing(1.0, reason).brief == brief


def test_a_favourite_says_its_habit_too() -> None:
    habits = Habits([use(A, 1)], frozenset({A}), MONDAY)
    assert habits.standing(A).why == "yesterday"


days = st.dates(date(2025, 1, 1), date(2027, 1, 1))
hours = st.none() | st.integers(0, 23)
some_uses = st.lists(st.builds(Use, st.integers(1, 3), st.integers(1, 2), days, hours))


@given(some_uses, st.integers())
def test_the_order_of_the_uses_does_not_matter(uses: list[Use], seed: int) -> None:
    shuffled = random.Random(seed).sample(uses, len(uses))
    one, other = Habits(uses, now=MONDAY), Habits(shuffled, now=MONDAY)
    assert one.best == other.best
    assert list(map(one.standing, one.best)) == list(map(other.standing, other.best))


@given(some_uses)
def test_best_is_by_points_and_everything_in_it_has_a_reason(uses: list[Use]) -> None:
    habits = Habits(uses, frozenset({(3, 2)}), MONDAY)
    points = [habits.points(ids) for ids in habits.best]
    assert points == sorted(points, reverse=True)
    assert all(habits.standing(ids).why for ids in habits.best)
    assert all(0 <= habits.lift(ids) <= 1 for ids in habits.best)
