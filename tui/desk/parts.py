"""What commands of several writes share: the entry of each, and an error after the first."""

from tui.api.backend import BackendError, LoginNeeded
from tui.desk.outcomes import Outcome
from tui.domain.entry import TimeEntry


def entry_of(outcome: Outcome) -> TimeEntry:
    """The entry that a write came to, for the next one."""
    if outcome.entry is None:
        raise TypeError("a write that is about no entry")
    return outcome.entry


def after(told: str, error: BackendError) -> BackendError:
    """An error with what was done before it; a lost login stays one."""
    kind = LoginNeeded if isinstance(error, LoginNeeded) else BackendError
    return kind(f"{told} {error}")
