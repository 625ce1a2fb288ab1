"""What can be wrong with an account's file, in sentences that name it and say what to do."""

import sqlite3
from pathlib import Path

BACKUP = "put a copy of it from before in its place, or move it away to begin anew"

_BY_ERROR = {
    "SQLITE_FULL": "cannot be written: the disk is full",
    "SQLITE_READONLY": "cannot be written: the file or its directory is read-only",
    "SQLITE_BUSY": "cannot be written now: another program has kept it busy for too long",
    "SQLITE_LOCKED": "cannot be written now: another program has kept it busy for too long",
    "SQLITE_CORRUPT": f"is damaged; {BACKUP}",
    "SQLITE_NOTADB": f"is not an account, or is damaged; {BACKUP}",
    "SQLITE_IOERR": "cannot be used: the disk reports an error",
    "SQLITE_CANTOPEN": "cannot be opened: look at the permissions of the file and its directory",
}


class AccountFileError(Exception):
    """The account's file cannot be used; the message is one sentence that names the file."""


def is_disk_full(error: sqlite3.Error) -> bool:
    """Tell whether SQLite gave up because there is no space left."""
    return _family(error) == "SQLITE_FULL"


def in_words(error: sqlite3.Error) -> str:
    """Say what SQLite reports of the file, as the end of a sentence that begins with its name."""
    return _BY_ERROR.get(_family(error), f"cannot be used: SQLite says “{error}”")


def as_account_file_error(error: sqlite3.Error, path: Path) -> AccountFileError:
    """Turn what SQLite reports into the sentence for the person."""
    return AccountFileError(f"The account file {path} {in_words(error)}.")


def _family(error: sqlite3.Error) -> str:
    """Reduce `SQLITE_IOERR_WRITE` to `SQLITE_IOERR`; errors of the module itself have no name."""
    name: str = getattr(error, "sqlite_errorname", "")
    return "_".join(name.split("_")[:2])
