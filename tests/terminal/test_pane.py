"""The harness itself, on a small program of its own."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pane import Pane, pane_env

pytestmark = pytest.mark.terminal

SAMPLE = [sys.executable, str(Path(__file__).with_name("sample_app.py"))]
PYTHON = [sys.executable, "-c"]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Pane]:
    with Pane(SAMPLE, pane_env(tmp_path), cols=60, rows=12) as pane:
        pane.wait_for("sample · 0 · 60x12")
        yield pane


def test_keys_screen_size_cost_and_exit_code(sample: Pane) -> None:
    before = sample.size
    sample.send("s")
    assert sample.wait_for_output(before) <= sample.wait_for("sample · 1")
    sample.resize(40, 10)
    sample.wait_for("sample · 1 · 40x10")
    assert sample.line(0) == sample.text() == "sample · 1 · 40x10"
    assert len(sample.raw) == sample.size > before
    assert 0.01 < sample.cpu_seconds() < 30
    assert sample.pss() > 1_000_000
    assert sample.left_on
    assert not sample.is_cooked
    sample.send("q")
    assert sample.exit_code() == 1
    assert sample.left_on == []
    assert sample.is_cooked
    assert sample.cpu_seconds() > 0.01


def test_stopping_and_going_on(sample: Pane) -> None:
    sample.send("\x1a")
    sample.wait_stopped()
    sample.forget()
    sample.signal(signal.SIGCONT)
    sample.wait_for("sample · 0")


def test_quiet_and_the_bytes_of_a_stretch_of_time(sample: Pane) -> None:
    assert sample.wait_quiet(0.2)
    usage = sample.observe(0.2)
    assert usage.seconds >= 0.2
    assert usage.output == 0
    assert usage.cpu < 0.2


def test_it_is_the_controlling_terminal_and_a_hang_up_is_felt(tmp_path: Path) -> None:
    script = "import os, time; print(os.tcgetpgrp(0) == os.getpid(), flush=True); input()"
    with Pane([*PYTHON, script], pane_env(tmp_path)) as pane:
        pane.wait_for("True")
        pane.hang_up()
        assert pane.exit_code() == -signal.SIGHUP


def test_the_environment_has_nothing_of_the_machine(tmp_path: Path) -> None:
    script = "import os; print(*sorted(os.environ)); print(os.environ['HOME'] != '/')"
    with Pane([*PYTHON, script], pane_env(tmp_path, WINDROW_HEARTBEAT="1"), cols=250) as pane:
        pane.wait_for("True")
        assert "WINDROW_HEARTBEAT" in pane.text()
        assert "NO_COLOR" not in pane.text()


def test_what_does_not_come_fails_at_the_end_of_output_with_the_screen(tmp_path: Path) -> None:
    with (
        Pane([*PYTHON, "print('hello')"], pane_env(tmp_path)) as pane,
        pytest.raises(AssertionError, match="hello"),
    ):
        pane.wait_for("good-bye", timeout=60)
