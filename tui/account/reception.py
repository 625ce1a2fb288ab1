"""Where requests arrive: who asks, what they sent, and the one thread that works on the file."""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request

from tui.account import rules
from tui.account.rules import Refusal, Sheet
from tui.account.store import Store
from tui.domain.account import Account, Person
from tui.domain.clock import Clock
from tui.wire.codec import JSON, codec_named, codec_within
from tui.wire.tree import Tree

T = TypeVar("T")
Authenticate = Callable[[Request], int | None]
"""Tells the id of the person who sent a request; None when they may not come in."""

LARGEST_BODY = 1024 * 1024
"""How many bytes a request's body may have."""

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 1000
_ENVELOPES = ("request", "day_entry")


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
    """Read the parameters that a request sent: in its body, or with a blank one in its address.

    A body is JSON or XML by what it begins with, whatever its type says, since types are wrong at
    times; what begins with neither is read as its type says. An envelope does not matter.

    Raises:
        Refusal: 400, the body holds no parameters; 413, it is too large.
        WireError: the body is not readable.
    """
    body = await _body(request)
    if not body.strip():
        return _plain(request.query_params.items())
    media_type = request.headers.get("content-type", "")
    codec = codec_within(body) or codec_named(media_type)
    if codec is None and media_type.partition(";")[0].strip().lower() == _FORM:
        return _form(body)
    codec = codec or JSON
    tree = codec.load(body)
    if not isinstance(tree, dict):
        raise Refusal(400, "The request is not an object with members.")
    if codec is JSON:
        _check_text(tree)
    return _without_envelope(tree)


async def read_json(request: Request) -> Tree:
    """Read the parameters that a request sent as API V2 has them: in JSON; a blank body is none.

    Raises:
        Refusal: 400, the body holds no parameters; 413, it is too large.
        WireError: the body is not readable.
    """
    body = await _body(request)
    if not body.strip():
        return {}
    tree = JSON.load(body)
    if not isinstance(tree, dict):
        raise Refusal(400, "The request is not an object with members.")
    _check_text(tree)
    return tree


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refusal(413, "The request is too large.")
    return bytes(body)


def _form(body: bytes) -> Tree:
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise Refusal(400, "The request is not readable as a form.") from error
    return _plain(pairs)


def _plain(pairs: Iterable[tuple[str, str]]) -> Tree:
    """Name parameters with underscores, as JSON has them; dashes are the same.

    `client[name]` is the name within a client: so do programs send JSON's wrappers as a form.
    Whose sheet is meant is no parameter of what is written on it.
    """
    tree: Tree = {}
    for name, value in pairs:
        outer, bracket, inner = name.replace("-", "_").removesuffix("]").partition("[")
        if not bracket:
            tree[name.replace("-", "_")] = value
        elif isinstance(within := tree.setdefault(outer, {}), dict):
            within[inner] = value
    tree.pop("of_user", None)
    return _without_envelope(tree)


def _check_text(tree: Tree) -> None:
    """Refuse half a surrogate pair, which JSON can say and nothing can store."""
    try:
        json.dumps(tree, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "The request holds text that is not Unicode.") from error


def _without_envelope(tree: Tree) -> Tree:
    for name in _ENVELOPES:
        inner = tree.get(name)
        if len(tree) == 1 and isinstance(inner, dict):
            return inner
    return tree
