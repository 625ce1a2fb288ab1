"""Every command once: its keys, its words, and when it applies.

Bindings, the line of keys, the palette and the help are made from these tables, so that none of
them can drift from the others. One file holds the commands of one subject.
"""

from collections.abc import Iterable

from textual.binding import Binding

from tui.commands import again, away, days, line, moving, rows, untracked, week, windrow
from tui.commands.command import DAY, MOVE, ROW, WINDROW, Command, Refusal, Situation
from tui.commands.when import AS_SEEN_LAST, NOT_THERE_YET

__all__ = [
    "AS_SEEN_LAST",
    "BY_ID",
    "COMMANDS",
    "DAY",
    "MOVE",
    "NOT_THERE_YET",
    "ROW",
    "WINDROW",
    "Command",
    "Refusal",
    "Situation",
    "also",
    "bindings",
    "refusal",
]

COMMANDS: tuple[Command, ...] = (
    *line.COMMANDS,
    *rows.COMMANDS,
    *again.COMMANDS,
    *untracked.COMMANDS,
    *away.COMMANDS,
    *days.COMMANDS,
    *week.COMMANDS,
    *moving.COMMANDS,
    *windrow.COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}


def bindings(commands: Iterable[Command]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """The bindings of commands, for a screen's BINDINGS."""
    return [
        Binding(command.keys, command.id, command.help, show=False, id=command.id)
        for command in commands
    ]


def also(command_id: str, action: str) -> Binding:
    """Bind the keys of a command to what they do on another screen; they are rebound with it."""
    return Binding(BY_ID[command_id].keys, action, show=False, id=command_id)


def refusal(command_id: str, now: Situation) -> str:
    """Say why a command does not apply now; nothing when it does."""
    return BY_ID[command_id].refusal(now)
