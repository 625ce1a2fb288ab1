"""Replies in the format that a client asks for: the one place that chooses it.

Source: the specification's examples in both formats; the facts page, "Transport".
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from tui.account import v2_replies
from tui.wire.codec import JSON, Codec, codec_named


def spoken(headers: Headers) -> Codec:
    """Tell the format for the reply to a request with these headers.

    The first that `Accept` names, else that of the request's own body, else JSON.
    """
    accepted = ",".join(headers.getlist("accept")).split(",")
    for media_type in (*accepted, headers.get("content-type", "")):
        codec = codec_named(media_type)
        if codec is not None:
            return codec
    return JSON


def answer(
    headers: Headers,
    name: str,
    tree: object,
    status: int = 200,
    extra: Mapping[str, str] | None = None,
) -> Response:
    """Answer a request that has these headers with a tree.

    `name` is the envelope in XML, and `extra` are further headers of the reply.
    """
    codec = spoken(headers)
    charset = (
        "" if codec is JSON else "; charset=utf-8"
    )  # JSON is always UTF-8 and has no such word
    return Response(codec.dump(name, tree), status, extra, f"{codec.media_type}{charset}")


def refuse(
    scope: Scope, status: int, message: str, extra: Mapping[str, str] | None = None
) -> Response:
    """Refuse a request in the shape of errors of the API that its address belongs to."""
    if v2_replies.speaks_v2(scope["path"]):
        return v2_replies.say(status, message, extra)
    return say(Headers(scope=scope), status, message, extra)


def say(
    headers: Headers, status: int, message: str, extra: Mapping[str, str] | None = None
) -> Response:
    """Answer a request that has these headers with a sentence, in V1's shape of errors."""
    return answer(headers, "hash", {"message": message}, status, extra)
