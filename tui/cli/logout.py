"""`windrow logout NAME`: a profile and its secret go."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.cli.answers import Answer

if TYPE_CHECKING:
    from tui.config import Config

_EPILOG = """\
The secret is taken out of the system's keyring, or its file is deleted if `windrow login` made it.
An environment variable, a command, and any other file are yours, and stay as they are.
Where the keyring refuses, nothing is changed; --leave-secret removes the profile all the same.
Exit codes: 0 done; 1 refused; 2 wrong usage, or config.toml cannot be used.
"""


def add_parser(commands: Any) -> None:  # argparse has no public name for it
    """Add the command and its options."""
    parser = commands.add_parser(
        "logout",
        help="forget a profile, and the secret that it has",
        description="Take a profile out of config.toml, and its secret from where it is kept.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("profile_name", metavar="NAME", help="the profile")
    parser.add_argument(
        "--leave-secret", action="store_true", help="leave the secret where it is kept"
    )


def run(options: argparse.Namespace) -> int:
    """Forget the profile, and tell the exit code."""
    from tui.cli.settling import answered

    return answered(lambda: _done(options.profile_name, leave=options.leave_secret))


def _done(name: str, *, leave: bool) -> Answer:
    from tui import config
    from tui.api.credentials import CredentialError
    from tui.api.secret_places import take_away, token_file, told
    from tui.cli import settling
    from tui.cli.problem import Problem
    from tui.memory.store import forget
    from tui.outside.known import forget as forget_status

    before = settling.settings()
    keeping = settling.profile_of(before, name).keeping
    if leave:
        said = f"Its {keeping.what} is left where it was: {told(keeping)}."
    else:
        try:
            said = take_away(name, keeping, token_file(config.config_path().parent, name))
        except CredentialError as error:
            raise Problem(
                f"{error} Nothing was changed: mend that and try again, or remove the profile "
                f"alone with `windrow logout {name} --leave-secret`."
            ) from error
    try:
        settling.change(lambda now: _without(now, name))
    except Problem as problem:
        raise Problem(f"{problem} But this was done already: {said}") from problem
    lines = [f"“{name}” is no profile any more. {said}"]
    try:
        forget_status(name)
        if forget(config.memory_path(name)):
            lines.append("What was remembered of it, for undo and search, is deleted.")
    except OSError as error:
        lines.append(f"What was remembered of it could not be deleted: {error}.")
    if before.profile == name:
        lines.append("`windrow` opens your own account on this machine again.")
    return Answer("\n".join(lines))


def _without(config: "Config", name: str) -> "Config":
    profiles = {other: one for other, one in config.profiles.items() if other != name}
    return replace(
        config, profiles=profiles, profile="" if config.profile == name else config.profile
    )
