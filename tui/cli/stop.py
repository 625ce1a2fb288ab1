"""`windrow stop`."""

import argparse

from tui.cli.line import add_line_parser, run_line

SUMMARY = "stop what runs, now or at a time in the past"
EXAMPLES = """\
    windrow stop
    windrow stop @16:30
    windrow stop -10m
"""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    add_line_parser(commands, "stop", SUMMARY, EXAMPLES)


def run(options: argparse.Namespace) -> int:
    """Do what the options say, and tell the exit code."""
    return run_line(options)
