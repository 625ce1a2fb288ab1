"""The account's settings in words, as a person writes and reads them: `clock=24h week=monday`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.account.rules import Refusal
from tui.account.settings import Settings
from tui.account.setup_rules import LONGEST_NAME
from tui.account.zones import find_zone
from tui.domain.hours import HoursFormat

_CHOICES: dict[str, tuple[str, dict[str, object]]] = {
    "timers": ("timestamp_timers", {"duration": False, "start-end": True}),
    "clock": ("clock", {"24h": "24h", "12h": "12h"}),
    "format": ("hours_format", {"hours": HoursFormat.CLOCK, "decimal": HoursFormat.DECIMAL}),
    "decimal": ("decimal_symbol", {".": ".", ",": ","}),
    "week": ("week_start", {"monday": 0, "saturday": 5, "sunday": 6}),
}
NAMES = ("name", "zone", *_CHOICES)
"""What may be set."""


def allowed(name: str) -> str:
    """Say what a setting may be: `24h or 12h`."""
    if name == "name":
        return f"text of 1 to {LONGEST_NAME} characters"
    if name == "zone":
        return "a time zone like Europe/Berlin"
    return " or ".join(_CHOICES[name][1])


def in_words(settings: Settings) -> dict[str, str]:
    """Tell every setting by its name, with the word that sets it."""
    words = {"name": settings.name, "zone": settings.zone_name}
    for name, (column, choices) in _CHOICES.items():
        value = getattr(settings, column)
        words[name] = next((word for word, v in choices.items() if v == value), str(value))
    return words


def changed(settings: Settings, assignments: Sequence[str]) -> Settings:
    """Change settings by words like `clock=12h`; all of them, or none.

    Raises:
        Refusal: 422, its message says of each word that cannot be taken what is allowed.
    """
    problems: list[str] = []
    columns: dict[str, Any] = {}
    for text in assignments:
        name, _, value = text.partition("=")
        problem = _read(text, name.strip().lower(), value.strip(), columns)
        if problem:
            problems.append(problem)
    if problems:
        raise Refusal(422, " ".join(problems))
    return replace(settings, **columns)


def _read(text: str, name: str, value: str, columns: dict[str, Any]) -> str:
    """Put what a word sets into its column, or say in a sentence why it cannot be taken."""
    if "=" not in text:
        return f"“{text}” sets nothing: write NAME=VALUE, like clock=24h."
    if name not in NAMES:
        return f"There is no setting “{name}”: there are {', '.join(NAMES)}."
    column, found = _value(name, value)
    if column in columns:
        return f"The setting {name} is given twice: give it once."
    if found is None:
        return f"The setting {name} cannot be “{value}”: it is {allowed(name)}."
    columns[column] = found
    return ""


def _value(name: str, value: str) -> tuple[str, object | None]:
    """Tell the column of a setting, and what its value is there; None when it cannot be that."""
    if name == "name":
        text = " ".join(value.split())
        return "name", text if 0 < len(text) <= LONGEST_NAME else None
    if name == "zone":
        return "zone_name", value if find_zone(value) else None
    column, choices = _CHOICES[name]
    return column, choices.get(value.lower())


def difference(before: Settings, after: Settings) -> Mapping[str, tuple[str, str]]:
    """Tell which settings differ, with their words before and after."""
    old, new = in_words(before), in_words(after)
    return {name: (old[name], new[name]) for name in NAMES if old[name] != new[name]}
