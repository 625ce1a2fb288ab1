"""The desk: what a person does to the timesheet, as calls of the Backend, one write at a time.

It knows no screen. Every write answers with an Outcome: a sentence to show and the entry to
stand on; every failure is a BackendError.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import date, datetime, timedelta

from tui.api.backend import Backend, Refused
from tui.desk.outcomes import OWN_KEYS, Outcome, Words, name
from tui.desk.past import Past
from tui.desk.pen import Pen
from tui.desk.telling import has, will
from tui.desk.undoing import BACK, Passed, Turn, Undoing
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
from tui.domain.picking import NewChoice
from tui.memory.store import Memory, MemoryTrouble

LEARNT_DAYS = 28
"""How far back the days are read by themselves, so that the ranking has something to go by."""


class Desk:
    """Reads and writes the timesheet of one account.

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
        self.past = Past(memory or Memory(), self.now)
        self.weeks = Weeks(backend, self.now, self.saw)
        self._backend = watched(backend, self.weeks)
        self._clock = clock
        self._pen = Pen(self._backend, self.now)
        self._told_step = 0
        self._taken_back: set[int] = set()

    def now(self) -> datetime:
        """The present instant (UTC) by the account's clock."""
        return self._clock() + self._backend.skew

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
        if self.account is not None:
            desk.remember_as(self.account)
        return desk

    async def day(self, on: date) -> Day:
        """Read a local date."""
        self.shown = on
        day = await self._backend.day(on)
        self.saw(day)
        return day

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
        whose = f"{account.name} · {account.me.id} · {account.me.email}"
        self._pen.journal = self.past.belong_to(account, person.id, whose)

    def together(self, what: str) -> AbstractAsyncContextManager[None]:
        """Do several writes as one step of the journal, named in the past tense.

        Nobody else writes meanwhile.
        """
        return self._pen.step(what)

    async def toggle(self, entry: TimeEntry, running: TimeEntry | None) -> Outcome:
        """Start the entry's timer, or stop it if it runs; `running` is what runs now."""
        if entry.is_running:
            async with self.together(f"stopped {name(entry)}"):
                stopped = (await self._pen.stop(entry)).entry
            return self._told(self.words.stopped(stopped))
        async with self.together(f"started {name(entry)}"):
            written = await self._pen.start(entry, running)
        return self._told(self.words.started(written, running, entry))

    async def add(self, draft: Draft, running: TimeEntry | None) -> Outcome:
        """Make an entry; `running` is what runs now, and stops if the new one starts."""
        async with self.together("made an entry"):
            written = await self._pen.add(draft, running)
        if written.entry.is_running:
            return self._told(self.words.started(written, running))
        return self._told(self.words.saved(written.entry))

    async def update(self, entry: TimeEntry, change: Change) -> Outcome:
        """Change an entry."""
        if not change:
            return Outcome("Nothing was changed.", entry)
        async with self.together(f"changed {name(entry)}"):
            updated = await self._pen.update(entry, change)
        return self._told(self.words.updated(entry, updated))

    async def delete(self, entry: TimeEntry) -> Outcome:
        """Delete an entry."""
        async with self.together(f"deleted {name(entry)}"):
            last = await self._pen.delete(entry)
        return self._told(self.words.deleted(last))

    async def create(self, wanted: NewChoice) -> Choice:
        """Make a project, task or client that does not exist yet."""
        async with self.together("made a project"):
            choice = await self._backend.create(wanted)
        await self.read_catalog()
        return choice

    # Taking back

    def next_step(self, turn: Turn) -> Step | None:
        """What an undo or a redo would do now."""
        if self._pen.journal is None:
            return None
        try:
            return turn.step(self._pen.journal)
        except MemoryTrouble as error:
            self.past.trouble = str(error)
            return None

    def is_told(self, turn: Turn, step: Step) -> bool:
        """Whether the person knows from the last messages what doing a step means."""
        return step.id == self._told_step if turn.is_back else step.id in self._taken_back

    def tell(self, turn: Turn, step: Step) -> str:
        """Say what doing a step will do."""
        return will(step, self.words, is_back=turn.is_back)

    async def turn(self, turn: Turn, running: TimeEntry | None) -> Outcome:
        """Take back what was done last, or do again what was taken back last.

        Raises:
            Refused: it cannot be; nothing was changed, and the sentence says why.
        """
        journal, account = self._pen.journal, self.account
        async with self.together(""):
            step = self.next_step(turn)
            if step is None or journal is None or account is None:
                return Outcome(f"There is nothing to be {turn.word}.")
            role, today = account.me.role, account.today(self.now())
            undoing = Undoing(self._backend, journal, self.now, today, role)
            try:
                now = await undoing.take(turn, step, running)
            except Passed as error:
                journal.forget(step.id)
                raise Refused(str(error)) from error
        if turn.is_back:
            self._taken_back.add(step.id)
        left = [entry for entry in now.values() if entry is not None]
        said = has(step, now, self.words, is_back=turn.is_back)
        following = self.next_step(BACK)
        if turn is BACK and following is not None:
            said = f"{said} {self.keys.shown('undo')} next: {self.tell(BACK, following)}."
        self._told_step = following.id if following is not None else 0
        return Outcome(said, left[-1] if left else None)

    def _told(self, outcome: Outcome) -> Outcome:
        """The message says what was done just now: what an undo takes back needs no question."""
        self._told_step = self._pen.latest_step
        trouble, self._pen.trouble = self._pen.trouble, ""
        return replace(outcome, message=f"{outcome.message} {trouble}") if trouble else outcome

    async def aclose(self) -> None:
        """Let a write that is under way come to its end, then close the account."""
        await self._pen.aclose()
        self.past.memory.close()

    @property
    def words(self) -> Words:
        """Says things as the account shows them."""
        return Words(self.account, self.shown, self.now(), self.keys)
