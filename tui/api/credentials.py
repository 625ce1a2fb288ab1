"""Where a profile's secret comes from, and where it may be kept.

It goes from there into the requests and nowhere else: no message, log or traceback of ours holds
it.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from types import ModuleType

    from tui.profiles import Keeping, Profile

T = TypeVar("T")

SERVICE = "windrow"
"""What our entries in the system's keyring are filed under."""
COMMAND_SECONDS = 60
"""How long a command may take; it may ask somebody to unlock something."""


class Secret:
    """Text that shows itself to nobody who does not ask for it, tracebacks and logs included."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text."""
        return self._text

    @property
    def is_text(self) -> bool:
        """Whether it can be written as UTF-8."""
        return not any("\ud800" <= letter <= "\udfff" for letter in self._text)

    @property
    def is_plain(self) -> bool:
        """Whether it is made of visible ASCII letters only, as tokens are."""
        return all("!" <= letter <= "~" for letter in self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret(…)"


Ask = Callable[[str], str]
"""Asks the person at the terminal, who types unseen."""


class CredentialError(Exception):
    """There is no secret to be had, or none can be kept; the message never holds one."""


def secret_of(name: str, profile: "Profile", ask: Ask) -> Secret:
    """Fetch the password or token of a profile.

    Raises:
        CredentialError: it is not where the profile says, or nothing was typed.
    """
    keeping = profile.keeping
    secret, problem = _fetched(name, keeping) or (
        Secret(ask(f"{keeping.what.capitalize()} of {profile.whose}: ")),
        f"no {keeping.what} was typed",
    )
    if not secret.reveal():
        raise CredentialError(f"The profile “{name}” has no {keeping.what}: {problem}.")
    check_secret(keeping, secret)
    return secret


def check_secret(keeping: "Keeping", secret: Secret) -> None:
    """Look whether a secret can be sent: tokens are of plain letters, passwords are text.

    Raises:
        CredentialError: it cannot.
    """
    text = secret.reveal()
    if keeping.what == "token" and not (text.isascii() and text.isprintable() and " " not in text):
        raise CredentialError("This is no token: a token has letters, digits and dots only.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CredentialError(f"The {keeping.what} is not readable as UTF-8 text.") from None


def _fetched(name: str, keeping: "Keeping") -> tuple[Secret, str] | None:
    """Fetch a secret that is kept, with what to say when it is blank; None when none is."""
    if keeping.keyring:
        return _in_keyring(name), f"the keyring holds none; log in with `windrow login {name}`"
    if keeping.env:
        problem = f"the environment variable {keeping.env} is not set"
        return Secret(os.environ.get(keeping.env, "")), problem
    if keeping.command:
        return _printed_by(name, keeping), f"its {keeping.what}_command printed nothing"
    if keeping.file:
        return _in_file(name, keeping), f"{keeping.file} is empty"
    return None


def _in_keyring(name: str) -> Secret:
    keyring = _keyring()
    return _called(
        lambda: Secret(keyring.get_password(SERVICE, name) or ""),
        "The system's keyring cannot be read",
    )


def _called(call: Callable[[], T], problem: str, secret: Secret | None = None) -> T:
    """Call a keyring, and turn whatever it raises into a sentence.

    What it raised is left behind: the frames below it hold the secret.
    """
    try:
        return call()
    except Exception as error:  # noqa: BLE001 (every keyring raises errors of its own)
        words = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        if secret is not None:
            words = words.replace(secret.reveal(), "…")
        raise CredentialError(f"{problem}: {words}.") from None


def _keyring() -> "ModuleType":
    """Find the system's keyring.

    Raises:
        CredentialError: there is none, or its package is not installed.
    """
    try:
        import keyring
        from keyring.backends import fail, null
    except ModuleNotFoundError:
        raise CredentialError(
            "The system's keyring needs the extra “keyring”: install Windrow with it."
        ) from None
    if isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring):
        raise CredentialError("This system has no keyring.")
    return keyring


def has_keyring() -> bool:
    """Tell whether secrets can be kept in the system's keyring."""
    try:
        _keyring()
    except CredentialError:
        return False
    return True


def keep_in_keyring(name: str, secret: Secret) -> None:
    """Keep a profile's secret in the system's keyring.

    Raises:
        CredentialError: there is none, or it refuses.
    """
    keyring = _keyring()

    def keep() -> bool:
        keyring.set_password(SERVICE, name, secret.reveal())
        return bool(keyring.get_password(SERVICE, name) == secret.reveal())

    if not _called(keep, "The system's keyring refused it", secret):
        raise CredentialError("The system's keyring takes it and does not keep it.")


def forget_in_keyring(name: str) -> None:
    """Take a profile's secret out of the system's keyring, if it is there.

    Raises:
        CredentialError: there is none, or it refuses.
    """
    keyring = _keyring()

    def forget() -> None:
        if keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)

    _called(forget, "The system's keyring does not give it away")


def keep_in_file(path: Path, secret: Secret) -> None:
    """Keep a secret in a file that only its owner may read, in place of an older one.

    Raises:
        CredentialError: the file cannot be written.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secret.reveal() + "\n")
        new.replace(path)
    except OSError as error:
        raise CredentialError(f"{path} cannot be written: {error.strerror}.") from error


def _in_file(name: str, keeping: "Keeping") -> Secret:
    path = Path(keeping.file).expanduser()
    try:
        is_open = path.stat().st_mode & 0o077
        secret = Secret("" if is_open else path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        raise CredentialError(
            f"The {keeping.what} of the profile “{name}” cannot be read from {path}."
        ) from None
    if is_open:
        raise CredentialError(f"Others may read {path}: chmod 600 it, then try again.")
    return secret


def _printed_by(name: str, keeping: "Keeping") -> Secret:
    """Run a command, without a shell, and take the first line that it prints."""
    import shlex

    failed = f"The {keeping.what}_command of the profile “{name}”"
    try:
        code, secret = _run(shlex.split(keeping.command))
    except subprocess.TimeoutExpired:
        raise CredentialError(f"{failed} took longer than {COMMAND_SECONDS} seconds.") from None
    except (OSError, ValueError) as error:
        raise CredentialError(f"{failed} cannot be run: {error}.") from error
    if code:
        raise CredentialError(f"{failed} failed with exit code {code}.")
    return secret


def _run(command: list[str]) -> tuple[int, Secret]:
    done = subprocess.run(  # noqa: S603 (the person's own command)
        command, stdout=subprocess.PIPE, check=False, timeout=COMMAND_SECONDS
    )
    printed = done.stdout.decode(errors="replace").partition("\n")[0].strip()
    return done.returncode, Secret(printed)
