"""Our own signs in ASCII."""

from pathlib import Path

import pytest
from rich.cells import cell_len

import tui
from tui.domain.ascii import in_ascii

PACKAGE = Path(tui.__file__).parent
LETTERS = "＠＝－＋語本日œłıħđøïéæ"
"""What is looked for in what people write, and never shown."""


def signs() -> set[str]:
    """Every sign that stands in our own words and widgets."""
    places = [
        p
        for part in ("screens", "widgets", "desk", "commands", "domain", "cli")
        for p in (PACKAGE / part).rglob("*.py")
    ]
    texts = (path.read_text(encoding="utf-8") for path in places)
    return {letter for text in texts for letter in text if ord(letter) > 127} - set(LETTERS)


@pytest.mark.parametrize("sign", sorted(signs()))
def test_each_of_our_signs_has_a_letter(sign: str) -> None:
    assert in_ascii(sign).isascii(), f"{sign!r} U+{ord(sign):04X} has none"
    assert cell_len(sign) == len(in_ascii(sign)) == 1


def test_names_stay_as_they_are() -> None:
    assert in_ascii("● 0:42 Größe · 日本語") == "* 0:42 Größe - 日本語"
