"""The Backend over Harvest's API V1: one short method a call.

Source: the specification. The traps of the facts page are met here: a write that got no answer
is never repeated; the account is read and compared instead.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from tui.api.answers import understood
from tui.api.backend import Broken, Written
from tui.api.careful import Careful
from tui.api.session import Session
from tui.api.v1_setup import Setup
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Choice, Client
from tui.domain.clock import Clock
from tui.domain.dates import day_of_year
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.picking import NewChoice
from tui.wire import v1_client as wire
from tui.wire.open_end import has_open_end

LOOK_BACK_DAYS = 7
LOOKED_FOR = timedelta(seconds=30)
"""How long it holds that no timer was found."""


class V1(Careful):
    """One account over API V1 (implements `Backend`).

    Args:
        session: the connection.
        clock: this machine's clock (UTC).
        machine_zone: the zone of its days where the account names none.
    """

    def __init__(self, session: Session, clock: Clock, machine_zone: tzinfo = UTC) -> None:
        super().__init__(session, clock)
        self._machine_zone = machine_zone
        self._setup = Setup(session)
        self._looked_back = False
        self._found_none_at: datetime | None = None

    async def me(self) -> Account:
        """`GET /account/who_am_i`; who asks for that wants to know what runs as well."""
        self._found_none_at = None
        tree = await self._session.read("/account/who_am_i")
        self._account = understood(lambda who: wire.read_account(who, self._machine_zone), tree)
        return self._account

    async def people(self) -> tuple[Person, ...]:
        """`GET /people`, which is for administrators."""
        return understood(wire.read_people, await self._session.read("/people"))

    def sheet_of(self, person_id: int) -> "V1":
        """The same account with `of_user` on every call (trap 9)."""
        return V1(self._session.of(person_id), self._clock, self._machine_zone)

    async def day(self, on: date) -> Day:
        """`GET /daily/{day of year}/{year}?slim=1`; refuses a reply about another day (trap 8)."""
        tree = await self._session.read(f"/daily/{day_of_year(on)}/{on.year}", {"slim": 1})
        day = understood(wire.read_sheet, tree).day
        if day.date != on:
            raise Broken(f"Asked for {on}, answered with {day.date}.")
        if any(map(has_open_end, day.entries)):
            day = replace(day, entries=tuple([await self._counting(e) for e in day.entries]))
        if day.running is not None:
            self._running_id = day.running.id
        return day

    async def days(self, dates: Iterable[date]) -> tuple[Day, ...]:
        """Read one day after the other: V1 has no call for more."""
        return tuple([await self.day(on) for on in dates])

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
        a start, as far as yesterday. That nothing was found holds for a while, so that going
        through the days does not use up the calls that one may make.
        """
        if known := await self._still_running():
            return known
        now, looked = self._clock(), self._found_none_at
        if looked is not None and timedelta(0) <= now - looked < LOOKED_FOR:
            return None
        for back in range(-1, 2 if self._looked_back else LOOK_BACK_DAYS):
            day = await self.day(today - timedelta(days=back))
            if day.running is not None:
                return day.running
        self._looked_back = True
        self._found_none_at = now
        return None

    async def entry(self, entry_id: int) -> TimeEntry:
        """`GET /daily/show/{id}`."""
        return await self._entry(await self._session.read(f"/daily/show/{entry_id}"))

    async def create(self, wanted: NewChoice) -> Choice:
        """Make what is new of a client, project and task, then read what may be picked."""
        project_id, task_id = await self._setup.create(wanted)
        choice = (await self.catalog()).find(project_id, task_id)
        if choice is None:
            raise Broken("The project was made, but it may not be picked: is it assigned to you?")
        return choice

    async def _post(self, draft: Draft) -> Written:
        """`POST /daily/add`."""
        body = wire.write_draft(draft)
        return await self._toggled(await self._session.write("POST", "/daily/add", body))

    async def _patch(self, before: TimeEntry, change: Change) -> TimeEntry:
        """`POST /daily/update/{id}`; hours always go along (trap 4)."""
        body = wire.write_change(before, change)
        tree = await self._session.write("POST", f"/daily/update/{before.id}", body)
        return await self._entry(tree)

    async def _remove(self, entry_id: int) -> None:
        """`DELETE /daily/delete/{id}`."""
        await self._session.write("DELETE", f"/daily/delete/{entry_id}")

    async def _switch(self, before: TimeEntry) -> Written:
        """`GET /daily/timer/{id}`."""
        return await self._toggled(await self._session.write("GET", f"/daily/timer/{before.id}"))

    async def _toggled(self, tree: object) -> Written:
        toggled = understood(wire.read_toggled, tree)
        return Written(await self._counting(toggled.entry), toggled.stopped_hours)

    async def _entry(self, tree: object) -> TimeEntry:
        return await self._counting(understood(wire.read_entry, tree))
