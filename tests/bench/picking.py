"""The picker over thousands of pairs: from a key to the last byte of the list that it brings."""

import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from tests.bench.account import PROJECT, prepare
from tests.bench.report import MILLISECONDS, Finding
from tests.terminal.pane import Pane, pane_env

ROOT = Path(__file__).parents[2]
COLS, LINES = 120, 40
CLIENTS, PROJECTS, TASKS = 50, 1000, 10
FIRST = 10_000
TYPED = "client 7 relaunch dev"
ROUNDS = 4
FRAME_SECONDS = 0.016

_UP_TO = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count - 1)"
_CATALOG = {
    "INSERT INTO client (id, name, created_at, updated_at) "
    f"SELECT {FIRST} + i, 'Client ' || i, :now, :now FROM n": CLIENTS,
    "INSERT INTO project (id, client_id, name, code, created_at, updated_at) "
    f"SELECT {FIRST} + i, {FIRST} + i % {CLIENTS}, 'Website relaunch ' || i, 'WEB-' || i, "
    ":now, :now FROM n": PROJECTS,
    "INSERT INTO task (id, name, created_at, updated_at) "
    f"SELECT {FIRST} + i, 'Development ' || i, :now, :now FROM n": TASKS,
    "INSERT INTO task_assignment (project_id, task_id, created_at, updated_at) "
    f"SELECT {FIRST} + i / {TASKS}, {FIRST} + i % {TASKS}, :now, :now FROM n": PROJECTS * TASKS,
}


def key_to_list(place: Path) -> list[Finding]:
    """Type into the picker over an account with thousands of pairs, and take it back again."""
    now = datetime.now(UTC)
    path = place / "picker" / "data" / "windrow" / "account.db"
    prepare(path, 1, running=False, now=now)
    _fill(path, now)
    env = pane_env(place / "picker", PYTHONPATH=str(ROOT), TZ="UTC")
    with Pane([sys.executable, "-m", "tui"], env, cols=COLS, rows=LINES) as pane:
        pane.wait_for(PROJECT, timeout=30)
        pane.wait_quiet(0.5)
        pane.send("n")
        pane.wait_for("Development 1", timeout=30)
        pane.wait_quiet(0.5)
        times = [_press(pane, key) for _ in range(ROUNDS) for key in (*TYPED, *"\x7f" * len(TYPED))]
    what = f"picker: key to list, {PROJECTS * TASKS:,} pairs"
    slowest = quantiles(times, n=20)[-1]
    return [
        Finding(what=what, unit=MILLISECONDS, windrow=median(times), budget=FRAME_SECONDS),
        Finding(what=f"{what}, one in twenty", unit=MILLISECONDS, windrow=slowest),
    ]


def _fill(path: Path, now: datetime) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for sql, count in _CATALOG.items():
            connection.execute(f"{_UP_TO} {sql}", {"count": count, "now": int(now.timestamp())})
        connection.execute("COMMIT")


def _press(pane: Pane, key: str) -> float:
    """Press a key, and tell the seconds until all that it brings is written."""
    before, start = pane.size, time.perf_counter()
    pane.send(key)
    pane.wait_for_output(before)
    pane.wait_quiet(0.06)
    return pane.last_at - start
