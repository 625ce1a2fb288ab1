"""The rules as one person's hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.account.small import CODING, WEB
from tests.clock import FrozenClock
from tui.account import rules
from tui.account.rules import Booked, Sheet
from tui.account.store import Store
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry

TODAY = date(2016, 1, 27)
YESTERDAY = TODAY - timedelta(days=1)


class Book:
    """Works with a timesheet; every call is a transaction of its own."""

    def __init__(self, store: Store, clock: FrozenClock, me: int, of_user: int | None) -> None:
        self.store, self.clock, self._me, self._of_user = store, clock, me, of_user

    @property
    def sheet(self) -> Sheet:
        me = self.store.person(self._me)
        assert me is not None
        return rules.open_sheet(self.store, me, self._of_user)

    def add(self, hours: str | None = None, **values: object) -> Booked:
        draft = Draft(
            project_id=WEB,
            task_id=CODING,
            spent_date=TODAY,
            hours=None if hours is None else Decimal(hours),
        )
        with self.store.write():
            return rules.add(self.store, self.sheet, replace(draft, **values), self.clock())

    def toggle(self, entry: TimeEntry) -> Booked:
        with self.store.write():
            return rules.toggle(self.store, self.sheet, entry.id, self.clock())

    def update(self, entry: TimeEntry, **values: object) -> TimeEntry:
        with self.store.write():
            change = Change(**values)
            return rules.update(self.store, self.sheet, entry.id, change, self.clock())

    def delete(self, entry: TimeEntry) -> None:
        with self.store.write():
            rules.delete(self.store, self.sheet, entry.id, self.clock())

    def show(self, entry: TimeEntry) -> TimeEntry:
        with self.store.read():
            return rules.show(self.store, self.sheet, entry.id, self.clock())

    def seconds(self, entry: TimeEntry) -> int:
        stored = self.store.entries.find(entry.id)
        assert stored is not None
        return stored.record.seconds

    def lock(self, entry: TimeEntry, *, billed: bool = False) -> TimeEntry:
        """Approve the whole account, or invoice the first client."""
        with self.store.write():
            now = int(self.clock().timestamp())
            if billed:
                assert self.store.entries.invoice(YESTERDAY, TODAY, 1, now)
            else:
                assert self.store.entries.approve(YESTERDAY, TODAY, None, now)
        return self.show(entry)
