"""The commands for the same again: continuing, copying."""

from tui.commands.command import DAY, ROW, Command, Situation
from tui.commands.when import no_row, not_ready


def _no_rows(now: Situation) -> str:
    return not_ready(now) or ("" if now.view.day.entries else "There is nothing here to copy.")


def _not_empty(now: Situation) -> str:
    return not_ready(now) or (
        "Rows are copied to an empty day only." if now.view.day.entries else ""
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        id="continue",
        keys="c",
        label="Continue",
        group=ROW,
        help="Go on with this today: a new entry, or the one that is there already",
        refusal=no_row,
    ),
    Command(
        id="copy_rows",
        keys="y",
        group=ROW,
        help="Copy this entry, or the marked ones",
        refusal=no_row,
    ),
    Command(
        id="paste_rows",
        keys="p",
        group=DAY,
        help="Put what was copied on this day, with or without hours",
        refusal=not_ready,
    ),
    Command(
        id="copy_day",
        keys="Y",
        group=DAY,
        help="Copy all entries of this day; p or P puts them on another one",
        refusal=_no_rows,
    ),
    Command(
        id="copy_recent",
        keys="ctrl+y",
        group=DAY,
        help="Copy rows from the most recent timesheet (c on an empty day)",
        refusal=_not_empty,
    ),
)
