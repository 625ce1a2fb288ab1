"""What stands before an account that is served over a network: who may come in, and how often.

In this order: requests of web pages are refused (403), then strangers (401), then who calls too
often (503, in API V2 429), then bodies that are too large (413); all others go on to the account's
server. API V2 takes tokens alone, and wants to be told the account (401) and the program (400);
to V1, a token is as good as e-mail and password.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from email.utils import format_datetime

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tui.account.basic_auth import CHALLENGE
from tui.account.browsers import LOOPBACK, objection
from tui.account.failures import AccountFileError, in_words
from tui.account.logins import GUESSES, Logins
from tui.account.rate_status import PATH as RATE_STATUS
from tui.account.rate_status import STANDING
from tui.account.reception import LARGEST_BODY
from tui.account.refusal import Refusal
from tui.account.replies import refuse
from tui.account.store import Store
from tui.account.throttle import HARVEST, Limit, LockedOut, Throttle
from tui.account.tokens import read_token
from tui.account.v2_people import ACCOUNTS
from tui.account.v2_replies import speaks_v2
from tui.domain.clock import Clock
from tui.wire.v2_server import ACCOUNT_ID

PERSON = "windrow.person"
"""Where in a request's scope the guard writes the id of the person who sent it."""

_log = logging.getLogger("windrow.account")


def person_of(request: Request) -> int | None:
    """Tell who sent a request that came past the guard (`Authenticate` of the server)."""
    person_id: int | None = request.scope.get(PERSON)
    return person_id


class Guard:
    """An ASGI middleware around the server of an account.

    `hosts` are names under which this machine is called, beside those of its loopback. `calls` is
    the limit of a person, `guesses` that of failed logins from one address.
    """

    def __init__(
        self,
        app: ASGIApp,
        store: Store,
        clock: Clock,
        *,
        hosts: Iterable[str] = (),
        calls: Limit = HARVEST,
        guesses: Limit = GUESSES,
    ) -> None:
        self._app = app
        self._clock = clock
        self._hosts = LOOPBACK | {host.lower() for host in hosts}
        self._logins = Logins(store, clock, guesses)
        self._throttle = Throttle(calls)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is refused, and pass on all others with their sender's id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            admitted = await self._admit(scope)
        except Refusal as refusal:
            reply = self._say(scope, refusal.status, refusal.message, _headers(refusal))
        except AccountFileError as error:
            _log.error("%s", error)
            reply = self._say(scope, 500, str(error))
        except sqlite3.Error as error:
            _log.exception("the account file failed")
            reply = self._say(scope, 500, f"The account file {in_words(error)}.")
        else:
            await self._app(admitted, receive, send)
            return
        await reply(scope, receive, send)

    async def _admit(self, scope: Scope) -> Scope:
        reason = objection(scope, self._hosts)
        if reason is not None:
            raise Refusal(403, reason)
        headers = Headers(scope=scope)
        peer = (scope.get("client") or ("",))[0]
        path: str = scope["path"].rstrip("/")
        person_id = await self._person_id(path, headers.get("authorization"), peer)
        if scope["method"] != "GET" or path != RATE_STATUS:
            self._throttle.count(person_id, self._clock())
        if speaks_v2(path):
            _check_v2(path, headers)
        if _is_too_large(headers.get("content-length", "0")):
            raise Refusal(413, "The request is too large.")
        standing = self._throttle.standing(person_id, self._clock())
        return {**scope, PERSON: person_id, STANDING: standing}

    async def _person_id(self, path: str, header: str | None, peer: str) -> int:
        if not speaks_v2(path):
            return await self._logins.person_id(header, peer)
        token = read_token(header)
        person_id = await self._logins.person_id_by_token(token, peer) if token else 0
        if not person_id:
            raise Refusal(401, "No access token came with this, or one that opens nothing.")
        return person_id

    def _say(
        self, scope: Scope, status: int, message: str, extra: Mapping[str, str] | None = None
    ) -> Response:
        """Say a sentence in the shape of the API that was called."""
        fixed = {
            "Date": format_datetime(self._clock(), usegmt=True),
            "Cache-Control": "no-store",
        }
        return refuse(scope, status, message, {**fixed, **(extra or {})})


def _headers(refusal: Refusal) -> Mapping[str, str]:
    if isinstance(refusal, LockedOut):
        return {"Retry-After": str(refusal.retry_after)}
    return CHALLENGE if refusal.status == 401 else {}


def _check_v2(path: str, headers: Headers) -> None:
    """Refuse what API V2 cannot do without."""
    account = headers.get("harvest-account-id", "").strip()
    if account != str(ACCOUNT_ID) and path != ACCOUNTS:
        raise Refusal(401, f"Send the header Harvest-Account-Id: {ACCOUNT_ID} as well.")
    if not headers.get("user-agent", "").strip():
        raise Refusal(400, "Send a header User-Agent that names your program.")


def _is_too_large(length: str) -> bool:
    return length.isdecimal() and int(length[:20]) > LARGEST_BODY
