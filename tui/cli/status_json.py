"""`windrow status --json`: all that is known as one JSON object, which waybar reads as it is.

It is written by hand: the import of `json` takes longer than the rest together.
"""

from tui.outside.known import Known
from tui.outside.template import PANGO
from tui.outside.told import RUNNING, Fields, running_seconds, target_seconds, today_seconds

UNKNOWN = "unknown"
NUMBERS = ("running_seconds", "today_seconds", "target_seconds", "since_epoch", "written", "id")


def as_json(known: Known | None, told: Fields, text: str, now: int) -> str:
    """Write the object.

    Args:
        known: what is known; None for nothing.
        told: the fields at the moment, harmless for a terminal.
        text: the line, escaped for Pango.
        now: the moment, in seconds of the epoch.
    """
    state = told["state"] or UNKNOWN
    facts: dict[str, object] = {
        "text": text,
        "tooltip": _tooltip(told).translate(PANGO),
        "class": state,
        "alt": state,
        **{name: value for name, value in told.items() if name not in ("glyph", "seconds")},
        "state": state,
        **dict.fromkeys(NUMBERS),
    }
    if known is not None:
        facts["today_seconds"] = today_seconds(known, now)
        facts["target_seconds"] = target_seconds(known, now) or None
        facts["written"] = int(known["written"])
        facts["place"] = known.get("place", "")
    if known is not None and state == RUNNING:
        facts["running_seconds"] = running_seconds(known, now)
        facts["since_epoch"] = int(known["since"])
        facts["id"] = int(known["id"])
    return f"{{{', '.join(f'{_string(name)}: {_value(what)}' for name, what in facts.items())}}}"


def _value(what: object) -> str:
    if isinstance(what, str):
        return _string(what)
    return "null" if what is None else str(what)


def _string(text: str) -> str:
    return f'"{"".join(map(_letter, text))}"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    code = ord(letter)
    if 0x20 <= code < 0x7F:
        return letter
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


def _tooltip(told: Fields) -> str:
    name = " · ".join(told[part] for part in ("client", "project", "task") if told[part])
    today = f"today {told['today']}" + (f" / {told['target']}" if told["target"] else "")
    since = f"since {told['since']}" if told["since"] else ""
    lines = (name, told["notes"], since, today if told["today"] else "")
    return "\n".join(line for line in lines if line)
