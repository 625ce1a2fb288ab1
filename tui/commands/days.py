"""The commands of the timesheet."""

from tui.commands.command import DAY, TIME, Command
from tui.commands.when import (
    busy,
    no_redo,
    no_rows,
    no_stop,
    no_undo,
    no_way_back,
    not_open,
    not_ready,
)
from tui.commands.when_rows import nothing_to_let_go

COMMANDS: tuple[Command, ...] = (
    Command(
        id="stop_running",
        keys="x",
        label="Stop",
        group=TIME,
        help="Stop what runs, whatever day it is on",
        refusal=no_stop,
    ),
    Command(
        id="new_entry",
        keys="n",
        label="New",
        group=TIME,
        help="New entry on this day",
        refusal=not_ready,
    ),
    Command(
        id="undo",
        keys="u",
        label="Undo",
        group=TIME,
        help="Undo the last change, whatever it was",
        refusal=no_undo,
    ),
    Command(
        id="redo",
        keys="ctrl+r",
        label="Redo",
        group=TIME,
        help="Do again what was undone last",
        refusal=no_redo,
    ),
    Command(
        id="previous_day",
        keys="h,left",
        group=DAY,
        help="The day before",
    ),
    Command(
        id="next_day",
        keys="l,right",
        group=DAY,
        help="The day after",
    ),
    Command(
        id="today",
        keys="t",
        label="Today",
        group=DAY,
        help="Today",
    ),
    Command(
        id="filter",
        keys="slash",
        label="Filter",
        group=DAY,
        help="Filter the rows by words, as you type",
        refusal=no_rows,
    ),
    Command(
        id="let_go",
        keys="escape",
        label="All rows",
        group=DAY,
        help="All rows again, and none of them marked",
        refusal=nothing_to_let_go,
    ),
    Command(
        id="search",
        keys="ctrl+f",
        label="Search",
        group=DAY,
        help="Search all days that are known",
        refusal=not_open,
    ),
    Command(
        id="reload",
        keys="r",
        group=DAY,
        help="Read the day again",
    ),
    Command(
        id="open_sheet",
        keys="o",
        group=DAY,
        help="Somebody else's timesheet (for administrators)",
        refusal=busy,
    ),
    Command(
        id="own_sheet",
        keys="backspace",
        label="Back to my sheet",
        group=DAY,
        help="Back to your own timesheet",
        refusal=no_way_back,
    ),
)
