"""Passwords as the account's file keeps them: one line of scrypt with its parameters and salt.

The form is `scrypt$n=32768,r=8,p=1$SALT$KEY`, salt and key in base64. Checking one takes about a
tenth of a second and 32 MB, on purpose: never on an event loop.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from base64 import b64decode, b64encode

COST = 2**15
"""scrypt's `n`; memory and time grow with it."""

_BLOCK, _LANES = 8, 1
_SALT_BYTES, _KEY_BYTES = 16, 32
_MOST_MEMORY = 64 * 1024 * 1024
_FORM = re.compile(
    r"scrypt\$n=(\d{1,9}),r=(\d{1,4}),p=(\d{1,4})\$([A-Za-z0-9+/=]{4,})\$([A-Za-z0-9+/=]{4,})",
    re.ASCII,
)


def hashed(password: str, *, cost: int = COST) -> str:
    """Turn a password into the text that is stored; the same password gives another one each time.

    Raises:
        ValueError: the password is empty.
    """
    if not password:
        raise ValueError("A password has at least one character.")
    salt = secrets.token_bytes(_SALT_BYTES)
    return _form(cost, salt, _key(password, salt, cost, _BLOCK, _LANES, _KEY_BYTES))


def nobodys() -> str:
    """Make a stored text that nothing fits, which is as much work to find out as with any other."""
    return _form(COST, secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_KEY_BYTES))


def fits(password: str, stored: str) -> bool:
    """Tell whether a password is the one that was stored; malformed text fits nothing."""
    form = _FORM.fullmatch(stored)
    if form is None or not password:
        return False
    try:
        salt, key = (b64decode(part, validate=True) for part in form.group(4, 5))
        n, r, p = (int(part) for part in form.group(1, 2, 3))
        given = _key(password, salt, n, r, p, len(key))
    except ValueError:  # no base64, or parameters that scrypt refuses
        return False
    return hmac.compare_digest(given, key)


def _form(cost: int, salt: bytes, key: bytes) -> str:
    texts = (b64encode(part).decode() for part in (salt, key))
    return "$".join(("scrypt", f"n={cost},r={_BLOCK},p={_LANES}", *texts))


def _key(password: str, salt: bytes, n: int, r: int, p: int, length: int) -> bytes:
    """Run scrypt; a letter with an accent is the same however a keyboard composes it."""
    text = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=length)
