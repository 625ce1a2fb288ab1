"""The commands of one entry."""

from tui.commands.command import ROW, Command
from tui.commands.when import no_row, no_toggle
from tui.commands.when_rows import (
    no_deletion,
    no_editing,
    no_editor,
    no_giving,
    no_mark,
    no_rows_to_change,
    no_step,
)

COMMANDS: tuple[Command, ...] = (
    Command(
        id="toggle_timer",
        keys="s,space",
        label="Start",
        group=ROW,
        help="Start or stop the timer of this entry",
        refusal=no_toggle,
    ),
    Command(
        id="edit_here",
        keys="enter",
        group=ROW,
        help="Edit its time in place; a digit does too",
        refusal=no_editing,
    ),
    Command(
        id="edit",
        keys="e",
        label="Edit",
        group=ROW,
        help="Edit all of this entry in a form",
        refusal=no_row,
    ),
    Command(
        id="edit_outside",
        keys="E",
        group=ROW,
        help="Edit its notes in your own editor",
        refusal=no_editor,
    ),
    Command(
        id="add_step",
        keys="plus",
        group=ROW,
        help="Put a step of time on it; a timer runs on",
        refusal=no_step,
    ),
    Command(
        id="take_step",
        keys="minus",
        group=ROW,
        help="Take a step of time off it",
        refusal=no_step,
    ),
    Command(
        id="details",
        keys="i",
        group=ROW,
        help="All that is known of this entry",
        refusal=no_row,
    ),
    Command(
        id="delete",
        keys="d,delete",
        label="Delete",
        group=ROW,
        help="Delete this entry, or all marked ones",
        refusal=no_deletion,
    ),
    Command(
        id="mark",
        keys="v",
        group=ROW,
        help="Mark this entry, or no longer",
        refusal=no_mark,
    ),
    Command(
        id="give_step",
        keys="greater_than_sign",
        label="Give time",
        group=ROW,
        help="Move a step of time to the marked entry",
        refusal=no_giving,
    ),
    Command(
        id="move_rows",
        keys="M",
        label="Move",
        group=ROW,
        help="Move it, or marked ones, to another day",
        refusal=no_rows_to_change,
    ),
    Command(
        id="reassign",
        keys="R",
        label="Re-assign",
        group=ROW,
        help="Re-assign it, or all marked ones",
        refusal=no_rows_to_change,
    ),
)
