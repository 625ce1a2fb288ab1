"""The Backend over Harvest's API V1: one short method a call.

Source: the specification. The traps of the facts page are met here: a write that got no answer
is never repeated; the account is read and compared instead.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from tui.api.backend import Broken, NotFound, Refused, Unclear, Written
from tui.api.session import Session
from tui.api.v1_answers import is_answer_to, is_like, look_again, understood
from tui.api.v1_setup import Setup
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Choice, Client
from tui.domain.clock import Clock
from tui.domain.dates import day_of_year
from tui.domain.day import Day
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.domain.picking import NewChoice
from tui.wire import v1_client as wire

LOOK_BACK_DAYS = 7
CLOCKS_APART = timedelta(seconds=5)


class V1:
    """One account over API V1 (implements `Backend`).

    Args:
        session: the connection.
        clock: this machine's clock (UTC).
        machine_zone: the zone of its days where the account names none.
    """

    def __init__(self, session: Session, clock: Clock, machine_zone: tzinfo = UTC) -> None:
        self._session = session
        self._clock = clock
        self._machine_zone = machine_zone
        self._setup = Setup(session)
        self._running_id: int | None = None
        self._looked_back = False
        self._made_ids: set[int] = set()
        self._account: Account | None = None

    @property
    def skew(self) -> timedelta:
        """How far the account's clock is ahead of this machine's."""
        return self._session.skew

    async def me(self) -> Account:
        """`GET /account/who_am_i`."""
        tree = await self._session.read("/account/who_am_i")
        self._account = understood(lambda who: wire.read_account(who, self._machine_zone), tree)
        return self._account

    async def people(self) -> tuple[Person, ...]:
        """`GET /people`, which is for administrators."""
        return understood(wire.read_people, await self._session.read("/people"))

    def sheet_of(self, person_id: int) -> "V1":
        """The same account with `of_user` on every call (trap 9)."""
        return V1(self._session.of(person_id), self._clock, self._machine_zone)

    def watch_pauses(self, told: Callable[[float], None]) -> None:
        """Tell of the pauses that the account asks for."""
        self._session.gate.watch(told)

    async def day(self, on: date) -> Day:
        """`GET /daily/{day of year}/{year}?slim=1`; refuses a reply about another day (trap 8)."""
        tree = await self._session.read(f"/daily/{day_of_year(on)}/{on.year}", slim=True)
        day = await self._counting_day(understood(wire.read_sheet, tree).day)
        if day.date != on:
            raise Broken(f"Asked for {on}, answered with {day.date}.")
        if day.running is not None:
            self._running_id = day.running.id
        return day

    async def catalog(self) -> Catalog:
        """`GET /daily`, of which the `projects` are wanted."""
        sheet = understood(wire.read_sheet, await self._session.read("/daily"))
        return sheet.catalog or Catalog()

    async def clients(self) -> tuple[Client, ...]:
        """`GET /clients`."""
        return await self._setup.clients()

    async def running(self, today: date) -> TimeEntry | None:
        """Look at the last known running entry, then at the days back from tomorrow.

        V1 has no call for it. The first look goes back a week; later ones, which would have seen
        a start, as far as yesterday.
        """
        if self._running_id is not None and (known := await self._still_running(self._running_id)):
            return known
        for back in range(-1, 2 if self._looked_back else LOOK_BACK_DAYS):
            day = await self.day(today - timedelta(days=back))
            if day.running is not None:
                return day.running
        self._looked_back = True
        return None

    async def _still_running(self, entry_id: int) -> TimeEntry | None:
        try:
            entry = await self.entry(entry_id)
        except NotFound:
            entry = None
        if entry is not None and entry.is_running:
            return entry
        if self._running_id == entry_id:
            self._running_id = None
        return None

    async def entry(self, entry_id: int) -> TimeEntry:
        """`GET /daily/show/{id}`."""
        return await self._entry(await self._session.read(f"/daily/show/{entry_id}"))

    async def add(self, draft: Draft) -> Written:
        """`POST /daily/add`; without an answer, look for the entry before saying so (trap 2)."""
        sent_at = self._clock()
        try:
            body = wire.write_draft(draft)
            tree = await self._session.write("POST", "/daily/add", body)
            return self._made(await self._toggled(tree))
        except (Unclear, Broken) as error:
            day = await look_again(error, self.day(draft.spent_date))
            since = sent_at + self.skew - CLOCKS_APART
            made = replace(draft, notes=self._session.codec.carried(draft.notes))
            for entry in reversed(day.entries):
                if entry.id not in self._made_ids and is_answer_to(entry, made, since):
                    return self._made(self._noted(Written(entry)))
            raise Unclear(f"{error} The entry is not there: nothing was saved.") from error

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        """`POST /daily/update/{id}`, from the entry as it is now: hours always go along (trap 4).

        Reading it first keeps hours that were changed elsewhere meanwhile. New hours or times are
        refused when the timer was switched since `entry` was read, as they were reckoned without.
        """
        before = await self.entry(entry.id)
        is_timed = any((change.hours is not None, change.started_at, change.ended_at))
        if is_timed and before.timer_started_at != entry.timer_started_at:
            raise Refused("Its timer was switched elsewhere meanwhile: look at its hours again.")
        body = wire.write_change(before, change)
        try:
            tree = await self._session.write("POST", f"/daily/update/{entry.id}", body)
            return self._noted(Written(await self._entry(tree))).entry
        except (Unclear, Broken) as error:
            now = await look_again(error, self.entry(entry.id))
            notes = change.notes and self._session.codec.carried(change.notes)
            if not only_changed(now, replace(change, notes=notes), EVERY_FIELD):
                return now
            raise Unclear(f"{error} The entry is as it was.") from error

    async def delete(self, entry: TimeEntry) -> None:
        """`DELETE /daily/delete/{id}`."""
        try:
            await self._session.write("DELETE", f"/daily/delete/{entry.id}")
        except Unclear as error:
            try:
                await look_again(error, self.entry(entry.id))
            except NotFound:
                return
            raise Unclear(f"{error} The entry is still there.") from error

    async def start(self, entry: TimeEntry) -> Written:
        """`GET /daily/timer/{id}` unless it runs already."""
        return await self._ensure(entry.id, running=True)

    async def stop(self, entry: TimeEntry) -> Written:
        """`GET /daily/timer/{id}` if it still runs."""
        return await self._ensure(entry.id, running=False)

    async def _ensure(self, entry_id: int, *, running: bool) -> Written:
        """Toggle only what is not as wanted: somebody may have done it on the phone (trap 1)."""
        before, sent_at = await self.entry(entry_id), self._clock()
        if before.is_running is running:
            return self._noted(Written(before))
        try:
            return await self._toggled(await self._session.write("GET", f"/daily/timer/{entry_id}"))
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
        """Look for the new entry that a lost toggle made of a stopped one (trap 3)."""
        account = await look_again(error, self._settings())
        if not account.timestamp_timers:
            return None
        since = sent_at + self.skew - CLOCKS_APART
        day = await look_again(error, self.day(account.today(self._clock() + self.skew)))
        fitting = (e for e in day.entries if e.id not in self._made_ids and is_like(e, old, since))
        return next(fitting, None)

    async def create(self, wanted: NewChoice) -> Choice:
        """Make what is new of a client, project and task, then read what may be picked."""
        project_id, task_id = await self._setup.create(wanted)
        choice = (await self.catalog()).find(project_id, task_id)
        if choice is None:
            raise Broken("The project was made, but it may not be picked: is it assigned to you?")
        return choice

    async def aclose(self) -> None:
        """Close connections."""
        await self._session.aclose()

    async def _toggled(self, tree: object) -> Written:
        toggled = understood(wire.read_toggled, tree)
        entry = await self._counting(toggled.entry)
        return self._noted(Written(entry, toggled.stopped_hours))

    async def _entry(self, tree: object) -> TimeEntry:
        return await self._counting(understood(wire.read_entry, tree))

    async def _counting(self, entry: TimeEntry) -> TimeEntry:
        """Let an open end count as a running timer, in the account's zone."""
        if not wire.has_open_end(entry):
            return entry
        return wire.counted_from_start(entry, (await self._settings()).zone)

    async def _counting_day(self, day: Day) -> Day:
        if not any(map(wire.has_open_end, day.entries)):
            return day
        return replace(day, entries=tuple([await self._counting(entry) for entry in day.entries]))

    async def _settings(self) -> Account:
        return self._account or await self.me()

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
