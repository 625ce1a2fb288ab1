"""Bringing an entry to what it once was, by as few calls as it takes."""

from dataclasses import replace
from datetime import date

from tui.api.backend import Backend, Refused
from tui.domain.clock import Clock
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.domain.hours import from_seconds


class Bringer:
    """Makes entries what they were. A timer that is to run again goes on as if it never stopped.

    Args:
        backend: the account.
        now: the present instant (UTC) by the account's clock.
        today: the present local date in the account's zone.
    """

    def __init__(self, backend: Backend, now: Clock, today: date) -> None:
        self._backend = backend
        self._now = now
        self._today = today

    async def bring(self, now: TimeEntry | None, target: TimeEntry | None) -> TimeEntry | None:
        """Bring what an entry is now to what it was; None where there is none."""
        if target is None:
            if now is not None:
                await self._backend.delete(now)
            return None
        if now is None:
            return await self._again(target)
        if self.is_made_anew(now, target):
            made = await self._again(target)
            await self._backend.delete(now)
            return made
        if now.is_running and not target.is_running:
            return await self._stopped(now, target)
        entry = await self._changed(now, target, timed=not target.is_running)
        return await self._running(entry, target) if target.is_running else entry

    def is_made_anew(self, now: TimeEntry, target: TimeEntry) -> bool:
        """Tell whether it takes a new entry: where start and end are tracked, none is reopened."""
        return target.is_running and target.started_at is not None and not now.is_running

    def problem(self, now: TimeEntry | None, target: TimeEntry | None) -> str:
        """Say why an entry cannot be brought there, before anything is changed; else nothing."""
        if target is None or not target.is_running or target.started_at is None:
            return ""
        if (now is None or not now.is_running) and target.spent_date != self._today:
            return "its timer was started on another day."
        return ""

    async def _again(self, target: TimeEntry) -> TimeEntry:
        draft = Draft(
            project_id=target.project_id,
            task_id=target.task_id,
            spent_date=target.spent_date,
            notes=target.notes,
        )
        if target.started_at is not None:
            draft = replace(draft, started_at=target.started_at, ended_at=target.ended_at)
            return (await self._backend.add(draft)).entry
        hours = from_seconds(target.seconds(self._now()))
        hours = hours if target.is_running else target.hours_without_timer
        entry = (await self._backend.add(replace(draft, hours=hours))).entry
        return await self._running(entry, target) if target.is_running else entry

    async def _stopped(self, now: TimeEntry, target: TimeEntry) -> TimeEntry:
        if target.ended_at is None:
            now = (await self._backend.stop(now)).entry
        return await self._changed(now, target, timed=True)

    async def _running(self, entry: TimeEntry, target: TimeEntry) -> TimeEntry:
        if not entry.is_running:
            entry = (await self._backend.start(entry)).entry
        if target.started_at is not None:
            return entry
        now = self._now()
        booked = target.seconds(now) - entry.timer_seconds(now)
        if booked < 0:
            raise Refused("Its timer was started earlier than what is to be brought back.")
        change = only_changed(entry, Change(hours=from_seconds(booked)), EVERY_FIELD)
        return await self._backend.update(entry, change) if change else entry

    async def _changed(self, now: TimeEntry, target: TimeEntry, *, timed: bool) -> TimeEntry:
        change = difference(now, target)
        if not timed:
            change = replace(change, hours=None, ended_at=None)
        return await self._backend.update(now, change) if change else now


def difference(now: TimeEntry, target: TimeEntry) -> Change:
    """The change that makes an entry what another one is; hours only where there are no times."""
    is_timed = target.started_at is not None
    wanted = Change(
        project_id=target.project_id,
        task_id=target.task_id,
        spent_date=target.spent_date,
        hours=None if is_timed else target.hours_without_timer,
        started_at=target.started_at,
        ended_at=target.ended_at,
        notes=target.notes,
    )
    change = only_changed(now, wanted, EVERY_FIELD)
    if change.project_id is not None or change.task_id is not None:
        return replace(change, project_id=target.project_id, task_id=target.task_id)
    return change
