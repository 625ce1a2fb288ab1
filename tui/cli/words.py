"""The words of a line behind `windrow start` and its like, apart from the options."""

from collections.abc import Sequence

LINES = ("start", "switch", "stop", "log")
"""The commands that take a line."""

_VALUED = ("--profile",)
_HELP = ("-h", "--help")


def cut_line(arguments: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Cut the arguments of such a command into those that are options and the words of its line.

    Only what begins with two dashes is an option, wherever it stands, so that `-20m` is a time;
    behind `--` nothing is. Of other commands all are options.
    """
    if not arguments or arguments[0] not in LINES:
        return list(arguments), ()
    options, words = [arguments[0]], list[str]()
    coming = iter(arguments[1:])
    for argument in coming:
        if argument == "--":
            words += coming
        elif argument in _HELP or argument.startswith("--"):
            options.append(argument)
            if argument in _VALUED:
                options += [value for value in [next(coming, None)] if value is not None]
        else:
            words.append(argument)
    return options, tuple(words)
