"""Short names for what is often typed: `@dev` stands for `acme web dev`, as the person set it."""

import re
from collections.abc import Iterable, Mapping

from tui.domain.clock_times import parse_time
from tui.domain.invalid import Invalid

SIGN = "@"
Aliases = Mapping[str, str]
"""Names, without the sign, and the words that they stand for."""

_NAME = re.compile(r"[A-Za-z0-9_-]+")


def expand(words: Iterable[str], aliases: Aliases) -> tuple[str, ...]:
    """Put for each `@name` the words it stands for; case does not matter.

    Raises:
        Invalid: there is no such alias; the sentence names the closest one.
    """
    named = {name.casefold(): meaning.split() for name, meaning in aliases.items()}
    expanded: list[str] = []
    for word in words:
        if not is_alias(word):
            expanded.append(word)
            continue
        meaning = named.get(word.removeprefix(SIGN).casefold())
        if meaning is None:
            raise Invalid(_unknown(word, aliases))
        expanded += meaning
    return tuple(expanded)


def is_alias(word: str) -> bool:
    """Tell whether a word is written as an alias, whether or not there is one."""
    return word.startswith(SIGN) and len(word) > len(SIGN)


def _unknown(word: str, aliases: Aliases) -> str:
    from difflib import get_close_matches  # 2 ms that nobody needs who types what there is

    if not aliases:
        return f"There is no alias “{word}”: aliases are set under [aliases] in config.toml."
    wanted = word.removeprefix(SIGN)
    beginning = [name for name in aliases if name.casefold().startswith(wanted.casefold())]
    close = beginning or get_close_matches(wanted, aliases, n=1, cutoff=0.0)
    return f"There is no alias “{word}”; the closest is {SIGN}{close[0]}."


def check_aliases(aliases: Aliases) -> None:
    """Make sure that aliases can be used.

    Raises:
        Invalid: one of them cannot be; the sentence says which, and what to do.
    """
    seen: dict[str, str] = {}
    for name, meaning in aliases.items():
        if not _NAME.fullmatch(name):
            raise Invalid(f"the alias “{name}” may have letters, digits, - and _ only")
        if _is_time(name):
            raise Invalid(f"the alias “{name}” reads as a time of day; give it another name")
        if not meaning.strip():
            raise Invalid(f"the alias “{name}” stands for nothing; write the words it stands for")
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise Invalid(f"the aliases “{other}” and “{name}” are the same; rename one of them")


def _is_time(name: str) -> bool:
    try:
        return parse_time(name) is not None
    except Invalid:
        return False
