"""The first thing that is painted is the day with its rows, not an empty one."""

import sys
from pathlib import Path

import pytest

from tests.terminal.pane import Pane, pane_env

pytestmark = pytest.mark.terminal

ROOT = Path(__file__).parents[2]


def test_the_first_frame_has_the_rows(tmp_path: Path) -> None:
    env = pane_env(tmp_path, PYTHONPATH=str(ROOT))
    with Pane([sys.executable, "-m", "tui", "--demo"], env, cols=100, rows=30) as pane:
        pane.wait_for(" entries")
        above_the_total = pane.raw.partition(b" entries")[0]
        assert "Globex · Support contract".encode() in above_the_total
