"""`windrow status` against the interpreter doing nothing, both in an environment of its own.

The environment holds the wheel and none of the packages it needs elsewhere: the command does
without them.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from hatchling.builders.wheel import WheelBuilder

from tests.bench.report import MILLISECONDS, Finding
from tests.terminal.pane import pane_env
from tui.outside.known import FORM

ROOT = Path(__file__).parents[2]
RUNS = 60
BUDGET = 2.0

KNOWN = """\
profile local
place local account
format hours
symbol .
date 2026-11-23
weekday 0
others 9000
target 28800
id 7
client Acme
project Website relaunch
task Programming
notes Fix the login form
began 14:02
booked 0
is_today 1
"""


def status_speed(place: Path) -> list[Finding]:
    """The median time of the one against that of the other, in turn."""
    folder = _installed(place / "status")
    env = pane_env(place / "status-home")
    _keep_something(Path(env["XDG_STATE_HOME"]) / "windrow" / "status")
    commands = {
        "windrow status": [folder / "windrow", "status"],
        "windrow status --json": [folder / "windrow", "status", "--json"],
    }
    bare = [folder / "python", "-c", "pass"]
    return [
        Finding(
            what=f"{name}, from start to end",
            unit=MILLISECONDS,
            windrow=mine,
            bare=nothing,
            budget=BUDGET,
            of_ratio=True,
        )
        for name, command in commands.items()
        for mine, nothing in [_medians(command, bare, env)]
    ]


def _installed(folder: Path) -> Path:
    """Install the wheel, and tell where its programs are."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    subprocess.run([*pip, wheel], check=True, env=quiet)
    return folder / "bin"


def _keep_something(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    now = int(datetime.now(UTC).timestamp())
    moments = f"written {now}\nends {now + 9999}\nsince {now - 2530}\n"
    (folder / "local.status").write_text(f"{FORM}\n{KNOWN}{moments}")
    (folder / "last").write_text("local")


def _medians(
    mine: Sequence[str | Path], bare: Sequence[str | Path], env: Mapping[str, str]
) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(RUNS + 1):
        for index in (0, 1) if turn % 2 else (1, 0):
            times[index].append(_seconds((mine, bare)[index], env))
    return median(times[0][1:]), median(times[1][1:])


def _seconds(command: Sequence[str | Path], env: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=dict(env), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
