"""The text of a cell while it is typed into: a value, and how it is drawn."""

from dataclasses import dataclass, replace

LETTERS = frozenset("0123456789:.,hoursmint ")
"""What hours are written with: `1:30`, `1,5`, `90m`, `1 hour 30 min`."""

MOST = 20


@dataclass(frozen=True, slots=True)
class CellText:
    """What is typed; while it `is_whole`, as it was before, the next letter replaces all of it."""

    text: str = ""
    is_whole: bool = False

    def typed(self, letter: str) -> "CellText":
        """With one more letter; one that hours are not written with changes nothing."""
        if letter.lower() not in LETTERS:
            return self
        text = letter if self.is_whole else self.text + letter
        return CellText(text[:MOST])

    def erased(self) -> "CellText":
        """Without its last letter; without all of what was there before."""
        return CellText("" if self.is_whole else self.text[:-1])

    def kept(self) -> "CellText":
        """With what was there before, to be typed on."""
        return replace(self, is_whole=False)

    def seen(self, width: int) -> str:
        """Its end, as far as there is room for it beside the caret."""
        room = width - 1
        return self.text if len(self.text) <= room else f"…{self.text[1 - room :]}"
