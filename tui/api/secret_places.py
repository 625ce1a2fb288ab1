"""Where the secret of a profile may be kept: keeping it there, and taking it away again."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tui.api.credentials import (
    CredentialError,
    Secret,
    forget_in_keyring,
    keep_in_file,
    keep_in_keyring,
    secret_of,
)
from tui.profiles import Keeping, Profile

Kind = Literal["keyring", "file", "env", "command"]

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Where:
    """A place for a secret; `value` is the variable, the command that prints it, or the file."""

    kind: Kind
    value: str = ""


def read_where(text: str) -> Where:
    """Read what a person writes for a place: `keyring`, `file`, `env:NAME`, `command:pass show x`.

    Raises:
        ValueError: it is none of them; the text is a sentence.
    """
    kind, _, value = text.partition(":")
    value = value.strip()
    if text == "keyring":
        return Where("keyring")
    if text == "file":
        return Where("file")
    if kind == "env" and _VARIABLE.fullmatch(value):
        return Where("env", value)
    if kind == "command" and value:
        return Where("command", value)
    raise ValueError(f"“{text}” is no place: write keyring, file, env:NAME or command:“…”.")


def token_file(folder: Path, name: str) -> Path:
    """Tell which file in the configuration's folder is for the secret of a profile."""
    return folder / f"{name}.token"


def with_place(profile: Profile, where: Where, file: Path) -> Profile:
    """Note in a profile where its secret is kept; `file` is its own file, if it is that."""
    what = profile.keeping.what
    fields = {"keyring": False, f"{what}_env": "", f"{what}_command": "", f"{what}_file": ""}
    value: bool | str = True if where.kind == "keyring" else where.value
    if where.kind == "file":
        value = str(file)
    name = "keyring" if where.kind == "keyring" else f"{what}_{where.kind}"
    changed: Profile = replace(profile, **{**fields, name: value})  # type: ignore[arg-type]
    return changed


def put(name: str, profile: Profile, secret: Secret) -> None:
    """Put a secret where the profile says, or look whether it is there already.

    A variable that is not set yet is left to the person.

    Raises:
        CredentialError: it cannot be kept there, or a command prints another one.
    """
    keeping = profile.keeping
    if keeping.keyring:
        keep_in_keyring(name, secret)
    elif keeping.file:
        keep_in_file(Path(keeping.file), secret)
    elif keeping.command and secret_of(name, profile, _never) != secret:
        raise CredentialError(
            f"The command prints another {keeping.what} than the one that was checked: "
            f"look at what `{keeping.command}` prints first."
        )


def take_away(name: str, keeping: Keeping, own_file: Path) -> str:
    """Take a secret away from where logging in put it, and say in a sentence what was done.

    `own_file` is the file that logging in makes; others are left where they are.

    Raises:
        CredentialError: it is there, and cannot be taken away.
    """
    what = keeping.what
    if keeping.keyring:
        forget_in_keyring(name)
        return f"Its {what} is gone from the system's keyring."
    if keeping.env:
        return f"The environment variable {keeping.env} is yours: unset it where you set it."
    if keeping.command:
        return f"What `{keeping.command}` prints is yours: it is kept there as before."
    if keeping.file:
        return _without_file(what, Path(keeping.file).expanduser(), own_file)
    return f"Its {what} was kept nowhere."


def _without_file(what: str, file: Path, own_file: Path) -> str:
    if file != own_file:
        return f"{shortly(file)} is yours: delete it if nothing else needs it."
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise CredentialError(f"{file} cannot be deleted: {error.strerror}.") from error
    return f"The file with its {what} is deleted: {shortly(file)}."


def place_of(keeping: Keeping) -> Where | None:
    """Tell where a secret is kept; `value` of a file is its path. None where it is asked for."""
    if keeping.keyring:
        return Where("keyring")
    if keeping.env:
        return Where("env", keeping.env)
    if keeping.command:
        return Where("command", keeping.command)
    return Where("file", keeping.file) if keeping.file else None


def told(keeping: Keeping) -> str:
    """Say in a few words where a secret is kept."""
    where = place_of(keeping)
    if where is None:
        return "the keyboard, at each start"
    names = {
        "keyring": "the system's keyring",
        "env": f"the environment variable {where.value}",
        "command": f"the command `{where.value}`",
        "file": f"the file {shortly(where.value)}",
    }
    return names[where.kind]


def shortly(path: Path | str) -> str:
    """Write a path below the person's home with a tilde."""
    home, text = f"{Path.home()}/", str(path)
    return f"~/{text.removeprefix(home)}" if text.startswith(home) else text


def _never(_question: str) -> str:
    return ""
