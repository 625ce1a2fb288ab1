"""What was acknowledged is there, whatever happens to the process that wrote it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import httpx

from tests.account.small import ADA, BOB, CODING, FOUNDER, WEB
from tests.account.writing import now
from tui.account.store import Store

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("WINDROW_KILL_ROUNDS", "3"))


def start(path: Path, who: int, count: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.account.writing", str(path), str(who), str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def check(path: Path, acknowledged: set[int]) -> None:
    """Open the account as the program would, and look whether all is there and in order."""
    store = Store.open(path, founder=FOUNDER, clock=now)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = {row[0] for row in connection.execute("SELECT id FROM time_entry")}
        running = connection.execute(
            "SELECT count(*) FROM time_entry WHERE timer_started_at IS NOT NULL GROUP BY person_id"
        ).fetchall()
        half = connection.execute("SELECT count(*) FROM time_entry WHERE length(notes) < 500")
        assert half.fetchone() == (0,)
    assert acknowledged <= stored
    assert set(running) <= {(1,)}


def test_a_killed_writer_loses_nothing_that_was_acknowledged(filled: bytes, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(filled)
    random, acknowledged = Random(), set[int]()
    for _ in range(ROUNDS):
        with start(path, ADA, 1_000_000) as process:
            assert process.stdout is not None
            acknowledged |= {int(process.stdout.readline()) for _ in range(random.randint(1, 60))}
            process.kill()
            # a line may be cut off by the kill: only whole ones were read by somebody
            rest = process.stdout.read().split("\n")[:-1]
            acknowledged |= {int(line) for line in rest}
        check(path, acknowledged)


async def test_two_processes_write_at_once(
    store: Store, path: Path, client: httpx.AsyncClient
) -> None:
    with start(path, BOB, 40) as process:
        assert process.stdout is not None
        theirs = {int(process.stdout.readline())}
        body = {"project_id": WEB, "task_id": CODING, "notes": "y" * 500}
        ours = {(await client.post("/daily/add", json=body)).json()["id"] for _ in range(40)}
        theirs |= {int(line) for line in process.stdout.read().split()}
    assert process.returncode == 0
    assert len(theirs) == len(ours) == 40
    assert not theirs & ours
    store.close()
    check(path, theirs | ours)
