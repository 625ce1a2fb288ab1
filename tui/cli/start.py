"""`windrow start`."""

import argparse

from tui.cli.line import add_line_parser, run_line

SUMMARY = "start a timer, now or since a time in the past"
EXAMPLES = """\
    windrow start acme web prog fix login
    windrow start -20m dev          started twenty minutes ago
    windrow start @9:15 dev         the same, by the clock
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    add_line_parser(commands, "start", SUMMARY, EXAMPLES)


def run(options: argparse.Namespace) -> int:
    """Do what the options say, and tell the exit code."""
    return run_line(options)
