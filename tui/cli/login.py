"""`windrow login`: an account elsewhere becomes a profile, or a profile gets a new secret."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.cli.answers import Answer

if TYPE_CHECKING:
    from tui.api.secret_places import Where
    from tui.cli.prompts import Prompts

_EPILOG = """\
It asks for a personal access token, which you make at https://id.getharvest.com/developers,
finds the accounts that it opens, logs in, and writes a profile into config.toml. The token itself
never goes there: it is kept in the system's keyring, in a file that only you may read, in an
environment variable, or where a command gets it from. What you name here is not asked for.

For scripts: windrow login --stdin --account 123 --keep file < token
With --stdin nothing is asked: the profile is named after the account, and the first one is opened
by `windrow` from then on. Nothing is saved when anything goes wrong.
Exit codes: 0 done; 1 refused; 2 wrong usage, or config.toml cannot be used.
"""
_OF_NEW_ONES = ("url", "name", "account", "keep", "email", "default")


def add_parser(commands: Any) -> None:  # argparse has no public name for it
    """Add the command and its options."""
    parser = commands.add_parser(
        "login",
        help="log in to Harvest, or to a server that speaks its API",
        description="Log in to Harvest, or to any server that speaks its API.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("profile_name", nargs="?", metavar="NAME", help="a profile that needs a new token")
    add("--url", help="another server than Harvest's; http:// on this machine only")
    add("--name", metavar="NAME", help="what the new profile is called; else after the account")
    add("--account", type=int, metavar="ID", help="which account, where a token opens several")
    add(
        "--keep",
        type=_where,
        metavar="WHERE",
        help="where the token is kept: keyring, file, env:NAME, or command:“pass show harvest”",
    )
    add("--stdin", action="store_true", help="read the token from the first line of stdin")
    add("--v1", action="store_true", help="over the old API V1: with e-mail and password")
    add("--email", help="with --v1: the e-mail")
    add(
        "--default",
        action=argparse.BooleanOptionalAction,
        help="whether `windrow` alone opens it from now on",
    )
    parser.set_defaults(usage_error=parser.error)


def run(options: argparse.Namespace) -> int:
    """Log in, and tell the exit code."""
    _check(options)
    from tui.cli.settling import answered

    with _quiet():
        return answered(lambda: _done(options, _prompts(options)))


def log_in_anew() -> str | None:
    """Ask the person at the terminal for an account and its secret, and make a profile of it.

    Returns its name, or None when none was made, or when it cannot be opened yet.
    """
    from tui.cli.login_anew import Made, new_profile
    from tui.cli.parser import parse
    from tui.cli.settling import answered

    _, options = parse(["login"])
    prompts, made = _prompts(options), list[Made]()

    def do() -> Answer:
        made.append(new_profile(options, prompts, now))
        return Answer(made[0].text)

    with _quiet():
        answered(do)
    prompts.pause("Press Enter to go on. ")
    return next((one.name for one in made if one.is_ready), None)


def now() -> datetime:
    """This machine's clock (UTC)."""
    return datetime.now(UTC)


def _done(options: argparse.Namespace, prompts: "Prompts") -> Answer:
    if options.profile_name is not None:
        from tui.cli.login_again import new_secret

        return Answer(new_secret(options, prompts, now))
    from tui.cli.login_anew import new_profile

    return Answer(new_profile(options, prompts, now).text)


def _check(options: argparse.Namespace) -> None:
    """End with exit code 2 where options do not go together."""
    if options.profile_name is not None:
        given = [name for name in _OF_NEW_ONES if getattr(options, name) is not None]
        given += ["v1"] * options.v1
        if given:
            name = options.profile_name
            options.usage_error(f"--{given[0]} is for a new profile: leave out “{name}”")
    if options.email is not None and not options.v1:
        options.usage_error("--email goes with --v1; API V2 needs a token only")
    if options.account is not None and options.v1:
        options.usage_error("--account is for API V2; with --v1 the address names the account")


def _prompts(options: argparse.Namespace) -> "Prompts":
    from tui.cli.prompts import Prompts

    is_open = not options.stdin and bool(sys.stdin and sys.stdin.isatty())
    return Prompts(is_open=is_open)


def _where(text: str) -> "Where":
    from tui.api.secret_places import read_where

    try:
        return read_where(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Log nothing meanwhile: the answer tells what fails, and a reply may repeat the secret."""
    import logging

    logger = logging.getLogger("windrow.api")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
