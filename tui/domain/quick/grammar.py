"""The grammar of the line.

    line    = [when] what [when] [date] [notes] [date]
            | "stop" [moment]              stop what runs, at a moment
            | '"' notes                    the notes of the row under the cursor
    when    = 1:30  1.5  25m  1h30m  2     how long (a bare number is hours, in front only)
            | 9-10:30  9am-noon            from when to when;  9:00-  is still going on
            | +                            from now on, as without any time
            | -20m  @10:40                 since then
    what    = words that begin client, code, project or task, in any order; @name is an alias
    notes   = all behind the words that match; `:` behind a word, or a quote, begins them at once
    date    = yesterday  mon  20 nov  2026-11-20

Nothing is guessed: a word that begins nothing is notes, and without any that does there is
trouble, which says where and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tui.domain.aliases import expand, is_alias
from tui.domain.catalog import Choice
from tui.domain.dates import parse_date
from tui.domain.invalid import Invalid
from tui.domain.pair_index import PairIndex
from tui.domain.quick.times import Now, When, read_at, read_since, read_when
from tui.domain.quick.words import Trouble, Word, words_in

QUOTES = "\"“”'"
STOP = "stop"
SHORTEST_DATE = 3
SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work that was done or begins: the pairs that it may mean, when, on which day, and notes.

    `choices` are more than one where the words do not tell, and none where there are no words yet;
    `day` is None where none was named; `what` is where the words for it stand in the line.
    """

    choices: tuple[Choice, ...]
    when: When
    day: date | None = None
    notes: str = ""
    what: Word


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop what runs, at a moment."""

    when: When
    word: Word


@dataclass(frozen=True, slots=True)
class Note:
    """Other notes for the row under the cursor."""

    notes: str


Said = Work | Stop | Note


def read_line(line: str, index: PairIndex, aliases: Mapping[str, str], today: date) -> Said | None:
    """Read a line; None for a blank one.

    Args:
        line: what was typed.
        index: what may be picked.
        aliases: the person's own words.
        today: the present local date, from which `yesterday` and `mon` count.

    Raises:
        Trouble: it cannot be understood; it says where and why.
    """
    words = words_in(line)
    if not words:
        return None
    if words[0].text[0] in QUOTES:
        return Note(line.strip().strip(QUOTES).strip())
    if words[0].text.casefold() == STOP and len(words) <= SHORTEST_WORD:
        return Stop(read_at(words[1]) if len(words) > 1 else Now(), words[0])
    return _Reader(line, index, aliases, today).work(words)


class _Reader:
    def __init__(
        self, line: str, index: PairIndex, aliases: Mapping[str, str], today: date
    ) -> None:
        self._line = line
        self._index = index
        self._aliases = aliases
        self._today = today

    def work(self, words: list[Word]) -> Work:
        when, rest = self._first_when(words)
        day, rest = self._first_day(rest)
        if not rest:
            return Work(choices=(), when=when or Now(), day=day, what=Word("", len(self._line) + 1))
        picked, choices, rest, is_marked = self._pick(rest)
        if when is None and rest and not is_marked:
            when, rest = self._later_when(rest)
        if day is None and not is_marked:
            day, rest = self._last_day(rest)
        what = Word(self._line[picked[0].start : picked[-1].end], picked[0].start)
        return Work(
            choices=choices, when=when or Now(), day=day, notes=self._notes(rest), what=what
        )

    def _first_when(self, words: list[Word]) -> tuple[When | None, list[Word]]:
        first = words[0]
        if first.text == "+":
            since = read_since(words[1]) if len(words) > 1 else None
            return (since, words[2:]) if since else (Now(), words[1:])
        if first.text.startswith("+") and len(first.text) > 1:
            return Now(), [first.behind(1), *words[1:]]
        if since := read_since(first):
            return since, words[1:]
        if found := read_when(words, is_first=True):
            return found[0], words[found[1] :]
        return None, words

    def _later_when(self, words: list[Word]) -> tuple[When | None, list[Word]]:
        if since := read_since(words[0]):
            return since, words[1:]
        if found := read_when(words, is_first=False):
            return found[0], words[found[1] :]
        return None, words

    def _first_day(self, words: list[Word]) -> tuple[date | None, list[Word]]:
        """A day right behind the time, unless its name begins something that may be picked."""
        if (
            words
            and (day := self._day(words[0].text))
            and not self._index.starting([words[0].text])
        ):
            return day, words[1:]
        return None, words

    def _last_day(self, words: list[Word]) -> tuple[date | None, list[Word]]:
        for taken in (2, 1):
            if len(words) >= taken:
                text = " ".join(word.text for word in words[-taken:])
                if day := self._day(text):
                    return day, words[:-taken]
        return None, words

    def _day(self, text: str) -> date | None:
        is_name = text[:1].isalpha() and len(text) < SHORTEST_DATE
        if is_name or text[:1] in "+-" or text.isdigit():
            return None
        try:
            return parse_date(text, self._today)
        except Invalid:
            return None  # a word like any other

    def _pick(self, words: list[Word]) -> tuple[list[Word], tuple[Choice, ...], list[Word], bool]:
        """Take words for project and task as long as they begin something.

        Returns what was taken, what it may mean, what is left, and whether the line itself marks
        where the notes begin.
        """
        wanted: tuple[str, ...] = ()
        choices: tuple[Choice, ...] = ()
        for place, word in enumerate(words):
            if word.text[0] in QUOTES and place:
                return words[:place], choices, words[place:], True
            bare = word.text.rstrip(":")
            more = (*wanted, *self._meaning(replace(word, text=bare)))
            found = self._index.starting(more) if bare else ()
            too_short = len(bare) < SHORTEST_WORD and not bare.isdigit()
            if not found or (place and too_short):
                if place == 0:
                    raise Trouble.at(
                        word, f"No client, project, code or task begins with “{bare}”."
                    )
                return words[:place], choices, words[place:], False
            wanted, choices = more, found
            if word.text.endswith(":"):
                return words[: place + 1], choices, words[place + 1 :], True
        return words, choices, [], False

    def _meaning(self, word: Word) -> tuple[str, ...]:
        if not is_alias(word.text):
            return (word.text,)
        try:
            return expand([word.text], self._aliases)
        except Invalid as error:
            raise Trouble.at(word, str(error)) from error

    def _notes(self, words: list[Word]) -> str:
        if not words:
            return ""
        notes = self._line[words[0].start : words[-1].end]
        if notes[0] in QUOTES:
            return notes.strip(QUOTES).strip()
        return notes
