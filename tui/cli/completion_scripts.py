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
"""By commands; that of the program itself has a blank name."""


def surface() -> dict[str, Surface]:
    """What the parser knows."""
    parser = whole_parser()
    found = {"": Surface(_options(parser), tuple(COMMANDS))}
    return found | {name: _of(command) for name, command in _commands(parser).items()}


def _of(parser: argparse.ArgumentParser) -> Surface:
    inner = _commands(parser)
    options = [*_options(parser), *(o for command in inner.values() for o in _options(command))]
    choices = [
        str(choice)
        for action in parser._actions
        if action.choices and not action.option_strings and not inner
        for choice in action.choices
    ]
    return Surface(tuple(dict.fromkeys(options)), (*inner, *choices))


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


def _cases(surfaces: Surfaces) -> str:
    return "\n".join(
        f"        {name or chr(39) * 2}) words='{what.all}' ;;" for name, what in surfaces.items()
    )


def bash(surfaces: Surfaces) -> str:
    """The script for bash; it takes an `@` for a word of its own."""
    return f"""\
_windrow() {{
    local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}"
    local words= command= word
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case $word in -*) ;; *) command=$word; break ;; esac
    done
    case $command in
{_cases(surfaces)}
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
    cases = _cases(surfaces).replace("words=", "known=")
    return f"""\
#compdef windrow
_windrow() {{
    local known= command= word
    for word in "${{(@)words[2,CURRENT-1]}}"; do
        case $word in (-*) ;; (*) command=$word; break ;; esac
    done
    case $command in
{cases}
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
    seen = "__fish_seen_subcommand_from"
    lines = [
        f"complete -c windrow -n __fish_use_subcommand -f -a {name} -d '{about}'"
        for name, about in COMMANDS.items()
    ]
    for name, what in surfaces.items():
        when = f"'{seen} {name}'" if name else "__fish_use_subcommand"
        lines += [f"complete -c windrow -n {when} -l {option[2:]}" for option in what.options]
        if name and what.words:
            lines.append(f"complete -c windrow -n {when} -f -a '{' '.join(what.words)}'")
    lines += [
        f"complete -c windrow -n '{seen} {' '.join(WORDED)}' -f -a '(windrow completions --words)'",
        "complete -c windrow -l profile -x -a '(windrow completions --profiles)'",
    ]
    return "\n".join(lines) + "\n"


SCRIPTS: dict[str, Callable[[Surfaces], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
