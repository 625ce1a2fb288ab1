"""Days as they can be compared: what each entry is, a running one by the instant it counts from."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from tui.desk.desk import Desk
from tui.domain.entry import TimeEntry

Told = tuple[object, ...]
Picture = dict[date, list[Told]]


class About:
    """An instant that is told to the minute: hours travel rounded to hundredths."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, About) and abs(self.at - other.at) < timedelta(minutes=1)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"about {self.at:%H:%M:%S}"


async def picture(desk: Desk, dates: Iterable[date]) -> Picture:
    """All days as they are; a running timer by the instant since which it would have run."""
    found = [await desk.day(on) for on in dates]
    now = desk.now().astimezone(UTC)
    return {
        day.date: sorted(
            (_told(entry, now) for entry in day.entries), key=lambda told: str(told[:-1])
        )
        for day in found
    }


def _told(entry: TimeEntry, now: datetime) -> Told:
    since = None
    if entry.is_running:
        since = About(now - timedelta(seconds=entry.seconds(now)))
    return (
        entry.project,
        entry.task,
        entry.notes,
        None if since else entry.hours,
        entry.started_at,
        entry.ended_at,
        since,
    )
