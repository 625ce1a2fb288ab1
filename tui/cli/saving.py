"""Where an export goes: to stdout, or to a file that is there whole or not at all."""

import os
import sys
from pathlib import Path
from tempfile import mkstemp

from tui.account.file import settle
from tui.cli.answers import harmless
from tui.cli.problem import Problem


def check_target(path: Path, *, force: bool) -> None:
    """Refuse a file that cannot be written, before the work is done.

    Raises:
        Problem: something is there already, or there is no such folder.
    """
    if path.is_dir():
        raise Problem(f"{path} is a folder: name a file in it.")
    if os.path.lexists(path) and not force:
        raise _taken(path)
    if not path.parent.is_dir():
        raise Problem(f"There is no folder {path.parent}: make it, or name another file.")


def save(text: str, path: Path, *, force: bool) -> None:
    """Write a file that only its owner may read, in place of an older one only with `force`.

    Raises:
        Problem: something is there already, or the disk does not allow it; nothing was changed.
    """
    try:
        handle, name = mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if force:
                new.replace(path)
            elif not settle(new, path):
                raise _taken(path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "the disk does not allow it").lower()
        raise Problem(f"{path} cannot be written: {reason}.") from error


def show(text: str) -> None:
    """Write to stdout as it is, in UTF-8; on a terminal, which notes might steer, harmlessly."""
    if sys.stdout.isatty():
        text = harmless(text.replace("\r\n", "\n"))
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever reads has left; what is still in the buffer would be tried again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _taken(path: Path) -> Problem:
    return Problem(f"{path} is there already: name another file, or overwrite it with --force.")
