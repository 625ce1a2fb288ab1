"""Finding entries by words: plain containment, in any order, whatever the case."""

import re
from collections.abc import Iterable, Mapping

from tui.domain.entry import TimeEntry

Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """Part what was typed into words, folded for comparing; nothing for blank text."""
    return tuple(text.casefold().split())


def text_of(entry: TimeEntry, code: str = "") -> str:
    """All that an entry is found by: client, project, its code, task and notes, folded."""
    return "\n".join((entry.client, entry.project, code, entry.task, entry.notes)).casefold()


def matching(
    entries: Iterable[TimeEntry], words: Words, codes: Mapping[int, str]
) -> tuple[TimeEntry, ...]:
    """The entries that hold every word; `codes` are those of projects, by their ids."""
    if not words:
        return tuple(entries)
    return tuple(
        entry for entry in entries if holds(text_of(entry, codes.get(entry.project_id, "")), words)
    )


def holds(folded: str, words: Words) -> bool:
    """Tell whether a folded text holds every word."""
    return all(word in folded for word in words)


def parted(text: str, words: Words) -> list[tuple[str, bool]]:
    """Part a text into stretches, each with whether it is one of the words as they stand there."""
    if not words:
        return [(text, False)]
    longest_first = sorted(words, key=len, reverse=True)
    pattern = f"({'|'.join(map(re.escape, longest_first))})"
    pieces = re.split(pattern, text, flags=re.IGNORECASE)
    return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]
