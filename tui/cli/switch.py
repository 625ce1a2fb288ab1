"""`windrow switch`."""

import argparse

from tui.cli.line import add_line_parser, run_line

SUMMARY = "go on with something else; what runs is stopped"
EXAMPLES = """\
    windrow switch dev              now
    windrow switch -5m dev          five minutes ago; what ran is cut back to then
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    add_line_parser(commands, "switch", SUMMARY, EXAMPLES)


def run(options: argparse.Namespace) -> int:
    """Do what the options say, and tell the exit code."""
    return run_line(options)
