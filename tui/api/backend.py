"""What the screens know of an account: calls that mean something, and errors that say something.

The tree of errors, from which callers catch what they can act on:

    BackendError            always one sentence for the person at the screen
    ├── Unreachable         nothing was done: no connection, no answer to a read
    ├── Unclear             a write was sent, and reading afterwards could not tell what came of it
    ├── Throttled           too many calls; `retry_after` seconds from now is the earliest
    ├── Refused             the account said no and changed nothing
    │   ├── LoginNeeded     the credentials do not open the account
    │   ├── Forbidden       the person may not do this
    │   └── NotFound        there is no such thing, or it may not be seen
    └── Broken              an answer that is none: a failure on the other side, a foreign shape
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # the first frame needs the errors, and none of the values
    from collections.abc import Callable, Iterable
    from datetime import date, timedelta
    from decimal import Decimal

    from tui.api.meter import Meter
    from tui.domain.account import Account, Person
    from tui.domain.catalog import Catalog, Choice, Client
    from tui.domain.day import Day
    from tui.domain.draft import Change, Draft
    from tui.domain.entry import TimeEntry
    from tui.domain.picking import NewChoice


class BackendError(Exception):
    """Something that the account could not do; the message is one sentence for the person.

    `is_half_done` where several writes belong together, and some were done before one failed.
    """

    is_half_done = False


class Unreachable(BackendError):
    """No connection, or no answer to a read: nothing was done."""


class Unclear(BackendError):
    """A write was sent and its answer is missing; reading back could not tell what came of it."""


class Throttled(BackendError):
    """Too many calls: nothing was done, and `retry_after` seconds are to be waited.

    `is_told` is false for a reply that any gateway on the way might have given as well.
    """

    def __init__(self, message: str, retry_after: float, *, is_told: bool = True) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.is_told = is_told


class Refused(BackendError):
    """The account said no and changed nothing."""


class LoginNeeded(Refused):
    """The credentials do not open the account."""


class Forbidden(Refused):
    """The person may not do this."""


class NotFound(Refused):
    """There is no such thing, or it may not be seen."""


class Broken(BackendError):
    """An answer that is none: a failure on the other side, or a shape that nobody promised."""


class Written(NamedTuple):
    """What a write that may stop a timer came to.

    `stopped_hours` are the final hours of the timer that was stopped by it, if one was.
    """

    entry: TimeEntry
    stopped_hours: Decimal | None = None


class Backend(Protocol):
    """One account, as one person sees it. Every call may raise BackendError.

    Reads are retried; writes are sent once, and after an unclear failure the account is read and
    compared instead. Calls may be made at the same time, except writes: callers send one after
    the other.
    """

    @property
    def skew(self) -> timedelta:
        """How far the account's clock is ahead of this machine's, as its replies tell."""

    @property
    def meter(self) -> Meter:
        """What was asked of the account, on all of its sheets."""

    def watch_pauses(self, told: Callable[[float], None]) -> None:
        """Call `told` with seconds whenever the account wants that long a pause of all calls.

        Calls wait it out by themselves.
        """

    async def me(self) -> Account:
        """Tell who is logged in, and the account's settings."""

    async def people(self) -> tuple[Person, ...]:
        """List the people whose timesheets may be worked with; members are refused."""

    def sheet_of(self, person_id: int) -> Backend:
        """The same account, for good with somebody else's timesheet: each of its calls is theirs.

        It shares the connection: closing one closes both.
        """

    async def day(self, on: date) -> Day:
        """Read the entries of a local date."""

    async def days(self, dates: Iterable[date]) -> tuple[Day, ...]:
        """Read several local dates, in as few calls as the wire needs."""

    async def running(self, today: date) -> TimeEntry | None:
        """Find the running entry, on whatever recent day it was started."""

    async def catalog(self) -> Catalog:
        """Read the projects and tasks that may be picked."""

    async def clients(self) -> tuple[Client, ...]:
        """Read all clients, those without a project too."""

    async def entry(self, entry_id: int) -> TimeEntry:
        """Read one entry."""

    async def add(self, draft: Draft) -> Written:
        """Make an entry; without hours its timer starts and the running one stops."""

    async def update(self, entry: TimeEntry, change: Change) -> TimeEntry:
        """Change what `change` names of an entry, and nothing else."""

    async def delete(self, entry: TimeEntry) -> None:
        """Delete an entry."""

    async def start(self, entry: TimeEntry) -> Written:
        """Make sure a timer runs for the entry.

        Where start and end are tracked a stopped entry stays as it is, and the answer is a new
        one, of today, with its project, task and notes.
        """

    async def stop(self, entry: TimeEntry) -> Written:
        """Make sure the entry's timer does not run."""

    async def create(self, wanted: NewChoice) -> Choice:
        """Make a project, a task or both, and a client for them, as far as they are new."""

    async def aclose(self) -> None:
        """Close connections."""
