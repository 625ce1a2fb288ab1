"""The days that were read: what is searched, and what the ranking learns from."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import starmap

from tui.domain.account import Account
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.memory.entries import from_json, to_json
from tui.memory.store import Memory

HABIT_DAYS = 200
RUNNING_DAYS = 8


class KnownDays:
    """The days read of one person's timesheet. Every call may raise MemoryTrouble.

    Args:
        memory: where they are kept.
        person_id: whose timesheet.
    """

    def __init__(self, memory: Memory, person_id: int) -> None:
        self._memory = memory
        self._person_id = person_id

    def remember(self, day: Day, account: Account) -> bool:
        """Keep a day as it was read; tell whether it is news."""
        rows = [(entry, to_json(entry) or "") for entry in day.entries]
        digest = hashlib.sha256("\n".join(json for _, json in rows).encode()).hexdigest()
        key = (self._person_id, day.date.isoformat())
        with self._memory.reading() as db:
            known = db.execute(
                "SELECT digest FROM day WHERE person_id = ? AND date = ?", key
            ).fetchone()
        if known == (digest,):
            return False
        with self._memory.changing() as db:
            db.execute("INSERT OR REPLACE INTO day VALUES (?, ?, ?)", (*key, digest))
            db.execute("DELETE FROM entry WHERE person_id = ? AND date = ?", key)
            db.executemany(
                "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        key[0],
                        entry.id,
                        key[1],
                        entry.project_id,
                        entry.task_id,
                        _hour(entry, account),
                        _searched(entry),
                        json,
                    )
                    for entry, json in rows
                ],
            )
        return True

    def day(self, on: date) -> Day | None:
        """A local date as it was read last; None where it never was."""
        key = (self._person_id, on.isoformat())
        with self._memory.reading() as db:
            if not db.execute("SELECT 1 FROM day WHERE person_id = ? AND date = ?", key).fetchone():
                return None
            rows = db.execute(
                "SELECT json FROM entry WHERE person_id = ? AND date = ? ORDER BY id", key
            ).fetchall()
        return Day(on, tuple(entry for (json,) in rows if (entry := from_json(json)) is not None))

    def running(self, today: date) -> TimeEntry | None:
        """What ran when the days of the last week were read last; the latest of several."""
        since = (today - timedelta(days=RUNNING_DAYS)).isoformat()
        with self._memory.reading() as db:
            rows = db.execute(
                "SELECT json FROM entry WHERE person_id = ? AND date >= ? "
                "ORDER BY date DESC, id DESC",
                (self._person_id, since),
            ).fetchall()
        entries = (from_json(json) for (json,) in rows)
        return next((entry for entry in entries if entry and entry.is_running), None)

    def find(self, text: str, most: int = 200) -> list[TimeEntry]:
        """Find entries that hold all words of a text, newest first."""
        words = text.casefold().split()
        if not words:
            return []
        holds = " AND ".join(["instr(searched, ?) > 0"] * len(words))
        with self._memory.reading() as db:
            rows = db.execute(
                f"SELECT json FROM entry WHERE person_id = ? AND {holds} "  # noqa: S608
                "ORDER BY date DESC, id DESC LIMIT ?",
                (self._person_id, *words, most),
            ).fetchall()
        return [entry for (json,) in rows if (entry := from_json(json)) is not None]

    def since(self) -> date | None:
        """The first day that is known."""
        with self._memory.reading() as db:
            row = db.execute(
                "SELECT min(date) FROM day WHERE person_id = ?", (self._person_id,)
            ).fetchone()
        return date.fromisoformat(row[0]) if row[0] else None

    def dates(self) -> frozenset[date]:
        """All days that are known."""
        with self._memory.reading() as db:
            rows = db.execute(
                "SELECT date FROM day WHERE person_id = ?", (self._person_id,)
            ).fetchall()
        return frozenset(date.fromisoformat(text) for (text,) in rows)

    def uses(self) -> list[tuple[int, int, date, int | None]]:
        """What was worked on lately: project, task, local date, and its hour where it is told."""
        with self._memory.reading() as db:
            rows = db.execute(
                "SELECT project_id, task_id, date, hour FROM entry WHERE person_id = ? AND date >= "
                "date((SELECT max(date) FROM entry WHERE person_id = ?), ?)",
                (self._person_id, self._person_id, f"-{HABIT_DAYS} days"),
            ).fetchall()
        return list(starmap(_use, rows))

    def hours(self, since: date) -> list[Decimal]:
        """The hours of all entries of a local date and later."""
        with self._memory.reading() as db:
            rows = db.execute(
                "SELECT json FROM entry WHERE person_id = ? AND date >= ?",
                (self._person_id, since.isoformat()),
            ).fetchall()
        return [entry.hours for (json,) in rows if (entry := from_json(json)) is not None]

    def favourites(self) -> frozenset[tuple[int, int]]:
        """The favourite pairs of project and task."""
        with self._memory.reading() as db:
            rows = db.execute(
                "SELECT project_id, task_id FROM favourite WHERE person_id = ?",
                (self._person_id,),
            ).fetchall()
        return frozenset((int(project), int(task)) for project, task in rows)

    def favour(self, ids: tuple[int, int], *, is_favourite: bool) -> None:
        """Make a pair of project and task a favourite, or no longer one."""
        row = (self._person_id, *ids)
        with self._memory.changing() as db:
            if is_favourite:
                db.execute("INSERT OR IGNORE INTO favourite VALUES (?, ?, ?)", row)
            else:
                db.execute(
                    "DELETE FROM favourite WHERE person_id = ? AND project_id = ? AND task_id = ?",
                    row,
                )


def _use(
    project_id: int, task_id: int, on: str, hour: int | None
) -> tuple[int, int, date, int | None]:
    return project_id, task_id, date.fromisoformat(on), hour


def _hour(entry: TimeEntry, account: Account) -> int | None:
    """The local hour at which the work began, where the entry tells it."""
    if entry.started_at is not None:
        return entry.started_at.hour
    since: datetime | None = entry.timer_started_at or entry.created_at
    if since is None:
        return None
    local = since.astimezone(account.zone)
    return local.hour if local.date() == entry.spent_date else None


def _searched(entry: TimeEntry) -> str:
    text = "\n".join((entry.client, entry.project, entry.task, entry.notes)).casefold()
    return text.encode(errors="replace").decode()  # half a character can be in JSON, not in SQLite
