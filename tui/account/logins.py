"""Who may come in from the network, by the account's file: e-mail and password, or a token."""

import asyncio
import hmac
import json
import secrets
from datetime import datetime, timedelta
from functools import partial

from tui.account.basic_auth import Credentials, read_credentials
from tui.account.passwords import fits, nobodys
from tui.account.refusal import Refusal
from tui.account.store import Store
from tui.account.throttle import Limit, LockedOut, Throttle
from tui.account.tokens import digest_of, read_token
from tui.domain.clock import Clock

GUESSES = Limit(max_calls=10, seconds=60, lockout_seconds=15)
"""How many logins may fail from one address."""
REMEMBERED_FOR = timedelta(minutes=10)

_MOST_REMEMBERED = 1000


class Logins:
    """Tells people by their credentials or their token.

    What was found right is remembered for a while, as a digest under a key of this process alone
    that covers the stored password: a changed one counts at once, and so does an archived person.
    One password is checked at a time, in a thread. A token is looked up each time; that it was
    right spares it from being refused for what others guess.
    """

    def __init__(self, store: Store, clock: Clock, limit: Limit = GUESSES) -> None:
        self._store = store
        self._clock = clock
        self._failures = Throttle(limit)
        self._nobodys = nobodys()
        self._key = secrets.token_bytes(32)
        self._remembered: dict[bytes, datetime] = {}
        self._turn = asyncio.Lock()

    async def person_id(self, header: str | None, peer: str) -> int:
        """Tell who sends an `Authorization` header from an address of the network.

        Raises:
            Refusal: 401, whatever is wrong with it.
            LockedOut: too many logins have failed from there, and this one is not remembered.
            AccountFileError, sqlite3.Error: the account's file cannot be read.
        """
        token = read_token(header)
        if token is not None:
            person_id = await self.person_id_by_token(token, peer)
            if not person_id:
                raise _stranger()
            return person_id
        credentials = read_credentials(header)
        if credentials is None:
            raise _stranger()
        look_up = partial(self._look_up, credentials.email)
        loop = asyncio.get_running_loop()
        person_id, stored = await loop.run_in_executor(self._store.worker, look_up)
        digest = self._digest(credentials, stored)
        if self._is_remembered(digest) or await self._checks(credentials, stored, digest, peer):
            return person_id
        raise _stranger()

    async def person_id_by_token(self, token: str, peer: str) -> int:
        """Tell whose token is sent from an address of the network; 0 when it is nobody's.

        Raises:
            LockedOut: too many logins have failed from there, and this one is not remembered.
            AccountFileError, sqlite3.Error: the account's file cannot be read.
        """
        look_up = partial(self._look_up_token, digest_of(token))
        loop = asyncio.get_running_loop()
        person_id = await loop.run_in_executor(self._store.worker, look_up)
        digest = hmac.digest(self._key, token.encode("utf-8", "surrogateescape"), "sha256")
        if person_id and self._is_remembered(digest):
            return person_id
        self._refuse_guessing(peer)
        if not person_id:
            self._failures.count(peer, self._clock())
        else:
            self._remember(digest)
        return person_id

    def _look_up_token(self, digest: str) -> int:
        """Find the id of somebody who may log in with a token; 0 for nobody."""
        with self._store.read():
            person = self._store.person_by_token(digest)
        return person.id if person else 0

    def _look_up(self, email: str) -> tuple[int, str]:
        """Find the id and stored password of somebody who may log in; 0 and "" for all others."""
        with self._store.read():
            person = self._store.person_by_email(email)
            stored = self._store.password_of(person.id) if person else ""
        return (person.id, stored) if person and stored else (0, "")

    async def _checks(
        self, credentials: Credentials, stored: str, digest: bytes, peer: str
    ) -> bool:
        async with self._turn:
            if self._is_remembered(digest):  # by a request that had its turn before this one
                return True
            self._refuse_guessing(peer)
            text = stored or self._nobodys
            if not await asyncio.to_thread(fits, credentials.password, text):
                self._failures.count(peer, self._clock())
                return False
        self._remember(digest)
        return True

    def _refuse_guessing(self, peer: str) -> None:
        standing = self._failures.standing(peer, self._clock())
        if standing.count >= standing.limit.max_calls:
            wait = standing.limit.lockout_seconds
            raise LockedOut(
                f"Too many logins have failed; wait {wait} seconds, then send the right e-mail "
                "and password, or the right token.",
                wait,
            )

    def _digest(self, credentials: Credentials, stored: str) -> bytes:
        parts = json.dumps([credentials.email, credentials.password, stored])
        return hmac.digest(self._key, parts.encode(), "sha256")

    def _is_remembered(self, digest: bytes) -> bool:
        since = self._remembered.get(digest)
        return since is not None and timedelta(0) <= self._clock() - since < REMEMBERED_FOR

    def _remember(self, digest: bytes) -> None:
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[digest] = self._clock()


def _stranger() -> Refusal:
    return Refusal(401, "Authentication failed for API request.")
