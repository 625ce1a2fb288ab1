"""The commands that only move the cursor."""

from tui.commands.command import MOVE, Command

COMMANDS: tuple[Command, ...] = (
    Command(id="down", keys="j,down", shown="j", group=MOVE, help="The next entry"),
    Command(id="up", keys="k,up", shown="k", group=MOVE, help="The entry before"),
    Command(id="first", keys="g,home", shown="g", group=MOVE, help="The first entry"),
    Command(id="last", keys="G,end", shown="G", group=MOVE, help="The last entry"),
    Command(
        id="page_down", keys="pagedown,ctrl+d", shown="PgDn", group=MOVE, help="A screen further"
    ),
    Command(id="page_up", keys="pageup,ctrl+u", shown="PgUp", group=MOVE, help="A screen back"),
)
