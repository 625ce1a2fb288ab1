"""The week: its dates, its rows and cells, its sums, and what typing into a cell means."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.conftest import NINE, TODAY, entry, running
from tui.domain.account import Account, Person
from tui.domain.day import Day, total_label
from tui.domain.entry import Role, TimeEntry
from tui.domain.hours import HoursFormat
from tui.domain.invalid import Invalid
from tui.domain.week import Tally, Week, week_of
from tui.domain.week_cells import booking, check_typed, closed_reason, last_open
from tui.domain.week_table import (
    Cell,
    Pair,
    Spot,
    cell_of,
    rest_of_work,
    week_heading,
    week_number,
    week_rows,
)

CLOCK, DECIMAL = HoursFormat.CLOCK, HoursFormat.DECIMAL
MONDAY, SATURDAY, SUNDAY = 0, 5, 6
WEEK = week_of(TODAY, MONDAY)
ADMIN, MEMBER = Role.ADMINISTRATOR, Role.MEMBER
TALLY = Tally(CLOCK, ".", NINE)
ROBIN = Account(name="Windrow", me=Person(id=1, first_name="Robin", is_admin=True))


def days(*numbers: int) -> tuple[date, ...]:
    return tuple(date(2016, 1, number) for number in numbers)


# Dates


@pytest.mark.parametrize(
    ("start", "first"),
    [(MONDAY, date(2016, 1, 25)), (SATURDAY, date(2016, 1, 23)), (SUNDAY, date(2016, 1, 24))],
)
def test_a_week_starts_as_the_account_says(start: int, first: date) -> None:
    week = week_of(TODAY, start)
    assert week == tuple(first + timedelta(days=number) for number in range(7))


@given(st.dates(), st.sampled_from([MONDAY, SATURDAY, SUNDAY]))
def test_every_day_is_in_its_week_and_every_other_day_of_it_has_the_same(
    day: date, start: int
) -> None:
    week = week_of(day, start)
    assert day in week
    assert {week_of(other, start) for other in week} == {week}
    assert len(week) == 7 or date.min in week or date.max in week


def test_the_calendar_has_two_ends() -> None:
    assert week_of(date.max, MONDAY)[-1] == date.max
    assert week_of(date.min, SUNDAY)[0] == date.min


@pytest.mark.parametrize(
    ("day", "start", "number"),
    [
        (date(2026, 11, 23), MONDAY, 48),
        (date(2026, 11, 22), SUNDAY, 48),
        (date(2026, 11, 22), MONDAY, 47),
        (date(2026, 11, 21), SATURDAY, 48),
        (date(2026, 12, 31), MONDAY, 53),
        (date(2027, 1, 1), MONDAY, 53),
        (date(2025, 12, 31), MONDAY, 1),
    ],
)
def test_a_week_has_the_number_of_its_thursday(day: date, start: int, number: int) -> None:
    assert week_number(week_of(day, start)) == number


@pytest.mark.parametrize(
    ("day", "whole", "short"),
    [
        (date(2026, 11, 23), "Week 48 · 23 – 29 November 2026", "W48 · 23 – 29 Nov"),
        (date(2026, 11, 30), "Week 49 · 30 November – 6 December 2026", "W49 · 30 Nov – 6 Dec"),
        (
            date(2026, 12, 30),
            "Week 53 · 28 December 2026 – 3 January 2027",
            "W53 · 28 Dec – 3 Jan",
        ),
    ],
)
def test_a_week_is_named_by_number_and_dates(day: date, whole: str, short: str) -> None:
    week = week_of(day, MONDAY)
    assert week_heading(week) == whole
    assert week_heading(week, is_short=True) == short


@pytest.mark.parametrize(
    ("start", "on", "rest"),
    [
        (MONDAY, 27, (28, 29)),
        (MONDAY, 29, ()),
        (MONDAY, 30, (31,)),
        (MONDAY, 31, ()),
        (SUNDAY, 24, (25, 26, 27, 28, 29, 30)),
        (SUNDAY, 27, (28, 29)),
        (SATURDAY, 23, (24, 25, 26, 27, 28, 29)),
    ],
)
def test_filling_goes_up_to_friday_and_on_a_weekend_to_the_end(
    start: int, on: int, rest: tuple[int, ...]
) -> None:
    day = date(2016, 1, on)
    assert rest_of_work(week_of(day, start), day) == days(*rest)


# Sums

hundredths = st.integers(0, 2400).map(lambda number: str(Decimal(number) / 100))


@given(st.lists(hundredths, max_size=8), st.booleans(), st.integers(0, 90_000))
def test_a_sum_is_the_days_total_to_the_minute(hours: list[str], runs: bool, later: int) -> None:
    entries = [entry(text, id=number) for number, text in enumerate(hours)]
    if runs:
        entries.append(running("0.33", id=99))
    now = NINE + timedelta(seconds=later)
    for style in HoursFormat:
        tally = Tally(style, ".", now)
        total = total_label(entries, now, style)
        minutes = total.rpartition(":")[0] if runs and style is CLOCK else total
        assert tally.label(tally.sum(entries)) == minutes


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 6), hundredths), max_size=30))
def test_rows_and_columns_have_the_same_sum(made: list[tuple[int, int, str]]) -> None:
    entries = [
        entry(text, id=number, project_id=project, spent_date=WEEK[day])
        for number, (project, day, text) in enumerate(made)
    ]
    week = Week(
        WEEK, tuple(Day(on, tuple(e for e in entries if e.spent_date == on)) for on in WEEK)
    )
    rows = week_rows(week)
    by_rows = sum(TALLY.sum(row.entries) for row in rows)
    by_columns = sum(TALLY.sum(day.entries) for day in week.days if day)
    by_cells = sum(TALLY.sum(cell.entries) for row in rows for cell in row.cells)
    assert by_rows == by_columns == by_cells == TALLY.sum(entries)


def test_what_is_shown_becomes_hours_again() -> None:
    assert TALLY.hours(80) == Decimal("1.33")
    assert TALLY.parts(Decimal("1.33")) == 80
    decimal = Tally(DECIMAL, ",", NINE)
    assert decimal.hours(133) == Decimal("1.33")
    assert decimal.label(133) == "1,33"


# Rows


def a_week(*entries: TimeEntry, unknown: tuple[date, ...] = ()) -> Week:
    return Week(
        WEEK,
        tuple(
            None if on in unknown else Day(on, tuple(e for e in entries if e.spent_date == on))
            for on in WEEK
        ),
    )


def test_rows_stand_in_the_order_in_which_they_first_appear() -> None:
    late = entry(id=1, project_id=5, spent_date=WEEK[3])
    early = entry(id=2, project_id=6, spent_date=WEEK[1])
    both = entry(id=3, project_id=5, spent_date=WEEK[3], task_id=9)
    rows = week_rows(a_week(late, early, both))
    assert [row.pair.ids for row in rows] == [(6, 1), (5, 1), (5, 9)]


def test_a_row_keeps_its_place_when_it_is_filled_and_when_it_is_emptied() -> None:
    first = entry(id=1, project_id=5, spent_date=WEEK[1])
    second = entry(id=2, project_id=6, spent_date=WEEK[2])
    before = tuple(row.pair for row in week_rows(a_week(first, second)))
    earlier = entry(id=3, project_id=6, spent_date=WEEK[0])
    rows = week_rows(a_week(second, earlier), before)
    assert [row.pair.ids for row in rows] == [(5, 1), (6, 1)]
    assert rows[0].entries == ()


def test_a_row_is_called_as_its_latest_entry_is() -> None:
    old = entry(id=1, project="Old name", spent_date=WEEK[0])
    new = entry(id=2, project="New name", spent_date=WEEK[1])
    assert [row.pair.project for row in week_rows(a_week(old, new))] == ["New name"]


def test_a_cell_of_a_day_that_is_not_known_says_so() -> None:
    week = a_week(entry(spent_date=WEEK[0]), unknown=WEEK[1:2])
    assert not week.is_known
    assert not cell_of(week, (1, 1), WEEK[1]).is_known
    assert cell_of(week, (1, 1), WEEK[2]) == Cell(WEEK[2])
    assert len(cell_of(week, (1, 1), WEEK[0]).entries) == 1
    assert week.day(WEEK[1]) is None
    assert week.day(TODAY + timedelta(days=30)) is None


def test_a_cell_is_told_by_ids_and_date() -> None:
    pair = Pair.of(entry())
    spot = Spot(pair, TODAY)
    assert spot.key == (1, 1, TODAY)
    assert spot.name == "Website relaunch · Coding, Wed 27 Jan"
    (row,) = week_rows(a_week(entry()))
    assert row.cell(TODAY) == Cell(TODAY, (entry(),))
    assert row.cell(TODAY + timedelta(days=7)) is None


# Typing into a cell


def cell(*entries: TimeEntry) -> Cell:
    return Cell(TODAY, entries)


def changed(cell: Cell, typed: str, role: Role = ADMIN, tally: Tally = TALLY) -> tuple[int, str]:
    """The id of the entry that is changed, and the hours that are sent."""
    found = booking(cell, typed, tally, role)
    assert found is not None
    assert found.change == replace(found.change, project_id=None, notes=None, spent_date=None)
    return found.entry.id, str(found.change.hours)


@pytest.mark.parametrize(
    ("typed", "hours"), [("2", "2.00"), ("1:20", "1.33"), ("90m", "1.50"), ("0", "0.00")]
)
def test_one_entry_takes_the_hours_as_they_are_typed(typed: str, hours: str) -> None:
    assert changed(cell(entry("3.00")), typed) == (7, hours)


@pytest.mark.parametrize("typed", ["0:20", "20m", "0.33", "0,34"])
def test_what_is_shown_already_changes_nothing(typed: str) -> None:
    assert booking(cell(entry("0.33")), typed, TALLY, ADMIN) is None


def test_an_empty_cell_has_nothing_to_change() -> None:
    assert booking(cell(), "1:30", TALLY, ADMIN) is None


def test_of_several_entries_the_last_takes_the_difference_to_the_shown_minute() -> None:
    thirds = cell(entry("0.33", id=1), entry("0.33", id=2), entry("0.33", id=3))
    assert changed(thirds, "1:30") == (3, "0.83")
    assert changed(thirds, "0:45") == (3, "0.08")
    assert changed(thirds, "0:40") == (3, "0.00")


def test_where_the_last_would_fall_below_nothing_one_before_it_takes_it() -> None:
    both = cell(entry("3.00", id=1), entry("0.50", id=2))
    assert changed(both, "3:15") == (2, "0.25")
    assert changed(both, "2:00") == (1, "1.50")
    with pytest.raises(Invalid, match="other entries of this cell have 2:40 more"):
        booking(both, "0:20", TALLY, ADMIN)


def test_a_locked_entry_takes_nothing_from_a_member() -> None:
    both = cell(entry("1.00", id=1), entry("1.00", id=2, is_closed=True))
    assert changed(both, "3", MEMBER) == (1, "2.00")
    assert changed(both, "3", ADMIN) == (2, "2.00")
    with pytest.raises(Invalid, match="more than that"):
        booking(both, "0:30", TALLY, MEMBER)


def test_the_hours_of_a_running_entry_are_typed_with_its_timer() -> None:
    later = replace(TALLY, now=NINE + timedelta(minutes=42, seconds=10))
    assert changed(cell(running("1.00")), "2:00", tally=later)[1] == "1.30"
    assert booking(cell(running("1.00")), "1:42", later, ADMIN) is None
    with pytest.raises(Invalid, match="The timer alone has run 0:42:10"):
        booking(cell(running("1.00")), "0:30", later, ADMIN)


def test_a_stopped_entry_beside_a_running_one_takes_what_the_timer_cannot() -> None:
    later = replace(TALLY, now=NINE + timedelta(hours=1))
    both = cell(entry("2.00", id=1), running("0.00", id=2))
    assert changed(both, "2:00", tally=later) == (1, "1.00")


def test_a_decimal_account_counts_in_hundredths() -> None:
    decimal = Tally(DECIMAL, ",", NINE)
    assert changed(cell(entry("0.33", id=1), entry("0.33", id=2)), "1,00", tally=decimal) == (
        2,
        "0.67",
    )


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("25", "A time entry holds 24 hours at most."),
        ("1:75", "An hour has 60 minutes"),
        ("soon", "is not a number of hours"),
        ("", "Type the hours"),
    ],
)
def test_what_is_no_number_of_hours_is_said_at_once(typed: str, problem: str) -> None:
    assert problem in check_typed(cell(entry()), typed, TALLY, ADMIN)
    assert problem in check_typed(cell(), typed, TALLY, ADMIN)


def test_what_can_be_sent_has_no_problem() -> None:
    assert check_typed(cell(), "1:30", TALLY, MEMBER) == ""
    assert check_typed(cell(entry()), "1:30", TALLY, MEMBER) == ""


def test_a_closed_cell_says_why() -> None:
    member = replace(ROBIN, me=replace(ROBIN.me, is_admin=False))
    locked = cell(entry(is_billed=True))
    assert closed_reason(Cell(TODAY, is_known=False), ROBIN) == "This day is not there yet."
    assert "start and end" in closed_reason(cell(), replace(ROBIN, timestamp_timers=True))
    assert closed_reason(locked, ROBIN) == ""
    assert closed_reason(locked, member).startswith("Invoiced: only an administrator")
    assert closed_reason(cell(entry(is_billed=True), entry(id=8)), member) == ""
    assert closed_reason(cell(), member) == ""


def test_the_last_open_entry_is_the_one_whose_notes_are_edited() -> None:
    from tui.domain.entry import Field

    entries = (entry(id=1), entry(id=2, is_closed=True))
    assert last_open(entries, MEMBER, Field.NOTES) == entries[0]
    assert last_open(entries, ADMIN, Field.NOTES) == entries[1]
    assert last_open((), ADMIN, Field.NOTES) is None
