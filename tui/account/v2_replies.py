"""Replies of API V2: JSON alone, and errors in the shapes that it has for them.

Source: the facts page, "V2".
"""

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from tui.wire.codec import JSON
from tui.wire.tree import Tree
from tui.wire.v2_queries import Page
from tui.wire.v2_server import write_page

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Windrow"'}
"""What a reply of 401 asks for."""

_V1_ONLY = ("Retry-After", "WWW-Authenticate")
_THROTTLED = 503  # as V1 says it


def speaks_v2(path: str) -> bool:
    """Tell whether an address belongs to API V2."""
    return path in ("/v2", "/api/v2") or path.startswith(("/v2/", "/api/v2/"))


def reply(tree: object, status: int = 200) -> Response:
    """Answer with a tree."""
    return Response(JSON.dump("", tree), status, media_type=JSON.media_type)


def say(status: int, message: str, extra: Mapping[str, str] | None = None) -> Response:
    """Refuse with a sentence, where the shape of the error has a place for one.

    Too many calls are 429, without a body and without saying for how long; 404 has fixed words.
    `extra` are further headers of the reply.
    """
    headers = {name: value for name, value in (extra or {}).items() if name not in _V1_ONLY}
    if status == _THROTTLED:
        return Response(status_code=429, headers=headers)
    if status == 401:
        headers |= CHALLENGE
    body = JSON.dump("", _error(status, message))
    return Response(body, status, headers, JSON.media_type)


async def paged(request: Request, name: str, rows: list[Tree], page: Page, total: int) -> Response:
    """Answer one page of a list, with the addresses of the others; written off the event loop."""
    tree = write_page(name, rows, page, total, lambda number: _link(request, page, number))
    return await asyncio.to_thread(reply, tree)


def origin_of(request: Request) -> str:
    """Tell where the account is for the one who asks, like `http://127.0.0.1:8420`."""
    scheme: str = request.scope.get("scheme", "http")
    return f"{scheme}://{request.headers.get('host', '')}"


def _error(status: int, message: str) -> Tree:
    if status == 401:
        return {"error": "invalid_token", "error_description": message}
    if status == 404:
        return {"status": 404, "error": "Not Found"}
    return {"message": message}


def _link(request: Request, page: Page, number: int) -> str:
    """Tell the absolute address of a page of the list that a request asks for."""
    given = parse_qsl(request.url.query, keep_blank_values=True)
    kept = [pair for pair in given if pair[0] not in ("page", "per_page")]
    asked = urlencode([("page", number), ("per_page", page.size), *kept])
    path: str = request.scope["path"]
    return f"{origin_of(request)}{path}?{asked}"
