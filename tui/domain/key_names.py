"""Names of keys: as people write them, and as the terminal's library calls them."""

import string
import unicodedata

from tui.domain.invalid import Invalid

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")

_SHORT = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_OTHERS = {
    "control": "ctrl",
    "option": "alt",
    "return": "enter",
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
}
_SAME = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""What a terminal cannot tell apart."""

_LOOKS = {"pageup": "PgUp", "pagedown": "PgDn", "escape": "esc"}


def _name_of(character: str) -> str:
    """Name a character as Textual does: letters and digits by themselves, `?` `question_mark`."""
    if character.isalnum():
        return character
    try:
        name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    except ValueError:
        return ""
    return _SHORT.get(name, name)


_CHARACTERS = {_name_of(character): character for character in string.punctuation}
_WORDS = frozenset(
    {
        *("space", "enter", "tab", "escape", "backspace", "delete", "insert", "home", "end"),
        *("pageup", "pagedown", "up", "down", "left", "right"),
        *(f"f{number}" for number in range(1, 25)),
    }
)


def named(text: str) -> str:
    """Turn a key as a person writes it (`ctrl+r`, `?`, `PgDn`, `F2`) into its one name.

    Raises:
        Invalid: it is no key that a terminal tells.
    """
    *held, key = _parted(text)
    modifiers = sorted({_plain(modifier) for modifier in held})
    name = _named_alone(key)
    if not name or not set(modifiers) <= set(MODIFIERS):
        raise Invalid(f"“{text}” is no key: write it like u, U, ctrl+u, alt+1, F2, PgDn or space.")
    if len(name) == 1 and modifiers == ["shift"]:
        return name.upper()
    if "ctrl" in modifiers:
        name = name.lower()
    whole = "+".join([*modifiers, name])
    return _SAME.get(whole, whole)


def written(name: str) -> str:
    """Write a key for a person: `question_mark` is `?`, `pagedown` is `PgDn`."""
    *modifiers, key = name.split("+")
    look = _CHARACTERS.get(key) or _LOOKS.get(key) or (key.upper() if _is_function(key) else key)
    return "+".join([*modifiers, look])


def _parted(text: str) -> list[str]:
    """Part a key from what is held with it; the last plus of `ctrl++` is the key itself."""
    text = text.strip() or text[:1]
    if text == "+":
        return ["+"]
    return [*text[:-2].split("+"), "+"] if text.endswith("++") else text.split("+")


def _plain(word: str) -> str:
    word = word.strip().lower().replace(" ", "_")
    return _OTHERS.get(word, word)


def _named_alone(key: str) -> str:
    """Name a key without anything held; nothing when there is no such key."""
    if key == " ":
        return "space"
    if len(key) == 1:
        return _name_of(key)
    word = _plain(key)
    return word if word in _WORDS or word in _CHARACTERS else ""


def _is_function(key: str) -> bool:
    return len(key) > 1 and key[0] == "f" and key[1:].isdecimal()
