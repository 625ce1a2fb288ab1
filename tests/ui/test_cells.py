"""Where the cells of a row are: each field is clicked where it is edited."""

from dataclasses import replace
from datetime import time

import pytest

from tests.domain.conftest import entry
from tui.domain.account import Account, Person
from tui.domain.entry import Field, TimeEntry
from tui.widgets.cells import field_at, heading, place, time_fields
from tui.widgets.rows import Columns, row_cells

ACCOUNT = Account(name="Ours", me=Person(id=1, first_name="Robin"))
TWELVE = replace(ACCOUNT, timestamp_timers=True, clock_24h=False)
TIMED = replace(ACCOUNT, timestamp_timers=True)
AT_NINE = entry(started_at=time(9), ended_at=time(10, 30))


@pytest.mark.parametrize("width", [40, 59, 60, 75, 76, 80, 99, 100, 120, 149, 250])
@pytest.mark.parametrize(
    ("one", "account"), [(entry(), ACCOUNT), (entry(), TIMED), (AT_NINE, TIMED), (AT_NINE, TWELVE)]
)
def test_a_cell_is_clicked_where_it_is_edited(width: int, one: TimeEntry, account: Account) -> None:
    columns = Columns(width, account)
    row = row_cells(one, columns)
    names = heading(row)
    for field in time_fields(one, account):
        cell = place(field, columns, names)
        assert field_at(cell.x + 1, cell.y, one, columns, names) is field
        assert cell.right <= width
    notes = place(Field.NOTES, columns, names)
    assert notes.right <= width
    if len(row) > notes.y:
        assert field_at(notes.x + 1, notes.y, one, columns, names) is Field.NOTES
    assert field_at(1, 0, one, columns, names) is Field.PROJECT


@pytest.mark.parametrize("width", [76, 80, 120, 200])
def test_start_and_end_stand_where_they_are_read(width: int) -> None:
    columns = Columns(width, TIMED)
    line = " " + "".join(piece.text for piece in row_cells(AT_NINE, columns)[0])
    for field, text in ((Field.START, "09:00"), (Field.END, "10:30")):
        assert place(field, columns, 1).x + 1 == line.index(text)


def test_names_take_one_line_or_two() -> None:
    for width, lines in ((40, 1), (80, 1), (120, 2)):
        assert heading(row_cells(entry(), Columns(width, ACCOUNT))) == lines
    long = entry(project="A project with a name that is much longer than half of the pane is wide")
    assert heading(row_cells(long, Columns(80, ACCOUNT))) == 2
    assert heading(row_cells(entry(notes=""), Columns(80, ACCOUNT))) == 1
