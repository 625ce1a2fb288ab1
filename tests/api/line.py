"""The line to an account: it notes what is sent, and fails as it is told."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

Deliver = Callable[[], Awaitable[httpx.Response]]
Fault = Callable[[Deliver], Awaitable[httpx.Response]]
"""What happens to one request instead of being delivered and answered."""

TOGGLE = "GET /daily/timer/"


def lost_request(kind: type[httpx.HTTPError] = httpx.ReadTimeout) -> Fault:
    """The request never arrives; with a `ConnectError` it is plain that it did not."""

    async def fault(_: Deliver) -> httpx.Response:
        raise kind("lost on the way there")

    return fault


def lost_reply(kind: type[httpx.HTTPError] = httpx.ReadError) -> Fault:
    """The request arrives and is done, and its reply is lost."""

    async def fault(deliver: Deliver) -> httpx.Response:
        await deliver()
        raise kind("lost on the way back")

    return fault


def reply(status: int = 200, content: object = b"", *, done: bool = False, **headers: str) -> Fault:
    """Something else answers, be the request done or not; headers are named with `_` for `-`."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()

    async def fault(deliver: Deliver) -> httpx.Response:
        if done:
            await deliver()
        named = [
            (name.replace("_", "-").encode(), value.encode("latin-1"))
            for name, value in headers.items()
        ]
        return httpx.Response(status, content=body, headers=named)

    return fault


def meanwhile(job: Callable[[], Awaitable[object]]) -> Fault:
    """Something happens elsewhere just before the request is delivered."""

    async def fault(deliver: Deliver) -> httpx.Response:
        await job()
        return await deliver()

    return fault


def lost_after(job: Callable[[], Awaitable[object]]) -> Fault:
    """Something happens elsewhere, and the request never arrives."""

    async def fault(_: Deliver) -> httpx.Response:
        await job()
        raise httpx.ReadTimeout("lost on the way there")

    return fault


class Line(httpx.AsyncBaseTransport):
    """Carries requests to an account, except where a fault is waiting for one."""

    def __init__(self, account: httpx.AsyncBaseTransport) -> None:
        self.requests: list[httpx.Request] = []
        self._account = account
        self._faults: list[tuple[str, list[Fault]]] = []
        self._dead: list[tuple[str, Fault]] = []

    def fail(self, start: str, *faults: Fault) -> None:
        """Let the next requests whose `METHOD /path` starts so meet these faults, in order."""
        self._faults.append((start, list(faults)))

    def break_down(self, start: str = "", fault: Fault | None = None) -> None:
        """Let every request from now on whose `METHOD /path` starts so meet a fault."""
        self._dead.append((start, fault or lost_request()))

    def repair(self) -> None:
        """Let everything through again, and forget what was sent."""
        self._faults.clear()
        self._dead.clear()
        self.requests.clear()

    @property
    def calls(self) -> list[str]:
        """What was sent, as `METHOD /path`."""
        return [_call(request) for request in self.requests]

    @property
    def writes(self) -> list[str]:
        """What was sent to change something."""
        return [
            call for call in self.calls if not call.startswith("GET") or call.startswith(TOGGLE)
        ]

    @property
    def bodies(self) -> list[Any]:
        """The bodies that were sent, read."""
        return [json.loads(request.content) for request in self.requests if request.content]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        fault = self._fault(_call(request))
        if fault is None:
            return await self._account.handle_async_request(request)
        return await fault(lambda: self._account.handle_async_request(request))

    def _fault(self, call: str) -> Fault | None:
        for start, faults in self._faults:
            if faults and call.startswith(start):
                return faults.pop(0)
        return next((fault for start, fault in self._dead if call.startswith(start)), None)


def _call(request: httpx.Request) -> str:
    return f"{request.method} {request.url.path}"
