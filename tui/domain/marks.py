"""Which letters of a text answer what was typed, so that a list can show them."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from tui.domain.fuzzy import WORD, at_a_word, fold, initials, letters_in_order


def marks(words: Iterable[str], *texts: str) -> list[frozenset[int]]:
    """Tell for each text the places of the letters by which words are found, over all of them.

    A word is marked at the starts of words, else inside them, else as first letters of words, else
    as letters in order: where it is found best, and wherever it is found so.
    """
    folded, origins = _folded(texts)
    found = {origins[place] for word in words for place in _places(fold(word), folded)}
    return [frozenset(place for number, place in found if number == n) for n in range(len(texts))]


def _folded(texts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Fold texts into one, and tell of each folded letter of which text and letter it comes."""
    folded = [[fold(letter) for letter in f"{text}\n"] for text in texts]
    origins = [
        (number, place)
        for number, letters in enumerate(folded)
        for place, letter in enumerate(letters)
        for _ in letter
    ]
    return "".join(chain.from_iterable(folded)), origins


def _places(word: str, folded: str) -> list[int]:
    """Where the letters of a folded word stand in a folded text; none where it is not found."""
    if not word:
        return []
    return _as_written(word, folded) or _as_initials(word, folded) or _in_order(word, folded)


def _as_written(word: str, folded: str) -> list[int]:
    at_words = [match.span() for match in at_a_word(word).finditer(folded)]
    spans = at_words or [match.span() for match in re.finditer(re.escape(word), folded)]
    return [place for span in spans for place in range(*span)]


def _as_initials(word: str, folded: str) -> list[int]:
    starts = [match.start() for match in WORD.finditer(folded)]
    first = initials(folded).find(word)
    return starts[first : first + len(word)] if first >= 0 else []


def _in_order(word: str, folded: str) -> list[int]:
    """The letters where they stand closest together."""
    spans = [(m.end(1) - m.start(), m.start()) for m in letters_in_order(word).finditer(folded)]
    if not spans:
        return []
    _, start = min(spans)
    places = [start]
    for letter in word[1:]:
        places.append(folded.index(letter, places[-1] + 1))
    return places
