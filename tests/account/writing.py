"""A program that writes into an account as fast as it is answered, and prints what was.

It runs the real application in a process of its own: `python -m tests.account.writing FILE WHO`.
Each line is the id of an entry whose write was acknowledged; it ends when its input does.
"""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx

from tests.account.small import CODING, FOUNDER, WEB
from tui.account.server import create_app
from tui.account.store import Store


def now() -> datetime:
    return datetime.now(UTC)


async def write(path: Path, who: int, count: int) -> None:
    store = Store.open(path, founder=FOUNDER, clock=now)
    app = create_app(store, authenticate=lambda request: who, clock=now)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
        for number in range(count):
            body = {"project_id": WEB, "task_id": CODING, "notes": f"entry {number} " + "x" * 500}
            reply = await client.post("/daily/add", json=body)
            print(reply.raise_for_status().json()["id"], flush=True)
    store.close()


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
