"""The account's store: one SQLite file, with transactions that happen whole or not at all."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Self

from tui.account.entries import Entries, key
from tui.account.failures import AccountFileError
from tui.account.file import Founder, Founding, open_file
from tui.account.settings import Settings, read_settings, save_settings
from tui.domain.account import Account, Person
from tui.domain.clock import Clock

if TYPE_CHECKING:
    from tui.account.origins import Origins
    from tui.account.setup import Setup

__all__ = ["AccountFileError", "Founder", "Store"]

_PERSON = "SELECT id, first_name, last_name, email, is_admin FROM person"


class Store:
    """An account's file, open.

    Every call of `entries`, `setup` and the methods here belongs in one `read()` or `write()`.
    `worker` is the one thread that an event loop hands such work to.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self.entries = Entries(connection)
        self.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="account")
        self._connection = connection
        self._lock = RLock()
        self._inode = path.stat().st_ino

    @cached_property
    def setup(self) -> "Setup":
        """The tables of what may be picked; their module is not needed to show a day."""
        from tui.account.setup import Setup

        return Setup(self._connection)

    @cached_property
    def origins(self) -> "Origins":
        """Where imported rows come from; only an import needs to know."""
        from tui.account.origins import Origins

        return Origins(self._connection)

    @classmethod
    def open(cls, path: Path, *, founder: Founding, clock: Clock) -> Self:
        """Open an account's file, or make it for its founder when there is none.

        Raises:
            AccountFileError: the file cannot be made or used, or the machine's clock stands
                before what the file holds.
        """
        place = path.absolute()
        return cls(open_file(place, founder, clock), place)

    def close(self) -> None:
        """End the worker, once what it does is done, and close the file."""
        self.worker.shutdown(wait=True)
        with self._lock:
            self._connection.close()

    @contextmanager
    def read(self) -> Iterator[None]:
        """See one state of the file throughout, whatever others write meanwhile.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def write(self) -> Iterator[None]:
        """Change the file, on the disk when this returns; on any error nothing is changed.

        Raises:
            sqlite3.Error: the file cannot be written.
            AccountFileError: the file is no longer in its place.
        """
        with self._transaction("BEGIN IMMEDIATE"):
            self._check_place()
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._lock:
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:  # whatever it is, it goes on after the rollback
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _check_place(self) -> None:
        """Refuse to write into a file that was removed or replaced: nobody would find it again."""
        try:
            inode = self.path.stat().st_ino
        except OSError:
            inode = None
        if inode != self._inode:
            raise AccountFileError(
                f"The account file {self.path} was moved or replaced while it was open; "
                "put it back, or start again."
            )

    def person(self, person_id: int) -> Person | None:
        """Find somebody who may use the account."""
        sql = f"{_PERSON} WHERE id = ? AND is_active"
        row = self._connection.execute(sql, (key(person_id),)).fetchone()
        return None if row is None else _person(row)

    def people(self) -> tuple[Person, ...]:
        """List everybody who may use the account."""
        rows = self._connection.execute(f"{_PERSON} WHERE is_active ORDER BY id").fetchall()
        return tuple(_person(row) for row in rows)

    def person_by_email(self, email: str) -> Person | None:
        """Find somebody who may use the account by the address they log in with."""
        sql = f"{_PERSON} WHERE email = ? AND is_active"
        row = self._connection.execute(sql, (email,)).fetchone()
        return None if row is None else _person(row)

    def password_of(self, person_id: int) -> str:
        """Read the stored text of somebody's password (`passwords`); "" when they have none."""
        sql = "SELECT password FROM person WHERE id = ?"
        row = self._connection.execute(sql, (key(person_id),)).fetchone()
        return "" if row is None else str(row[0])

    def set_password(self, person_id: int, stored: str) -> None:
        """Keep the stored text of somebody's password (`passwords`); "" takes it away."""
        sql = "UPDATE person SET password = ? WHERE id = ?"
        self._connection.execute(sql, (stored, key(person_id)))

    def person_by_token(self, digest: str) -> Person | None:
        """Find somebody who may use the account by the digest of their token (`tokens`)."""
        sql = f"{_PERSON} WHERE token = ? AND token <> '' AND is_active"
        row = self._connection.execute(sql, (digest,)).fetchone()
        return None if row is None else _person(row)

    def has_token(self, person_id: int) -> bool:
        """Tell whether there is a token that lets somebody in."""
        sql = "SELECT token <> '' FROM person WHERE id = ?"
        row = self._connection.execute(sql, (key(person_id),)).fetchone()
        return row is not None and bool(row[0])

    def set_token(self, person_id: int, digest: str) -> None:
        """Keep the digest of somebody's token (`tokens`) in place of the old; "" takes it away."""
        sql = "UPDATE person SET token = ? WHERE id = ?"
        self._connection.execute(sql, (digest, key(person_id)))

    def owner(self) -> Person:
        """Tell whose account it is: the first administrator, usually the founder."""
        sql = f"{_PERSON} WHERE is_admin AND is_active ORDER BY id LIMIT 1"
        row = self._connection.execute(sql).fetchone()
        if row is None:
            raise AccountFileError(
                f"The account file {self.path} has no administrator; "
                "put a copy of it from before in its place."
            )
        return _person(row)

    def is_new(self) -> bool:
        """Tell whether there is no project yet, and so nothing to track time on."""
        return self._connection.execute("SELECT 1 FROM project LIMIT 1").fetchone() is None

    def settings(self) -> Settings:
        """Read the account's settings."""
        return read_settings(self._connection)

    def save_settings(self, settings: Settings) -> None:
        """Write the account's settings."""
        save_settings(self._connection, settings)

    def account(self, me: Person) -> Account:
        """Tell the account as somebody sees it.

        Raises:
            AccountFileError: this machine does not know the account's time zone.
        """
        settings = self.settings()
        account = settings.account(me)
        if account is None:
            raise AccountFileError(
                f"The account file {self.path} names the time zone “{settings.zone_name}”, "
                "which this machine does not know."
            )
        return account


def _person(row: tuple[int, str, str, str, int]) -> Person:
    id_, first_name, last_name, email, is_admin = row
    return Person(
        id=id_, first_name=first_name, last_name=last_name, email=email, is_admin=bool(is_admin)
    )
