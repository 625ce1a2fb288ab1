"""Short names for what is often typed."""

import pytest

from tui.domain.aliases import check_aliases, expand, is_alias
from tui.domain.invalid import Invalid

ALIASES = {"dev": "acme web dev", "Stand-up": "globex  meetings", "ops_2": "on call"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("@dev", "acme web dev"),
        ("1:30 @DEV fix", "1:30 acme web dev fix"),
        ("@stand-up @ops_2", "globex meetings on call"),
        ("@ x@dev dev", "@ x@dev dev"),
        ("", ""),
    ],
)
def test_an_alias_stands_for_its_words(typed: str, words: str) -> None:
    assert expand(typed.split(), ALIASES) == tuple(words.split())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@dve", "There is no alias “@dve”; the closest is @dev."),
        ("@s", "There is no alias “@s”; the closest is @Stand-up."),
        ("@ops", "There is no alias “@ops”; the closest is @ops_2."),
    ],
)
def test_an_unknown_one_names_the_closest(typed: str, told: str) -> None:
    with pytest.raises(Invalid) as raised:
        expand([typed], ALIASES)
    assert str(raised.value) == told


def test_without_any_it_says_where_they_are_set() -> None:
    with pytest.raises(Invalid, match=r"under \[aliases\] in config.toml"):
        expand(["@dev"], {})


def test_a_sign_alone_is_no_alias() -> None:
    assert [is_alias(word) for word in ("@", "@a", "a@b", "")] == [False, True, False, False]


@pytest.mark.parametrize(
    ("aliases", "told"),
    [
        ({"9am": "x"}, "“9am” reads as a time of day"),
        ({"noon": "x"}, "“noon” reads as a time of day"),
        ({"10": "x"}, "“10” reads as a time of day"),
        ({"two words": "x"}, "letters, digits, - and _ only"),
        ({"": "x"}, "letters, digits, - and _ only"),
        ({"a.b": "x"}, "letters, digits, - and _ only"),
        ({"dev": "  "}, "“dev” stands for nothing"),
        ({"dev": "a", "Dev": "b"}, "“dev” and “Dev” are the same"),
    ],
)
def test_what_cannot_be_an_alias_is_said(aliases: dict[str, str], told: str) -> None:
    with pytest.raises(Invalid, match=told):
        check_aliases(aliases)


def test_all_others_can() -> None:
    check_aliases({**ALIASES, "2d": "two days", "a9": "x", "-": "y"})
