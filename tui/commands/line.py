"""The commands of the quick line."""

from tui.commands.command import TIME, Command
from tui.commands.when import no_stop, not_ready

COMMANDS: tuple[Command, ...] = (
    Command(
        id="quick_line",
        keys="a,colon",
        label="Line",
        group=TIME,
        help="Write an entry, a timer, a switch or a note in one line",
        refusal=not_ready,
    ),
    Command(
        id="switch",
        keys="S",
        label="Switch",
        group=TIME,
        help="Pick what to go on with, then switch the timer to it in one step",
        refusal=not_ready,
    ),
    Command(
        id="stop_at",
        keys="X",
        group=TIME,
        help="Stop the running timer at a time in the past",
        refusal=no_stop,
    ),
)
