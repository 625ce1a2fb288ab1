"""What is remembered of one timesheet: the days that were seen, and what they teach."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from tui.domain.account import Account
from tui.domain.attendance import Attendance
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.habits import Habits, Ids, Use
from tui.memory.attendance import KnownAttendance
from tui.memory.days import KnownDays
from tui.memory.journal import Journal
from tui.memory.known_account import KnownAccount
from tui.memory.store import Memory
from tui.memory.trouble import MemoryTrouble

T = TypeVar("T")


class Past:
    """The past of one timesheet; of nobody's until `belong_to` says whose.

    It is a help and not the account: where the memory fails, work goes on, and `trouble` holds a
    sentence to be said once.

    Args:
        memory: where it is kept.
        now: the present instant (UTC) by the account's clock.
    """

    def __init__(self, memory: Memory, now: Clock) -> None:
        self.memory = memory
        self.trouble = ""
        self._now = now
        self._account: Account | None = None
        self._journal: Journal | None = None
        self._whose = ""
        self._days: KnownDays | None = None
        self._attendance: KnownAttendance | None = None
        self._habits: Habits | None = None
        self._learnt_at: datetime | None = None

    def belong_to(self, account: Account, person_id: int, whose: str) -> tuple[Journal, str]:
        """Say whose timesheet it is and in which account (`whose`, by ids alone).

        Returns:
            Its journal, and a sentence where the memory cannot be used: then what is in it may be
            another account's, and all is kept only as long as the program runs.
        """
        is_news = account != self._account
        if is_news:
            self._habits = None
        self._account = account
        this = f"{whose} {person_id}"
        if self._journal is not None and self._whose == this:
            if is_news:
                self._keep_account(self.memory, account, person_id)
            return self._journal, ""
        memory, trouble = self.memory, ""
        try:
            memory.belong_to(whose)
        except MemoryTrouble as error:
            memory, trouble = (
                Memory(),
                f"What you do can be undone until you quit, not later: {error}",
            )
        self._whose = this
        self._days = KnownDays(memory, person_id)
        self._attendance = KnownAttendance(memory, person_id)
        self._journal = Journal(memory, person_id)
        self._keep_account(memory, account, person_id)
        return self._journal, trouble

    def _keep_account(self, memory: Memory, account: Account, person_id: int) -> None:
        """Remember how the account shows things, where it is one's own timesheet."""
        if person_id == account.me.id:
            self._try(lambda: KnownAccount(memory).keep(account), None)

    def saw(self, day: Day) -> None:
        """Remember a day as it was read."""
        days, account = self._days, self._account
        if (
            days is not None
            and account is not None
            and self._try(lambda: days.remember(day, account), default=False)
        ):
            self._habits = None

    def in_order(self, day: Day) -> Day:
        """Put what was brought back where it stood before it was deleted."""
        journal = self._journal
        no_ids: dict[int, int] = {}
        return day.in_places_of(self._try(journal.first_ids, no_ids)) if journal else day

    def find(self, text: str, most: int = 200) -> list[TimeEntry]:
        """Find entries of all known days by words of client, project, task and notes."""
        days = self._days
        return self._try(lambda: days.find(text, most), []) if days else []

    def known_since(self) -> date | None:
        """The first day that is known."""
        days = self._days
        return self._try(days.since, None) if days else None

    def known_dates(self) -> frozenset[date]:
        """All days that are known."""
        days = self._days
        return self._try(days.dates, frozenset[date]()) if days else frozenset()

    @property
    def habits(self) -> Habits:
        """What is worked on, how often and when; favourites too."""
        hour = self._now().replace(minute=0, second=0, microsecond=0)
        if self._habits is None or self._learnt_at != hour:
            self._habits, self._learnt_at = self._learn(), hour
        return self._habits

    def favour(self, ids: Ids, *, is_favourite: bool) -> None:
        """Make a pair of project and task a favourite, or no longer one."""
        days = self._days
        if days is not None:
            self._try(lambda: days.favour(ids, is_favourite=is_favourite), None)
            self._habits = None

    def attendance(self, on: date) -> Attendance:
        """When the person was there on a local date, as far as it was seen before."""
        known = self._attendance
        return self._try(lambda: known.of(on), Attendance(on)) if known else Attendance(on)

    def keep_attendance(self, attendance: Attendance) -> None:
        """Add to what is known of when the person was there."""
        known = self._attendance
        if known is not None:
            self._try(lambda: known.keep(attendance), None)

    def uses(self) -> list[Use]:
        """What was worked on lately, when, and at which hour."""
        days = self._days
        no_uses: list[tuple[int, int, date, int | None]] = []
        return [Use(*use) for use in self._try(days.uses, no_uses)] if days else []

    def hours(self, since: date) -> list[Decimal]:
        """The hours of the known entries of a local date and later."""
        days = self._days
        no_hours: list[Decimal] = []
        return self._try(lambda: days.hours(since), no_hours) if days else []

    def _learn(self) -> Habits:
        days, account = self._days, self._account
        if days is None or account is None:
            return Habits()
        return Habits(
            self.uses(),
            favourites=self._try(days.favourites, frozenset[Ids]()),
            now=self._now().astimezone(account.zone).replace(tzinfo=None),
            week_start=account.week_start,
        )

    def _try(self, ask: Callable[[], T], default: T) -> T:
        try:
            return ask()
        except MemoryTrouble as error:
            self.trouble = f"What was seen before is not at hand: {error}"
            return default
