"""Fuzzy search as people expect it of a picker: words in any order, each found somewhere."""

import re

_WORD = re.compile(r"\w+")


def score(query: str, text: str) -> int | None:
    """Tell how well a text answers a query; more is better, None is no match.

    Every word of the query must be found: as the start of a word (best), inside a word, or as
    letters in order within the text (least). A blank query matches everything equally.
    """
    folded = text.casefold()
    total = 0
    for wanted in query.casefold().split():
        points = _one(wanted, folded)
        if points is None:
            return None
        total += points
    return total


def _one(wanted: str, text: str) -> int | None:
    words = _WORD.findall(text)
    if wanted in words:
        return 40
    if any(word.startswith(wanted) for word in words):
        return 30
    if wanted in text:
        return 20
    initials = "".join(word[0] for word in words)
    if wanted in initials:
        return 10
    letters = iter(text)
    return 1 if len(wanted) > 1 and all(letter in letters for letter in wanted) else None
