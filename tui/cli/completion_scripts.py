"""The scripts of `windrow completions`, made from the parser itself."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tui.cli.parser import COMMANDS, whole_parser
from tui.cli.words import LINES

WORDED = tuple(name for name in LINES if name != "stop")
"""The commands behind which words of projects and tasks stand."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What may be written behind a command: its options, and words that are no names."""

    options: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def all(self) -> str:
        """All of it, for a shell to split."""
        return " ".join((*self.words, *self.options))


Surfaces = Mapping[str, Surface]
"""By what was written before: `` for the program itself, `export`, `account set`; and behind an
option that has them, its values: `export --format`."""


def surface() -> dict[str, Surface]:
    """What the parser knows."""
    parser = whole_parser()
    found = {"": Surface(_options(parser), tuple(COMMANDS))}
    for name, command in _commands(parser).items():
        found |= _of(name, command)
    return found


def _of(name: str, parser: argparse.ArgumentParser) -> dict[str, Surface]:
    """What may be written behind a command, behind those within it, and behind its options."""
    inner = _commands(parser)
    words = () if inner else _choices(parser)
    found = {name: Surface(_options(parser), (*inner, *words))}
    for action in parser._actions:
        if action.choices and action.option_strings:
            values = tuple(map(str, action.choices))
            found |= {f"{name} {option}": Surface((), values) for option in action.option_strings}
    for inner_name, command in inner.items():
        found |= _of(f"{name} {inner_name}", command)
    return found


def _choices(parser: argparse.ArgumentParser) -> tuple[str, ...]:
    return tuple(
        str(choice)
        for action in parser._actions
        if action.choices and not action.option_strings
        for choice in action.choices
    )


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _options(parser: argparse.ArgumentParser) -> tuple[str, ...]:
    return tuple(
        name
        for action in parser._actions
        if action.help != argparse.SUPPRESS
        for name in action.option_strings
        if name.startswith("--")
    )


def _cases(surfaces: Surfaces, name: str, indent: int = 8) -> str:
    """The cases of a shell's `case`, what is written last first: an option, an inner command."""
    lines = []
    for before, what in sorted(surfaces.items(), key=lambda each: _rank(each[0])):
        command, _, rest = before.partition(" ")
        inner, prev = ("*", f"'{rest}'") if rest.startswith("-") else (f"'{rest}'", "*")
        pattern = f"'{command}/'{inner if rest else '*'}'/'{prev}"
        lines.append(f"{' ' * indent}{pattern}) {name}='{what.all}' ;;")
    return "\n".join(lines)


def _rank(before: str) -> int:
    return 0 if " -" in before else 1 if " " in before else 2


def bash(surfaces: Surfaces) -> str:
    """The script for bash; it takes an `@` for a word of its own."""
    return f"""\
_windrow() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}"
    local words= command= inner= word
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in
            -*) ;;
            *) if [[ -z $command ]]; then command=$word; else inner=$word; break; fi ;;
        esac
    done
    case "$command/$inner/$prev" in
{_cases(surfaces, "words")}
    esac
    case $prev in --profile) words=$(windrow completions --profiles 2>/dev/null); command= ;; esac
    case $command in {"|".join(WORDED)})
        words="$words $(windrow completions --words 2>/dev/null)"
        [[ $prev == @ ]] && words=${{words//@/}} ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _windrow windrow
"""


def zsh(surfaces: Surfaces) -> str:
    """The script for zsh."""
    return f"""\
#compdef windrow
_windrow() {{
    local known= command= inner= word
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        case $word in
            (-*) ;;
            (*) if [[ -z $command ]]; then command=$word; else inner=$word; break; fi ;;
        esac
    done
    case "$command/$inner/$words[CURRENT-1]" in
{_cases(surfaces, "known")}
    esac
    case $words[CURRENT-1] in
        (--profile) known=$(windrow completions --profiles 2>/dev/null); command= ;;
    esac
    case $command in
        ({"|".join(WORDED)}) known="$known $(windrow completions --words 2>/dev/null)" ;;
    esac
    compadd -- ${{=known}} || _files
}}
compdef _windrow windrow
"""


def fish(surfaces: Surfaces) -> str:
    """The script for fish."""
    lines = [
        f"complete -c windrow -n __fish_use_subcommand -f -a {name} -d '{about}'"
        for name, about in COMMANDS.items()
    ]
    for before, what in surfaces.items():
        command, _, rest = before.partition(" ")
        when = _seen(command) if command else "__fish_use_subcommand"
        if rest.startswith("--"):
            values = f"-l {rest[2:]} -x -a '{' '.join(what.words)}'"
            lines.append(f"complete -c windrow -n '{when}' {values}")
            continue
        if rest:
            when = f"{when}; and {_seen(rest)}"
        elif any(f"{command} {word}" in surfaces for word in what.words):
            when = f"{when}; and not {_seen(' '.join(what.words))}"
        lines += [f"complete -c windrow -n '{when}' -l {option[2:]}" for option in what.options]
        if before and what.words:
            lines.append(f"complete -c windrow -n '{when}' -f -a '{' '.join(what.words)}'")
    lines += [
        f"complete -c windrow -n '{_seen(' '.join(WORDED))}' -f -a '(windrow completions --words)'",
        "complete -c windrow -l profile -x -a '(windrow completions --profiles)'",
    ]
    return "\n".join(lines) + "\n"


def _seen(words: str) -> str:
    return f"__fish_seen_subcommand_from {words}"


SCRIPTS: dict[str, Callable[[Surfaces], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
