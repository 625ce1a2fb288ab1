"""A day: its entries, and a total that adds up with the eye."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.domain.conftest import NINE, TODAY, entry, running
from tui.domain.day import Day, total_label
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, format_clock, format_hours, parse_hours, to_minutes

CLOCK, DECIMAL = HoursFormat.CLOCK, HoursFormat.DECIMAL
THIRDS = [entry("0.33", id=number) for number in range(3)]


@pytest.mark.parametrize(
    ("entries", "style", "symbol", "label"),
    [
        ([], CLOCK, ".", "0:00"),
        ([], DECIMAL, ".", "0.00"),
        ([], DECIMAL, ",", "0,00"),
        (THIRDS, CLOCK, ".", "1:00"),
        (THIRDS, DECIMAL, ".", "0.99"),
        (THIRDS, DECIMAL, ",", "0,99"),
        ([entry("8.00"), entry("7.98")], CLOCK, ".", "15:59"),
        ([entry("24.00")] * 5, CLOCK, ".", "120:00"),
        ([running()], CLOCK, ".", "0:00:00"),
        ([running()], DECIMAL, ".", "0.00"),
        ([*THIRDS, running()], CLOCK, ".", "1:00:00"),
    ],
)
def test_a_total_adds_up_what_the_rows_show(
    entries: list[TimeEntry], style: HoursFormat, symbol: str, label: str
) -> None:
    assert total_label(entries, NINE, style, symbol) == label


@pytest.mark.parametrize(
    ("later", "clock", "decimal"),
    [
        (timedelta(), "2:30:00", "2.50"),
        (timedelta(seconds=1), "2:30:01", "2.50"),
        (timedelta(seconds=36), "2:30:36", "2.51"),
        (timedelta(hours=22), "24:30:00", "24.50"),
    ],
)
def test_a_running_timer_counts_on_top_to_the_second(
    later: timedelta, clock: str, decimal: str
) -> None:
    entries = [entry("1.00"), running("1.50")]
    assert total_label(entries, NINE + later, CLOCK) == clock
    assert total_label(entries, NINE + later, DECIMAL) == decimal


def test_trap_7_the_timer_in_the_hours_as_read_is_not_counted_again() -> None:
    entries = [running("1.00", hours=Decimal("2.00"))]
    assert total_label(entries, NINE + timedelta(hours=1), CLOCK) == "2:00:00"
    assert total_label(entries, NINE + timedelta(hours=1), DECIMAL) == "2.00"


def test_any_column_adds_up_with_the_eye() -> None:
    hours = [Decimal(number * 37 % 500) / 100 for number in range(100)]
    entries = [entry(str(one)) for one in hours]
    shown = [format_hours(one) for one in hours]
    minutes = sum(to_minutes(parse_hours(text) or Decimal(0)) for text in shown)
    assert total_label(entries, NINE, CLOCK) == format_clock(minutes * 60)[:-3]
    assert total_label(entries, NINE, DECIMAL) == f"{sum(hours):.2f}"


def test_entries_may_come_from_anything_that_can_be_gone_through_once() -> None:
    assert total_label(iter([entry("1.00"), running()]), NINE, CLOCK) == "1:00:00"


def test_a_day_finds_its_entries_by_id() -> None:
    first, second = entry(id=3), running(id=5)
    day = Day(TODAY, (first, second))
    assert day.find(5) is second
    assert day.index(5) == 1
    assert day.find(4) is None
    assert day.index(4) is None
    assert day.find(None) is None
    assert day.index(None) is None


def test_a_day_knows_which_of_its_entries_runs() -> None:
    timed = running(id=5)
    assert Day(TODAY, (entry(id=3), timed)).running is timed
    assert Day(TODAY, (entry(id=3),)).running is None
    assert Day(TODAY).running is None


def test_what_came_back_under_another_id_stands_where_it_stood() -> None:
    ids = (2, 5, 9, 12, 13, 14)
    day = Day(TODAY, tuple(entry(id=number) for number in ids))
    assert day.in_places_of({}) is day
    assert day.in_places_of({99: 1}) is day
    back = day.in_places_of({14: 4, 13: 3, 12: 99})
    assert [row.id for row in back.entries] == [2, 13, 14, 5, 9, 12]
