"""What `login`, `logout` and `profiles` share: the configuration, and telling how it went."""

import re
import sys
import unicodedata
from collections.abc import Callable, Container
from typing import TYPE_CHECKING

from tui.cli.answers import REFUSED, UNUSABLE, Answer, refuse, tell
from tui.cli.opening import LOCAL
from tui.cli.problem import Problem
from tui.cli.prompts import STOPPED

if TYPE_CHECKING:
    from tui.config import Config
    from tui.profiles import Profile

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_NAME = 40


def answered(do: Callable[[], Answer], *, as_json: bool = False) -> int:
    """Do something and tell what came of it; returns the exit code."""
    from tui.api.credentials import CredentialError
    from tui.config import ConfigError

    try:
        return tell(do(), as_json=as_json)
    except (Problem, CredentialError) as problem:
        return refuse(str(problem), REFUSED, as_json=as_json)
    except KeyboardInterrupt:
        print(file=sys.stderr)  # the cursor is still behind a question
        return refuse(STOPPED, REFUSED, as_json=as_json)
    except ConfigError as error:
        return refuse(str(error), UNUSABLE, as_json=as_json)


def settings() -> "Config":
    """Read the configuration.

    Raises:
        ConfigError: it is damaged.
    """
    from tui import config

    return config.load(config.config_path())


def change(how: "Callable[[Config], Config]") -> None:
    """Change the configuration as it is now, and write it.

    Raises:
        ConfigError: it is damaged.
        Problem: it cannot be written, and is as it was.
    """
    from tui import config

    path = config.config_path()
    changed = how(config.load(path))
    try:
        config.save(changed, path)
    except OSError as error:
        raise Problem(
            f"{path} cannot be written ({error.strerror}): nothing was saved. "
            "Mend that, then try again."
        ) from error


def profile_of(config: "Config", name: str) -> "Profile":
    """Find a profile.

    Raises:
        Problem: there is none of that name, or it is our own account.
    """
    if name == LOCAL:
        raise Problem(f"“{LOCAL}” is your own account on this machine: nobody logs in to it.")
    found = config.profiles.get(name)
    if found is None:
        raise Problem(f"There is no profile “{name}”; there are: {known(config)}.")
    return found


def known(config: "Config") -> str:
    """List the names of all accounts that can be opened."""
    return ", ".join([LOCAL, *config.profiles])


def check_name(name: str, config: "Config") -> None:
    """Look whether a new profile may have a name.

    Raises:
        Problem: it may not.
    """
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise Problem(
            f"“{name}” cannot be the name of a profile: write up to {_LONGEST_NAME} letters, "
            "digits, dots, dashes and underscores."
        )
    if name == LOCAL:
        raise Problem(f"“{LOCAL}” is your own account on this machine: choose another name.")
    if name in config.profiles:
        raise Problem(
            f"There is a profile “{name}” already: choose another name, or give that one a new "
            f"secret with `windrow login {name}`."
        )


def name_for(title: str, taken: Container[str]) -> str:
    """Make a name for a profile from what its account is called: short, and not taken."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    short = re.sub(r"[^a-z0-9]+", "-", letters)[:24].strip("-") or "harvest"
    if short != LOCAL and short not in taken:
        return short
    number = 2
    while f"{short}-{number}" in taken:
        number += 1
    return f"{short}-{number}"
