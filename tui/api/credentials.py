"""Where a profile's password comes from: the environment, a command, or the person.

It goes from there into the requests and nowhere else: no message, log or file of ours holds it.
"""

import os
import shlex
import subprocess
from collections.abc import Callable

from tui.config import Profile

COMMAND_SECONDS = 60
"""How long a password command may take; it may ask somebody to unlock something."""


class Secret:
    """Text that shows itself to nobody who does not ask for it, tracebacks and logs included."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"


Ask = Callable[[str], str]
"""Asks the person at the terminal, who types unseen."""


class CredentialError(Exception):
    """There is no password to be had; the message says why, and never holds one."""


def password_of(name: str, profile: Profile, ask: Ask) -> Secret:
    """Fetch the password of a profile.

    Raises:
        CredentialError: the variable is not set, the command fails, or nothing was typed.
    """
    if profile.password_env:
        password = Secret(os.environ.get(profile.password_env, ""))
        problem = f"the environment variable {profile.password_env} is not set"
    elif profile.password_command:
        password = _printed_by(name, profile.password_command)
        problem = "its password_command printed nothing"
    else:
        password = Secret(ask(f"Password of {profile.email} at {profile.url}: "))
        problem = "no password was typed"
    if not password.reveal():
        raise CredentialError(f"The profile “{name}” has no password: {problem}.")
    return password


def _printed_by(name: str, command: str) -> Secret:
    """Run a command, without a shell, and take the first line that it prints."""
    failed = f"The password_command of the profile “{name}”"
    try:
        done = subprocess.run(  # noqa: S603 (the person's own command)
            shlex.split(command),
            stdout=subprocess.PIPE,
            check=False,
            timeout=COMMAND_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise CredentialError(f"{failed} took longer than {COMMAND_SECONDS} seconds.") from None
    except (OSError, ValueError) as error:
        raise CredentialError(f"{failed} cannot be run: {error}.") from error
    if done.returncode:
        raise CredentialError(f"{failed} failed with exit code {done.returncode}.")
    return Secret(done.stdout.decode(errors="replace").partition("\n")[0].rstrip("\r"))
