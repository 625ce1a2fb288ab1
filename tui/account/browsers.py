"""What keeps web pages away from an account that is served.

A page of any site may have a browser send requests to this machine, with a name of its own for it
(DNS rebinding), and a browser may fetch an address before anybody asks: a toggle is a GET.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names that this machine always has for itself."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^][:/@\s]+)(:\d{1,5})?", re.IGNORECASE)
_BROWSER_MARKS = ("sec-fetch-site", "referer", "purpose", "sec-purpose", "x-moz", "x-purpose")


def objection(scope: Scope, hosts: Iterable[str]) -> str | None:
    """Say why a request may not come in, None when it may; `hosts` are our names, in lower case."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not _is_ours(host, scope, hosts):
        return "There is no account under this host name; use 127.0.0.1 or localhost."
    own = f"{scope.get('scheme', 'http')}://{host}".lower()
    if any(origin.lower() != own for origin in headers.getlist("origin")):
        return "Web pages may not use this account; use a program of your own."
    if any(site not in ("none", "same-origin") for site in headers.getlist("sec-fetch-site")):
        return "Web pages may not use this account; use a program of your own."
    if _is_toggle(scope) and any(mark in headers for mark in _BROWSER_MARKS):
        return "Browsers may not toggle timers; use a program of your own."
    return None


def _is_toggle(scope: Scope) -> bool:
    path: str = scope["path"]
    return path.startswith("/daily/timer")


def _is_ours(host: str, scope: Scope, hosts: Iterable[str]) -> bool:
    """Tell whether a `Host` names us: by a name of ours, or by the address that was called."""
    form = _HOST.fullmatch(host)
    if form is None:
        return False
    name = _plain(form.group(1))
    return name in hosts or (_is_address(name) and name == (scope.get("server") or ("",))[0])


def _plain(name: str) -> str:
    bare = name.strip("[]").lower()
    return str(ip_address(bare)) if _is_address(bare) else bare


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
