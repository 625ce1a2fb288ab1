"""An account at Harvest, or at any server that speaks its API, over the network."""

from collections.abc import Generator, Mapping
from urllib.parse import urlsplit

import httpx

from tui import __version__
from tui.api.address import is_loopback
from tui.api.backend import BackendError, LoginNeeded
from tui.api.credentials import Secret
from tui.api.session import TIMEOUT_SECONDS, Session
from tui.api.v1 import V1
from tui.api.v2 import V2
from tui.domain.clock import Clock
from tui.domain.hours import HoursFormat
from tui.profiles import HarvestV1, HarvestV2, Profile
from tui.wire.codec import codec_of
from tui.wire.v2_client import Habits

USER_AGENT = f"windrow/{__version__}"
_WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


class Bearer(httpx.Auth):
    """A personal access token in every request.

    Raises:
        LoginNeeded: it holds what no token holds, and cannot be sent.
    """

    def __init__(self, token: Secret) -> None:
        if not token.is_plain:
            raise LoginNeeded("That is no token: it holds blanks or odd letters. Copy it again.")
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the token into a request."""
        request.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        yield request


def auth_of(profile: Profile, secret: Secret) -> httpx.Auth:
    """Tell how a profile's secret goes into requests.

    Raises:
        LoginNeeded: it holds what cannot be sent.
    """
    if isinstance(profile, HarvestV2):
        return Bearer(secret)
    if not secret.is_text:
        raise LoginNeeded("That is no password: it is not readable text (UTF-8).")
    return httpx.BasicAuth(profile.email, secret.reveal())


def open_account(name: str, profile: Profile, secret: Secret, clock: Clock) -> V1 | V2:
    """Open the account of a profile; `name` is what it is called on the screen."""
    from tzlocal import get_localzone

    if isinstance(profile, HarvestV1):
        client = new_client(profile.url)
        client.auth = auth_of(profile, secret)
        codec = codec_of(profile.wire)
        return V1(Session(client, place=name, clock=clock, codec=codec), clock, get_localzone())
    client = new_client(profile.url, {"Harvest-Account-Id": str(profile.account_id)})
    client.auth = auth_of(profile, secret)
    session = Session(client, place=name, clock=clock)
    return V2(session, clock, habits_of(profile), get_localzone())


def new_client(url: str, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
    """Make an HTTP client for an address: it follows no redirect, whatever is answered.

    Raises:
        BackendError: what the environment says of proxies or certificates cannot be used.
    """
    try:
        return httpx.AsyncClient(
            base_url=url,
            headers={"User-Agent": USER_AGENT, **(headers or {})},
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            trust_env=not is_loopback(urlsplit(url).hostname or ""),
        )
    except (ImportError, OSError, ValueError, httpx.InvalidURL) as error:
        raise BackendError(
            f"The proxy or the certificates that the environment names cannot be used ({error}): "
            "look at HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
        ) from error


def habits_of(profile: HarvestV2) -> Habits:
    """Tell what a profile says of how its account shows things."""
    formats = {"hours": HoursFormat.CLOCK, "decimal": HoursFormat.DECIMAL}
    return Habits(
        timestamp_timers=profile.timers == "start-end" if profile.timers else None,
        clock_24h=profile.clock == "24h" if profile.clock else None,
        hours_format=formats.get(profile.format),
        decimal_symbol=profile.decimal or None,
        week_start=_WEEK_STARTS.get(profile.week),
    )
