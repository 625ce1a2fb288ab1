"""Trees written as XML: the daily timesheet's byte for byte as the specification prints them.

Its calls have tags with underscores, an envelope around each entry, and instants as e-mail writes
them. All others have dashes, `type="array"` on lists, and ISO instants (the facts page).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INDENTATION = "    "
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STOPPED_HOURS = "hours_for_previously_running_timer"
_HOURS = ("hours", "hours_without_timer", "hours_with_timer", _STOPPED_HOURS)
_DATES = ("for_day", "spent_at")
_INSTANTS = ("created_at", "updated_at", "timer_started_at", "last_access_at")
_REFERENCES = ("project_id", "task_id")
_ENTRY_ORDER = [
    "id",
    "spent_at",
    "user_id",
    "client",
    "project_id",
    "project",
    "task_id",
    "task",
    "hours",
    "hours_without_timer",
    "notes",
    "created_at",
    "updated_at",
    "timer_started_at",
    "started_at",
    "ended_at",
    "client_id",
    "is_closed",
    "is_billed",
]
_REQUEST_ORDER = ["notes", "hours", "started_at", "ended_at", "project_id", "task_id", "spent_at"]
_ORDERS = {"day_entry": _ENTRY_ORDER, "request": _REQUEST_ORDER}
_ITEMS = {"day_entries": "day_entry", "people": "user"}

Leaf = tuple[str, str]
"""The type of a leaf, "" for plain text, and the text."""


def _leaf(name: str, value: object) -> Leaf:
    if isinstance(value, bool):
        return "boolean", str(value).lower()
    if isinstance(value, int | float) and name in _HOURS:
        return "float", f"{value:.2f}"
    if isinstance(value, int | float):
        return "integer" if isinstance(value, int) else "float", str(value)
    if name in _DATES or name in _INSTANTS:
        return "date" if name in _DATES else "datetime", str(value)
    return "", str(value)


def _daily_leaf(name: str, value: object) -> Leaf:
    """Write instants as `Wed, 27 Jan 2016 21:52:50 +0000`."""
    if name in _INSTANTS:
        return "datetime", format_datetime(datetime.fromisoformat(str(value)))
    return _leaf(name, value)


def _request_leaf(name: str, value: object) -> Leaf:
    """Write what is sent: references are integers, hours are plain."""
    if name in _REFERENCES:
        return "integer", str(value)
    return ("", str(value)) if name in _HOURS else _leaf(name, value)


@dataclass(frozen=True, slots=True)
class _Style:
    """How the elements of a call look."""

    has_dashes: bool
    leaf: Callable[[str, object], Leaf]


_DAILY = _Style(has_dashes=False, leaf=_daily_leaf)
_REQUEST = _Style(has_dashes=False, leaf=_request_leaf)
_OTHER = _Style(has_dashes=True, leaf=_leaf)
_STYLES = {"daily": _DAILY, "timer": _DAILY, "add": _DAILY, "update": _DAILY, "request": _REQUEST}


def write_xml(name: str, tree: object) -> str:
    """Write a tree in the envelope `name`.

    An entry gets an element of its own within the envelope of its call. A tree in a wrapper of its
    own, `{"client": {…}}`, keeps that instead. What is no character in XML 1.0 becomes U+FFFD.
    """
    style = _STYLES.get(name, _OTHER)
    if name in ("timer", "add", "update") and isinstance(tree, Mapping):
        entry = {key: value for key, value in tree.items() if key != _STOPPED_HOURS}
        beside = {key: value for key, value in tree.items() if key == _STOPPED_HOURS}
        tree = {"day_entry": entry, **beside}
    elif wrapped := _wrapped(tree):
        (name, tree), style = wrapped, _OTHER
    return _DECLARATION + "".join(_element(name, tree, style, ""))


def carried(text: str) -> str:
    """Put U+FFFD in place of all that XML 1.0 has no character for."""
    return _NO_CHARACTER.sub("\ufffd", text)


def _wrapped(tree: object) -> tuple[str, object] | None:
    """Take the wrapper off `{"client": {…}}`."""
    if isinstance(tree, Mapping) and len(tree) == 1:
        ((name, inner),) = tree.items()
        if isinstance(inner, Mapping):
            return str(name), inner
    return None


def _element(name: str, value: object, style: _Style, margin: str) -> Iterator[str]:
    tag = name.replace("_", "-") if style.has_dashes else name
    if isinstance(value, Mapping | list):
        kind = "array" if isinstance(value, list) and style.has_dashes else ""
        head, parts = f"{margin}<{tag}{_type(kind)}>", _parts(name, value)
        if not parts:
            yield f"{head}</{tag}>\n"
            return
        yield f"{head}\n"
        for part, inner in parts:
            yield from _element(part, inner, style, margin + _INDENTATION)
        yield f"{margin}</{tag}>\n"
    elif value is None:
        yield f'{margin}<{tag} nil="true"></{tag}>\n'
    else:
        kind, text = style.leaf(name, value)
        yield f"{margin}<{tag}{_type(kind)}>{_escaped(text)}</{tag}>\n"


def _parts(name: str, value: Mapping[str, object] | list[object]) -> list[tuple[str, object]]:
    """List what is within an element, in the order in which it is printed."""
    if isinstance(value, list):
        item = _ITEMS.get(name, name.removesuffix("s"))
        return [_wrapped(one) or (item, one) for one in value]
    places = {key: place for place, key in enumerate(_ORDERS.get(name, ()))}
    return sorted(value.items(), key=lambda part: places.get(part[0], len(places)))


def _type(kind: str) -> str:
    return f' type="{kind}"' if kind else ""


def _escaped(text: str) -> str:
    """Escape text; a carriage return would be read as a line feed if it were not a reference."""
    return escape(carried(text), {"\r": "&#13;"})
