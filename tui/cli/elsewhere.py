"""Accounts elsewhere, as a command that runs to its end comes to them."""

from itertools import chain
from urllib.parse import urlsplit

from tui.api.backend import Backend, BackendError, LoginNeeded, Throttled, Unreachable
from tui.api.connect import Place
from tui.cli import opening
from tui.cli.problem import Problem
from tui.config import Config
from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.domain.spans import Span
from tui.profiles import HarvestV2, Profile


def opened(name: str, settings: Config, clock: Clock) -> Place:
    """Open a profile's account for a command.

    Raises:
        CredentialError: there is no secret to be had.
        Problem: there is no such profile, its address cannot be used, or nobody can be asked.
    """
    try:
        return opening.open_place(name, settings, clock)
    except (LookupError, ValueError) as error:
        text = str(error.args[0] if error.args else error).rstrip(".")
        raise Problem(f"{text[:1].upper()}{text[1:]}.") from error
    except EOFError as error:
        raise Problem(
            f"There is no terminal to ask for the secret of “{name}”: keep it where its profile "
            "can find it, with `windrow login`."
        ) from error


def source_of(profile: Profile) -> str:
    """Name the account of a profile, as origins know it: kind, host, and the account's id."""
    parts = [profile.kind, urlsplit(profile.url).netloc.lower()]
    if isinstance(profile, HarvestV2):
        parts.append(str(profile.account_id))
    return " ".join(parts)


def advice(error: BackendError, name: str) -> str:
    """Say what to do about an account elsewhere that does not do what it should."""
    if isinstance(error, LoginNeeded):
        return f"log in again with `windrow login {name}`, then run the same command again"
    if isinstance(error, Unreachable):
        return "look at the network and the profile's address, then run the same command again"
    if isinstance(error, Throttled):
        return "run the same command again then"
    return "run the same command again later"


async def entries_of(backend: Backend, span: Span) -> tuple[TimeEntry, ...]:
    """Read all entries of a span, oldest date first.

    Raises:
        BackendError: the account does not tell.
    """
    days = await backend.days(span.dates)
    return tuple(chain.from_iterable(day.entries for day in days))
