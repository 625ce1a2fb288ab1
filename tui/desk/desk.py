"""The desk: what a person does to the timesheet, as calls of the Backend, one write at a time.

It knows no screen. Every write answers with an Outcome: a sentence to show and the entry to
stand on; every failure is a BackendError.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from tui.api.backend import Backend, LoginNeeded, NotFound, Refused
from tui.desk.outcomes import Outcome, Words, name
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Choice, Client
from tui.domain.clock import Clock
from tui.domain.clock_times import whole_minute
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.picking import NewChoice


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
        sheet_of: whose timesheet it is; None for one's own.
    """

    def __init__(self, backend: Backend, clock: Clock, sheet_of: Person | None = None) -> None:
        self.account: Account | None = None
        self.sheet_of = sheet_of
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

    def watch_pauses(self, told: Callable[[float], None]) -> None:
        """Call `told` with seconds whenever the account wants that long a pause."""
        self._backend.watch_pauses(told)

    async def open(self) -> Account:
        """Learn who is logged in and how the account shows things."""
        self.account = await self._backend.me()
        return self.account

    async def people(self) -> tuple[Person, ...]:
        """List the people whose timesheets may be worked with."""
        return await self._backend.people()

    def of(self, person: Person) -> "Desk":
        """The desk of somebody else's timesheet: from now on every call is about that one."""
        desk = Desk(self._backend.sheet_of(person.id), self._clock, person)
        desk.account = self.account
        return desk

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
                return self._words.stopped((await self._backend.stop(entry)).entry)
            return self._words.started(await self._backend.start(entry), running, entry)

    async def add(self, draft: Draft, running: TimeEntry | None) -> Outcome:
        """Make an entry; `running` is what runs now, and stops if the new one starts."""
        async with self._writing:
            written = await self._backend.add(draft)
        if written.entry.is_running:
            return self._words.started(written, running)
        return self._words.saved(written.entry)

    async def update(self, entry: TimeEntry, change: Change) -> Outcome:
        """Change an entry."""
        if not change:
            return Outcome("Nothing was changed.", entry)
        async with self._writing:
            updated = await self._backend.update(entry, change)
        return self._words.updated(entry, updated)

    async def delete(self, entry: TimeEntry) -> Outcome:
        """Delete an entry and remember it, so that it can be brought back."""
        async with self._writing:
            last = await self._latest(entry)
            if last.lock is not entry.lock or last.is_running is not entry.is_running:
                now = last.lock or ("running" if last.is_running else "stopped")
                raise Refused(f"Somebody changed it meanwhile: it is {now} now. Look at it again.")
            await self._backend.delete(entry)
            self.deleted.append(Deleted(last, self.now()))
        return self._words.deleted(last)

    async def restore(self, running: TimeEntry | None) -> Outcome:
        """Bring back what was deleted last, under a new id.

        A timer that was running goes on as if nothing had happened, unless another one was
        started meanwhile: then it comes back stopped, with its hours at the deletion.
        """
        if not self.deleted:
            return Outcome("Nothing to bring back.")
        deleted = self.deleted[-1]
        goes_on = running is None and self._may_go_on(deleted.entry)
        draft = self._again(deleted, goes_on=goes_on)
        async with self._writing:
            try:
                written = await self._backend.add(draft)
            except LoginNeeded:
                raise
            except Refused as error:
                self.deleted.pop()  # those below it can still be brought back
                raise Refused(f"{name(deleted.entry)} cannot be brought back: {error}") from error
            self.deleted.pop()
            entry = written.entry
            if goes_on and not entry.is_running:
                entry = (await self._backend.start(entry)).entry
        return self._words.brought_back(deleted.entry, entry)

    def _may_go_on(self, entry: TimeEntry) -> bool:
        """Tell whether a deleted timer can go on: where start and end are tracked, on its day."""
        if entry.timer_started_at is None or self.account is None:
            return False
        return not entry.started_at or (
            self.account.today(entry.timer_started_at) == entry.spent_date
        )

    def _again(self, deleted: Deleted, *, goes_on: bool) -> Draft:
        """Draft a deleted entry anew, with what its timer had counted when it was deleted.

        One that goes on has what it counted until now; where start and end are tracked it simply
        keeps its start, and one that does not go on ended when it was deleted.
        """
        entry = deleted.entry
        draft = Draft(
            project_id=entry.project_id,
            task_id=entry.task_id,
            spent_date=entry.spent_date,
            notes=entry.notes,
        )
        if entry.started_at is not None and self.account is not None:
            local = whole_minute(deleted.at.astimezone(self.account.zone)).time()
            ended = local if entry.is_running and not goes_on else entry.ended_at
            return replace(draft, started_at=entry.started_at, ended_at=ended)
        at = self.now() if goes_on else deleted.at
        return replace(draft, hours=entry.hours_at(at) if entry.is_running else entry.hours)

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

    @property
    def _words(self) -> Words:
        return Words(self.account, self.shown, self.now())
