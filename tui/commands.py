"""Every command once: its keys, its words, and when it applies.

Bindings, the line of keys, the palette and the help are made from these tables, so that none of
them can drift from the others.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual.binding import Binding

from tui.domain.entry import TimeEntry, lock_reason, may_delete, may_toggle
from tui.widgets.view import Status, View


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether a command applies: the view, the row under the cursor, the undo."""

    view: View
    entry: TimeEntry | None = None
    can_undo: bool = False


Refusal = Callable[[Situation], str]
"""Says in a sentence why a command does not apply now; nothing when it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command.

    `id` is the action behind it, `keys` are Textual's names of keys, `shown` is how the first
    of them is written; `label` is its word in the line of keys (empty: not there); `help` is a
    sentence.
    """

    id: str
    keys: str
    shown: str
    help: str
    group: str
    label: str = ""
    refusal: Refusal = lambda _: ""


NOT_THERE_YET = "The day is not there yet."
"""Said while a day is being read, and taken back once it is there."""


def _busy(now: Situation) -> str:
    return "The last change is still being sent." if now.view.busy else ""


def _not_ready(now: Situation) -> str:
    if busy := _busy(now):
        return busy
    return "" if now.view.status is Status.READY else NOT_THERE_YET


def _no_row(now: Situation) -> str:
    return _not_ready(now) or ("" if now.entry else "There is no entry here: n makes one.")


def _no_toggle(now: Situation) -> str:
    account = now.view.account
    role, timestamps = account.me.role, account.timestamp_timers
    if now.entry is None or may_toggle(now.entry, role, timestamp_timers=timestamps):
        return _no_row(now)
    return lock_reason(now.entry, role)


def _no_delete(now: Situation) -> str:
    role = now.view.account.me.role
    if now.entry is None or may_delete(now.entry, role):
        return _no_row(now)
    return lock_reason(now.entry, role)


def _no_stop(now: Situation) -> str:
    if now.view.running is None:
        return _not_ready(now) or "No timer is running."
    return _busy(now)


def _no_way_back(now: Situation) -> str:
    return _busy(now) or ("" if now.view.sheet_of else "This is your own timesheet.")


def _no_undo(now: Situation) -> str:
    if now.view.busy:
        return _not_ready(now)
    return "" if now.can_undo else "There is nothing to bring back."


ROW, DAY, MOVE, WINDROW = "This entry", "The timesheet", "Moving", "Windrow"

COMMANDS: tuple[Command, ...] = (
    Command(
        id="toggle_timer",
        keys="s,space",
        shown="s",
        label="Start",
        group=ROW,
        help="Start or stop the timer of this entry",
        refusal=_no_toggle,
    ),
    Command(
        id="stop_running",
        keys="x",
        shown="x",
        label="Stop",
        group=DAY,
        help="Stop the running timer, whatever day it is on",
        refusal=_no_stop,
    ),
    Command(
        id="new_entry",
        keys="n",
        shown="n",
        label="New",
        group=DAY,
        help="New entry on this day",
        refusal=_not_ready,
    ),
    Command(
        id="edit",
        keys="e,enter",
        shown="e",
        label="Edit",
        group=ROW,
        help="Edit this entry",
        refusal=_no_row,
    ),
    Command(
        id="details",
        keys="i",
        shown="i",
        group=ROW,
        help="All that is known of this entry",
        refusal=_no_row,
    ),
    Command(
        id="delete",
        keys="d,delete",
        shown="d",
        label="Delete",
        group=ROW,
        help="Delete this entry",
        refusal=_no_delete,
    ),
    Command(
        id="undo",
        keys="u",
        shown="u",
        label="Undo",
        group=DAY,
        help="Bring back the entry that was deleted last",
        refusal=_no_undo,
    ),
    Command(
        id="previous_day",
        keys="h,left",
        shown="h",
        group=DAY,
        help="The day before",
    ),
    Command(
        id="next_day",
        keys="l,right",
        shown="l",
        group=DAY,
        help="The day after",
    ),
    Command(
        id="today",
        keys="t",
        shown="t",
        label="Today",
        group=DAY,
        help="Today",
    ),
    Command(
        id="reload",
        keys="r",
        shown="r",
        group=DAY,
        help="Read the day again",
    ),
    Command(
        id="open_sheet",
        keys="o",
        shown="o",
        group=DAY,
        help="Somebody else's timesheet (for administrators)",
        refusal=_busy,
    ),
    Command(
        id="own_sheet",
        keys="backspace",
        shown="backspace",
        label="Back to my sheet",
        group=DAY,
        help="Back to your own timesheet",
        refusal=_no_way_back,
    ),
    Command(id="down", keys="j,down", shown="j", group=MOVE, help="The next entry"),
    Command(id="up", keys="k,up", shown="k", group=MOVE, help="The entry before"),
    Command(id="first", keys="g,home", shown="g", group=MOVE, help="The first entry"),
    Command(id="last", keys="G,end", shown="G", group=MOVE, help="The last entry"),
    Command(
        id="page_down", keys="pagedown,ctrl+d", shown="PgDn", group=MOVE, help="A screen further"
    ),
    Command(id="page_up", keys="pageup,ctrl+u", shown="PgUp", group=MOVE, help="A screen back"),
    Command(
        id="help",
        keys="question_mark,f1",
        shown="?",
        label="Help",
        group=WINDROW,
        help="All keys",
    ),
    Command(
        id="palette",
        keys="ctrl+p",
        shown="ctrl+p",
        group=WINDROW,
        help="Find a command by its name",
    ),
    Command(
        id="log_in",
        keys="ctrl+l",
        shown="ctrl+l",
        group=WINDROW,
        help="Log in again, with a new password or token",
    ),
    Command(
        id="switch_profile",
        keys="P",
        shown="P",
        group=WINDROW,
        help="Open another of your accounts",
        refusal=_busy,
    ),
    Command(
        id="connect",
        keys="C",
        shown="C",
        group=WINDROW,
        help="Connect to Harvest …",
        refusal=_busy,
    ),
    Command(
        id="leave",
        keys="q,ctrl+q",
        shown="q",
        label="Quit",
        group=WINDROW,
        help="Quit; a running timer goes on",
    ),
    Command(
        id="suspend",
        keys="ctrl+z",
        shown="ctrl+z",
        group=WINDROW,
        help="Put Windrow aside; fg brings it back",
    ),
)

BY_ID = {command.id: command for command in COMMANDS}


def bindings(commands: Iterable[Command]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """The bindings of commands, for a screen's BINDINGS."""
    return [
        Binding(command.keys, command.id, command.help, show=False, id=command.id)
        for command in commands
    ]


def refusal(command_id: str, now: Situation) -> str:
    """Say why a command does not apply now; nothing when it does."""
    return BY_ID[command_id].refusal(now)
