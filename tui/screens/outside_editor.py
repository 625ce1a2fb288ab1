"""Somebody's own editor: a text goes there in a private file, and comes back."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

USUAL = ("nano", "vi")

Lend = Callable[[], AbstractContextManager[None]]
"""Lends the terminal to somebody else for a while."""


class EditorTrouble(Exception):
    """The editor could not be used; the message is a sentence for the person.

    `text` is what it left behind, when that is something else than it was given.
    """

    def __init__(self, message: str, text: str | None = None) -> None:
        super().__init__(message)
        self.text = text


def editor_command(env: Mapping[str, str]) -> list[str]:
    """Find the person's editor: $VISUAL, $EDITOR, else one that is usually there.

    Raises:
        EditorTrouble: there is none, or it cannot be read as a command.
    """
    wish = env.get("VISUAL", "").strip() or env.get("EDITOR", "").strip()
    if not wish:
        found = next(filter(None, map(shutil.which, USUAL)), None)
        if found is None:
            raise EditorTrouble("There is no editor: set EDITOR to the command of yours.")
        return [found]
    try:
        return shlex.split(wish)
    except ValueError:
        raise EditorTrouble(f"“{wish}” is no command: set EDITOR to that of yours.") from None


def edited(text: str, command: Sequence[str], lend: Lend) -> str:
    """Let an editor change a text, and wait for it. The last line break is the file's own.

    Args:
        text: what is changed.
        command: the editor; it gets the path of the file behind it.
        lend: lends it the terminal.

    Raises:
        EditorTrouble: it could not be started, failed, or left no text.
    """
    try:
        with TemporaryDirectory(prefix="windrow-") as folder:  # only its owner may look into it
            path = Path(folder) / "notes.txt"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(f"{text}\n" if text else "")
            with lend(), _ctrl_c_left_to_it():
                trouble = _run([*command, str(path)])
            with path.open(encoding="utf-8", newline="") as file:
                left = file.read().removesuffix("\n").removesuffix("\r")
    except (OSError, ValueError) as error:
        raise EditorTrouble(f"The editor's file cannot be used: {error}.") from error
    if trouble:
        raise EditorTrouble(trouble, left if left != text else None)
    return left


def _run(command: Sequence[str]) -> str:
    """Run an editor to its end; say what went wrong: raising would keep the terminal lent."""
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 (the person's own)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        return f"“{command[0]}” cannot be started ({why}): set EDITOR to the command of yours."
    return f"The editor ended with {code}: nothing was saved." if code else ""


@contextmanager
def _ctrl_c_left_to_it() -> Iterator[None]:
    """Let ctrl+c mean what it means in the editor: the terminal sends it to both of us."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
