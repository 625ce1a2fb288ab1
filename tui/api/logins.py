"""Logging in: which accounts a token opens, who it is, and what to do when it does not work."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tui.api.backend import (
    BackendError,
    Forbidden,
    LoginNeeded,
    NotFound,
    Throttled,
    Unreachable,
)
from tui.api.credentials import Secret, keep_in_file, keep_in_keyring
from tui.api.gate import Told
from tui.domain.account import Account
from tui.domain.clock import Clock
from tui.profiles import API_V2, Profile

ACCOUNTS_AT_HARVEST = "https://id.getharvest.com"
ACCOUNTS_PATH = "/api/v2/accounts"
TOKENS_AT_HARVEST = "https://id.getharvest.com/developers"
"""Where a person makes a personal access token, and finds the numbers of accounts."""


@dataclass(frozen=True, slots=True)
class Found:
    """An account that a token opens."""

    id: int
    name: str


async def accounts_of(
    token: Secret, url: str = API_V2, told: Told | None = None
) -> tuple[Found, ...]:
    """Find the accounts that a token opens, at Harvest or where `url` is.

    `told` is called with the seconds of every pause that is waited out.

    Raises:
        BackendError: it opens none, or nobody answers.
    """
    from tui.api.answers import understood
    from tui.api.harvest import Bearer, new_client
    from tui.api.session import Session
    from tui.wire.v2_client import read_accounts

    client = new_client(_identity(url))
    client.auth = Bearer(token)
    session = Session(client, place=place_at(url), clock=lambda: datetime.now(UTC))
    if told is not None:
        session.gate.watch(told)
    try:
        tree = await session.read(ACCOUNTS_PATH)
    finally:
        await session.aclose()
    return tuple(Found(id_, name) for id_, name in understood(read_accounts, tree))


async def who_opens(
    profile: Profile, secret: Secret, clock: Clock, told: Told | None = None
) -> Account:
    """Log in with the secret of a profile, and tell whose account it opens.

    `told` is called with the seconds of every pause that is waited out.

    Raises:
        BackendError: it opens none, or nobody answers.
    """
    from tui.api.harvest import open_account

    backend = open_account(place_at(profile.url), profile, secret, clock)
    if told is not None:
        backend.watch_pauses(told)
    try:
        return await backend.me()
    finally:
        await backend.aclose()


def place_at(url: str) -> str:
    """Name what is at an address, for messages: `Harvest`, or the host of another server."""
    return "Harvest" if url == API_V2 else urlsplit(url).netloc


def explain(error: BackendError, url: str, what: str) -> str:
    """Say in a sentence why a login failed, and what to do; `what`: a token or a password."""
    words, place = str(error), place_at(url)
    words += "" if words.endswith((".", "!", "?")) else "."
    if isinstance(error, LoginNeeded):
        todo = "check the e-mail and the password."
        if what == "token":
            todo = f"copy all of it once more, or make a new one at {TOKENS_AT_HARVEST}."
        return f"{place} does not accept this {what}: {todo}"
    if isinstance(error, Forbidden | NotFound):
        return f"{place} has no account here for this {what}: check the address and the account."
    if "CERTIFICATE_VERIFY_FAILED" in repr(error.__cause__):
        return (
            f"{words} Its certificate is not one that this machine trusts: if a proxy of your "
            "firm is in between, name the proxy's certificate in SSL_CERT_FILE."
        )
    if isinstance(error, Unreachable):
        return f"{words} Check the network and the address {url}, then try again."
    if isinstance(error, Throttled):
        return f"{words} Wait that long, then try again."
    if type(error) is not BackendError:
        return f"{words} Check {url} in a browser: a login page of the network may be in between."
    return words


def _identity(url: str) -> str:
    """Tell where accounts are listed for an API's address: at Harvest on a host of its own."""
    if url == API_V2:
        return ACCOUNTS_AT_HARVEST
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def checked_secret(profile: Profile, text: str) -> Secret:
    """Take what was typed for a profile's secret.

    Raises:
        LoginNeeded: it cannot be one, and is not sent anywhere.
    """
    from tui.api.backend import LoginNeeded
    from tui.api.credentials import CredentialError, check_secret

    secret = Secret(text.strip())
    try:
        check_secret(profile.keeping, secret)
    except CredentialError as error:
        raise LoginNeeded(str(error)) from None
    return secret


def keep_again(name: str, profile: Profile, secret: Secret) -> str:
    """Keep a new secret where the profile keeps its own, and say in a sentence where that is.

    Raises:
        CredentialError: it cannot be kept there.
    """
    keeping = profile.keeping
    if keeping.keyring:
        keep_in_keyring(name, secret)
        return "Logged in; the system's keyring keeps it."
    if keeping.file:
        keep_in_file(Path(keeping.file).expanduser(), secret)
        return f"Logged in; {keeping.file} keeps it."
    if keeping.env or keeping.command:
        where = keeping.env or f"{keeping.what}_command"
        return f"Logged in for now; {where} still gives the old one."
    return "Logged in."
