"""The tables of commands, and the keys that a person wants to have instead."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from tui.commands import BY_ID, COMMANDS
from tui.commands.keys import DEFAULTS, FIXED, NO_KEY, chosen, first_of, keymap
from tui.desk.outcomes import OWN_KEYS
from tui.domain.key_names import named, written
from tui.screens.day import DayScreen

README = Path(__file__).parents[1] / "README.md"


def test_every_command_has_one_name_a_sentence_and_keys_that_can_be_written() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert command.help
        assert not command.help.endswith(".")
        for key in command.keys.split(","):
            assert named(written(key)) == key, command.id


def test_no_two_commands_of_a_screen_have_a_key_in_common() -> None:
    of_the_day = [command for command in COMMANDS if hasattr(DayScreen, f"action_{command.id}")]
    for one, other in combinations(of_the_day, 2):
        assert not set(one.keys.split(",")) & set(other.keys.split(",")), (one.id, other.id)


def test_what_sentences_of_the_desk_name_are_the_keys_of_the_tables() -> None:
    for command, keys in OWN_KEYS.names.items():
        assert DEFAULTS.of(command) == keys


def test_without_wishes_the_keys_are_those_of_the_tables() -> None:
    keys = chosen({})
    assert keys == DEFAULTS
    assert keymap(keys) == {}
    assert keys.problems == ()


@pytest.mark.parametrize(
    ("wish", "of", "shown"),
    [
        ("Z", ("Z",), "Z"),
        ("ctrl+z, F2", ("ctrl+z", "f2"), "ctrl+z"),
        (["?", ","], ("question_mark", "comma"), "?"),
        (",", ("comma",), ","),
        (" ", ("space",), "space"),
        ("u,u", ("u",), "u"),
        ("", (), "ctrl+p “undo”"),
        ([], (), "ctrl+p “undo”"),
    ],
)
def test_a_wish_is_one_key_several_or_none(
    wish: str | list[str], of: tuple[str, ...], shown: str
) -> None:
    free = {"suspend": "", "help": "F1", "toggle_timer": "s"}
    keys = chosen({**free, "undo": wish})
    assert keys.problems == ()
    assert keys.of("undo") == of
    assert keys.shown("undo") == shown
    assert keymap(keys).get("undo", "u") == (",".join(of) or NO_KEY)


@pytest.mark.parametrize(
    ("wishes", "problem", "kept"),
    [
        (
            {"udno": "x"},
            "There is no command “udno” for [keys]; did you mean undo?",
            {},
        ),
        (
            {"zzz": "x"},
            "There is no command “zzz” for [keys]: the README lists them all.",
            {},
        ),
        (
            {"undo": "banana"},
            "undo in [keys]: “banana” is no key: "
            "write it like u, U, ctrl+u, alt+1, F2, PgDn or space.",
            {"undo": ("u",)},
        ),
        (
            {"undo": "d"},
            "“d” in [keys] is delete already: undo has u until delete has another key.",
            {"undo": ("u",), "delete": ("d", "delete")},
        ),
        (
            {"undo": "d", "delete": "d"},
            "“d” is both delete and undo in [keys]: delete keeps it, and undo has u.",
            {"undo": ("u",), "delete": ("d",)},
        ),
        (
            {"undo": "Z", "delete": "Z"},
            "“Z” is both undo and delete in [keys]: undo keeps it, and delete has d and delete.",
            {"undo": ("Z",), "delete": ("d", "delete")},
        ),
        (
            {"undo": "Z, d"},
            "“d” in [keys] is delete already: undo has Z until delete has another key.",
            {"undo": ("Z",)},
        ),
        (
            {"undo": "ctrl+q"},
            "“ctrl+q” always quits: undo cannot have it.",
            {"undo": ("u",), "leave": ("q", "ctrl+q")},
        ),
        (
            {"undo": ["5", "Z"]},
            "“5” always begins hours: undo cannot have it.",
            {"undo": ("Z",)},
        ),
    ],
)
def test_what_cannot_be_given_is_said_by_name_and_the_rest_is_given(
    wishes: dict[str, str | list[str]], problem: str, kept: dict[str, tuple[str, ...]]
) -> None:
    keys = chosen(wishes)
    assert keys.problems == (problem,)
    assert {command: keys.of(command) for command in kept} == kept


def test_keys_can_be_swapped() -> None:
    keys = chosen({"undo": "d", "delete": "u"})
    assert keys.problems == ()
    assert (keys.of("undo"), keys.of("delete")) == (("d",), ("u",))


def test_a_command_that_falls_back_takes_its_own_key_back() -> None:
    keys = chosen({"undo": "d", "reload": "u"})
    assert keys.of("undo") == ("u",)
    assert keys.of("reload") == ("r",)
    assert len(keys.problems) == 2


def test_whatever_is_wished_for_every_key_belongs_to_one_command() -> None:
    every = [name for command in COMMANDS for name in command.keys.split(",")]
    for shift in range(1, len(COMMANDS)):
        wishes = {
            command.id: written(every[(place + shift) % len(every)])
            for place, command in enumerate(COMMANDS)
        }
        keys = chosen(wishes)
        for one, other in combinations(BY_ID, 2):
            if not set(DEFAULTS.of(one)) & set(DEFAULTS.of(other)):
                assert not set(keys.of(one)) & set(keys.of(other)), (one, other)


def test_ctrl_q_quits_whatever_else_does() -> None:
    assert chosen({"leave": "Q"}).of("leave") == ("Q", "ctrl+q")
    assert chosen({"leave": ""}).of("leave") == ("ctrl+q",)
    assert "ctrl+q" in FIXED


def test_several_problems_are_said_in_one_line() -> None:
    keys = chosen({"udno": "x", "undo": "banana", "edit": "5"})
    assert first_of(keys.problems[:1], keys) == keys.problems[0]
    assert first_of(keys.problems, keys) == f"{keys.problems[0]} And 2 more: ? names all."


def test_the_readme_lists_every_command_by_its_name() -> None:
    text = README.read_text(encoding="utf-8")
    section = text.partition("## Your own keys")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|`]+) \| (`.*`) \|$", section, re.MULTILINE)
    listed = {group: re.findall(r"`(\w+)`", names) for group, names in rows}
    assert listed == {
        group: [command.id for command in COMMANDS if command.group == group]
        for group in dict.fromkeys(command.group for command in COMMANDS)
    }
