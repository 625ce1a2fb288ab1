"""The file of what Windrow remembers for one account: SQLite, beside the account, never in it.

It can be deleted at any time: what is lost is the undo, the ranking and the search of old days.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from tui.memory.trouble import MemoryTrouble

LAYOUT = 2
BUSY_SECONDS = 2.0
TABLES = ("edit", "step", "thing", "day", "entry", "favourite", "attendance", "account")
FORGOTTEN_THINGS = (
    "DELETE FROM thing WHERE id NOT IN (SELECT thing_id FROM edit) "
    "AND (known IS NULL OR entry_id < 0 OR first_id IS NULL OR first_id = entry_id)"
)
"""Forgets entries without an edit; of those that came back under another id the place is known."""

STEPS: dict[int, tuple[str, ...]] = {
    1: (
        "CREATE TABLE attendance (person_id INTEGER NOT NULL, date TEXT NOT NULL, "
        "first TEXT NOT NULL, last TEXT NOT NULL, breaks TEXT NOT NULL, "
        "PRIMARY KEY (person_id, date)) STRICT, WITHOUT ROWID",
        "CREATE TABLE account (json TEXT NOT NULL) STRICT",
        "ALTER TABLE thing ADD COLUMN first_id INTEGER",
    ),
}
"""What leads from each layout to the next one."""


class Memory:
    """What is remembered for one account.

    Args:
        path: its file; None keeps everything only as long as the program runs.

    Raises:
        MemoryTrouble: the file cannot be used; it is left as it is.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        with self._told():
            self._db = self._opened(path)

    def _opened(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return self._prepared(sqlite3.connect(":memory:", isolation_level=None))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with _alone_in(path.parent):
            db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            return self._prepared(db)

    def _prepared(self, db: sqlite3.Connection) -> sqlite3.Connection:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            self._lay_out(db)
        except BaseException:
            db.close()
            raise
        return db

    def _lay_out(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")  # another pane may be at it as well
        try:
            layout = self._layout(db)
            for statement in _statements(layout):
                db.execute(statement)
            if layout < LAYOUT:
                db.execute(f"PRAGMA user_version = {LAYOUT}")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
        if self._layout(db) != LAYOUT:
            raise MemoryTrouble(f"{self._path} was written by a newer Windrow.")

    @staticmethod
    def _layout(db: sqlite3.Connection) -> int:
        return int(db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
            raise MemoryTrouble(f"{self._path or 'The memory'} cannot be used: {error}.") from error

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction; all of it is kept, or nothing.

        Raises:
            MemoryTrouble: it could not be kept.
        """
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Something to read with.

        Raises:
            MemoryTrouble: it cannot be read.
        """
        with self._told():
            yield self._db

    def belong_to(self, whom: str) -> None:
        """Say whose account this is; what is remembered of another one is forgotten.

        Raises:
            MemoryTrouble: it cannot be used.
        """
        with self.changing() as db:
            row = db.execute("SELECT to_whom FROM belongs").fetchone()
            if row is not None and row[0] == whom:
                db.execute(FORGOTTEN_THINGS)
                return
            for table in TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 (names of our own)
            db.execute("DELETE FROM belongs")
            db.execute("INSERT INTO belongs VALUES (?)", (whom,))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _statements(layout: int) -> Iterator[str]:
    """What makes the present layout of an older one; 0 is a file in which nothing is yet."""
    if layout == 0:
        schema = files("tui.memory").joinpath("schema.sql").read_text(encoding="utf-8")
        yield from schema.split(";\n")
        return
    for older in range(layout, LAYOUT):
        yield from STEPS[older]


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let panes that start at the same moment open their memories one after the other.

    SQLite waits for nobody while it turns a file to its write-ahead log.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def opened(path: Path | None) -> tuple[Memory, str]:
    """Open the memory; where its file cannot be used, one that lasts until the end, and say so."""
    try:
        return Memory(path), ""
    except MemoryTrouble as error:
        return Memory(), f"What you do can be undone until you quit, not later: {error}"


def forget(path: Path) -> bool:
    """Delete a memory with all that belongs to it; tell whether there was one.

    Raises:
        OSError: it cannot be deleted.
    """
    there = path.exists()
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return there
