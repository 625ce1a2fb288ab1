"""The bell: heard by those who are there, and costing nobody else anything."""

import os
from pathlib import Path

import pytest

from tui.outside.bell import ELSEWHERE, PANE, SERVED, SHELL, Bell, ring


@pytest.fixture
def bell() -> Bell:
    return Bell("local")


def bells(state: Path) -> list[Path]:
    return sorted((state / "panes" / "local").iterdir())


def test_it_is_heard_once_and_by_name(bell: Bell, state: Path) -> None:
    assert bell.rung_by() == ""
    ring("local", SHELL)
    assert bell.rung_by() == SHELL
    assert bell.rung_by() == ""
    ring("local", PANE)
    ring("local", SERVED)
    assert bell.rung_by() == SERVED
    (file,) = bells(state)
    assert file.stat().st_mode & 0o777 == 0o600
    bell.close()
    assert bells(state) == []


def test_others_hear_and_oneself_does_not(bell: Bell) -> None:
    other, stranger = Bell("local"), Bell("work")
    bell.ring_others(PANE)
    assert (bell.rung_by(), other.rung_by(), stranger.rung_by()) == ("", PANE, "")
    for one in (bell, other, stranger):
        one.close()


def test_the_bell_of_a_dead_pane_is_taken_down(bell: Bell, state: Path) -> None:
    os.close(bell.handle)
    assert len(bells(state)) == 1
    ring("local", SHELL)
    assert bells(state) == []


def test_what_is_no_bell_is_left_alone(state: Path) -> None:
    folder = state / "panes" / "local"
    folder.mkdir(parents=True)
    name = f"{os.uname().nodename}-1-x.fifo"
    (folder / name).write_text("mine")
    (folder / "other-host-1-x.fifo").write_text("theirs")
    os.mkfifo(folder / f"{os.uname().nodename}2-1-x.fifo")  # a neighbour's: nobody here reads it
    ring("local", SHELL)
    assert (folder / name).read_text() == "mine"
    assert len(bells(state)) == 3


def test_ringing_where_nobody_is_does_nothing() -> None:
    ring("nobody", SHELL)


def test_a_bell_that_is_rung_all_day_without_being_heard_blocks_nobody(bell: Bell) -> None:
    for _ in range(10_000):
        ring("local", SHELL)
    assert bell.rung_by() in (SHELL, ELSEWHERE)
    bell.close()


def test_what_nobody_says_is_elsewhere(bell: Bell) -> None:
    ring("local", "\x1b[31m")
    assert bell.rung_by() == ELSEWHERE
    bell.close()
