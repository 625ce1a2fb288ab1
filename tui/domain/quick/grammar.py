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

QUOTES = '"“”'
STOP = "stop"
SHORTEST_DATE = 3
SHORTEST_WORD = 2
FEW_DIGITS = 3
"""Fewer are a number in the notes, unless they come first."""

NO_SUCH_DAY = " has no day "
MOST_WORDS = 12
"""What names a project and task; whatever comes behind so many words is notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work that was done or begins: the pairs that it may mean, when, on which day, and notes.

    `choices` are more than one where the words do not tell, and none where there are no words yet;
    `day` is None where none was named; `what` and `at` are where the line says what it
    is and when.
    """

    choices: tuple[Choice, ...]
    when: When
    day: date | None = None
    notes: str = ""
    what: Word
    at: Word


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop what runs, at a moment; `word` is where the line says it."""

    when: When
    word: Word


@dataclass(frozen=True, slots=True)
class Note:
    """Other notes for the row under the cursor."""

    notes: str


Said = Work | Stop | Note


@dataclass(frozen=True, slots=True)
class _Time:
    when: When
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class _Day:
    on: date | None = None
    word: Word | None = None


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
        return Note(_unquoted(line.strip()))
    if words[0].text.casefold() == STOP and len(words) <= SHORTEST_WORD:
        return Stop(read_at(words[1]), words[1]) if len(words) > 1 else Stop(Now(), words[0])
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
            what = Word("", len(self._line) + 1)
            return Work(choices=(), when=when.when, day=day.on, what=what, at=when.word or what)
        picked, choices, rest, is_marked = self._pick(rest)
        if isinstance(when.when, Now) and rest and not is_marked:
            when, rest = self._later_when(rest, when)
        notes, rest = self._quoted(rest)
        if day.on is None and (not is_marked or notes is not None):
            day, rest = self._last_day(rest)
        notes = self._notes(rest) if notes is None else notes
        what = Word(self._line[picked[0].start : picked[-1].end], picked[0].start)
        return Work(
            choices=choices,
            when=when.when,
            day=day.on,
            notes=notes,
            what=what,
            at=when.word or day.word or what,
        )

    def _first_when(self, words: list[Word]) -> tuple["_Time", list[Word]]:
        first = words[0]
        if first.text == "+":
            since = read_since(words[1]) if len(words) > 1 else None
            return (_Time(since, words[1]), words[2:]) if since else (_Time(Now()), words[1:])
        if first.text.startswith("+") and len(first.text) > 1:
            return _Time(Now()), [first.behind(1), *words[1:]]
        return self._later_when(words, _Time(Now()), is_first=True)

    def _later_when(
        self, words: list[Word], so_far: "_Time", *, is_first: bool = False
    ) -> tuple["_Time", list[Word]]:
        if since := read_since(words[0]):
            return _Time(since, words[0]), words[1:]
        if found := read_when(words, is_first=is_first):
            when, taken = found
            text = self._line[words[0].start : words[taken - 1].end]
            return _Time(when, Word(text, words[0].start)), words[taken:]
        return so_far, words

    def _first_day(self, words: list[Word]) -> tuple["_Day", list[Word]]:
        """A day right behind the time, unless its name begins something that may be picked."""
        if words and (day := self._day(words[:1])) and not self._index.starting([words[0].text]):
            return day, words[1:]
        return _Day(), words

    def _last_day(self, words: list[Word]) -> tuple["_Day", list[Word]]:
        for taken in (2, 1):
            if len(words) >= taken and (day := self._day(words[-taken:])):
                return day, words[:-taken]
        return _Day(), words

    def _day(self, words: list[Word]) -> "_Day | None":
        text = _text(words)
        is_name = text[:1].isalpha() and len(text) < SHORTEST_DATE
        if is_name or text[:1] in "+-" or text.isdigit():
            return None
        word = Word(self._line[words[0].start : words[-1].end], words[0].start)
        try:
            return _Day(parse_date(text, self._today), word)
        except Invalid as error:
            if NO_SUCH_DAY in str(error):
                raise Trouble.at(word, str(error)) from error
            return None  # words like any others

    def _quoted(self, words: list[Word]) -> tuple[str | None, list[Word]]:
        """Notes between quotes, and the words behind them; None where they do not begin so."""
        if not words or words[0].text[0] not in QUOTES:
            return None, words
        for place, word in enumerate(words):
            is_long = len(word.text) > 1 or place
            if is_long and word.text[-1] in QUOTES and self._day_only(words[place + 1 :]):
                inside = self._line[words[0].start : word.end]
                return _unquoted(inside), words[place + 1 :]
        return None, words

    def _day_only(self, words: list[Word]) -> bool:
        return not words or (len(words) <= SHORTEST_WORD and self._day(words) is not None)

    def _pick(self, words: list[Word]) -> tuple[list[Word], tuple[Choice, ...], list[Word], bool]:
        """Take words for project and task as long as they begin something.

        Returns what was taken, what it may mean, what is left, and whether the line itself marks
        where the notes begin.
        """
        wanted: tuple[str, ...] = ()
        choices: tuple[Choice, ...] = ()
        for place, word in enumerate(words):
            if place == MOST_WORDS or (place and read_since(word)):
                return words[:place], choices, words[place:], False
            if word.text[0] in QUOTES and place:
                return words[:place], choices, words[place:], True
            bare = word.text.rstrip(":")
            more = (*wanted, *self._meaning(replace(word, text=bare)))
            found = self._index.starting(more) if bare else ()
            too_short = len(bare) < (FEW_DIGITS if bare.isdigit() else SHORTEST_WORD)
            if not found or (place and too_short):
                if place == 0:
                    raise Trouble.at(word, self._nothing(bare))
                return words[:place], choices, words[place:], False
            wanted, choices = more, found
            if word.text.endswith(":"):
                return words[: place + 1], choices, words[place + 1 :], True
        return words, choices, [], False

    def _nothing(self, word: str) -> str:
        if is_alias(word):
            stands_for = " ".join(expand([word], self._aliases))
            return f"{word} stands for “{stands_for}”, and nothing begins with that."
        return f"No client, project, code or task begins with “{word}”."

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
        return _unquoted(notes) if notes[0] in QUOTES else notes


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _unquoted(text: str) -> str:
    """Take the opening quote away, and the closing one where there is just one."""
    rest = text[1:]
    is_closed = rest[-1:] in QUOTES and not any(quote in rest[:-1] for quote in QUOTES)
    return (rest[:-1] if rest and is_closed else rest).strip()
