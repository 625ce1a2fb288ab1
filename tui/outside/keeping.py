"""What a pane, or a command, knows of today and of what runs, kept for status bars."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tui.domain.account import Account
from tui.domain.catalog import Catalog
from tui.domain.dates import next_midnight
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, exact, to_minutes, to_seconds
from tui.outside.known import Known, keep
from tui.outside.places import words_path, write_whole
from tui.outside.told import WORKING_DAYS

_log = logging.getLogger("windrow.outside")

MOST_WORDS = 2000
SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is seen of one's own timesheet.

    `now` is the present instant (UTC) by the account's clock, `skew` how far that is ahead of this
    machine's; `today` is the day as it was read, None where it was not; `running` is what runs, on
    whatever day; `week_hours` are those (in hundredths) that a week is to have.
    """

    profile: str
    place: str
    account: Account
    now: datetime
    skew: timedelta
    today: Day | None
    running: TimeEntry | None
    week_hours: Decimal | None = None


def known_from(sight: Sight) -> Known:
    """Write down what is seen, so that any later moment can be told from it."""
    account, now = sight.account, sight.now
    today = account.today(now)
    is_clock = account.hours_format is HoursFormat.CLOCK
    known = {
        "profile": sight.profile,
        "place": sight.place,
        "written": _epoch(now, sight.skew),
        "format": "hours" if is_clock else "decimal",
        "symbol": account.decimal_symbol,
        "date": today.isoformat(),
        "weekday": str(today.weekday()),
        "ends": _epoch(next_midnight(now, account.zone), sight.skew),
        "others": "",
        "target": str(to_seconds(exact((sight.week_hours or Decimal(0)) / WORKING_DAYS))),
    }
    if sight.today is not None:
        known["others"] = str(sum(_shown(e, is_clock=is_clock) for e in sight.today.entries))
    if sight.running is not None and sight.running.timer_started_at is not None:
        known |= _of_running(sight.running, sight.running.timer_started_at, sight)
    return known


def _of_running(entry: TimeEntry, since: datetime, sight: Sight) -> Known:
    return {
        "id": str(entry.id),
        "client": entry.client,
        "project": entry.project,
        "task": entry.task,
        "notes": entry.notes,
        "since": _epoch(since, sight.skew),
        "began": sight.account.local_time(since),
        "booked": str(to_seconds(entry.hours_without_timer)),
        "is_today": str(int(entry.spent_date == sight.account.today(sight.now))),
    }


def _shown(entry: TimeEntry, *, is_clock: bool) -> int:
    """The seconds that a row without a timer shows, as `total_label` adds them up."""
    if entry.is_running:
        return 0
    return 60 * to_minutes(entry.hours) if is_clock else int(exact(entry.hours) * 100) * 36


def _epoch(moment: datetime, skew: timedelta) -> str:
    """A moment by this machine's clock, as whoever reads the file has no other."""
    return str(max(0, int((moment - skew).timestamp())))


def words_of(catalog: Catalog, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """The words by which a line may name what is worked on, for the shell to complete."""
    texts = [
        text
        for project in catalog.projects
        for text in (project.client, project.code, project.name, *(t.name for t in project.tasks))
    ]
    words = (word.strip(".,:;()[]{}\"'").casefold() for text in texts for word in text.split())
    plain = (word for word in words if len(word) >= SHORTEST_WORD and _is_plain(word))
    return tuple(dict.fromkeys([*(f"@{name}" for name in aliases), *plain]))[:MOST_WORDS]


def _is_plain(word: str) -> bool:
    """Tell whether a shell takes a word as it is, and the line for no option and no time."""
    return word[0].isalnum() and all(letter.isalnum() or letter in "-_." for letter in word)


def keep_words(profile: str, words: Iterable[str]) -> None:
    """Keep the words for completion.

    Raises:
        OSError: they cannot be written.
    """
    write_whole(words_path(profile), "".join(f"{word}\n" for word in words))


class Keeper:
    """Writes what is known whenever it changes, in a thread, one after the other.

    Args:
        told: is told once, in a sentence, when it cannot be written.
    """

    def __init__(self, told: Callable[[str], None]) -> None:
        self._told = told
        self._is_told = False
        self._kept: Known = {}
        self._waiting: Known | None = None
        self._task: asyncio.Task[None] | None = None

    def see(self, sight: Sight) -> None:
        """Keep what is seen, if anything of it is news."""
        known = known_from(sight)
        if {**known, "written": ""} == self._kept:
            return
        self._kept = {**known, "written": ""}
        self._waiting = known
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write())

    async def _write(self) -> None:
        while (known := self._waiting) is not None:
            self._waiting = None
            try:
                await asyncio.to_thread(keep, known["profile"], known)
            except OSError as error:
                self._trouble(error)

    def _trouble(self, error: OSError) -> None:
        _log.warning("what runs could not be kept for status bars: %s", error)
        self._kept = {}  # what is seen next is written, news or not
        if not self._is_told:
            self._is_told = True
            self._told(f"Status bars are not told what runs: {error}.")

    async def settle(self) -> None:
        """Wait until all that was seen is kept."""
        if self._task is not None:
            await self._task
