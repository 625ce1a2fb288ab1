"""An account served over HTTP: its guarded application on a socket, until it is told to end."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterable
from ipaddress import ip_address

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tui.account.guard import Guard, person_of
from tui.account.server import create_app
from tui.account.store import Store
from tui.account.throttle import HARVEST, Limit
from tui.domain.clock import Clock

GRACE_SECONDS = 1.0
"""How long requests at work may go on once the end was asked for."""


def guarded(
    store: Store, clock: Clock, *, hosts: Iterable[str] = (), calls: Limit = HARVEST
) -> ASGIApp:
    """Make the application of an open account for the network; `hosts` and `calls` as in Guard."""
    app = create_app(store, authenticate=person_of, clock=clock)
    return Guard(app, store, clock, hosts=hosts, calls=calls)


def address_of(host: str) -> str:
    """Find a host's first numeric address, IPv4 before IPv6.

    Raises:
        OSError: there is no such host.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    first = min(found, key=lambda one: one[0] != socket.AF_INET)
    return str(first[4][0])


def is_loopback(address: str) -> bool:
    """Tell whether nobody but this machine can reach a numeric address."""
    return ip_address(address).is_loopback


def listen(address: str, port: int) -> socket.socket:
    """Bind a socket to a numeric address and a port, any free one for 0.

    Raises:
        OSError: the port is in use, it may not be used, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # asyncio sends small replies at once only where the socket names its protocol
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


async def serve(
    app: ASGIApp,
    listener: socket.socket,
    *,
    ready: Callable[[], None],
    ended: asyncio.Event,
    tls: ssl.SSLContext | None = None,
) -> None:
    """Serve on a bound socket; `ready` is called once it answers, `ended` ends it.

    The socket is closed at the end. uvicorn speaks HTTP here, without its own server, which wakes
    up ten times a second and takes a tenth of a second to end.
    """
    config = uvicorn.Config(
        _Capitals(app),
        interface="asgi3",
        http=H11Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
    )
    state = ServerState()
    config.load()

    def connect() -> H11Protocol:
        return H11Protocol(config=config, server_state=state, app_state={})

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connect, sock=listener, ssl=tls)
    try:
        ready()
        await ended.wait()
    finally:
        server.close()
        await _finish(state)


class _Capitals:
    """Writes `Location` for `location`: older programs tell the names of headers by their letters.

    A reply goes on to the socket with them as they are here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def capital(message: Message) -> None:
            if "headers" in message:
                named = [(name.title(), value) for name, value in message["headers"]]
                message = {**message, "headers": named}
            await send(message)

        await self._app(scope, receive, capital)


async def _finish(state: ServerState) -> None:
    """Let what is at work end, for a while, and close all connections."""
    for connection in list(state.connections):
        connection.shutdown()
    if state.tasks:
        _, late = await asyncio.wait(set(state.tasks), timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
    for connection in list(state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)  # the loop tells closed connections so in its next round
