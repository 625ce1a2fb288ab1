"""The desk: what a person does to the timesheet, as calls of the Backend, one write at a time.

It knows no screen. Every write answers with an Outcome: a sentence to show and the entry to
stand on; every failure is a BackendError.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from tui.api.backend import Backend, Refused
from tui.api.meter import Meter
from tui.desk.outcomes import OWN_KEYS, Outcome, Words, name
from tui.desk.past import Past
from tui.desk.pen import Pen
from tui.desk.turning import UNKNOWN, Turning
from tui.desk.undoing import Turn
from tui.desk.watching import watched
from tui.desk.weeks import Weeks
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Choice, Client
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.habits import Habits
from tui.domain.journal import Step
from tui.domain.news import same_day
from tui.domain.picking import NewChoice
from tui.memory.store import Memory

LEARNT_DAYS = 28
"""How far back the days are read by themselves, so that the ranking has something to go by."""


class Desk:
    """Reads and writes the timesheet of one account.

    `wrote` is called after each step that wrote, so that others can be told to look.

    Args:
        backend: the account.
        clock: this machine's clock; `now` corrects it by the account's.
        sheet_of: whose timesheet it is; None for one's own.
        memory: where its past is kept; None keeps it as long as the program runs.
        aliases: the person's own words for projects and tasks.
    """

    def __init__(
        self,
        backend: Backend,
        clock: Clock,
        sheet_of: Person | None = None,
        memory: Memory | None = None,
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.account: Account | None = None
        self.sheet_of = sheet_of
        self.catalog = Catalog()
        self.clients: tuple[Client, ...] = ()
        self.aliases = dict(aliases or {})
        self.keys = OWN_KEYS
        self.shown: date | None = None
        self._last_seen: Day | None = None
        self.past = Past(memory or Memory(), self.now)
        self.weeks = Weeks(backend, self.now, self.saw)
        self._backend = watched(backend, self.weeks)
        self._clock = clock
        self.wrote: Callable[[], None] = lambda: None
        self._told_writes = 0
        self._pen = Pen(self._backend, self.now, self._today, self._tell_writes)
        self.turning = Turning(self._backend, self._pen, self.now, lambda: self.words)

    def now(self) -> datetime:
        """The present instant (UTC) by the account's clock."""
        return self._clock() + self.skew

    @property
    def skew(self) -> timedelta:
        """How far the account's clock is ahead of this machine's."""
        return self._backend.skew

    @property
    def meter(self) -> Meter:
        """What was asked of the account, on all of its sheets."""
        return self._backend.meter

    def watch_pauses(self, told: Callable[[float], None]) -> None:
        """Call `told` with seconds whenever the account wants that long a pause."""
        self._backend.watch_pauses(told)

    async def open(self) -> Account:
        """Learn who is logged in and how the account shows things."""
        self.account = await self._backend.me()
        self.remember_as(self.account)
        return self.account

    async def people(self) -> tuple[Person, ...]:
        """List the people whose timesheets may be worked with."""
        return await self._backend.people()

    def of(self, person: Person) -> "Desk":
        """The desk of somebody else's timesheet: from now on every call is about that one."""
        backend = self._backend.sheet_of(person.id)
        desk = Desk(backend, self._clock, person, self.past.memory, self.aliases)
        desk.keys = self.keys
        desk.wrote = self.wrote
        if self.account is not None:
            desk.remember_as(self.account)
        return desk

    async def day(self, on: date) -> Day:
        """Read a local date."""
        self.shown = on
        day = await self._backend.day(on)
        if not same_day(self._last_seen, day):  # not for a running clock alone, once a minute
            self._last_seen = day
            self.saw(day)
        return self.past.in_order(day)

    async def days(self, dates: Iterable[date]) -> tuple[Day, ...]:
        """Read several local dates, while another one is on the screen."""
        days = await self._backend.days(dates)
        for day in days:
            self.saw(day)
        return days

    async def learn(self, today: date) -> None:
        """Read those of the last weeks' days that were never seen, once for good."""
        known = self.past.known_dates()
        dates = [today - timedelta(days=back) for back in range(LEARNT_DAYS, 0, -1)]
        if missing := [on for on in dates if on not in known]:
            await self.days(missing)

    def saw(self, day: Day) -> None:
        """Remember a day as it was read just now."""
        self.past.saw(day)

    @property
    def habits(self) -> Habits:
        """What is worked on, how often and when, and the favourites."""
        return self.past.habits

    def favour(self, ids: tuple[int, int], is_favourite: bool) -> None:  # noqa: FBT001
        """Make a pair of project and task a favourite, or no longer one."""
        self.past.favour(ids, is_favourite=is_favourite)

    def find(self, text: str, most: int = 200) -> list[TimeEntry]:
        """Find entries of all known days by words of client, project, task and notes."""
        return self.past.find(text, most)

    def known_since(self) -> date | None:
        """The first local date that is known."""
        return self.past.known_since()

    async def running(self, today: date) -> TimeEntry | None:
        """Find what runs, on whatever recent day."""
        return await self._backend.running(today)

    async def entry(self, entry_id: int) -> TimeEntry:
        """Read one entry."""
        return await self._backend.entry(entry_id)

    async def read_catalog(self) -> Catalog:
        """Read what may be picked."""
        catalog = await self._backend.catalog()
        self.catalog = self.catalog if catalog == self.catalog else catalog  # its index is made
        self.clients = await self._backend.clients()
        return self.catalog

    def remember_as(self, account: Account) -> None:
        """Take an account's settings, and open what is remembered of this timesheet."""
        self.account = account
        person = self.sheet_of or account.me
        self._pen.journal, trouble = self.past.belong_to(account, person.id, str(account.me.id))
        self._pen.trouble = self._pen.trouble or trouble

    @asynccontextmanager
    async def together(self, what: str) -> AsyncIterator[None]:
        """Do several writes as one step of the journal, named in the past tense.

        Nobody else writes meanwhile. Who tells what it came to does it by `told`.
        """
        try:
            async with self._pen.step(what):
                yield
        finally:
            if not self._pen.is_held and self._pen.noted is not None:
                self.turning.told_step = self._pen.noted

    async def toggle(self, entry: TimeEntry, running: TimeEntry | None) -> Outcome:
        """Start the entry's timer, or stop it if it runs; `running` is what runs now."""
        if entry.is_running:
            async with self.together(f"stopped {name(entry)}"):
                done = await self._pen.stop(entry)
        else:
            async with self.together(f"started {name(entry)}"):
                done = await self._pen.start(entry, running)
        if done.was_so:
            self.turning.told_step = 0
        words = self.words
        said = words.stopped(done) if entry.is_running else words.started(done, entry)
        return self.told(said)

    async def add(self, draft: Draft, running: TimeEntry | None) -> Outcome:
        """Make an entry; `running` is what runs now, and stops if the new one starts."""
        async with self.together("made an entry"):
            written = await self._pen.add(draft, running)
        if written.entry.is_running:
            return self.told(self.words.started(written))
        return self.told(self.words.saved(written.entry))

    async def update(self, entry: TimeEntry, change: Change) -> Outcome:
        """Change an entry."""
        if not change:
            return Outcome("Nothing was changed.", entry)
        async with self.together(f"changed {name(entry)}"):
            updated = await self._pen.update(entry, change)
        return self.told(self.words.updated(entry, updated))

    async def delete(self, entry: TimeEntry) -> Outcome:
        """Delete an entry."""
        async with self.together(f"deleted {name(entry)}"):
            last = await self._pen.delete(entry)
        return self.told(self.words.deleted(last))

    async def create(self, wanted: NewChoice) -> Choice:
        """Make a project, task or client that does not exist yet."""
        async with self.together("made a project"):
            choice = await self._backend.create(wanted)
            self.turning.told_step = 0
        await self.read_catalog()
        return choice

    # Taking back

    def next_step(self, turn: Turn) -> Step | None:
        """What an undo or a redo would do now; UNKNOWN where it cannot be looked up."""
        try:
            return self.turning.next_step(turn)
        except Refused:
            return UNKNOWN

    def is_told(self, turn: Turn, step: Step) -> bool:
        """Whether the person knows from the last messages what doing a step means."""
        return self.turning.is_told(turn, step)

    def tell(self, turn: Turn, step: Step) -> str:
        """Say what doing a step will do."""
        return self.turning.tell(turn, step)

    async def turn(self, turn: Turn, told: Step | None = None) -> Outcome:
        """Take back what was done last, or do again what was taken back last.

        Args:
            turn: which way.
            told: the step that the person was told of; None takes whatever is next.

        Raises:
            Refused: it cannot be, and the sentence says why.
        """
        async with self._pen.step(""):
            outcome = await self.turning.turn(turn, told)
        return self.told(outcome)

    def told(self, outcome: Outcome) -> Outcome:
        """Say with it what of the whole step cannot be undone; within a step nothing yet."""
        if self._pen.is_held or not self._pen.trouble:
            return outcome
        trouble, self._pen.trouble = self._pen.trouble, ""
        return replace(outcome, message=f"{outcome.message} {trouble}")

    def _tell_writes(self) -> None:
        """Call `wrote` after a step in which something was written, or may have been."""
        if self.weeks.writes != self._told_writes:
            self._told_writes = self.weeks.writes
            self.wrote()

    def _today(self) -> date:
        return self.now().date() if self.account is None else self.account.today(self.now())

    async def aclose(self) -> None:
        """Let a write that is under way come to its end, then close the account."""
        await self._pen.aclose()
        self.past.memory.close()

    @property
    def words(self) -> Words:
        """Says things as the account shows them."""
        return Words(self.account, self.shown, self.now(), self.keys)
