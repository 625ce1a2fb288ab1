"""Times in the line: how long, from when to when, and since when."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal

from tui.domain.clock_times import parse_time
from tui.domain.hours import parse_hours, to_seconds
from tui.domain.invalid import Invalid
from tui.domain.quick.words import Trouble, Word

_LONG = re.compile(
    r"\d{0,3}:\d\d|\d*[.,]\d+|\d+[.,]|\d{1,4}(?:[.,]\d+)?\s*(?:h|hrs?|hours?|m|mins?|minutes?)"
    r"|\d{1,3}h\d{1,2}m?",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")
_OF_DAY = r"(?:\d{1,2}(?:[:.h]?\d\d)?(?:\s*[ap]\.?m\.?|[ap])?|noon|midnight)"
_SPAN = re.compile(rf"({_OF_DAY})\s*[-–—]\s*({_OF_DAY})?", re.IGNORECASE)
_SURE = re.compile(r"[:ap]|noon|midnight", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Long:
    """So many hours (hundredths)."""

    hours: Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """From one local time of day to another; without an end it is still going on."""

    started: time
    ended: time | None


@dataclass(frozen=True, slots=True)
class Now:
    """From now on."""


@dataclass(frozen=True, slots=True)
class Ago:
    """Since so long ago."""

    back: timedelta


@dataclass(frozen=True, slots=True)
class At:
    """Since a local time of day, today."""

    time: time


When = Long | Span | Now | Ago | At


def read_when(words: list[Word], *, is_first: bool) -> tuple[When, int] | None:
    """Read a time at the beginning of words, with how many of them it takes; None if it is none.

    A bare number is hours in the first place only: later it may belong to a name.

    Raises:
        Trouble: it is meant as a time and cannot be one.
    """
    if not words:
        return None
    for taken in (3, 2, 1):
        if len(words) >= taken:
            text = " ".join(word.text for word in words[:taken])
            whole = Word(text, words[0].start)
            if found := _span(whole, is_first=is_first) or _long(whole, is_first=is_first):
                return found, taken
    return None


def read_since(word: Word) -> When | None:
    """Read `-20m`, `-1:30`, `@10:40`, which say since when; None if it is none of them.

    Raises:
        Trouble: it is meant so and cannot be.
    """
    if word.text.startswith(("-", "−")) and len(word.text) > 1 and word.text[1] in "0123456789.,":
        if _BARE.fullmatch(word.text[1:]):
            sizes = f"{word.text}m or {word.text}h"
            raise Trouble.at(word, f"Minutes or hours? Write {sizes}.")
        hours = _hours(word.behind(1))
        return Ago(timedelta(seconds=to_seconds(hours)))
    if word.text.startswith("@") and len(word.text) > 1 and word.text[1].isdigit():
        return At(_time(word.behind(1)))
    return None


def read_at(word: Word) -> When:
    """Read a moment, with or without its sign: `@10:40`, `10:40`, `-5m`.

    Raises:
        Trouble: it is none.
    """
    bare = word.behind(1) if word.text[0] == "@" and not word.text[1:2].isdigit() else word
    if not bare.text:
        raise Trouble.at(word, "When? Write 10:40, or -5m for five minutes ago.")
    return read_since(bare) or At(_time(bare))


def _long(word: Word, *, is_first: bool) -> Long | None:
    if _LONG.fullmatch(word.text) or (" " in word.text and _is_long_in_two(word.text)):
        return Long(_hours(word))
    if is_first and _BARE.fullmatch(word.text):
        return Long(_hours(word))
    return None


def _is_long_in_two(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}\s?h\w*\s\d{1,2}\s?m\w*", text, re.IGNORECASE) is not None


def _span(word: Word, *, is_first: bool) -> Span | None:
    match = _SPAN.fullmatch(word.text)
    if match is None or not (is_first or _SURE.search(word.text)):
        return None
    ended = match[2] and _time(Word(match[2], word.start + match.start(2)))
    return Span(_time(Word(match[1], word.start)), ended or None)


def _hours(word: Word) -> Decimal:
    try:
        hours = parse_hours(word.text)
    except Invalid as error:
        if _BARE.fullmatch(word.text):
            raise Trouble.at(
                word, f"{word.text} are hours, and an entry holds 24: write {word.text}m."
            ) from error
        raise Trouble.at(word, str(error)) from error
    if hours is None:
        raise Trouble.at(word, "How long? Write 1:30, 1.5 or 90m.")
    return hours


def _time(word: Word) -> time:
    try:
        at = parse_time(word.text)
    except Invalid as error:
        raise Trouble.at(word, str(error)) from error
    if at is None:
        raise Trouble.at(word, "A time of day is missing: write 10:40 or 9am.")
    return at
