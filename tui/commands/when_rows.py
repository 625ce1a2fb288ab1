"""When what changes rows does not apply, and why.

Rows can be edited while others are being sent: only the row itself has to be there, and settled.
"""

from tui.commands.command import Situation
from tui.commands.when import NOT_THERE_YET, no_delete, no_row, not_ready
from tui.domain.entry import Field, editable_fields, lock_reason
from tui.widgets.view import Status


def no_settled_row(now: Situation) -> str:
    """There is no row, or its last change is being sent."""
    if now.view.status is not Status.READY:
        return NOT_THERE_YET
    if now.entry is None:
        return no_row(now)
    return "The last change is still being sent." if now.entry.id in now.view.pending else ""


def no_editing(now: Situation) -> str:
    """Nothing of the row may be edited."""
    return no_settled_row(now) or _locked(now, Field.NOTES)


def no_editor(now: Situation) -> str:
    """The notes may not be edited; while an editor has the terminal nothing can be sent."""
    return not_ready(now) or no_editing(now)


def no_step(now: Situation) -> str:
    """The time of the row may not be changed; while it is being sent, steps add up."""
    if now.view.status is not Status.READY:
        return NOT_THERE_YET
    return _locked(now, Field.HOURS) if now.entry is not None else no_row(now)


def no_mark(now: Situation) -> str:
    """There is no row to mark."""
    if now.view.status is not Status.READY:
        return NOT_THERE_YET
    return "" if now.entry is not None else no_row(now)


def no_giving(now: Situation) -> str:
    """There is no other row, or not exactly one, to give time to."""
    if reason := no_step(now):
        return reason
    mark, give = now.keys.shown("mark"), now.keys.shown("give_step")
    others = [row for row in now.view.marked_rows if now.entry is None or row.id != now.entry.id]
    if len(now.view.marked_rows) != 1 or not others:
        how = f"Mark the one row that gets the time with {mark}"
        return f"{how}, then press {give} on the row that gives it."
    locked = not editable_fields(others[0], now.view.account.me.role)
    return f"The marked row is {others[0].lock}: it cannot get time." if locked else ""


def no_rows_to_change(now: Situation) -> str:
    """No row is marked, and there is none under the cursor."""
    return not_ready(now) if now.view.marked_rows else no_row(now)


def no_deletion(now: Situation) -> str:
    """The row may not be deleted; which of several marked ones may not is said later."""
    return not_ready(now) if now.view.marked_rows else no_delete(now)


def nothing_to_let_go(now: Situation) -> str:
    """All rows are shown, and none is marked."""
    return "" if now.view.filter or now.view.marked else "All rows are shown, and none is marked."


def _locked(now: Situation, field: Field) -> str:
    entry, role = now.entry, now.view.account.me.role
    if entry is None or field in editable_fields(entry, role):
        return ""
    return lock_reason(entry, role)
