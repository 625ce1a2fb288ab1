"""Where requests arrive: who asks, what they sent, and the one thread that works on the file."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from starlette.requests import Request

from tui.account import rules
from tui.account.rules import Refusal, Sheet
from tui.account.store import Store
from tui.domain.account import Account, Person
from tui.domain.clock import Clock
from tui.wire.tree import Tree

T = TypeVar("T")
Authenticate = Callable[[Request], int | None]
"""Tells the id of the person who sent a request; None when they may not come in."""

LARGEST_BODY = 1024 * 1024
"""How many bytes a request's body may have."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request at work in the account: who asks and when (UTC)."""

    store: Store
    me: Person
    now: datetime
    of_user: int | None

    @property
    def sheet(self) -> Sheet:
        """The timesheet that the request is about.

        Raises:
            Refusal: there is no such person, or a member asks for the sheet of another.
        """
        return rules.open_sheet(self.store, self.me, self.of_user)

    @property
    def account(self) -> Account:
        """The account as the one who asks sees it."""
        return self.store.account(self.me)

    @property
    def instant(self) -> int:
        """The time of the request in unix seconds (UTC)."""
        return int(self.now.timestamp())


@dataclass(frozen=True, slots=True)
class Reception:
    """Takes requests and has them worked on, one at a time, away from the event loop.

    A job that has begun runs to its end, even when its request is cancelled.
    """

    store: Store
    authenticate: Authenticate
    clock: Clock

    async def read(self, request: Request, job: Callable[[Visit], T]) -> T:
        """Do a job that only reads, and give back what it found."""
        return await self._work(request, job, changes=False)

    async def write(self, request: Request, job: Callable[[Visit], T]) -> T:
        """Do a job that may change the account: wholly, or not at all when it raises."""
        return await self._work(request, job, changes=True)

    async def _work(self, request: Request, job: Callable[[Visit], T], *, changes: bool) -> T:
        person_id = self.authenticate(request)
        if person_id is None:
            raise _stranger()
        of_user, now, store = _of_user(request), self.clock(), self.store

        def work() -> T:
            with store.write() if changes else store.read():
                me = store.person(person_id)
                if me is None:
                    raise _stranger()
                return job(Visit(store, me, now, of_user))

        return await asyncio.get_running_loop().run_in_executor(store.worker, work)


def _stranger() -> Refusal:
    return Refusal(401, "Authentication failed for API request.")


def _of_user(request: Request) -> int | None:
    """Read whose sheet is asked for; what is no id names nobody, rather than oneself."""
    text = request.query_params.get("of_user")
    if text is None:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


async def read_tree(request: Request) -> Tree:
    """Read what a request sent: a JSON object, or with a blank body its query string.

    Raises:
        Refusal: 400, the body is no JSON object; 413, it is too large.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refusal(413, "The request is too large.")
    if not body.strip():
        return dict(request.query_params)
    try:
        tree = json.loads(body)
        json.dumps(tree, ensure_ascii=False).encode()  # half a surrogate pair cannot be stored
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The request is not readable as JSON.") from error
    if not isinstance(tree, dict):
        raise Refusal(400, "The request is not a JSON object.")
    return tree
