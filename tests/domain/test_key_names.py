"""Names of keys."""

import string

import pytest
from textual.keys import _character_to_key

from tui.domain.invalid import Invalid
from tui.domain.key_names import named, written


@pytest.mark.parametrize(
    ("text", "name", "look"),
    [
        ("u", "u", "u"),
        ("U", "U", "U"),
        ("shift+u", "U", "U"),
        ("?", "question_mark", "?"),
        ("question_mark", "question_mark", "?"),
        ("+", "plus", "+"),
        ("ctrl++", "ctrl+plus", "ctrl++"),
        (" ", "space", "space"),
        ("Space", "space", "space"),
        ("ctrl+r", "ctrl+r", "ctrl+r"),
        ("Ctrl+R", "ctrl+r", "ctrl+r"),
        ("alt+1", "alt+1", "alt+1"),
        ("shift+ctrl+left", "ctrl+shift+left", "ctrl+shift+left"),
        ("F2", "f2", "F2"),
        ("PgDn", "pagedown", "PgDn"),
        ("page up", "pageup", "PgUp"),
        ("Esc", "escape", "esc"),
        ("Return", "enter", "enter"),
        ("ctrl+i", "tab", "tab"),
        ("ctrl+m", "enter", "enter"),
        ("ctrl+[", "escape", "esc"),
        ("é", "é", "é"),
    ],
)
def test_a_key_is_named_and_written(text: str, name: str, look: str) -> None:
    assert (named(text), written(name)) == (name, look)
    assert named(look) == name


@pytest.mark.parametrize(
    "text", ["", "banana", "ctrl+", "hold+u", "ctrl+banana", "F99", "+u", "\x07"]
)
def test_what_is_no_key_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(Invalid, match="write it like u, U, ctrl"):
        named(text)


@pytest.mark.parametrize("character", string.ascii_letters + string.digits + string.punctuation)
def test_every_character_has_the_name_that_textual_gives_it(character: str) -> None:
    assert named(character) == _character_to_key(character)
    assert written(named(character)) == character
