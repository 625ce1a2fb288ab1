"""Which keys the line at the foot of the week shows: those that do something now."""

from dataclasses import dataclass

from tui.domain.week_table import Cell
from tui.widgets.bars import Key
from tui.widgets.week_view import WeekView


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides which keys of the week do something: the cell under the cursor, and the undo."""

    view: WeekView
    cell: Cell | None
    is_typing: bool
    can_undo: bool


def keys_for(now: Standing) -> tuple[Key, ...]:
    """Choose and label the keys for a standing; the last one always stays."""
    if now.is_typing:
        return (
            Key("enter", "Save", "screen.commit"),
            Key("tab", "Save, next day", "screen.commit_right"),
            Key("esc", "Take back", "screen.take_back"),
        )
    keys = []
    if now.cell is not None:
        keys += _of_cell(now, now.cell)
    keys.append(_key(now, "new_entry", "Row"))
    if now.can_undo:
        keys.append(_key(now, "undo", "Undo"))
    keys.append(Key("esc", "Day", "screen.week"))
    before = (now.view.keys.first("previous_week"), "screen.previous_week")
    keys.append(Key(now.view.keys.first("next_week"), "Week", "screen.next_week", before))
    if now.view.today not in now.view.week.dates:
        keys.append(_key(now, "today", "This week"))
    keys += [_key(now, "palette", "Commands"), _key(now, "help", "Help")]
    return tuple(keys)


def _of_cell(now: Standing, cell: Cell) -> list[Key]:
    keys = []
    if cell.running is not None:
        keys.append(_key(now, "toggle_timer", "Stop"))
    elif cell.entries or cell.on == now.view.today:
        keys.append(_key(now, "toggle_timer", "Start"))
    keys.append(_key(now, "edit", "Edit"))
    if cell.entries:
        keys.append(_key(now, "delete", "Clear"))
        keys.append(_key(now, "fill_right", "Fill"))
        keys.append(_key(now, "cell_notes", "Notes"))
    return keys


def _key(now: Standing, name: str, label: str) -> Key:
    return Key(now.view.keys.first(name), label, f"screen.{name}")
