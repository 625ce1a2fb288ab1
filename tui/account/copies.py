"""Copies of the account's file, made while others write into it.

A copy is as of one instant, only its owner may read it, and it is there whole or not at all.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import mkstemp

from tui.account.failures import BACKUP, AccountFileError, as_account_file_error, in_words
from tui.account.file import connect, settle

_SIDES = ("-wal", "-journal")


class CopyError(Exception):
    """The copy cannot be made where it is wanted; the message is one sentence that names it."""


def copy(source: Path, target: Path) -> int:
    """Copy an account's file to a new file and tell its size in bytes.

    Raises:
        CopyError: something is there already, or the copy cannot be written there.
        AccountFileError: the account's file cannot be read, or is damaged.
    """
    _check_target(source, target)
    try:
        handle, name = mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
        os.close(handle)
        new = Path(name)
        try:
            _fill(source, new, target)
            if not settle(new, target):
                raise _taken(target)
            return target.stat().st_size
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "the disk does not allow it").lower()
        raise CopyError(f"The copy {target} cannot be written: {reason}.") from error


def _check_target(source: Path, target: Path) -> None:
    if os.path.lexists(target):
        raise _taken(target)
    # SQLite would take such a file for a part of the database beside it
    if target.parent.resolve() == source.resolve().parent and target.name.startswith(
        tuple(f"{source.resolve().name}{side}" for side in _SIDES)
    ):
        raise CopyError(f"The copy {target} would be taken for a part of the account; rename it.")
    for side in _SIDES:
        if os.path.lexists(f"{target}{side}"):
            raise CopyError(
                f"The copy {target} cannot be made: {target.name}{side} lies there and would be "
                "taken for a part of it; move that file away."
            )


def _taken(target: Path) -> CopyError:
    return CopyError(f"{target} is there already, and is not overwritten; name another file.")


def _fill(source: Path, new: Path, target: Path) -> None:
    """Write the copy and look through it; both ends may fail, and each is named."""
    try:
        with closing(connect(source, "ro")) as account:
            account.execute("BEGIN")
            account.execute("SELECT 1 FROM account").fetchone()  # one state from here on
            is_sound = _write(account, new, target)
    except sqlite3.Error as error:
        raise as_account_file_error(error, source) from error
    if not is_sound:
        raise AccountFileError(f"The account file {source} is damaged; {BACKUP}.")


def _write(account: sqlite3.Connection, new: Path, target: Path) -> bool:
    try:
        with closing(connect(new)) as made:
            account.backup(made)
        with closing(connect(new)) as made:
            verdict: str = made.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise CopyError(f"The copy {target} {in_words(error)}.") from error
    return verdict == "ok"
