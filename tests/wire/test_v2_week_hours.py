"""The hours of a week that an account over API V2 expects, which nobody promised."""

from decimal import Decimal

import pytest

from tui.wire.v2_client import Habits, read_account

ME = {"id": 1, "first_name": "Robin"}


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        ({"weekly_capacity": 126_000}, Decimal("35.00")),
        ({"weekly_capacity": 144000.0}, Decimal("40.00")),
        ({"weekly_capacity": 135_000}, Decimal("37.50")),
        ({"weekly_capacity": 0}, None),
        ({"weekly_capacity": None}, None),
        ({}, None),
        ({"weekly_capacity": -1}, None),
        ({"weekly_capacity": "full-time"}, None),
        ({"weekly_capacity": True}, None),
        ({"weekly_capacity": {"hours": 40}}, None),
        ({"weekly_capacity": 10**12}, None),
        ({"weekly_capacity": float("nan")}, None),
    ],
)
def test_the_hours_of_a_week_are_read_or_not_there(
    told: dict[str, object], hours: Decimal | None
) -> None:
    assert read_account(ME | told, None, Habits()).week_hours == hours
