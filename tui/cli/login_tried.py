"""Trying a secret: what both ways to log in share."""

import argparse
import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, TypeVar

from tui.cli.problem import Problem
from tui.cli.prompts import Prompts, secret_from_stdin
from tui.domain.account import Account
from tui.domain.clock import Clock
from tui.domain.hours import HoursFormat
from tui.profiles import HarvestV2, Profile

if TYPE_CHECKING:
    from tui.api.credentials import Secret

T = TypeVar("T")

_WEEKDAYS = {0: "Monday", 5: "Saturday", 6: "Sunday"}
_HINT = (
    "Members are not told how their account shows things, so that is a guess: timers, clock, "
    "format, decimal and week in the profile set it right."
)


def asked_secret(options: argparse.Namespace, prompts: Prompts, profile: Profile) -> "Secret":
    """Read the secret of a profile from stdin or ask for it; blanks around a token are dropped.

    Raises:
        Problem: there is none.
    """
    from tui.api.credentials import Secret
    from tui.api.logins import place_at

    what = profile.keeping.what
    if options.stdin:
        given = secret_from_stdin()
    else:
        question = f"{what.capitalize()} for {place_at(profile.url)} (stays unseen)"
        given = prompts.secret(question, option="send it with --stdin")
    if what == "token":
        given = Secret(given.reveal().strip())
    if not given.reveal():
        raise Problem(f"There was no {what}; nothing was saved. Give one, then try again.")
    return given


def check_url(url: str) -> None:
    """Look at an address before anything is sent there.

    Raises:
        Problem: it is none, or is not encrypted.
    """
    from tui.api.address import check_address

    try:
        check_address(url)
    except ValueError as error:
        raise Problem(str(error)) from None


def opened(profile: Profile, secret: "Secret", clock: Clock, prompts: Prompts) -> Account:
    """Log in, and tell whose account it is.

    Raises:
        Problem: the secret does not open it, or nobody answers.
    """
    from tui.api.logins import who_opens

    told = pauses(profile.url, prompts)
    return tried(who_opens(profile, secret, clock, told), profile, secret)


def pauses(url: str, prompts: Prompts) -> Callable[[float], None]:
    """Tell the person of the pauses that an account asks for."""
    from tui.api.logins import place_at

    return lambda seconds: prompts.tell(
        f"{place_at(url)} asks for a pause of {round(seconds)} seconds …"
    )


def tried(call: Coroutine[object, object, T], profile: Profile, secret: "Secret") -> T:
    """Make a call of the account; what failed is said with what to do, and without the secret.

    Raises:
        Problem: it failed.
    """
    from tui.api.backend import BackendError
    from tui.api.logins import explain

    try:
        return asyncio.run(call)
    except BackendError as error:
        raise Problem(
            explain(error, profile.url, profile.keeping.what).replace(secret.reveal(), "…")
        ) from None


def introduction(account: Account, profile: Profile, title: str) -> str:
    """Say whose account it is, in which role, and how it shows things."""
    me, zone = account.me, account.zone_name
    hours = "1:30" if account.hours_format is HoursFormat.CLOCK else f"1{account.decimal_symbol}50"
    clock = "24" if account.clock_24h else "12"
    week = _WEEKDAYS.get(account.week_start, "Monday")
    tracks = "start and end times" if account.timestamp_timers else "hours"
    lines = [
        f"{title}: you are {me.name or me.email}, {me.role.name.lower()}.",
        f"It tracks {tracks}, shows them as {hours} on a {clock}-hour clock, begins its weeks on "
        f"{week}, and its days are those of {zone}.",
    ]
    if isinstance(profile, HarvestV2) and not account.name:
        lines.append(_HINT)
    return "\n".join(lines)
