"""Routes that answer exactly the methods they name."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Endpoint = Callable[[Request], Awaitable[Response]]


def route(path: str, **endpoints: Endpoint) -> Route:
    """Bind one endpoint a method to a path.

    Starlette answers HEAD with what answers GET; not here, where a GET may toggle a timer.
    """

    async def dispatch(request: Request) -> Response:
        return await endpoints[request.method](request)

    made = Route(path, dispatch, methods=list(endpoints))
    made.methods = set(endpoints)
    return made
