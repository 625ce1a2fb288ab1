"""How a week is laid out: which days fit, how rows are named, what a cell says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.conftest import NINE, TODAY, entry, running
from tui.domain.hours import HoursFormat
from tui.domain.week import Tally, week_of
from tui.domain.week_table import Cell, Pair, WeekRow
from tui.widgets.cell_text import MOST, CellText
from tui.widgets.week_rows import (
    NAMES_LEAST,
    SUM,
    Names,
    cell_pieces,
    columns_for,
    name_pieces,
    names_for,
    row_sum,
)

WEEK = week_of(TODAY, 0)
SATURDAY = WEEK[5]
TALLY = Tally(HoursFormat.CLOCK, ".", NINE)
PAIR = Pair.of(entry())


@pytest.mark.parametrize("width", [200, 120, 100, 99, 80, 74])
def test_where_there_is_room_all_days_are_there(width: int) -> None:
    columns = columns_for(width, WEEK, (), TODAY)
    assert columns.dates == WEEK
    assert (columns.before, columns.after) == (False, False)
    assert columns.names >= NAMES_LEAST


def test_an_empty_weekend_makes_room_and_says_so() -> None:
    columns = columns_for(60, WEEK, {TODAY}, TODAY)
    assert columns.dates == WEEK[:5]
    assert (columns.before, columns.after) == (False, True)


def test_a_weekend_with_work_or_with_the_cursor_is_seen() -> None:
    assert SATURDAY in columns_for(67, WEEK, {SATURDAY}, TODAY).dates
    assert SATURDAY in columns_for(60, WEEK, (), SATURDAY).dates


@pytest.mark.parametrize("width", range(24, 130))
def test_the_cursor_is_always_seen_and_nothing_is_wider_than_the_pane(width: int) -> None:
    for on in WEEK:
        columns = columns_for(width, WEEK, WEEK, on)
        assert on in columns.dates
        assert 1 + columns.names + len(columns.dates) * columns.cell + SUM <= width
        for seen in columns.dates:
            assert columns.date_at(columns.start(seen)) == seen
        assert columns.date_at(columns.start(columns.dates[0]) - 1) is None
        assert columns.date_at(width) is None


def test_weeks_begin_on_sundays_too() -> None:
    week = week_of(TODAY, 6)
    columns = columns_for(60, week, (), TODAY)
    assert columns.dates == week[1:6]
    assert (columns.before, columns.after) == (True, True)


@pytest.mark.parametrize(
    ("room", "names", "lines"),
    [
        (40, Names.WHOLE, ["Acme · Website relaunch · Coding"]),
        (30, Names.WITHOUT_CLIENT, ["Website relaunch · Coding"]),
        (25, Names.TWO_LINES, ["Acme · Website relaunch", "Coding"]),
        (20, Names.TWO_WITHOUT_CLIENT, ["Website relaunch", "Coding"]),
        (10, Names.TWO_WITHOUT_CLIENT, ["Website…", "Coding"]),
    ],
)
def test_rows_are_named_as_far_as_there_is_room(room: int, names: Names, lines: list[str]) -> None:
    assert names_for([PAIR], room) is names
    drawn = name_pieces(PAIR, names, room)
    assert ["".join(piece.text for piece in line).rstrip() for line in drawn] == lines
    assert {sum(len(piece.text) for piece in line) for line in drawn} == {room}


def test_all_rows_are_named_alike() -> None:
    long = replace(PAIR, project="A project with a very long name indeed")
    assert names_for([PAIR, long], 40) is Names.TWO_WITHOUT_CLIENT


def text_of(cell: Cell, width: int = 80, sending: str | None = None, refused: bool = False) -> str:
    columns = columns_for(width, WEEK, (), TODAY)
    pieces = cell_pieces(cell, TALLY, columns, sending=sending, is_refused=refused)
    text = "".join(piece.text for piece in pieces)
    assert len(text) == columns.cell
    return text


@pytest.mark.parametrize(
    ("cell", "narrow", "wide"),
    [
        (Cell(TODAY), "       ", "         "),
        (Cell(TODAY, is_known=False), "     … ", "     …   "),
        (Cell(TODAY, (entry("1.50", notes=""),)), "  1:30 ", "  1:30   "),
        (Cell(TODAY, (entry("1.50"),)), "  1:30‧", "  1:30‧  "),
        (Cell(TODAY, (entry("1.50", is_closed=True),)), "  1:30✓", "  1:30✓‧ "),
        (Cell(TODAY, (entry("1.50", is_billed=True, notes=""),)), "  1:30$", "  1:30$  "),
        (Cell(TODAY, (running("0.70"),)), "● 0:42‧", "● 0:42‧  "),
        (Cell(TODAY, (entry("9.00", id=1), entry("9.25"))), "≡18:15‧", "≡18:15‧  "),
        (Cell(TODAY, tuple(entry("24.00", id=n) for n in range(5))), "120:00‧", "120:00‧  "),
    ],
)
def test_a_cell_says_its_hours_and_how_they_stand(cell: Cell, narrow: str, wide: str) -> None:
    assert text_of(cell) == narrow
    assert text_of(cell, 120) == wide


def test_what_is_being_sent_is_marked_and_what_was_refused_too() -> None:
    cell = Cell(TODAY, (entry("1.50"),))
    assert text_of(cell, sending="2:00") == "… 2:00‧"
    assert text_of(cell, sending="") == "… 1:30‧"
    assert text_of(cell, refused=True) == "! 1:30‧"
    assert text_of(Cell(TODAY), refused=True) == "!      "


def test_a_row_sums_what_its_cells_show_once_all_are_known() -> None:
    cells = tuple(Cell(on, (entry("0.33", id=n),)) for n, on in enumerate(WEEK))
    assert row_sum(WeekRow(PAIR, cells), TALLY).text == "   2:20 "
    later = replace(TALLY, now=NINE + timedelta(minutes=42, seconds=59))
    timed = WeekRow(PAIR, (Cell(TODAY, (running("1.00"),)),))
    assert row_sum(timed, later).text == "   1:42 "
    unknown = WeekRow(PAIR, (*cells[:6], Cell(WEEK[6], is_known=False)))
    assert row_sum(unknown, TALLY).text == "      … "


# What is typed into a cell


def typed(text: CellText, letters: str) -> CellText:
    for letter in letters:
        text = text.typed(letter)
    return text


def test_letters_that_hours_are_not_written_with_change_nothing() -> None:
    assert typed(CellText(), "1xk:3!0").text == "1:30"
    assert typed(CellText(), "1 Hour 30min").text == "1 Hour 30min"


def test_the_first_letter_replaces_what_was_there_and_then_all_is_kept() -> None:
    before = CellText("3:00", is_whole=True)
    assert typed(before, "45m").text == "45m"
    assert typed(before.kept(), "5").text == "3:005"
    assert before.erased() == CellText("")
    assert CellText("3:0").erased() == CellText("3:")


def test_what_is_longer_than_the_cell_shows_its_end() -> None:
    assert CellText("1:30").seen(7) == "1:30"
    assert CellText("1 h 30 min").seen(7) == "…0 min"
    assert len(typed(CellText(), "1" * 50).text) == MOST
