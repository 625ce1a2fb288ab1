"""How much of what one may call is used. Source: the facts page, `/account/rate_limit_status`."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tui.account.reception import Reception
from tui.account.replies import answer
from tui.account.routing import route
from tui.account.throttle import Standing
from tui.wire.tree import Tree

PATH = "/account/rate_limit_status"
STANDING = "windrow.standing"
"""Where in a request's scope the guard writes the `Standing` of the person who sent it."""


def rate_status_routes(reception: Reception) -> list[Route]:
    """List the route; without a guard nothing is counted, and it says so."""

    async def tell(request: Request) -> Response:
        standing = request.scope.get(STANDING, Standing())
        await reception.read(request, lambda _: None)  # refuses strangers
        return answer(request.headers, "hash", write_standing(standing))

    return [route(PATH, GET=tell)]


def write_standing(standing: Standing) -> Tree:
    """Write a standing as the API shows it."""
    last, limit = standing.last_access_at, standing.limit
    return {
        "lockout_seconds": limit.lockout_seconds,
        "last_access_at": f"{last:%Y-%m-%dT%H:%M:%SZ}" if last else None,
        "max_calls": limit.max_calls,
        "count": standing.count,
        "timeframe_limit": limit.seconds,
        "requests_available": limit.max_calls - standing.count,
    }
