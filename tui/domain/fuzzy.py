"""Fuzzy search as people expect it of a picker: words in any order, each found somewhere.

A word is found plainly where it stands in a text as it is typed, whatever its case and accents,
and loosely as the first letters of words or as letters in order.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")

WHOLE, START, INSIDE, INITIALS, LETTERS = 40.0, 36.0, 20.0, 8.0, 1.0

WORD = re.compile(r"[^\W_]+")
_WITHOUT_MARKS = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
_PLAIN = str.maketrans(_WITHOUT_MARKS)


def fold(text: str) -> str:
    """Make text comparable: without case and accents."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def initials(folded: str) -> str:
    """The first letters of the words of a folded text."""
    return "".join(word[0] for word in WORD.findall(folded))


@lru_cache(maxsize=64)
def at_a_word(word: str) -> re.Pattern[str]:
    """A pattern of a folded word at the start of one."""
    first, rest = re.escape(word[0]), re.escape(word[1:])
    return re.compile(f"{_beginning(first)}{rest}")


@lru_cache(maxsize=64)
def letters_in_order(word: str) -> re.Pattern[str]:
    """A pattern of letters in order within a line, from the start of a word; of two at least.

    It matches the first letter, at every word that begins with it, and its group all others. Each
    letter is looked for once from there, so it takes no longer than the line.
    """
    if len(word) < 2:
        return re.compile(r"(?!)")
    first, *others = map(re.escape, word)
    rest = "".join(rf"[^{letter}\n]*{letter}" for letter in others)
    return re.compile(f"{_beginning(first)}(?=({rest}))")


def _beginning(letter: str) -> str:
    """A letter at the start of a word; the letter comes first as it is found so much faster."""
    return rf"{letter}(?<![^\W_]{letter})"


class Texts:
    """Texts prepared for search at every keystroke.

    Args:
        items: the fields of each text; letters in order are looked for within one field.
    """

    def __init__(self, items: Iterable[Sequence[str]]) -> None:
        self._items = [[fold(field) for field in fields] for fields in items]
        self._listed = [_listed(" ".join(fields)) for fields in self._items]

    def __len__(self) -> int:
        return len(self._items)

    def starting(self, word: str) -> list[bool]:
        """Tell of each text whether a folded word is the start of one in it."""
        start = f" {word}"
        return [start in listed for listed in self._listed]

    def plainly(self, word: str) -> list[float]:
        """Tell how well a folded word is found plainly in each text; 0 is not at all."""
        whole, start = f" {word} ", f" {word}"
        return [
            (WHOLE if whole in listed else START if start in listed else INSIDE)
            if word in listed
            else 0.0
            for listed in self._listed
        ]

    def loosely(self, word: str) -> list[float]:
        """Tell how well a folded word is found plainly or loosely in each text."""
        in_order = self._in_order(word)
        return [
            points or (INITIALS if word in first_letters else in_order.get(number, 0.0))
            for number, (points, first_letters) in enumerate(
                zip(self.plainly(word), self.initials, strict=True)
            )
        ]

    @cached_property
    def initials(self) -> list[str]:
        """The first letters of the words of each text."""
        return [initials(" ".join(fields)) for fields in self._items]

    @cached_property
    def _lines(self) -> tuple[str, list[int], list[int]]:
        """All fields below one another, where each line begins, and of which text it is."""
        lines = [(" ".join(f.split()), n) for n, fields in enumerate(self._items) for f in fields]
        starts = accumulate((len(line) + 1 for line, _ in lines), initial=0)
        return "\n".join(line for line, _ in lines), list(starts), [number for _, number in lines]

    def _in_order(self, word: str) -> dict[int, float]:
        """Rate the texts that have letters in order: the closer together the better."""
        below_one_another, starts, numbers = self._lines
        rated: dict[int, float] = {}
        for match in letters_in_order(word).finditer(below_one_another):
            number = numbers[bisect_right(starts, match.start()) - 1]
            points = LETTERS + len(word) / (match.end(1) - match.start())
            rated[number] = max(points, rated.get(number, 0.0))
        return rated


def _listed(folded: str) -> str:
    """List words, each behind a space: `web-2` as it is written, by its parts and as `web2`."""
    written = folded.split()
    joined = ("".join(WORD.findall(word)) for word in written)
    return f" {' '.join(dict.fromkeys([*written, *WORD.findall(folded), *joined]))} "


@lru_cache(maxsize=8)
def _prepared(texts: tuple[str, ...]) -> Texts:
    return Texts((text,) for text in texts)


def answers(query: str, texts: Iterable[str]) -> dict[int, float]:
    """Tell which texts answer a query, by their places, and how well: more is better.

    Every word of the query must be found: as a word (best), as its start, inside it, as first
    letters of words, or as letters in order (least). Where any text has all words plainly, those
    that have them loosely are left out. A blank query is answered by all.
    """
    prepared, words = _prepared(tuple(texts)), fold(query).split()
    return _with_all(words, prepared, prepared.plainly) or _with_all(
        words, prepared, prepared.loosely
    )


def _with_all(
    words: Iterable[str], texts: Texts, rate: Callable[[str], list[float]]
) -> dict[int, float]:
    points = dict.fromkeys(range(len(texts)), 0.0)
    for word in words:
        rated = rate(word)
        points = {place: before + rated[place] for place, before in points.items() if rated[place]}
    return points


def matching(query: str, items: Iterable[T], text: Callable[[T], str]) -> list[T]:
    """The items whose text answers a query, best first, equals in the order given."""
    items = tuple(items)
    points = answers(query, map(text, items))
    return [items[place] for place in sorted(points, key=points.__getitem__, reverse=True)]
