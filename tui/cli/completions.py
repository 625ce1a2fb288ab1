"""`windrow completions`: scripts by which a shell completes what is written behind windrow."""

import argparse
import sys
from collections.abc import Iterable

from tui.cli.answers import UNUSABLE, harmless, refuse

SHELLS = ("bash", "zsh", "fish")

_DESCRIPTION = """\
Print what makes a shell complete windrow's commands and options, the names of your profiles, and
the words of projects and tasks behind start, switch and log.

    bash    eval "$(windrow completions bash)"        in ~/.bashrc
    zsh     eval "$(windrow completions zsh)"         in ~/.zshrc, behind compinit
    fish    windrow completions fish | source         in ~/.config/fish/config.fish
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "completions",
        help="print the completions for bash, zsh or fish",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", nargs="?", choices=SHELLS, help="whose they are")
    parser.add_argument("--words", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--profiles", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--profile", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print what the options name, and tell the exit code."""
    if options.words:
        _print(_listed(_words(options.profile).split()))
    elif options.profiles:
        _print(_listed(_profiles()))
    elif options.shell is None:
        return refuse(f"For which shell? {', '.join(SHELLS)}.", UNUSABLE, as_json=False)
    else:
        from tui.cli.completion_scripts import SCRIPTS, surface

        _print(SCRIPTS[options.shell](surface()))
    return 0


def _listed(words: Iterable[str]) -> str:
    """A word a line; one that a shell would not take as it is stays out, as bash expands them."""
    return "".join(f"{word}\n" for word in words if all(c.isalnum() or c in "-_.@" for c in word))


def _words(profile: str | None) -> str:
    """The words that panes and commands kept; none while nobody did."""
    from tui.outside.known import last_opened
    from tui.outside.places import read_whole, words_path

    return read_whole(words_path(profile or last_opened())) or ""


def _profiles() -> list[str]:
    """The names of the profiles, read without a check: a shell is no place to complain."""
    import tomllib

    from tui import config
    from tui.cli.opening import LOCAL

    try:
        tree = tomllib.loads(config.config_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return [LOCAL]
    named = tree.get("profiles", {})
    return [LOCAL, *(named if isinstance(named, dict) else ())]


def _print(text: str) -> None:
    sys.stdout.write(harmless(text))
