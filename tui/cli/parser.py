"""What may be written after `windrow`. Only the options of the command that is called are built."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from types import ModuleType

from tui import __version__
from tui.cli.words import cut_line

COMMANDS = {
    "status": "print the running timer, for tmux, starship, waybar, i3",
    "start": "start a timer, now or since a time in the past",
    "switch": "go on with something else; what runs is stopped",
    "stop": "stop what runs, now or at a time in the past",
    "log": "save time that is over",
    "account": "look after your own account: settings, people, approval, passwords, copies",
    "serve": "serve your own account to other programs, over HTTP",
    "login": "log in to Harvest, or to a server that speaks its API",
    "logout": "forget a profile, and the secret that it has",
    "profiles": "list the accounts that you can open; choose the one that opens by itself",
    "import": "copy your time entries from Harvest into your own account",
    "export": "write time entries as CSV, JSON or a calendar",
    "completions": "print the completions for bash, zsh or fish",
}
"""Each command is a module beside this one, with `add_parser(commands)` and `run(options)`.

That of a Python keyword has an underscore after its name.
"""


def parse(arguments: Sequence[str]) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    """Read the command line; `command` of the options is None without one.

    A wrong one is told, and ends the program with exit code 2.
    """
    arguments, words = cut_line(arguments)
    parser = _parser(arguments)
    options = parser.parse_args(arguments)
    options.line = words
    if options.command and arguments[0] != options.command:
        parser.error(f"write the command first: windrow {options.command} …")
    if not options.command and not options.demo and (options.person or options.start_end):
        parser.error(f"{'--as' if options.person else '--start-end'} goes with --demo")
    return parser, options


def run(options: argparse.Namespace) -> int:
    """Run the command of the options, and tell the exit code."""
    code: int = _module(options.command).run(options)
    return code


def whole_parser() -> argparse.ArgumentParser:
    """The parser with the options of all commands."""
    return _parser(tuple(COMMANDS))


def _module(command: str) -> ModuleType:
    return import_module(f"tui.cli.{command}{'_' if iskeyword(command) else ''}")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="windrow",
        description="A full-screen timesheet for the terminal. Without arguments it opens today "
        "on your own account, which lives on this machine.",
    )
    parser.add_argument("--version", action="version", version=f"windrow {__version__}")
    parser.add_argument(
        "--demo", action="store_true", help="open a throw-away account filled with work"
    )
    parser.add_argument(
        "--start-end", action="store_true", help="with --demo: it tracks start and end times"
    )
    parser.add_argument(
        "--as", dest="person", metavar="NAME", help="with --demo: look at it as NAME does"
    )
    parser.add_argument(
        "--date", metavar="DATE", help="open on a day: 2026-11-23, 11-23, mon, yesterday, -1"
    )
    parser.add_argument(
        "--profile",
        metavar="NAME",
        help="open an account of your config.toml; “local” is the one on this machine",
    )
    parser.add_argument(
        "--of-user", type=int, metavar="ID", help="open the timesheet of that person"
    )
    parser.add_argument("--ascii", action="store_true", help="show signs and frames in plain ASCII")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", description="each has its own --help"
    )
    for name, summary in COMMANDS.items():
        if name in arguments:
            _module(name).add_parser(commands)
        else:
            commands.add_parser(name, help=summary)
    return parser
