"""Writes that happen once: what every wire has in common.

A write goes out a single time. When its answer is missing, the account is read and compared with
what was wanted, and the person is told what was found (traps 1 to 3 of the facts page).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import httpx

from tui.api.answers import is_answer_to, is_like, look_again
from tui.api.backend import Broken, NotFound, Refused, Unclear, Written
from tui.api.meter import Meter
from tui.api.session import Session
from tui.domain.account import Account
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.wire.open_end import counted_from_start, has_open_end

CLOCKS_APART = timedelta(seconds=5)


class Careful(ABC):
    """The writing half of a Backend, over what its wire can say.

    Args:
        session: the connection.
        clock: this machine's clock (UTC).
    """

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._account: Account | None = None
        self._running_id: int | None = None
        self._made_ids: set[int] = set()

    # What a wire says

    @abstractmethod
    async def me(self) -> Account:
        """Read the account's settings and who is logged in."""

    @abstractmethod
    async def day(self, on: date) -> Day:
        """Read the entries of a local date."""

    @abstractmethod
    async def entry(self, entry_id: int) -> TimeEntry:
        """Read one entry."""

    @abstractmethod
    async def _post(self, draft: Draft) -> Written:
        """Send a new entry, once."""

    @abstractmethod
    async def _patch(self, before: TimeEntry, change: Change) -> TimeEntry:
        """Send a change of an entry, which is as `before` says, once."""

    @abstractmethod
    async def _remove(self, entry_id: int) -> None:
        """Send a deletion, once."""

    @abstractmethod
    async def _switch(self, before: TimeEntry) -> Written:
        """Send the start of a stopped entry's timer, or the stop of a running one's, once."""

    # What every wire does with it

    @property
    def skew(self) -> timedelta:
        """How far the account's clock is ahead of this machine's."""
        return self._session.skew

    @property
    def meter(self) -> Meter:
        """What was asked of the account, on all sheets."""
        return self._session.meter

    def log_in(self, auth: httpx.Auth) -> None:
        """Go on with other credentials."""
        self._session.log_in(auth)

    def watch_pauses(self, told: Callable[[float], None]) -> None:
        """Tell of the pauses that the account asks for."""
        self._session.gate.watch(told)

    async def add(self, draft: Draft) -> Written:
        """Make an entry; without an answer, look for it before saying so (trap 2)."""
        sent_at = self._clock()
        try:
            return self._made(self._noted(await self._post(draft)))
        except (Unclear, Broken) as error:
            day = await look_again(error, self.day(draft.spent_date))
            since = sent_at + self.skew - CLOCKS_APART
            made = replace(draft, notes=self._session.codec.carried(draft.notes))
            for entry in reversed(day.entries):
                if entry.id not in self._made_ids and is_answer_to(entry, made, since):
                    return self._made(self._noted(Written(entry)))
            raise Unclear(f"{error} The entry is not there: nothing was saved.") from error

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        """Change an entry, from what it is now.

        Reading it first keeps what was changed elsewhere meanwhile. What the person did not see is
        not overwritten: it is refused where the very parts that are to change were changed since
        `entry` was read. New hours or times are refused also when the timer was switched, as they
        were reckoned without.
        """
        before = await self.entry(entry.id)
        if unseen := _unseen(before, entry, change):
            raise Refused(f"Its {unseen} changed elsewhere meanwhile: look at it again.")
        is_timed = any((change.hours is not None, change.started_at, change.ended_at))
        if is_timed and before.timer_started_at != entry.timer_started_at:
            raise Refused("Its timer was switched elsewhere meanwhile: look at its hours again.")
        try:
            return self._noted(Written(await self._patch(before, change))).entry
        except (Unclear, Broken) as error:
            now = await look_again(error, self.entry(entry.id))
            notes = change.notes and self._session.codec.carried(change.notes)
            if not only_changed(now, replace(change, notes=notes), EVERY_FIELD):
                return now
            raise Unclear(f"{error} The entry is as it was.") from error

    async def delete(self, entry: TimeEntry) -> None:
        """Delete an entry; without an answer, look whether it is gone."""
        try:
            await self._remove(entry.id)
        except Unclear as error:
            try:
                await look_again(error, self.entry(entry.id))
            except NotFound:
                return
            raise Unclear(f"{error} The entry is still there.") from error

    async def start(self, entry: TimeEntry) -> Written:
        """Start the entry's timer unless it runs already."""
        return await self._ensure(entry.id, running=True)

    async def stop(self, entry: TimeEntry) -> Written:
        """Stop the entry's timer if it still runs."""
        return await self._ensure(entry.id, running=False)

    async def _ensure(self, entry_id: int, *, running: bool) -> Written:
        """Switch only what is not as wanted: somebody may have done it on the phone (trap 1)."""
        before, sent_at = await self.entry(entry_id), self._clock()
        if before.is_running is running:
            return self._noted(Written(before))
        try:
            return self._noted(await self._switch(before))
        except (Unclear, Broken) as error:
            now = await look_again(error, self.entry(entry_id))
            if now.is_running is running:
                return self._noted(Written(now))
            if running and (anew := await self._started_anew(error, before, sent_at)):
                return self._made(self._noted(Written(anew)))
            raise Unclear(f"{error} The timer is as it was.") from error

    async def _started_anew(
        self, error: Unclear | Broken, old: TimeEntry, sent_at: datetime
    ) -> TimeEntry | None:
        """Look for the new entry that a lost start made of a stopped one (trap 3).

        It is on the day of the start, which may be over by now.
        """
        account = await look_again(error, self.me())
        if not account.timestamp_timers:
            return None
        since = sent_at + self.skew - CLOCKS_APART
        for on in {account.today(since), account.today(self._clock() + self.skew)}:
            day = await look_again(error, self.day(on))
            for entry in day.entries:
                if entry.id not in self._made_ids and is_like(entry, old, since):
                    return entry
        return None

    async def aclose(self) -> None:
        """Close connections."""
        await self._session.aclose()

    async def _settings(self) -> Account:
        return self._account or await self.me()

    async def _counting(self, entry: TimeEntry) -> TimeEntry:
        """Let an open end count as a running timer, in the account's zone."""
        if not has_open_end(entry):
            return entry
        return counted_from_start(entry, (await self._settings()).zone)

    async def _still_running(self) -> TimeEntry | None:
        """Look whether what ran last still runs."""
        entry_id = self._running_id
        if entry_id is None:
            return None
        try:
            entry = await self.entry(entry_id)
        except NotFound:
            entry = None
        if entry is not None and entry.is_running:
            return entry
        if self._running_id == entry_id:
            self._running_id = None
        return None

    def _made(self, written: Written) -> Written:
        """Remember an entry as the answer to one request, so that it answers no other."""
        self._made_ids.add(written.entry.id)
        return written

    def _noted(self, written: Written) -> Written:
        if written.entry.is_running:
            self._running_id = written.entry.id
        elif self._running_id == written.entry.id:
            self._running_id = None
        return written


def _unseen(now: TimeEntry, shown: TimeEntry, change: Change) -> str:
    """Name a part of an entry that is to change and is no longer what the person saw."""
    parts = {
        "project": (change.project_id, now.project_id, shown.project_id),
        "task": (change.task_id, now.task_id, shown.task_id),
        "date": (change.spent_date, now.spent_date, shown.spent_date),
        "hours": (change.hours, now.hours_without_timer, shown.hours_without_timer),
        "start": (change.started_at, now.started_at, shown.started_at),
        "end": (change.ended_at, now.ended_at, shown.ended_at),
        "notes": (change.notes, now.notes, shown.notes),
    }
    changed = (
        name
        for name, (wanted, present, seen) in parts.items()
        if wanted is not None and present not in (seen, wanted)
    )
    name = next(changed, "")
    return f"{name} {'were' if name in ('hours', 'notes') else 'was'}" if name else ""
