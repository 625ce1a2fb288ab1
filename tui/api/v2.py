"""The Backend over Harvest's API V2: one short method a call.

Source: the facts page, "V2". Lists are paged, and every list names whose entries are wanted: an
administrator would otherwise get everybody's.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from itertools import chain

from tui.api.answers import understood
from tui.api.backend import (
    BackendError,
    Broken,
    Forbidden,
    LoginNeeded,
    NotFound,
    Refused,
    Written,
)
from tui.api.careful import Careful
from tui.api.session import Params, Session
from tui.api.v2_setup import Setup
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Choice, Client
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.picking import NewChoice
from tui.wire import v2_client as wire
from tui.wire.v2_client import Habits

MOST_PAGES = 1000
PER_PAGE = 100


class V2(Careful):
    """One account over API V2 (implements `Backend`).

    Args:
        session: the connection.
        clock: this machine's clock (UTC).
        habits: how the account shows things, where it does not tell.
        machine_zone: the zone of its days where the account names none.
        user_id: whose timesheet it is; None for one's own.
    """

    def __init__(
        self,
        session: Session,
        clock: Clock,
        habits: Habits | None = None,
        machine_zone: tzinfo = UTC,
        user_id: int | None = None,
    ) -> None:
        super().__init__(session, clock)
        self._habits = habits or Habits()
        self._machine_zone = machine_zone
        self._user_id = user_id

    async def me(self) -> Account:
        """`GET /users/me` and `GET /company`, which members may not read.

        Then the entries tell whether start and end are tracked, and `habits` the rest.
        """
        me = await self._session.read("/users/me")
        company, habits = await self._company(), self._habits
        account = understood(
            lambda tree: wire.read_account(tree, company, habits, self._machine_zone), me
        )
        if company is None and habits.timestamp_timers is None:
            account = await self._guessed(account)
        self._account = account
        return account

    async def _company(self) -> object | None:
        try:
            return await self._session.read("/company")
        except Forbidden:
            return None

    async def _guessed(self, account: Account) -> Account:
        """Tell by the newest entry whether start and end are tracked."""
        params: Params = {"user_id": account.me.id, "per_page": 1}
        tree = await self._session.read("/time_entries", params)
        entries = understood(lambda page: wire.read_entries(page, self._now()), tree)
        return replace(account, timestamp_timers=any(e.started_at for e in entries))

    async def people(self) -> tuple[Person, ...]:
        """`GET /users`, which is for administrators."""
        pages = [understood(wire.read_people, tree) async for tree in self._pages("/users")]
        return tuple(sorted(chain.from_iterable(pages), key=lambda p: p.name.casefold()))

    def sheet_of(self, person_id: int) -> "V2":
        """The same account with that person's `user_id` on every list and every new entry."""
        return V2(self._session, self._clock, self._habits, self._machine_zone, person_id)

    async def day(self, on: date) -> Day:
        """`GET /time_entries?user_id&from&to` of one date."""
        return (await self.days([on]))[0]

    async def days(self, dates: Iterable[date]) -> tuple[Day, ...]:
        """`GET /time_entries?user_id&from&to` from the first of the dates to the last."""
        wanted = tuple(dates)
        if not wanted:
            return ()
        span = {"from": min(wanted).isoformat(), "to": max(wanted).isoformat()}
        entries = sorted(await self._list(span), key=lambda entry: entry.id)
        days = tuple(Day(on, tuple(e for e in entries if e.spent_date == on)) for on in wanted)
        running = next((entry for entry in entries if entry.is_running), None)
        if running is not None:
            self._running_id = running.id
        return days

    async def running(self, today: date) -> TimeEntry | None:  # noqa: ARG002 - on whatever day
        """`GET /time_entries?user_id&is_running=true`."""
        running = await self._running()
        self._running_id = running[0].id if running else None
        return running[0] if running else None

    async def entry(self, entry_id: int) -> TimeEntry:
        """`GET /time_entries/{id}`; another person's is not found on this timesheet."""
        entry = await self._entry(await self._session.read(f"/time_entries/{entry_id}"))
        if entry.user_id != await self._whose():
            raise NotFound("There is no such time entry on this timesheet.")
        return entry

    async def catalog(self) -> Catalog:
        """`GET /users/{id or me}/project_assignments`."""
        whose = "me" if self._user_id is None else self._user_id
        pages = self._pages(f"/users/{whose}/project_assignments")
        projects = [understood(wire.read_assignments, tree) async for tree in pages]
        return wire.catalog_of(tuple(chain.from_iterable(projects)))

    async def clients(self) -> tuple[Client, ...]:
        """`GET /clients`; who may not read them knows those of their projects."""
        try:
            pages = [understood(wire.read_clients, tree) async for tree in self._pages("/clients")]
        except Forbidden:
            return (await self.catalog()).clients
        return tuple(sorted(chain.from_iterable(pages), key=lambda c: c.name.casefold()))

    async def create(self, wanted: NewChoice) -> Choice:
        """Make what is new of a client, project and task, then read what may be picked."""
        project_id, task_id = await Setup(self._session, self._pages).create(wanted)
        choice = (await self.catalog()).find(project_id, task_id)
        if choice is None:
            raise Broken("The project was made, but it may not be picked: is it assigned to you?")
        return choice

    async def add(self, draft: Draft) -> Written:
        """Make an entry, and read back what it stopped: V2 does not tell."""
        ran = await self._running() if draft.starts_timer else ()
        return await self._with_stopped(await super().add(draft), ran)

    async def delete(self, entry: TimeEntry) -> None:
        """Delete an entry of this timesheet: over V2 its id alone would lead to another's too."""
        if entry.user_id != await self._whose():
            raise NotFound("There is no such time entry on this timesheet.")
        await super().delete(entry)

    async def start(self, entry: TimeEntry) -> Written:
        """Start the entry's timer, and read back what it stopped: V2 does not tell."""
        ran = await self._running()
        return await self._with_stopped(await super().start(entry), ran)

    async def _with_stopped(self, written: Written, ran: Iterable[TimeEntry]) -> Written:
        """Add the final hours of the timer that stopped; without them it is done all the same."""
        for other in ran:
            if other.id != written.entry.id and written.entry.is_running:
                try:
                    stopped = await self.entry(other.id)
                except BackendError:
                    return written
                return Written(written.entry, None if stopped.is_running else stopped.hours)
        return written

    async def _post(self, draft: Draft) -> Written:
        """`POST /time_entries`."""
        body = wire.write_draft(draft, self._user_id)
        return Written(await self._entry(await self._session.write("POST", "/time_entries", body)))

    async def _patch(self, before: TimeEntry, change: Change) -> TimeEntry:
        """`PATCH /time_entries/{id}`, with only what changes."""
        path = f"/time_entries/{before.id}"
        return await self._entry(
            await self._session.write("PATCH", path, wire.write_change(change))
        )

    async def _remove(self, entry_id: int) -> None:
        """`DELETE /time_entries/{id}`."""
        await self._session.write("DELETE", f"/time_entries/{entry_id}")

    async def _switch(self, before: TimeEntry) -> Written:
        """`PATCH /time_entries/{id}/stop` or `…/restart`.

        A refusal may mean that somebody else was first: then it is as wanted.
        """
        path = f"/time_entries/{before.id}/{'stop' if before.is_running else 'restart'}"
        try:
            return Written(await self._entry(await self._session.write("PATCH", path)))
        except (Forbidden, LoginNeeded, NotFound):
            raise
        except Refused:
            now = await self.entry(before.id)
            if now.is_running is before.is_running:
                raise
            return Written(now)

    async def _entry(self, tree: object) -> TimeEntry:
        return await self._counting(understood(lambda t: wire.read_entry(t, self._now()), tree))

    async def _running(self) -> tuple[TimeEntry, ...]:
        return await self._list({"is_running": "true"})

    async def _list(self, params: Params) -> tuple[TimeEntry, ...]:
        """Read all of the timesheet's entries that fit."""
        whole = {"user_id": await self._whose(), "per_page": PER_PAGE, **params}
        found: list[TimeEntry] = []
        async for tree in self._pages("/time_entries", whole):
            found += understood(lambda page: wire.read_entries(page, self._now()), tree)
        return tuple([await self._counting(entry) for entry in found])

    async def _pages(self, path: str, params: Params | None = None) -> AsyncIterator[object]:
        """Read a list page by page, as `links.next` leads, on the same host only."""
        tree = await self._session.read(path, params)
        yield tree
        for _ in range(MOST_PAGES):
            address = understood(wire.read_next, tree)
            if address is None:
                return
            tree = await self._session.read(self._session.further(address))
            yield tree
        raise Broken("The account's list has no end.")

    async def _whose(self) -> int:
        return self._user_id or (await self._settings()).me.id

    def _now(self) -> datetime:
        return self._clock() + self.skew
