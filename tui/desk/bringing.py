"""Bringing an entry to what it once was, by as few calls as it takes."""

from collections.abc import Callable
from dataclasses import replace

from tui.api.backend import Backend, Refused
from tui.domain.clock import Clock
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.domain.hours import from_seconds

Noted = Callable[[TimeEntry, TimeEntry | None], None]
"""Notes what the entry is now, and what is left over of the old one where it is made anew."""


class Bringer:
    """Makes entries what they were. A timer that is to run again goes on as if it never stopped.

    Where one call failed, bringing what was `noted` last to the same target goes on from there.

    Args:
        backend: the account.
        now: the present instant (UTC) by the account's clock.
    """

    def __init__(self, backend: Backend, now: Clock) -> None:
        self._backend = backend
        self._now = now

    async def bring(
        self, now: TimeEntry | None, target: TimeEntry | None, noted: Noted
    ) -> TimeEntry | None:
        """Bring what an entry is now to what it was; None where there is none.

        Args:
            now: what it is.
            target: what it is to be.
            noted: is told after each call that changed it but the last.
        """
        if target is None:
            if now is not None:
                await self._backend.delete(now)
            return None
        if now is None:
            return await self._again(target, lambda made: noted(made, None))
        if is_made_anew(now, target):
            made = await self._again(target, lambda made: noted(made, now))
            await self._backend.delete(now)
            return made
        if now.is_running and not target.is_running:
            return await self._stopped(now, target, noted)
        entry = await self._changed(now, target, timed=not target.is_running)
        if not target.is_running:
            return entry
        if entry is not now:
            noted(entry, None)
        return await self._running(entry, target, lambda entry: noted(entry, None))

    async def _again(self, target: TimeEntry, noted: Callable[[TimeEntry], None]) -> TimeEntry:
        draft = Draft(
            project_id=target.project_id,
            task_id=target.task_id,
            spent_date=target.spent_date,
            notes=target.notes,
        )
        if target.started_at is not None:
            draft = replace(draft, started_at=target.started_at, ended_at=target.ended_at)
        else:
            hours = from_seconds(target.seconds(self._now()))
            draft = replace(draft, hours=hours if target.is_running else target.hours_without_timer)
        entry = (await self._backend.add(draft)).entry
        noted(entry)
        if target.is_running and target.started_at is None:
            return await self._running(entry, target, noted)
        return entry

    async def _stopped(self, now: TimeEntry, target: TimeEntry, noted: Noted) -> TimeEntry:
        if target.ended_at is None:
            now = (await self._backend.stop(now)).entry
            noted(now, None)
        return await self._changed(now, target, timed=True)

    async def _running(
        self, entry: TimeEntry, target: TimeEntry, noted: Callable[[TimeEntry], None]
    ) -> TimeEntry:
        if not entry.is_running:
            entry = (await self._backend.start(entry)).entry
            noted(entry)
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


def is_made_anew(now: TimeEntry, target: TimeEntry) -> bool:
    """Tell whether it takes a new entry: where start and end are tracked, none is reopened."""
    return target.is_running and target.started_at is not None and not now.is_running


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
