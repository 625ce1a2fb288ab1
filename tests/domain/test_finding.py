"""Finding entries by words."""

from datetime import date
from decimal import Decimal

import pytest

from tui.domain.entry import TimeEntry
from tui.domain.finding import matching, parted, words_of


def entry(number: int, project: str, task: str, notes: str = "") -> TimeEntry:
    return TimeEntry(
        id=number,
        user_id=1,
        spent_date=date(2026, 11, 23),
        client="Acme",
        project_id=number,
        project=project,
        task_id=1,
        task=task,
        hours=Decimal("1.00"),
        hours_without_timer=Decimal("1.00"),
        notes=notes,
    )


ENTRIES = (
    entry(1, "Website", "Programming", "Fix the LOGIN form"),
    entry(2, "Intranet", "Programming", "Straße [x]"),
    entry(3, "Website", "Meetings"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 3]),
        ("   ", [1, 2, 3]),
        ("login", [1]),
        ("LoGiN web", [1]),
        ("prog", [1, 2]),
        ("meet website acme", [3]),
        ("acme", [1, 2, 3]),
        ("STRASSE", [2]),
        ("[x]", [2]),
        ("web-2", [3]),
        ("login meet", []),
        ("p.ogramming", []),
    ],
)
def test_every_word_is_held_somewhere_whatever_the_case(typed: str, found: list[int]) -> None:
    rows = matching(ENTRIES, words_of(typed), {3: "WEB-2"})
    assert [row.id for row in rows] == found


def test_words_do_not_reach_from_one_part_into_the_next() -> None:
    assert matching(ENTRIES, ("websiteprogramming",), {}) == ()


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Fix the login form", "LOGIN fix", ["Fix", "login"]),
        ("Programming", "pro program", ["Program"]),
        ("a.b", ".", ["."]),
        ("nothing", "login", []),
        ("nothing", "", []),
    ],
)
def test_what_was_found_is_marked_as_it_is_written(
    text: str, typed: str, marked: list[str]
) -> None:
    pieces = parted(text, words_of(typed))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, found in pieces if found] == marked
