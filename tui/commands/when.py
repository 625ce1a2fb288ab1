"""When a command does not apply, and why: the sentences a person gets instead."""

from tui.commands.command import Situation
from tui.domain.entry import lock_reason, may_delete, may_toggle
from tui.widgets.view import NOBODY, Status

NOT_THERE_YET = "The day is not there yet."
"""Said while a day is being read, and taken back once it is there."""

AS_SEEN_LAST = "This is what was there when you looked last; it is being read …"
"""Said of remembered rows until they are read."""


def busy(now: Situation) -> str:
    """A change is being sent."""
    return "The last change is still being sent." if now.view.busy else ""


def not_ready(now: Situation) -> str:
    """The day is not there, or a change is being sent."""
    if sending := busy(now):
        return sending
    return "" if now.view.status is Status.READY else NOT_THERE_YET


def no_row(now: Situation) -> str:
    """There is no row."""
    if now.entry is not None:
        return not_ready(now)
    if now.on_untracked:
        return f"This time is on no entry yet: {now.keys.shown('take_untracked')} takes it."
    if now.view.filter and now.view.day.entries:
        return not_ready(now) or "No row is shown here: esc takes the filter away."
    return not_ready(now) or f"There is no entry here: {now.keys.shown('new_entry')} makes one."


def no_toggle(now: Situation) -> str:
    """The timer of the row may not be started or stopped."""
    account = now.view.account
    role, timestamps = account.me.role, account.timestamp_timers
    if now.entry is None or may_toggle(now.entry, role, timestamp_timers=timestamps):
        return no_row(now)
    return lock_reason(now.entry, role)


def no_delete(now: Situation) -> str:
    """The row may not be deleted."""
    role = now.view.account.me.role
    if now.entry is None or may_delete(now.entry, role):
        return no_row(now)
    return lock_reason(now.entry, role)


def no_stop(now: Situation) -> str:
    """Nothing runs."""
    if now.view.running is None:
        return not_ready(now) or "No timer is running."
    return busy(now)


def no_way_back(now: Situation) -> str:
    """It is one's own sheet already."""
    return busy(now) or ("" if now.view.sheet_of else "This is your own timesheet.")


def no_undo(now: Situation) -> str:
    """There is nothing to undo."""
    if now.view.busy:
        return not_ready(now)
    return "" if now.can_undo else "There is nothing to undo."


def no_redo(now: Situation) -> str:
    """Nothing was taken back, or a change is being sent."""
    if now.view.busy:
        return not_ready(now)
    return "" if now.can_redo else "There is nothing to redo."


def no_rows(now: Situation) -> str:
    """There is nothing to filter."""
    return "" if now.view.day.entries else not_ready(now) or "There is no row to filter."


def not_open(now: Situation) -> str:
    """The account is not open yet."""
    return "" if now.view.account is not NOBODY else "The account is not open yet."
