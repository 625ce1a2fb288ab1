"""The account's file: made whole or not at all, and looked at before it is opened.

Nothing here alters a file that it refuses.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkstemp
from urllib.parse import quote

from tui.account.failures import BACKUP, AccountFileError, as_account_file_error
from tui.account.zones import find_zone
from tui.domain.clock import Clock

APPLICATION_ID = 0x57696E64
"""Marks our files in SQLite's header: the letters `Wind`."""
VERSION = 4
"""The layout in `schema.sql`, kept in SQLite's header as `user_version`."""
OLDEST_VERSION = 1
"""The first layout there was; `migrations` knows the way from every one since."""

_CHECKED_UP_TO = 8 * 1024 * 1024
_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
_LAST_INSTANT = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """Who a new account is made for; `zone_name` is the IANA name of the zone of its days."""

    first_name: str
    last_name: str
    email: str
    zone_name: str


Founding = Founder | Callable[[], Founder]
"""Who a new account is made for, or what tells it once there is one to be made."""


def open_file(path: Path, founder: Founding, clock: Clock) -> sqlite3.Connection:
    """Open an account's file, or make it for its founder when there is none.

    Raises:
        AccountFileError: the file cannot be made, is not an account, is damaged, or was written
            at a later time than the clock tells.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise AccountFileError(
            f"The account file {path} needs SQLite 3.37 or newer; "
            f"this Python comes with {sqlite3.sqlite_version}."
        )
    try:
        if not os.path.lexists(path):
            _create(path, founder() if callable(founder) else founder, clock)
        _check_access(path)
        if _check_content(path, clock) < VERSION:
            from tui.account.migrations import migrate

            migrate(path)
        return connect(path)
    except sqlite3.Error as error:
        raise as_account_file_error(error, path) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise AccountFileError(
            f"The account file {path} cannot be made: a file stands where its directory belongs; "
            "move that file away."
        ) from error
    except OSError as error:
        reason = (error.strerror or "it cannot be reached").lower()
        raise AccountFileError(
            f"The account file {path} cannot be opened: {reason}; "
            "look at the permissions of the file and its directory."
        ) from error


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Connect to a file that is there, for transactions that are on the disk when they end.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=5.0,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: through the drive's own cache
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _create(path: Path, founder: Founder, clock: Clock) -> None:
    """Build the account beside its place and move it there complete, over nothing."""
    if find_zone(founder.zone_name) is None:
        raise AccountFileError(
            f"The account file {path} cannot be made: “{founder.zone_name}” is not a time zone; "
            "name one like Europe/Berlin."
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    os.close(handle)
    new = Path(name)
    try:
        with closing(connect(new)) as connection:
            _found(connection, founder, int(clock().timestamp()))
        settle(new, path)
    finally:
        new.unlink(missing_ok=True)


def _found(connection: sqlite3.Connection, founder: Founder, now: int) -> None:
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(f"BEGIN;\n{schema}")
    name = f"{founder.first_name} {founder.last_name}".strip()
    connection.execute(
        "INSERT INTO account (id, name, zone) VALUES (1, ?, ?)", (name, founder.zone_name)
    )
    connection.execute(
        "INSERT INTO person (first_name, last_name, email, is_admin, created_at, updated_at) "
        "VALUES (?, ?, ?, 1, ?, ?)",
        (founder.first_name, founder.last_name, founder.email, now, now),
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def settle(new: Path, path: Path) -> bool:
    """Give the finished file its name, and tell whether it has it: a file that was first stays.

    Raises:
        OSError: the directory or the disk does not allow it.
    """
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return False
    except OSError:
        if os.path.lexists(path):
            return False
        new.rename(path)  # a file system without links
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return True


def _check_access(path: Path) -> None:
    if path.is_dir():
        raise AccountFileError(f"The account file {path} is a directory; name a file in it.")
    if not path.stat().st_size:
        raise AccountFileError(f"The account file {path} is empty; {BACKUP}.")
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.resolve().parent, os.W_OK):
        raise AccountFileError(
            f"The account file {path} cannot be written; "
            "give yourself the right to write the file and its directory."
        )


def _check_version(path: Path, version: int) -> None:
    if version > VERSION:
        raise AccountFileError(
            f"The account file {path} has layout {version} of a newer Windrow, and this one reads "
            f"layout {VERSION}; update Windrow to open it."
        )
    if version < OLDEST_VERSION:
        raise AccountFileError(f"The account file {path} is damaged (layout {version}); {BACKUP}.")


def _check_content(path: Path, clock: Clock) -> int:
    """Look through the file over a connection of its own, and tell its layout.

    Closing the last writing connection moves a leftover log into the file; so with one there the
    look is read-only, and a refused file keeps every byte. The file is never opened without
    SQLite: closing it would drop the locks of other connections in this process.
    """
    leftover = any(Path(f"{path.resolve()}{end}").exists() for end in ("-wal", "-journal"))
    with closing(connect(path, "ro" if leftover else "rw")) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise AccountFileError(
                f"The account file {path} belongs to another program; name another file."
            )
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        _check_version(path, version)
        if path.stat().st_size < _CHECKED_UP_TO:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise AccountFileError(f"The account file {path} is damaged; {BACKUP}.")
        _check_zone(path, connection)
        _check_clock(path, connection, clock())
    return version


def _check_zone(path: Path, connection: sqlite3.Connection) -> None:
    row = connection.execute("SELECT zone FROM account").fetchone()
    if row is None:
        raise AccountFileError(f"The account file {path} is damaged (no settings); {BACKUP}.")
    if find_zone(row[0]) is None:
        raise AccountFileError(
            f"The account file {path} names the time zone “{row[0]}”, which this machine does "
            "not know; update Windrow and its time zone data."
        )


def _check_clock(path: Path, connection: sqlite3.Connection, now: datetime) -> None:
    newest = connection.execute("SELECT max(updated_at) FROM time_entry").fetchone()[0]
    if newest is None or newest <= now.timestamp() + timedelta(days=1).total_seconds():
        return
    written = datetime.fromtimestamp(min(newest, _LAST_INSTANT), UTC)
    raise AccountFileError(
        f"The account file {path} was last written at {written:%Y-%m-%d %H:%M} UTC, but this "
        f"machine's clock says {now.astimezone(UTC):%Y-%m-%d %H:%M} UTC; set the machine's clock."
    )
