"""The commands of time that is on no entry."""

from tui.commands.command import DAY, TIME, Command, Situation
from tui.commands.when import not_ready


def _no_taking(now: Situation) -> str:
    if now.view.sheet_of is not None:
        return "Untracked time is found on your own sheet only."
    if now.view.day.date != now.view.today:
        return f"Untracked time is that of today: {now.keys.shown('today')} goes there."
    return not_ready(now)


COMMANDS: tuple[Command, ...] = (
    Command(
        id="take_untracked",
        keys="U",
        label="Take",
        group=TIME,
        help="Take untracked time of today, or a part of it, in one line",
        refusal=_no_taking,
    ),
    Command(
        id="hide_untracked",
        keys="H",
        label="Hide",
        group=DAY,
        help="Hide the untracked time, or show it again",
    ),
)
