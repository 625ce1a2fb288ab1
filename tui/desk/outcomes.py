"""What a write came to, in a sentence."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.domain.account import Account
from tui.domain.dates import long_date
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours
from tui.domain.keys import Keys
from tui.domain.moments import at_label
from tui.domain.week import Tally

if TYPE_CHECKING:
    from tui.desk.pen import Switched

OWN_KEYS = Keys({"undo": ("u",), "redo": ("ctrl+r",)})
"""The keys that sentences about writes name, as long as nobody says other ones."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write came to: what to say, and the entry it is about, as it is now.

    `follow` asks the screen to go to the entry, on whatever day it is.
    """

    message: str
    entry: TimeEntry | None = None
    follow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Says things as the account shows them.

    Args:
        account: its settings; None before they are known.
        shown: the local date on the screen; entries of other days are named with theirs.
        now: the present instant (UTC).
        keys: the person's keys.
    """

    account: Account | None
    shown: date | None
    now: datetime
    keys: Keys = OWN_KEYS

    def started(self, done: "Switched", old: TimeEntry | None = None) -> Outcome:
        """Say that a timer started, and which one stopped; `old` is what it was asked of."""
        entry, stopped = done.entry, self._also_stopped(done)
        if done.was_so:
            return Outcome(f"{name(entry)} runs already, at {self.hours(entry)}.", entry)
        if old is not None and old.id != entry.id:
            also = f", stopped {stopped}" if stopped else f"; {self.times(old)} stays as it was"
            return Outcome(f"New entry: started {name(entry)}{also}.", entry, follow=True)
        if stopped:
            return Outcome(f"Stopped {stopped}, started {self.named(entry)}.", entry)
        return Outcome(f"Started {self.named(entry)}.", entry)

    def stopped(self, done: "Switched") -> Outcome:
        """Say that a timer stopped."""
        entry = done.entry
        times = f", {self.times(entry)}" if entry.started_at else ""
        if done.was_so:
            return Outcome(f"{name(entry)} was stopped already, at {self.hours(entry)}.", entry)
        return Outcome(f"Stopped {name(entry)} at {self.hours(entry)}{times}.", entry)

    def _also_stopped(self, done: "Switched") -> str:
        """What stopped by a start, and its hours."""
        if done.stopped is not None:
            return f"{name(done.stopped)} at {self.hours(done.stopped)}"
        if done.stopped_hours is None:
            return ""
        unknown = replace(done.entry, hours=done.stopped_hours, timer_started_at=None)
        return f"another timer at {self.hours(unknown)}"

    def saved(self, entry: TimeEntry) -> Outcome:
        """Say that a finished entry was made."""
        return Outcome(f"Saved {self.hours(entry)} on {self.named(entry)}.", entry)

    def updated(self, before: TimeEntry, now: TimeEntry) -> Outcome:
        """Say what an update changed."""
        return Outcome(f"Updated {name(now)}: {self.changes(before, now)}.", now)

    def deleted(self, entry: TimeEntry) -> Outcome:
        """Say what was deleted."""
        undo = self.keys.shown("undo")
        return Outcome(f"Deleted {self.hours(entry)} on {name(entry)}. {undo} brings it back.")

    def named(self, entry: TimeEntry) -> str:
        """Name an entry, and its day when that is not the one on the screen."""
        day = "" if entry.spent_date == self.shown else f", {long_date(entry.spent_date)}"
        return f"{name(entry)}{day}"

    def changes(self, before: TimeEntry, now: TimeEntry) -> str:
        """Name what an update changed, in a few words."""
        parts = []
        if (before.project_id, before.task_id) != (now.project_id, now.task_id):
            parts.append(f"it was {name(before)}")
        if (before.started_at, before.ended_at) != (now.started_at, now.ended_at):
            parts.append(f"{self.times(before)} → {self.times(now)}")
        elif self.hours(before) != self.hours(now):
            parts.append(f"{self.hours(before)} → {self.hours(now)}")
        if before.notes != now.notes:
            parts.append("notes")
        if before.spent_date != now.spent_date:
            parts.append(f"moved to {long_date(now.spent_date)}")
        return ", ".join(parts) or "nothing changed"

    def hours(self, entry: TimeEntry) -> str:
        """The hours of an entry as its row shows them, those of its timer included."""
        if self.account is None:
            return format_hours(entry.hours_at(self.now) if entry.is_running else entry.hours)
        tally = Tally.of(self.account, self.now)
        return tally.label(tally.shown(entry))

    def at(self, moment: datetime) -> str:
        """Tell a UTC instant: `at 14:02`, and with its day when that is not today."""
        if self.account is None:
            return f"at {moment:%H:%M}"
        return at_label(moment, self.now, self.account)

    def times(self, entry: TimeEntry) -> str:
        """Start and end of an entry: `9:00 – 10:30`, or its hours where it has none."""
        if self.account is None or entry.started_at is None:
            return self.hours(entry)
        return self.account.span(entry)


async def followed(coming: Awaitable[Outcome]) -> Outcome:
    """What a write comes to; the screen is to go to the entry, on whatever day it is."""
    return replace(await coming, follow=True)


def name(entry: TimeEntry) -> str:
    """Name an entry by its project and task."""
    return f"{entry.project} · {entry.task}"
