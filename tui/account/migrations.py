"""From an older layout of the account's file to the present one.

All steps happen in one transaction: after a power cut the file has the old layout or the new one.
Before it a copy of the old file is put beside it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, count
from pathlib import Path

from tui.account.copies import CopyError, copy
from tui.account.failures import AccountFileError
from tui.account.file import VERSION, connect

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "ALTER TABLE person ADD COLUMN password TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE time_entry ADD COLUMN started INTEGER CHECK (started BETWEEN 0 AND 1439)",
        "ALTER TABLE time_entry ADD COLUMN ended INTEGER CHECK (ended BETWEEN 0 AND 1439)",
    ),
    2: (
        "ALTER TABLE person ADD COLUMN token TEXT NOT NULL DEFAULT ''",
        "CREATE UNIQUE INDEX person_of_token ON person (token) WHERE token <> ''",
    ),
    3: (
        "CREATE TABLE origin (source TEXT NOT NULL, kind TEXT NOT NULL CHECK "
        "(kind IN ('client', 'project', 'task', 'time_entry')), remote_id INTEGER NOT NULL, "
        "local_id INTEGER NOT NULL, spent_date TEXT NOT NULL DEFAULT '', "
        "content TEXT NOT NULL DEFAULT '', PRIMARY KEY (source, kind, remote_id)) STRICT",
    ),
}
"""What leads from each layout to the next one."""

_PATIENCE_MS = 60_000  # another program may be copying a large account just now


def migrate(path: Path) -> None:
    """Bring an account's file, which was looked at before, to the present layout.

    Raises:
        sqlite3.Error: the file cannot be written; it has its old layout.
        AccountFileError: the copy cannot be made; the file has its old layout.
    """
    with closing(connect(path)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
        connection.execute("BEGIN IMMEDIATE")  # no other writer; the copy may still read
        try:
            _migrate(connection, path)
            connection.execute("COMMIT")
        except BaseException:  # whatever it is, it goes on after the rollback
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take the steps, unless another program took them while this one waited."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version >= VERSION:
        return
    _keep(path, version)
    for layout in range(version, VERSION):
        for statement in STEPS[layout]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _keep(path: Path, version: int) -> None:
    """Copy the file as it is to the first free name: `account.db.v1.bak`, `account.db.v1-2.bak`.

    An earlier copy may be older than what the file holds now.
    """
    home = path.resolve()
    names = (f"{home.name}.v{version}{again}.bak" for again in _again())
    target = next(place for name in names if not (place := home.with_name(name)).exists())
    try:
        copy(path, target)
    except CopyError as error:
        raise AccountFileError(
            f"The account file {path} has an older layout and is changed only when a copy of it "
            f"is safe. {error}"
        ) from error


def _again() -> Iterator[str]:
    return chain([""], (f"-{number}" for number in count(2)))
