"""Which keys the line at the foot shows: those that do something now, in the order wanted."""

from tui.commands import BY_ID, Situation, refusal
from tui.widgets.bars import Key
from tui.widgets.view import Status

ORDER = (
    "own_sheet",
    "toggle_timer",
    "stop_running",
    "new_entry",
    "edit",
    "delete",
    "undo",
)


def keys_for(now: Situation) -> tuple[Key, ...]:
    """Choose and label the keys for a situation."""
    view = now.view
    keys = [_key(name, _label(name, now)) for name in ORDER if _shown(name, now)]
    if view.status is Status.FAILED:
        keys.insert(0, _key("reload", "Try again"))
    keys.append(Key("h/l", "Day", "screen.next_day"))
    if view.day.date != view.today:
        keys.append(_key("today", "Today"))
    keys += [_key("help", BY_ID["help"].label), _key("leave", BY_ID["leave"].label)]
    return tuple(keys)


def _key(name: str, label: str) -> Key:
    return Key(BY_ID[name].shown, label, f"screen.{name}")


def _shown(name: str, now: Situation) -> bool:
    if name == "stop_running" and now.view.elsewhere is None:
        return False  # the row's own key stops it
    return not refusal(name, now)


def _label(name: str, now: Situation) -> str:
    if name == "toggle_timer" and now.entry is not None and now.entry.is_running:
        return "Stop"
    return BY_ID[name].label
