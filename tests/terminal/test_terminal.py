"""The program in a real terminal: it comes, it goes, and it leaves everything as it was."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pane import DAY, Pane, pane_env

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).parents[2]
DEMO = [sys.executable, "-m", "tui", "--demo"]
DEAF_TO_HANG_UP = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *DEMO]
SIZES = [(40, 10), (250, 80), (60, 15), (80, 24), (200, 12), (41, 70)]


def start(command: list[str], home: Path) -> Pane:
    env = pane_env(home, PYTHONPATH=str(ROOT), WINDROW_HEARTBEAT="0.5")
    return Pane(command, env, cols=80, rows=24)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Pane]:
    with start(DEMO, tmp_path) as pane:
        pane.wait_for(DAY)
        yield pane


def assert_restored(pane: Pane) -> None:
    assert pane.left_on == []
    assert pane.is_cooked


def test_q_ends_it_and_restores_the_terminal(demo: Pane) -> None:
    demo.send("q")
    assert demo.exit_code(3) == 0
    assert_restored(demo)
    assert b"Traceback" not in demo.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_a_signal_to_end_restores_the_terminal(demo: Pane, number: signal.Signals) -> None:
    demo.signal(number)
    demo.exit_code(3)
    assert_restored(demo)
    assert b"Traceback" not in demo.raw


def test_ctrl_z_gives_the_shell_back_and_going_on_repaints(demo: Pane) -> None:
    demo.send("\x1a")
    demo.wait_stopped()
    assert demo.wait_quiet(0.1)
    assert_restored(demo)
    demo.forget()
    demo.signal(signal.SIGCONT)
    demo.wait_for(DAY)
    assert demo.left_on
    assert not demo.is_cooked
    demo.send("q")
    assert demo.exit_code(3) == 0
    assert_restored(demo)


@pytest.mark.parametrize("command", [DEMO, DEAF_TO_HANG_UP], ids=["told", "not told"])
def test_a_vanished_terminal_ends_it_without_burning_a_core(
    tmp_path: Path, command: list[str]
) -> None:
    with start(command, tmp_path) as pane:
        pane.wait_for(DAY)
        before = pane.cpu_seconds()
        pane.hang_up()
        pane.exit_code(6)
        assert pane.cpu_seconds() - before < 1


def test_every_size_shows_the_day(demo: Pane) -> None:
    for cols, rows in SIZES:
        demo.forget()
        demo.resize(cols, rows)
        demo.wait_for(DAY)
        demo.wait_quiet(0.05, timeout=1)
    demo.send("q")
    assert demo.exit_code(3) == 0
