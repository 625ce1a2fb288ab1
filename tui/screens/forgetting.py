"""Closed screens are forgotten.

Textual caches the colours inside and outside of a border for the last thousand widgets that were
painted, by the widgets' own painted lines: so these stay in memory long after their screen closed,
tens of megabytes of them after a day of opening and closing.
"""

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style

MOST_COLOURS = 1024


@lru_cache(MOST_COLOURS)
def _inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
    """The styles inside and outside of a border: they depend on the colours and on nothing else."""
    return Style(background=base_background + background), Style(background=base_background)


def forget_closed_screens() -> None:
    """Have these colours cached by themselves, from now on and for all widgets."""
    StylesCache.get_inner_outer = staticmethod(_inner_outer)  # type: ignore[assignment]
