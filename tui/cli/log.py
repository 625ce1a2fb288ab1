"""`windrow log`."""

import argparse

from tui.cli.line import add_line_parser, run_line

SUMMARY = "save time that is over"
EXAMPLES = """\
    windrow log 1:30 globex meet weekly call
    windrow log 9-10:30 dev
    windrow log yesterday 2h dev
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    add_line_parser(commands, "log", SUMMARY, EXAMPLES)


def run(options: argparse.Namespace) -> int:
    """Do what the options say, and tell the exit code."""
    return run_line(options)
