"""Keeping the secret of a new profile: where, and taking it back when the profile is not saved."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tui.cli.prompts import Prompts
from tui.profiles import Keeping, Profile

if TYPE_CHECKING:
    from tui.api.credentials import Secret
    from tui.api.secret_places import Where


@dataclass(frozen=True, slots=True)
class Placed:
    """A secret that is kept; as a context it is taken away again when the block fails."""

    name: str
    keeping: Keeping
    file: Path
    told: str
    is_ready: bool = True

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        from tui.api.secret_places import take_away

        if kind is not None:
            take_away(self.name, self.keeping, self.file)


def kept(
    options: argparse.Namespace, prompts: Prompts, name: str, profile: Profile, secret: "Secret"
) -> tuple[Profile, Placed]:
    """Keep a secret where it is wished; where that fails and somebody is there, ask again.

    Raises:
        CredentialError: it cannot be kept there.
    """
    from tui import config
    from tui.api.credentials import CredentialError
    from tui.api.secret_places import put, token_file

    file = token_file(config.config_path().parent, name)
    while True:
        where = options.keep or _wish(prompts, profile.keeping.what, file)
        placed = place_of_secret(profile, where, file)
        try:
            if not comes_from(options):
                put(name, placed, secret)
        except CredentialError as error:
            if options.keep or not prompts.is_open:
                raise CredentialError(
                    f"{error} Nothing was saved: choose another place with --keep."
                ) from None
            prompts.tell(f"{error} Choose another place.")
        else:
            told, is_ready = _told(placed.keeping, secret)
            return placed, Placed(name, placed.keeping, file, told, is_ready)


def comes_from(options: argparse.Namespace) -> bool:
    """Tell whether the secret is fetched from the place where it is wished to be kept."""
    wish: Where | None = options.keep
    if wish is None or options.stdin:
        return False
    return wish.kind == "command" or (wish.kind == "env" and bool(os.environ.get(wish.value)))


def place_of_secret(profile: Profile, where: "Where", file: Path | str) -> Profile:
    """Note in a profile where its secret is kept."""
    from tui.api.secret_places import with_place

    return with_place(profile, where, Path(file))


def _wish(prompts: Prompts, what: str, file: Path) -> "Where":
    """Ask where to keep it; the first choice is what a script gets."""
    from tui.api.credentials import has_keyring
    from tui.api.secret_places import Where, read_where, shortly

    choices = {
        "keyring": "the system's keyring",
        "file": f"a file that only you may read: {shortly(file)}",
        "env": "an environment variable, which you set yourself",
        "command": f"a command that prints the {what}, like: pass show harvest",
    }
    if not has_keyring():
        del choices["keyring"]
    kinds = list(choices)
    if not prompts.is_open:
        return read_where(kinds[0])
    question = f"Where shall the {what} be kept?"
    kind = kinds[prompts.pick(question, list(choices.values()), option="--keep")]
    if kind == "env":
        return _variable(prompts, what)
    if kind == "command":
        return Where("command", prompts.ask("The command", option="--keep"))
    return read_where(kind)


def _variable(prompts: Prompts, what: str) -> "Where":
    from tui.api.secret_places import read_where

    while True:
        name = prompts.ask("Name of the variable", f"HARVEST_{what.upper()}", option="--keep")
        try:
            return read_where(f"env:{name}")
        except ValueError:
            prompts.tell(f"“{name}” is no name for a variable: write letters and underscores.")


def _told(keeping: Keeping, secret: "Secret") -> tuple[str, bool]:
    """Say where the secret is, and whether a program that starts now finds it."""
    from tui.api.secret_places import told

    what, variable = keeping.what, keeping.env
    if not variable:
        verb = "comes from" if keeping.command else "is in"
        return f"Its {what} {verb} {told(keeping)}.", True
    now = os.environ.get(variable, "")
    if now == secret.reveal():
        return f"Its {what} comes from {told(keeping)}, which holds it.", True
    state = "holds another one" if now else "is not set yet"
    return (
        f"Its {what} comes from {told(keeping)}, which {state}. Set it where your shell sets its "
        f"own: export {variable}=…, with the {what} in place of the dots."
    ), False
