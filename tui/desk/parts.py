"""What commands of several writes share: the entry of each, and an error after the first."""

from tui.api.backend import BackendError, LoginNeeded, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.domain.account import Account
from tui.domain.entry import TimeEntry


def entry_of(outcome: Outcome) -> TimeEntry:
    """The entry that a write came to, for the next one."""
    if outcome.entry is None:
        raise TypeError("a write that is about no entry")
    return outcome.entry


def after(told: str, error: BackendError) -> BackendError:
    """An error with what was done before it; a lost login stays one."""
    kind = LoginNeeded if isinstance(error, LoginNeeded) else BackendError
    failed = kind(f"{told} {error}")
    failed.is_half_done = True
    return failed


def account_of(desk: Desk) -> Account:
    """The account's settings.

    Raises:
        Refused: they are not known yet.
    """
    if desk.account is None:
        raise Refused("The account is not known yet: try again in a moment.")
    return desk.account


async def still(desk: Desk, shown: TimeEntry) -> TimeEntry:
    """Read a running entry again, and see that it counts what the person saw of it.

    Raises:
        Refused: it is no longer what it was.
    """
    now = await desk.entry(shown.id)
    if _counted(now) != _counted(shown):
        raise changed_meanwhile(now)
    return now


def changed_meanwhile(entry: TimeEntry) -> Refused:
    """Say that an entry is no longer what the person saw."""
    return Refused(f"{name(entry)} was changed elsewhere meanwhile: look at it again.")


def _counted(entry: TimeEntry) -> tuple[object, ...]:
    return entry.timer_started_at, entry.hours_without_timer, entry.started_at, entry.spent_date
