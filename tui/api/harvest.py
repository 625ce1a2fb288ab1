"""An account at Harvest, or at any server that speaks its API V1, over the network."""

from urllib.parse import urlsplit

import httpx

from tui import __version__
from tui.api.address import is_loopback
from tui.api.credentials import Secret
from tui.api.session import TIMEOUT_SECONDS, Session
from tui.api.v1 import V1
from tui.config import Profile
from tui.domain.clock import Clock
from tui.wire.codec import codec_of


def open_v1(name: str, profile: Profile, password: Secret, clock: Clock) -> V1:
    """Open the account of a profile; `name` is what it is called on the screen."""
    from tzlocal import get_localzone

    client = httpx.AsyncClient(
        base_url=profile.url,
        auth=httpx.BasicAuth(profile.email, password.reveal()),
        headers={"User-Agent": f"windrow/{__version__}"},
        timeout=TIMEOUT_SECONDS,
        follow_redirects=False,
        trust_env=not is_loopback(urlsplit(profile.url).hostname or ""),
    )
    session = Session(client, place=name, clock=clock, codec=codec_of(profile.wire))
    return V1(session, clock, get_localzone())
