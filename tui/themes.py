"""Windrow's own colours, and what it makes of those of other themes.

There is one accent, for what runs; a colour for trouble; everything else is text. Themes that
were not made for text in these colours get them mixed until they can be read.
"""

from collections.abc import Mapping

from textual.color import Color, ColorParseError
from textual.theme import Theme

TERMINAL_SHADES = {
    "dim": "ansi_bright_black",
    "rule": "ansi_bright_black",
    "cursor": "ansi_default",
}
"""A terminal's own colours cannot be mixed: the cursor's row is reversed there."""

TEXT_CONTRAST, CURSOR_CONTRAST = 4.0, 1.18
STEPS = 20

THEMES = (
    Theme(
        name="windrow-dark",
        primary="#7d8997",
        accent="#e6b84a",
        warning="#e8795a",
        error="#e8795a",
        success="#8f98a3",
        secondary="#8f98a3",
        foreground="#dcdfe4",
        background="#15181c",
        surface="#15181c",
        panel="#1d2126",
        dark=True,
    ),
    Theme(
        name="windrow-light",
        primary="#6b7580",
        accent="#8a6100",
        warning="#b3401f",
        error="#b3401f",
        success="#59636e",
        secondary="#59636e",
        foreground="#22272e",
        background="#fbfaf7",
        surface="#fbfaf7",
        panel="#f1efe9",
        dark=False,
    ),
)


def legible(variables: Mapping[str, str]) -> dict[str, str]:
    """The colours of ours in a theme: dim text, rules, the cursor's row, what runs, trouble.

    Each is taken as near to the theme's own as can be read on the cursor's row too.
    """
    try:
        below, above = Color.parse(variables["background"]), Color.parse(variables["foreground"])
    except ColorParseError:
        return TERMINAL_SHADES
    if below.ansi is not None or above.ansi is not None:
        return TERMINAL_SHADES
    cursor = _mixed(below.blend(above, 0.1, 1.0), above, below, CURSOR_CONTRAST)
    shades = {
        "dim": _mixed(below.blend(above, 0.58, 1.0), above, cursor, TEXT_CONTRAST),
        "rule": below.blend(above, 0.18, 1.0),
        "cursor": cursor,
    }
    for name in ("accent", "warning"):
        shades[name] = _mixed(Color.parse(variables[name]), above, cursor, TEXT_CONTRAST)
    return {name: shade.hex for name, shade in shades.items()}


def _mixed(colour: Color, text: Color, on: Color, contrast: float) -> Color:
    """Mix a colour with that of text, by as little as makes it differ enough from what is below."""
    mixed = colour
    for step in range(STEPS + 1):
        mixed = colour.blend(text, step / STEPS, 1.0)
        if _contrast(mixed, on) >= contrast:
            break
    return mixed


def _contrast(one: Color, other: Color) -> float:
    """How far two colours are apart in brightness: from 1, not at all, to 21 (WCAG 2)."""
    darker, brighter = sorted((_luminance(one), _luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
