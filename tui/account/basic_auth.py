"""HTTP Basic: the e-mail and password in a request's `Authorization` header (RFC 7617)."""

from base64 import b64decode
from dataclasses import dataclass, field

CHALLENGE = {"WWW-Authenticate": 'Basic realm="Windrow", charset="UTF-8"'}
"""What a reply of 401 asks for."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who somebody says to be, and what should prove it; neither is ever printed."""

    email: str = field(repr=False)
    password: str = field(repr=False)


def read_credentials(header: str | None) -> Credentials | None:
    """Read an `Authorization` header; None when there is none, or it is not well-formed.

    Parentheses around the credentials are overlooked: an older library for PHP sends them.
    """
    scheme, _, encoded = (header or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    encoded = encoded.strip().removeprefix("(").removesuffix(")")
    try:
        email, colon, password = _text(b64decode(encoded, validate=True)).partition(":")
    except ValueError:
        return None
    return Credentials(email.strip(), password) if colon else None


def _text(data: bytes) -> str:
    """Decode as UTF-8, or as latin-1, which older programs send."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
