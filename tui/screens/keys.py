"""Which keys the line at the foot shows: those that do something now, in the order wanted."""

from tui.commands import BY_ID, Situation, refusal
from tui.domain.keys import Keys
from tui.widgets.bars import Key
from tui.widgets.view import Status

ORDER = (
    "own_sheet",
    "let_go",
    "take_untracked",
    "hide_untracked",
    "answer",
    "toggle_timer",
    "stop_running",
    "new_entry",
    "quick_line",
    "edit",
    "delete",
    "give_step",
    "move_rows",
    "reassign",
    "undo",
    "redo",
    "previous_day",
    "today",
    "week",
    "palette",
    "leave",
    "help",
)
"""The commands that have a place in the line; the last one stays however narrow it is."""

WITH_MARKS = ("give_step", "move_rows", "reassign")
"""Those that have it only while rows are marked."""

ON_UNTRACKED = ("take_untracked", "hide_untracked")
"""Those that have it only while the cursor is on untracked time."""


def keys_for(now: Situation) -> tuple[Key, ...]:
    """Choose and label the keys for a situation."""
    order = ("reload", *ORDER) if now.view.status is Status.FAILED else ORDER
    return tuple(_key(name, now) for name in order if _is_shown(name, now))


def hints(keys: Keys) -> tuple[str, ...]:
    """What an empty day says; the last is for a new account only, the third for an old one."""
    new = keys.shown("new_entry")
    return (
        f"{new}  new entry: pick or type what you work on, and its timer starts",
        f"{keys.shown('quick_line')}  one line: 1:30 project task notes, or + project task",
        f"{keys.shown('continue')}  copy rows from the most recent timesheet",
        f"{keys.shown('help')}  all keys",
        f"{keys.shown('connect')}  connect to Harvest, if that is where your time is kept",
    )


def _key(name: str, now: Situation) -> Key:
    keys = now.keys
    if name == "previous_day":
        before = (keys.first("previous_day"), "screen.previous_day")
        return Key(keys.first("next_day"), "Day", "screen.next_day", before)
    return Key(keys.first(name), _label(name, now), f"screen.{name}")


def _is_shown(name: str, now: Situation) -> bool:
    if name == "stop_running":
        is_elsewhere = now.view.elsewhere is not None  # else the row's own key stops it
        return is_elsewhere and not refusal(name, now)
    if name in WITH_MARKS and not now.view.marked_rows:
        return False
    if name in ON_UNTRACKED and not now.on_untracked:
        return False
    if name == "today":
        return now.view.day.date != now.view.today
    return not refusal(name, now)


def _label(name: str, now: Situation) -> str:
    if name == "reload":
        return "Try again"
    if name == "let_go" and not now.view.filter:
        return "Unmark"
    is_running = now.entry is not None and now.entry.is_running
    return "Stop" if name == "toggle_timer" and is_running else BY_ID[name].label
