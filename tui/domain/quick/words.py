"""The words of a line, each with its place, so that trouble can be shown right under it."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the line and where it begins, in letters."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    def behind(self, letters: int) -> "Word":
        """The word without its first letters."""
        return Word(self.text[letters:], self.start + letters)


class Trouble(Exception):
    """The line says nothing that can be done: why, and under which letters the caret belongs."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = max(end, start + 1)

    @classmethod
    def at(cls, word: Word, message: str) -> "Trouble":
        """Trouble with one word."""
        return cls(message, word.start, word.end)


def words_in(line: str) -> list[Word]:
    """Cut a line into its words."""
    return [Word(match[0], match.start()) for match in _WORD.finditer(line)]
