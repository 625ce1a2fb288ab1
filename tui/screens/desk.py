"""The desk: what a person does to the timesheet, as calls of the Backend, one write at a time.

It knows no screen. Every write answers with an Outcome: a sentence to show and the entry to
stand on; every failure is a BackendError.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime

from tui.api.backend import Backend, NotFound, Refused, Written
from tui.domain.account import Account
from tui.domain.catalog import Catalog, Choice, Client
from tui.domain.clock import Clock
from tui.domain.dates import long_date
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours
from tui.domain.picking import NewChoice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write came to: what to say, and the entry it is about, as it is now."""

    message: str
    entry: TimeEntry | None = None


@dataclass(frozen=True, slots=True)
class Deleted:
    """An entry that can be brought back; `at` is the UTC instant of its deletion."""

    entry: TimeEntry
    at: datetime


class Desk:
    """Reads and writes the timesheet of one account.

    Args:
        backend: the account.
        clock: this machine's clock; `now` corrects it by the account's.
    """

    def __init__(self, backend: Backend, clock: Clock) -> None:
        self.account: Account | None = None
        self.catalog = Catalog()
        self.clients: tuple[Client, ...] = ()
        self.recent: tuple[tuple[int, int], ...] = ()
        self.deleted: list[Deleted] = []
        self.shown: date | None = None
        self._backend = backend
        self._clock = clock
        self._writing = asyncio.Lock()

    def now(self) -> datetime:
        """The present instant (UTC) by the account's clock."""
        return self._clock() + self._backend.skew

    async def open(self) -> Account:
        """Learn who is logged in and how the account shows things."""
        self.account = await self._backend.me()
        return self.account

    async def day(self, on: date) -> Day:
        """Read a local date."""
        self.shown = on
        day = await self._backend.day(on)
        used = [(entry.project_id, entry.task_id) for entry in reversed(day.entries)]
        self.recent = tuple(dict.fromkeys([*used, *self.recent]))
        return day

    async def running(self, today: date) -> TimeEntry | None:
        """Find what runs, on whatever recent day."""
        return await self._backend.running(today)

    async def entry(self, entry_id: int) -> TimeEntry:
        """Read one entry."""
        return await self._backend.entry(entry_id)

    async def read_catalog(self) -> Catalog:
        """Read what may be picked."""
        self.catalog = await self._backend.catalog()
        self.clients = await self._backend.clients()
        return self.catalog

    async def toggle(self, entry: TimeEntry, running: TimeEntry | None) -> Outcome:
        """Start the entry's timer, or stop it if it runs; `running` is what runs now."""
        async with self._writing:
            if entry.is_running:
                return self._stopped(await self._backend.stop(entry))
            return self._started(await self._backend.start(entry), running)

    async def add(self, draft: Draft, running: TimeEntry | None) -> Outcome:
        """Make an entry; `running` is what runs now, and stops if the new one starts."""
        async with self._writing:
            written = await self._backend.add(draft)
        if written.entry.is_running:
            return self._started(written, running)
        return Outcome(
            f"Saved {self._hours(written.entry)} on {self._named(written.entry)}.", written.entry
        )

    async def update(self, entry: TimeEntry, change: Change) -> Outcome:
        """Change an entry."""
        if not change:
            return Outcome("Nothing was changed.", entry)
        async with self._writing:
            updated = await self._backend.update(entry, change)
        return Outcome(f"Updated {_name(updated)}: {self._changes(entry, updated)}.", updated)

    async def delete(self, entry: TimeEntry) -> Outcome:
        """Delete an entry and remember it, so that it can be brought back."""
        async with self._writing:
            last = await self._latest(entry)
            await self._backend.delete(entry)
            self.deleted.append(Deleted(last, self.now()))
        return Outcome(f"Deleted {self._hours(last)} on {_name(last)}. u brings it back.")

    async def restore(self, running: TimeEntry | None) -> Outcome:
        """Bring back what was deleted last, under a new id.

        A timer that was running goes on as if nothing had happened, unless another one was
        started meanwhile: then it comes back stopped, with its hours at the deletion.
        """
        if not self.deleted:
            return Outcome("Nothing to bring back.")
        deleted = self.deleted[-1]
        goes_on = deleted.entry.is_running and running is None
        at = self.now() if goes_on else deleted.at
        async with self._writing:
            try:
                written = await self._backend.add(_again(deleted.entry, at))
            except Refused as error:
                self.deleted.pop()  # those below it can still be brought back
                raise Refused(f"{_name(deleted.entry)} cannot be brought back: {error}") from error
            self.deleted.pop()
            entry = written.entry
            if goes_on:
                entry = (await self._backend.start(entry)).entry
        lost = f" It is no longer {deleted.entry.lock}." if deleted.entry.lock else ""
        goes = "; its timer goes on" if goes_on else ""
        return Outcome(
            f"Brought back {self._hours(entry)} on {self._named(entry)}{goes}.{lost}", entry
        )

    async def create(self, wanted: NewChoice) -> Choice:
        """Make a project, task or client that does not exist yet."""
        async with self._writing:
            choice = await self._backend.create(wanted)
        await self.read_catalog()
        return choice

    async def aclose(self) -> None:
        """Let a write that is under way come to its end, then close the account."""
        async with self._writing:
            await self._backend.aclose()

    async def _latest(self, entry: TimeEntry) -> TimeEntry:
        try:
            return await self._backend.entry(entry.id)
        except NotFound:
            return entry

    def _started(self, written: Written, running: TimeEntry | None) -> Outcome:
        if written.stopped_hours is None or running is None:
            return Outcome(f"Started {self._named(written.entry)}.", written.entry)
        stopped = replace(running, hours=written.stopped_hours, timer_started_at=None)
        message = f"Stopped {_name(running)} at {self._hours(stopped)}, started "
        return Outcome(f"{message}{self._named(written.entry)}.", written.entry)

    def _stopped(self, written: Written) -> Outcome:
        return Outcome(
            f"Stopped {_name(written.entry)} at {self._hours(written.entry)}.", written.entry
        )

    def _named(self, entry: TimeEntry) -> str:
        """Name an entry, and its day when that is not the one that was read last."""
        day = "" if entry.spent_date == self.shown else f", {long_date(entry.spent_date)}"
        return f"{_name(entry)}{day}"

    def _changes(self, before: TimeEntry, now: TimeEntry) -> str:
        """Name what an update changed, in a few words."""
        parts = []
        if (before.project_id, before.task_id) != (now.project_id, now.task_id):
            parts.append(f"it was {_name(before)}")
        if before.hours_without_timer != now.hours_without_timer:
            parts.append(f"{self._hours(before)} → {self._hours(now)}")
        if before.notes != now.notes:
            parts.append("notes")
        if before.spent_date != now.spent_date:
            parts.append(f"moved to {long_date(now.spent_date)}")
        return ", ".join(parts) or "nothing changed"

    def _hours(self, entry: TimeEntry) -> str:
        hours = entry.hours_at(self.now()) if entry.is_running else entry.hours
        if self.account is None:
            return format_hours(hours)
        return format_hours(hours, self.account.hours_format, self.account.decimal_symbol)


def _name(entry: TimeEntry) -> str:
    return f"{entry.project} · {entry.task}"


def _again(entry: TimeEntry, at: datetime) -> Draft:
    return Draft(
        project_id=entry.project_id,
        task_id=entry.task_id,
        spent_date=entry.spent_date,
        hours=entry.hours_at(at) if entry.is_running else entry.hours,
        notes=entry.notes,
    )
