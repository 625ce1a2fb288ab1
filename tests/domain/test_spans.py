"""Spans of dates: as people ask for them, and cut into months."""

from datetime import date

import pytest

from tests.domain.conftest import TODAY
from tui.domain.invalid import Invalid
from tui.domain.spans import Span, month_of, read_span


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, ("2016-01-01", "2016-01-31")),
        ("2015-11-30", None, ("2015-11-30", "2016-01-31")),
        (None, "2016-02-03", ("2016-02-01", "2016-02-03")),
        ("-7", "today", ("2016-01-20", "2016-01-27")),
        ("mon", "mon", ("2016-01-25", "2016-01-25")),
    ],
)
def test_ends_as_they_are_typed(
    first: str | None, last: str | None, expected: tuple[str, str]
) -> None:
    assert read_span(first, last, TODAY) == Span(*map(date.fromisoformat, expected))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-02-01", "2016-01-31", "write the earlier date first"),
        ("2016-03-01", None, "2016-01-31 lies before 2016-03-01"),
        ("soon", "today", "“soon” is not a date"),
        ("today", "2016-02-30", "no day 30"),
    ],
)
def test_ends_that_are_none(first: str, last: str | None, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read_span(first, last, TODAY)


def test_a_span_is_cut_where_months_end() -> None:
    span = Span(date(2015, 12, 30), date(2016, 2, 29))
    months = list(span.months())
    assert [str(month) for month in months] == [
        "from 2015-12-30 to 2015-12-31",
        "from 2016-01-01 to 2016-01-31",
        "from 2016-02-01 to 2016-02-29",
    ]
    assert sum((month.dates for month in months), ()) == span.dates
    assert list(Span(TODAY, TODAY).months()) == [Span(TODAY, TODAY)]
    assert str(Span(TODAY, TODAY)) == "on 2016-01-27"


@pytest.mark.parametrize("day", [date.min, date(2016, 2, 29), date(2015, 2, 1), date.max])
def test_a_month_has_all_its_days(day: date) -> None:
    month = month_of(day)
    assert {on.month for on in month.dates} == {day.month}
    assert day in month.dates
    assert list(month.months()) == [month]
