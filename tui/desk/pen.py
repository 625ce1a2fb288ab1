"""The pen: writes to the account, and notes in the journal what each write changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from tui.api.backend import Backend, NotFound, Refused, Written
from tui.domain.clock import Clock
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.journal import before_change, before_timer
from tui.memory.journal import Journal
from tui.memory.store import MemoryTrouble

_HELD_BY: ContextVar["Pen | None"] = ContextVar("held_by", default=None)


class Pen:
    """Writes one change after the other; all within one `step` are taken back together.

    Args:
        backend: the account.
        now: the present instant (UTC) by the account's clock.
    """

    def __init__(self, backend: Backend, now: Clock) -> None:
        self.journal: Journal | None = None
        self.trouble = ""
        self.latest_step = 0
        self._backend = backend
        self._now = now
        self._writing = asyncio.Lock()
        self._what = ""
        self._step: int | None = None

    @asynccontextmanager
    async def step(self, what: str) -> AsyncIterator[None]:
        """Hold the pen; whatever is written meanwhile is one step, named in the past tense.

        Within another step of the same task it is a part of that one.
        """
        if _HELD_BY.get() is self:
            yield
            return
        async with self._writing:
            token = _HELD_BY.set(self)
            self._what, self._step = what, None
            try:
                yield
            finally:
                _HELD_BY.reset(token)

    async def add(self, draft: Draft, running: TimeEntry | None) -> Written:
        """Make an entry; `running` is what runs, and stops if the new one starts."""
        written = await self._backend.add(draft)
        if written.entry.is_running:
            await self._stopped_by(written, running)
        self._record(None, written.entry)
        return written

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        """Change what `change` names of an entry."""
        updated = await self._backend.update(entry, change)
        self._record(before_change(entry, updated, change), updated)
        return updated

    async def delete(self, entry: TimeEntry) -> TimeEntry:
        """Delete an entry and tell what it was.

        Raises:
            Refused: it was locked, or its timer switched, since `entry` was read.
        """
        try:
            last = await self._backend.entry(entry.id)
        except NotFound:
            last = entry
        if last.lock is not entry.lock or last.is_running is not entry.is_running:
            now = last.lock or ("running" if last.is_running else "stopped")
            raise Refused(f"Somebody changed it meanwhile: it is {now} now. Look at it again.")
        await self._backend.delete(entry)
        self._record(last, None)
        return last

    async def start(self, entry: TimeEntry, running: TimeEntry | None) -> Written:
        """Start an entry's timer; `running` is what runs, and stops."""
        written = await self._backend.start(entry)
        await self._stopped_by(written, running)
        now = written.entry
        self._record(before_timer(entry, now) if now.id == entry.id else None, now)
        return written

    async def stop(self, entry: TimeEntry) -> Written:
        """Stop an entry's timer."""
        written = await self._backend.stop(entry)
        self._record(before_timer(entry, written.entry), written.entry)
        return written

    async def _stopped_by(self, written: Written, running: TimeEntry | None) -> None:
        """Note what became of the timer that ran when another one was started."""
        if running is None or running.id == written.entry.id:
            return
        try:
            stopped = await self._backend.entry(running.id)
        except NotFound:
            return  # somebody deleted it: it is no change of ours
        if not stopped.is_running:
            self._record(before_timer(running, stopped), stopped)

    def _record(self, before: TimeEntry | None, after: TimeEntry | None) -> None:
        if self.journal is None:
            return
        try:
            if self._step is None:
                self._step = self.latest_step = self.journal.begin(self._what, self._now())
            self.journal.record(self._step, before, after)
        except MemoryTrouble as error:
            self.trouble = f"It cannot be undone: {error}"

    async def aclose(self) -> None:
        """Let a write that is under way come to its end, then close the account."""
        async with self._writing:
            await self._backend.aclose()
