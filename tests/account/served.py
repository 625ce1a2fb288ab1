"""An account on a loopback socket, served by a thread for as long as a test needs it.

with served(store, clock) as url:
    httpx.get(f"{url}/daily", auth=("ada@example.com", PASSWORD))
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from threading import Thread

from starlette.types import ASGIApp

from tui.account.passwords import hashed
from tui.account.serving import guarded, listen, serve
from tui.account.store import Store
from tui.account.throttle import Limit
from tui.domain.clock import Clock

PASSWORD = "correct horse"
"""Everybody's password in an account that was given passwords here."""
CHEAP = hashed(PASSWORD, cost=2)
ENDLESS = Limit(max_calls=1_000_000)
"""For tests whose clock stands still, and which are not about the throttle."""


def give_passwords(store: Store) -> None:
    """Let everybody log in with `PASSWORD`; checking it takes no time."""
    with store.write():
        for person in store.people():
            store.set_password(person.id, CHEAP)


@contextmanager
def served(store: Store, clock: Clock, *, calls: Limit = ENDLESS) -> Iterator[str]:
    """Serve an account, everybody in it with `PASSWORD`, and tell its address without a slash.

    The store stays open, and its owner closes it.
    """
    give_passwords(store)
    with serving(guarded(store, clock, calls=calls)) as url:
        yield url


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """Serve an application on a free loopback port, and tell its address."""
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    started: Future[Callable[[], object]] = Future()

    async def run() -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        end = partial(loop.call_soon_threadsafe, ended.set)
        await serve(app, listener, ready=partial(started.set_result, end), ended=ended)

    thread = Thread(target=lambda: asyncio.run(run()), name="served")
    thread.start()
    end = started.result(timeout=5)
    try:
        yield url
    finally:
        end()
        thread.join(timeout=5)
        assert not thread.is_alive()
