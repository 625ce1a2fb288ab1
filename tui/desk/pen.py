"""The pen: writes to the account, and notes in the journal what each write changed.

What is taken back must be our change and nobody else's: before a timer is switched, what it is
about is read, and where nothing was switched nothing is noted.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tui.api.backend import Backend, BackendError, NotFound, Refused, Written
from tui.domain.clock import Clock
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.journal import before_change, before_timer, is_nothing
from tui.memory.journal import Journal
from tui.memory.trouble import MemoryTrouble

_HELD_BY: ContextVar["Pen | None"] = ContextVar("held_by", default=None)


@dataclass(frozen=True, slots=True)
class Switched:
    """What a write that may switch timers came to.

    `stopped` is the timer that stopped by it, as it is now; `stopped_hours` are those of one that
    stopped by it and is not known. Where `was_so` nothing was switched: it was as wanted already.
    """

    entry: TimeEntry
    stopped: TimeEntry | None = None
    stopped_hours: Decimal | None = None
    was_so: bool = False


class Pen:
    """Writes one change after the other; all within one `step` are taken back together.

    `trouble` says what of it cannot be undone, for whoever tells of the step. `noted` is the step
    that the last one became: 0 if not all of it could be noted, None if nothing was to be noted.

    Args:
        backend: the account.
        now: the present instant (UTC) by the account's clock.
        today: the present local date in the account's zone.
        ended: is called at the end of each step.
    """

    def __init__(
        self,
        backend: Backend,
        now: Clock,
        today: Callable[[], date],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self.journal: Journal | None = None
        self.trouble = ""
        self.noted: int | None = None
        self._backend = backend
        self._now = now
        self._today = today
        self._ended = ended
        self._writing = asyncio.Lock()
        self._what = ""
        self._step: int | None = None
        self._is_whole = True
        self._has_edits = True

    @property
    def is_held(self) -> bool:
        """Whether the caller is within a step."""
        return _HELD_BY.get() is self

    @asynccontextmanager
    async def step(self, what: str) -> AsyncIterator[None]:
        """Hold the pen; whatever is written meanwhile is one step, named in the past tense.

        Within another step of the same task it is a part of that one.
        """
        if self.is_held:
            yield
            return
        async with self._writing:
            token = _HELD_BY.set(self)
            self._what, self._step = what, None
            self._is_whole = self._has_edits = True
            try:
                yield
            finally:
                _HELD_BY.reset(token)
                self._end()
                self._ended()

    async def add(self, draft: Draft, running: TimeEntry | None) -> Switched:
        """Make an entry; `running` is what ran when somebody looked last."""
        ran = await self._runs(running) if draft.starts_timer else None
        written = await self._backend.add(draft)
        self._record(None, written.entry)
        return await self._with_stopped(written, ran)

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

    async def start(self, entry: TimeEntry, running: TimeEntry | None) -> Switched:
        """Start an entry's timer; `running` is what ran when somebody looked last."""
        before = await self._backend.entry(entry.id)
        if before.is_running:
            return Switched(before, was_so=True)
        ran = await self._runs(running, but=entry.id)
        written = await self._backend.start(before)
        now = written.entry
        self._record(before_timer(before, now) if now.id == entry.id else None, now)
        return await self._with_stopped(written, ran)

    async def stop(self, entry: TimeEntry) -> Switched:
        """Stop an entry's timer."""
        before = await self._backend.entry(entry.id)
        if not before.is_running:
            return Switched(before, was_so=True)
        now = (await self._backend.stop(before)).entry
        self._record(before_timer(before, now), now)
        return Switched(now)

    async def _runs(self, known: TimeEntry | None, but: int = 0) -> TimeEntry | None:
        """Read what runs, and would stop. Where it is not what was `known`, look for what is."""
        if known is None or known.id == but:
            return None
        try:
            now = await self._backend.entry(known.id)
        except NotFound:
            now = None
        if now is None or not now.is_running:
            now = await self._backend.running(self._today())
        return now if now is None or now.id != but else None

    async def _with_stopped(self, written: Written, ran: TimeEntry | None) -> Switched:
        """Note what became of the timer that ran when another one was started.

        The start is done and noted: what fails here is told as trouble.
        """
        entry, hours = written.entry, written.stopped_hours
        if ran is None or ran.id == entry.id or not entry.is_running:
            if hours is not None:
                self.say("What stopped was started elsewhere: no undo starts it again.")
            return Switched(entry, stopped_hours=hours)
        try:
            stopped = await self._backend.entry(ran.id)
        except NotFound:
            return Switched(entry)  # somebody deleted it: it is no change of ours
        except BackendError as error:
            if hours is None or ran.started_at is not None:
                self.say(f"No undo starts again what stopped, as it could not be read: {error}")
                return Switched(entry, stopped_hours=hours)
            stopped = replace(ran, hours=hours, hours_without_timer=hours, timer_started_at=None)
        if stopped.is_running:
            return Switched(entry)
        self._record(before_timer(ran, stopped), stopped)
        return Switched(entry, stopped)

    def _record(self, before: TimeEntry | None, after: TimeEntry | None) -> None:
        if self.journal is None or (self._step is None and is_nothing(before, after)):
            return
        try:
            if self._step is None:
                self._step = self.journal.begin(self._what, self._now())
            self._has_edits = self.journal.record(self._step, before, after)
        except MemoryTrouble as error:
            self._is_whole = False
            self.say(f"It cannot be undone: {error}")

    def _end(self) -> None:
        """Know what the step became; one without edits is none."""
        self.noted = self._step if self._is_whole else 0
        if self.journal is None or self._step is None or self._has_edits:
            return
        self.noted = 0
        try:
            self.journal.forget(self._step)
        except MemoryTrouble as error:
            self.say(f"The list of what can be undone was not tidied: {error}")

    def say(self, trouble: str) -> None:
        """Have a sentence told with what the step came to."""
        if trouble not in self.trouble:
            self.trouble = f"{self.trouble} {trouble}".strip()

    async def aclose(self) -> None:
        """Let a write that is under way come to its end, then close the account."""
        async with self._writing:
            await self._backend.aclose()
