"""A backend that is watched: what passes through it is known from then on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from tui.api.backend import Backend, BackendError, NotFound, Written
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry

if TYPE_CHECKING:
    from tui.desk.weeks import Weeks


def watched(backend: Backend, weeks: "Weeks") -> Backend:
    """The same backend; whatever is read and written over it is told to `weeks`."""
    return cast("Backend", _Watched(backend, weeks))


class _Watched:
    """Hands every call on. Where a write fails, what it was about is doubtful."""

    def __init__(self, backend: Backend, weeks: "Weeks") -> None:
        self._backend = backend
        self._weeks = weeks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)

    async def day(self, on: date) -> Day:
        asked_at = self._weeks.mark
        day = await self._backend.day(on)
        self._weeks.saw(day, asked_at)
        return day

    async def days(self, dates: Iterable[date]) -> tuple[Day, ...]:
        asked_at = self._weeks.mark
        days = await self._backend.days(dates)
        for day in days:
            self._weeks.saw(day, asked_at)
        return days

    async def running(self, today: date) -> TimeEntry | None:
        running = await self._backend.running(today)
        self._weeks.runs(running)
        return running

    async def entry(self, entry_id: int) -> TimeEntry:
        entry = await self._backend.entry(entry_id)
        self._weeks.took(entry)
        return entry

    async def add(self, draft: Draft) -> Written:
        with self._doubt(draft.spent_date):
            written = await self._backend.add(draft)
        self._weeks.took(written.entry)
        return written

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        with self._doubt(entry.spent_date, change.spent_date or entry.spent_date):
            updated = await self._backend.update(entry, change)
        self._weeks.took(updated)
        return updated

    async def delete(self, entry: TimeEntry) -> None:
        with self._doubt(entry.spent_date):
            try:
                await self._backend.delete(entry)
            except NotFound:
                self._weeks.lost(entry)
                raise
        self._weeks.lost(entry)

    async def start(self, entry: TimeEntry) -> Written:
        with self._doubt(entry.spent_date):
            written = await self._backend.start(entry)
        self._weeks.took(written.entry)
        return written

    async def stop(self, entry: TimeEntry) -> Written:
        with self._doubt(entry.spent_date):
            written = await self._backend.stop(entry)
        self._weeks.took(written.entry)
        return written

    @contextmanager
    def _doubt(self, *dates: date) -> Iterator[None]:
        """Count a write; doubt some dates if it fails, as it is about them."""
        self._weeks.writes += 1
        try:
            yield
        except BackendError:
            self._weeks.doubt(dates)
            raise
