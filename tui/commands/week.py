"""The commands of the week: going there from the day, and those of its cells."""

from tui.commands.command import DAY, Command, Situation
from tui.commands.when import not_open

WEEK = "The week"


def _in_week_only(now: Situation) -> str:
    return f"That is for a cell of the week: {now.keys.shown('week')} opens it."


COMMANDS: tuple[Command, ...] = (
    Command(
        id="week",
        keys="w",
        label="Week",
        group=DAY,
        help="The week as a grid of hours, and back",
        refusal=not_open,
    ),
    Command(
        id="previous_week",
        keys="left_square_bracket",
        group=DAY,
        help="The same weekday a week before",
    ),
    Command(
        id="next_week",
        keys="right_square_bracket",
        group=DAY,
        help="The same weekday a week after",
    ),
    *(
        Command(
            id=f"weekday_{number}",
            keys=f"alt+{number},{number}",
            group=WEEK,
            help=f"Day {number} of the week",
        )
        for number in range(1, 8)
    ),
    Command(
        id="fill_right",
        keys="f",
        label="Fill",
        group=WEEK,
        help="Fill a cell's hours in at its right, where it is empty, up to Friday",
        refusal=_in_week_only,
    ),
    Command(
        id="cell_notes",
        keys="m",
        label="Notes",
        group=WEEK,
        help="Edit the notes of a cell of the week",
        refusal=_in_week_only,
    ),
)
