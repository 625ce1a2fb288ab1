"""The commands that only move the cursor."""

from tui.commands.command import MOVE, Command

COMMANDS: tuple[Command, ...] = (
    Command(id="down", keys="j,down", group=MOVE, help="The next entry"),
    Command(id="up", keys="k,up", group=MOVE, help="The entry before"),
    Command(id="first", keys="g,home", group=MOVE, help="The first entry"),
    Command(id="last", keys="G,end", group=MOVE, help="The last entry"),
    Command(id="page_down", keys="pagedown,ctrl+d", group=MOVE, help="A screen further"),
    Command(id="page_up", keys="pageup,ctrl+u", group=MOVE, help="A screen back"),
)
