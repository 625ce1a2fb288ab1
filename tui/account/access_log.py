"""One line for each request that was answered."""

import logging
from time import perf_counter
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "windrow.access"
"""The logger that the lines go to."""

_log = logging.getLogger(NAME)


class AccessLog:
    """An ASGI middleware that logs method, path, status and time, and nothing else.

    Queries, headers and bodies stay out: they hold what is nobody's business.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and log it once it is over."""
        began, status = perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            spent = (perf_counter() - began) * 1000
            path = quote(scope["path"])  # what was decoded may hold control characters
            _log.info("%s %s %s %.1f ms", scope["method"], path, status or "-", spent)
