"""The program in a terminal where nobody does anything."""

import re
import sys
from pathlib import Path

import pytest

from tests.terminal.pane import DAY, Pane, pane_env

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).parents[2]


def times_woken(pid: int) -> dict[str, int]:
    """How often each thread of a process has gone to sleep so far, by its name and number."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        switches = next(line for line in lines if line.startswith("voluntary_ctxt_switches:"))
        found[task.name] = int(switches.split()[1])
    return found


def test_the_thread_that_waits_for_keys_sleeps_until_one_comes(tmp_path: Path) -> None:
    env = pane_env(tmp_path, PYTHONPATH=str(ROOT))
    with Pane([sys.executable, "-m", "tui", "--demo"], env, cols=80, rows=24) as pane:
        pane.wait_for(DAY)
        pane.send("?")
        pane.wait_for("esc Back")
        pane.wait_quiet(0.5)
        before = times_woken(pane.pid)
        pane.observe(1.0)
        after = times_woken(pane.pid)
        assert all(after[task] - before.get(task, 0) < 8 for task in after)
        pane.send("\x1b")  # the escape key by itself, which could begin something longer
        pane.wait_for(DAY)


def test_letters_that_come_in_parts_and_bytes_that_are_none_end_nothing(tmp_path: Path) -> None:
    env = pane_env(tmp_path, PYTHONPATH=str(ROOT))
    with Pane([sys.executable, "-m", "tui", "--demo"], env, cols=80, rows=24) as pane:
        pane.wait_for(DAY)
        pane.send("a")
        pane.wait_for("enter")
        pane.send_bytes(b"web \xc3")
        pane.wait_for("› web")
        pane.send_bytes(b"\xa4\xe4")
        pane.send_bytes(b"x")
        pane.wait_for(re.compile("› web ä.*x"))
