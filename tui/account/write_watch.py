"""Notices requests that may have changed the account, so that others can be told to look."""

from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FIRST_REFUSAL = 400
TOGGLES = "/daily/timer/"
"""API V1 starts and stops timers by GET."""


class WriteWatch:
    """An ASGI middleware that calls `told` after each request that wrote, once it is answered."""

    def __init__(self, app: ASGIApp, told: Callable[[], Awaitable[None]]) -> None:
        self._app = app
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell of what it changed."""
        status = FIRST_REFUSAL

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self._app(scope, receive, noted)
        if status < FIRST_REFUSAL and may_write(scope["method"], scope["path"]):
            await self._told()


def may_write(method: str, path: str) -> bool:
    """Tell whether a request may change something."""
    return method not in ("GET", "HEAD", "OPTIONS") or path.startswith(TOGGLES)
