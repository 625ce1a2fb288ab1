"""The commands of the program."""

from tui.commands.command import WINDROW, Command
from tui.commands.when import busy

COMMANDS: tuple[Command, ...] = (
    Command(
        id="help",
        keys="question_mark,f1",
        label="Help",
        group=WINDROW,
        help="All keys",
    ),
    Command(
        id="palette",
        keys="ctrl+p",
        label="Commands",
        group=WINDROW,
        help="Find a command by its name",
    ),
    Command(
        id="log_in",
        keys="ctrl+l",
        group=WINDROW,
        help="Log in again, with a new password or token",
    ),
    Command(
        id="switch_profile",
        keys="P",
        group=WINDROW,
        help="Open another of your accounts (with a day copied by Y: put it here)",
        refusal=busy,
    ),
    Command(
        id="connect",
        keys="C",
        group=WINDROW,
        help="Connect to Harvest …",
        refusal=busy,
    ),
    Command(
        id="strip",
        keys="z",
        group=WINDROW,
        help="Only what runs, in a strip, or all of the day again",
    ),
    Command(
        id="leave",
        keys="q,ctrl+q",
        label="Quit",
        group=WINDROW,
        help="Quit; a running timer goes on",
    ),
    Command(
        id="debug",
        keys="f12",
        group=WINDROW,
        help="What it costs: calls, bytes, ticks, memory, last errors",
    ),
    Command(
        id="suspend",
        keys="ctrl+z",
        group=WINDROW,
        help="Put Windrow aside; fg brings it back",
    ),
)
