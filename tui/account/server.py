"""The account as a server: API V1, in JSON and XML, and V2, in JSON, as one application."""

import logging
import sqlite3
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tui.account.daily_routes import DailyRoutes
from tui.account.failures import AccountFileError, in_words, is_disk_full
from tui.account.rate_status import rate_status_routes
from tui.account.reception import Authenticate, Reception
from tui.account.replies import refuse
from tui.account.report_routes import report_routes
from tui.account.rules import Refusal
from tui.account.setup_routes import setup_routes
from tui.account.store import Store
from tui.domain.clock import Clock
from tui.wire.tree import WireError

LONGEST_PATH = 1000
"""How many characters an address may have; the longest real one has about 70."""

_log = logging.getLogger("windrow.account")
_NAMES = {404: "There is nothing at this address.", 405: "This address has no such method."}


def create_app(
    store: Store, *, authenticate: Authenticate, clock: Clock, with_v2: bool = True
) -> Starlette:
    """Make the server of an open account.

    `authenticate` tells the id of the person who sent a request, or None. The application needs
    no lifespan; the caller closes the store when it is done. Our own screens speak V1 to it, and
    do without V2 and the 0.3 MB that it takes.
    """
    reception = Reception(store, authenticate, clock)
    app = Starlette(
        routes=[
            *DailyRoutes(reception).routes(),
            *setup_routes(reception),
            *report_routes(reception),
            *rate_status_routes(reception),
            *(_v2_routes(reception) if with_v2 else ()),
        ],
        middleware=[Middleware(_Frame, clock=clock)],
        exception_handlers={
            Refusal: _refused,
            WireError: _unreadable,
            AccountFileError: _unusable,
            sqlite3.Error: _failed,
            HTTPException: _misdirected,
        },
    )
    app.router.redirect_slashes = False
    return app


def _v2_routes(reception: Reception) -> list[Route]:
    from tui.account.v2_entries import entry_routes
    from tui.account.v2_people import v2_people_routes
    from tui.account.v2_setup import v2_setup_routes

    return [
        *entry_routes(reception),
        *v2_people_routes(reception),
        *v2_setup_routes(reception),
    ]


class _Frame:
    """What holds for every call: the form of its address, `Date`, and no failure without words."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def dated(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["Date"] = format_datetime(self._clock(), usegmt=True)
                headers["Cache-Control"] = "no-store"
            await send(message)

        try:
            await self._handle(scope, receive, dated)
        except ClientDisconnect:
            _log.info("%s %s was cut off", scope["method"], scope["path"])
        except Exception:  # the last resort: whatever it is, the client gets a sentence
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if started:
                raise
            words = "The account has failed at this; its log says how."
            await refuse(scope, 500, words)(scope, receive, dated)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, headers = scope["path"].rstrip("/") or "/", Headers(scope=scope)
        if len(path) > LONGEST_PATH:
            await refuse(scope, 414, "The address is too long.")(scope, receive, send)
        elif scope["method"] == "GET" and _has_body(headers) and not await _is_null(scope, receive):
            message = "HTTP GET requests with a body are not accepted."
            await refuse(scope, 400, message)(scope, receive, send)
        else:
            await self._app({**scope, "path": path}, receive, send)


async def _is_null(scope: Scope, receive: Receive) -> bool:
    """Tell whether a body is JSON's `null`, with which some clients say that there is none."""
    if Headers(scope=scope).get("content-length") != "4":
        return False
    return await Request(scope, receive).body() == b"null"


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, Refusal) else 400
    challenge = {"WWW-Authenticate": 'Basic realm="Windrow", charset="UTF-8"'}
    return refuse(request.scope, status, str(error), challenge if status == 401 else None)


async def _unreadable(request: Request, error: Exception) -> Response:
    return refuse(request.scope, 400, str(error))


async def _unusable(request: Request, error: Exception) -> Response:
    _log.error("%s", error)
    return refuse(request.scope, 500, str(error))


async def _failed(request: Request, error: Exception) -> Response:
    """Say what SQLite reports; its transaction is rolled back by then."""
    if not isinstance(error, sqlite3.Error):
        raise error
    _log.error("the account file failed", exc_info=error)
    status = 507 if is_disk_full(error) else 500
    return refuse(
        request.scope, status, f"The account file {in_words(error)}. Nothing was changed."
    )


async def _misdirected(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    message = _NAMES.get(error.status_code, error.detail)
    headers = dict(error.headers) if error.headers else None
    return refuse(request.scope, error.status_code, message, headers)
