"""Access tokens: what opens an account without a password. Source: the facts page, "V2".

A token is long and made at random, so that one digest of it is all the account need keep: nobody
finds a token by its digest, however fast they try.
"""

import hashlib
import re
import secrets

_RANDOM_BYTES = 32
_FORM = re.compile(r"[A-Za-z0-9._~+/-]+=*")


def made() -> str:
    """Make a token that nobody has."""
    return secrets.token_urlsafe(_RANDOM_BYTES)


def digest_of(token: str) -> str:
    """Tell what the account keeps of a token: its SHA-256, in hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def read_token(header: str | None) -> str | None:
    """Read the token of an `Authorization` header; None when there is none (RFC 6750)."""
    scheme, _, token = (header or "").strip().partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def is_well_formed(token: str) -> bool:
    """Tell whether a text can be sent as a token."""
    return _FORM.fullmatch(token) is not None
