"""The keys of the commands: those of the tables, changed by a person's `[keys]`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tui.commands import BY_ID, COMMANDS
from tui.domain.invalid import Invalid
from tui.domain.key_names import named, written
from tui.domain.keys import Keys

Wishes = Mapping[str, str | Sequence[str]]
"""The table `[keys]`: a command's name, and its key, several, or `""` for none."""

Names = tuple[str, ...]

NO_KEY = "<none>"
"""Stands in Textual's keymap for no key at all: no terminal sends it."""

FIXED = {
    "ctrl+q": "always quits",
    "ctrl+c": "is left to copying",
    "escape": "always goes back",
    "tab": "always moves on",
    "shift+tab": "always moves back",
    **dict.fromkeys("0123456789", "always begins hours"),
}
"""Keys that no wish can change, and what they do."""

_OWN: dict[str, Names] = {command.id: tuple(command.keys.split(",")) for command in COMMANDS}
DEFAULTS = Keys(_OWN)


def chosen(wishes: Wishes) -> Keys:
    """Give the commands the keys that were wished for, and say what could not be.

    A key belongs to one command. Where two want it, the one that has it by itself keeps it, else
    the one that is named first; the other goes without it, and has its own keys when none is left.
    """
    problems: list[str] = []
    wanted = dict(_read(wishes, problems))
    while clash := _clash({**_OWN, **wanted}, wanted):
        key, keeper, loser = clash
        is_rivalry = keeper in wanted
        rest = tuple(name for name in wanted[loser] if name != key)
        if rest:
            wanted[loser] = rest
        else:
            del wanted[loser]
        has = " and ".join(map(written, wanted.get(loser, _OWN[loser])))
        if is_rivalry:
            both = f"“{written(key)}” is both {keeper} and {loser} in [keys]"
            problems.append(f"{both}: {keeper} keeps it, and {loser} has {has}.")
        else:
            taken = f"“{written(key)}” in [keys] is {keeper} already"
            problems.append(f"{taken}: {loser} has {has} until {keeper} has another key.")
    return Keys({**_OWN, **wanted}, tuple(problems))


def keymap(keys: Keys) -> dict[str, str]:
    """What Textual is to know: the keys of the commands that have others than their own."""
    return {
        command: ",".join(names) or NO_KEY
        for command, names in keys.names.items()
        if names != _OWN[command]
    }


def first_of(problems: Sequence[str], keys: Keys) -> str:
    """Say several problems in one line: the first, and how many more the help tells."""
    more = len(problems) - 1
    rest = f" And {more} more: {keys.shown('help')} names all." if more else ""
    return f"{problems[0]}{rest}"


def _read(wishes: Wishes, problems: list[str]) -> Iterator[tuple[str, Names]]:
    """Read the wishes that can be read."""
    for command, wish in wishes.items():
        if command not in BY_ID:
            problems.append(_unknown(command))
            continue
        texts = _texts(wish)
        names = tuple(dict.fromkeys(_names(command, texts, problems)))
        if names or not texts:
            yield command, (*names, *(name for name in _OWN[command] if name in FIXED))


def _texts(wish: str | Sequence[str]) -> list[str]:
    if not isinstance(wish, str):
        return list(wish)
    if wish.strip() == ",":
        return [","]
    return [text.strip() or text for text in wish.split(",") if text]


def _names(command: str, texts: Sequence[str], problems: list[str]) -> Iterator[str]:
    for text in texts:
        try:
            name = named(text)
        except Invalid as error:
            problems.append(f"{command} in [keys]: {error}")
            continue
        if name not in FIXED:
            yield name
        elif name not in _OWN[command]:
            problems.append(f"“{written(name)}” {FIXED[name]}: {command} cannot have it.")


def _unknown(command: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(command, BY_ID, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]}?" if near else ": the README lists them all."
    return f"There is no command “{command}” for [keys]{hint}"


def _clash(
    all_keys: Mapping[str, Names], wanted: Mapping[str, Names]
) -> tuple[str, str, str] | None:
    """Find a key that two commands want, one of them by a wish: the key, its keeper, the loser."""
    holders: dict[str, list[str]] = {}
    for command in (*wanted, *(own for own in all_keys if own not in wanted)):
        for name in all_keys[command]:
            holders.setdefault(name, []).append(command)
    for name, commands in holders.items():
        for one, other in combinations(commands, 2):
            if one in wanted and not _live_apart(one, other):
                return (name, other, one) if name in _OWN[other] else (name, one, other)
    return None


def _live_apart(one: str, other: str) -> bool:
    """Tell whether two commands are of different screens: they have a key in common as it is."""
    return not set(_OWN[one]).isdisjoint(_OWN[other])
