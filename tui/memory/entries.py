"""Entries as JSON, as the memory keeps them.

Plain: the first reading of a day must not wait for a library that builds a schema first.
"""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from tui.domain.entry import TimeEntry
from tui.memory.trouble import MemoryTrouble

_DEFAULTS = {field.name: field.default for field in fields(TimeEntry)}
_READ: dict[str, Callable[[str], object]] = {
    "spent_date": date.fromisoformat,
    "hours": Decimal,
    "hours_without_timer": Decimal,
    "timer_started_at": datetime.fromisoformat,
    "created_at": datetime.fromisoformat,
    "updated_at": datetime.fromisoformat,
    "started_at": time.fromisoformat,
    "ended_at": time.fromisoformat,
}


def to_json(entry: TimeEntry | None) -> str | None:
    """Write an entry, without what is as it is by itself; None stays None."""
    if entry is None:
        return None
    tree = {
        name: _plain(value)
        for name, default in _DEFAULTS.items()
        if (value := getattr(entry, name)) != default
    }
    return json.dumps(tree)


def from_json(text: str | None) -> TimeEntry | None:
    """Read an entry that was written by `to_json`.

    Raises:
        MemoryTrouble: it is damaged, or of another version.
    """
    if text is None:
        return None
    try:
        tree: dict[str, Any] = json.loads(text)
        for name in tree.keys() & _READ.keys():
            if tree[name] is not None:
                tree[name] = _READ[name](tree[name])
        return TimeEntry(**tree)
    except (ValueError, TypeError, ArithmeticError, AttributeError) as error:
        raise MemoryTrouble(f"What was remembered cannot be read: {error}.") from error


def _plain(value: object) -> object:
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
