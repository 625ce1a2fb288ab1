"""The line of a status bar, and what may not be in it."""

import pytest

from tui.outside.template import Unknown, clipped, filled, plain_ascii, width_of


def test_fields_stand_where_they_are_named() -> None:
    fields = {"a": "1", "b": "{a}"}
    assert filled("x{a}y{b}{{{a}}}", fields) == "x1y{a}{1}"
    assert filled("plain", fields) == "plain"


@pytest.mark.parametrize("template", ["{c}", "{", "}", "{a", "a}b", "{a.__class__}", "{}"])
def test_what_cannot_be_filled_is_told(template: str) -> None:
    with pytest.raises(Unknown):
        filled(template, {"a": "1"})


def test_an_unknown_field_is_told_with_all_there_are() -> None:
    with pytest.raises(Unknown, match=r"no field {c}; there are: a, b\."):
        filled("{c}", {"a": "", "b": ""})


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 4, "abc…"),
        ("ab cdef", 4, "ab…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("abc", 0, ""),
        ("abc", 1, "…"),
    ],
)
def test_what_is_cut_says_so_and_fits(text: str, most: int, cut: str) -> None:
    assert clipped(text, most) == cut
    assert width_of(cut) <= most


def test_ascii_is_ascii() -> None:
    assert plain_ascii("● Söhne · 日…") == "* Sohne - ?..."
    assert clipped("abcdefgh", 6, "...") == "abc..."
