"""A pane that stays open while the shell starts, switches and stops beside it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.account.small import FOUNDER, fill
from tests.terminal.pane import DAY, Pane, pane_env
from tui.account.store import Store

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).parents[2]
WINDROW = [sys.executable, "-m", "tui"]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Somebody with an account of their own."""
    env = pane_env(tmp_path, PYTHONPATH=str(ROOT))
    path = Path(env["XDG_DATA_HOME"]) / "windrow" / "account.db"
    path.parent.mkdir(mode=0o700)
    store = Store.open(path, founder=FOUNDER, clock=now)
    fill(store, int(now().timestamp()))
    store.close()
    return env


@pytest.fixture
def shell(env: dict[str, str]) -> Callable[[str], str]:
    def run(line: str) -> str:
        command = [*WINDROW, *line.split()]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    return run


def test_the_pane_shows_what_the_shell_does(
    env: dict[str, str], shell: Callable[[str], str]
) -> None:
    with Pane(WINDROW, env, cols=100) as pane:
        pane.wait_for(DAY)
        pane.wait_for("Nothing here yet")
        shell("start shop the cart")
        pane.wait_for(re.compile(r"the cart.*● running|● running.*the cart|● running"))
        pane.wait_until(lambda: pane.title == "● 0:00 Shop · Coding", what="the title")
        shell("switch web talk")
        pane.wait_until(lambda: pane.title == "● 0:00 Web · Talking", what="the other title")
        assert shell("status") == "● 0:00 Web · Talking"
        shell("stop")
        pane.wait_until(lambda: pane.title == "Windrow", what="no timer in the title")
        shell("log 1:30 shop")
        pane.wait_for("1:30")
        pane.send("q")
        assert pane.exit_code() == 0
    assert shell("status") == "○ 1:30"


def test_a_pane_where_nothing_runs_and_nobody_rings_writes_nothing(env: dict[str, str]) -> None:
    with Pane(WINDROW, env, cols=100) as pane:
        pane.wait_for("Nothing here yet")
        pane.wait_quiet(1.0)
        assert pane.observe(2.0).output == 0


def test_a_status_that_nobody_takes_ends_quietly(
    env: dict[str, str], shell: Callable[[str], str]
) -> None:
    shell("start shop the cart")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        done = subprocess.run(
            [*WINDROW, "status"], env=env, stdout=nobody, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"")
