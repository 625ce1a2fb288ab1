"""All keys, in groups."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui import __version__
from tui.commands import COMMANDS, Command, also
from tui.config import config_path
from tui.domain.keys import Keys
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet
from tui.widgets.bars import Key, KeyBar
from tui.widgets.rows import NARROW, WIDE
from tui.widgets.text import fit, one_line, wrap

KEY_CELLS = 16
FEW_KEY_CELLS = 12
NAME_CELLS = 16
NAMES_FROM = 68
MORE = " …"
"""Behind the first key of a command that has others."""

MARGIN = 2
GAP = 2
"""Between two columns, and before the scrollbar."""
REBIND = 'To have other keys, write lines like undo = "Z" below a line [keys] into'
NAMES = "The words at the right are the names of the commands there."

Groups = Sequence[tuple[str, Sequence[Command]]]


class HelpScreen(Pane[None]):
    """The help: every command with its keys, and what could not be had of the person's own.

    Args:
        keys: the person's keys.
    """

    CSS_PATH = stylesheet("help")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", "Back", show=False),
        also("help", "dismiss"),
        also("leave", "dismiss"),
        also("palette", "palette"),
        also("down", "scroll(1)"),
        also("up", "scroll(-1)"),
        also("first", "scroll(-1000)"),
        also("last", "scroll(1000)"),
    ]

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A heading, what is wrong, a list that scrolls, the keys of this screen."""
        yield Static(Content(f"Windrow {__version__} · keys"), classes="heading")
        with VerticalScroll(can_focus=True):
            if self._keys.problems:
                yield Static(_problems(self._keys), id="problems")
            with Horizontal(id="keys"):
                yield Static(id="left")
                yield Static(id="right")
            yield Static(id="rebind")
        commands = Key(self._keys.first("palette"), "Commands", "screen.palette")
        yield KeyBar((commands, Key("esc", "Back", "screen.dismiss")))

    @on(events.Resize)
    def _lay_out(self) -> None:
        """Lay the groups out in one column, or in two where there is room."""
        groups = _groups()
        columns = (groups,) if self.size.width < WIDE else _halves(groups)
        width = (self.size.width - MARGIN) // len(columns) - GAP
        texts = [_listed(column, self._keys, width) for column in columns]
        left, right = (*texts, Content(""))[:2]
        self.query_one("#left", Static).update(left)
        self.query_one("#right", Static).update(right)
        self.query_one("#right").display = len(columns) > 1
        told = f"{REBIND}\n{config_path()}\n{NAMES if width >= NAMES_FROM else ''}"
        self.query_one("#rebind", Static).update(Content.styled(told, "dim"))

    def action_scroll(self, lines: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_palette(self) -> None:
        """Go back, and find a command by its name."""
        self.dismiss()
        self.app.call_later(self.app.action_command_palette)


def _problems(keys: Keys) -> Content:
    return Content("".join(f"! {one_line(problem)}\n" for problem in keys.problems))


def _groups() -> Groups:
    order = list(dict.fromkeys(command.group for command in COMMANDS))
    by_group = sorted(COMMANDS, key=lambda command: order.index(command.group))
    return [(name, list(group)) for name, group in groupby(by_group, key=lambda c: c.group)]


def _halves(groups: Groups) -> tuple[Groups, Groups]:
    """Part the groups so that the columns are about as long, the first one no shorter."""
    lengths = [len(commands) + 2 for _, commands in groups]
    at = next(at for at in range(len(groups) + 1) if 2 * sum(lengths[:at]) >= sum(lengths))
    return groups[:at], groups[at:]


def _listed(groups: Groups, keys: Keys, width: int) -> Content:
    """List groups in a column: the keys, what they do, and where there is room the names."""
    has_names, is_narrow = width >= NAMES_FROM, width < NARROW - KEY_CELLS
    key_cells = FEW_KEY_CELLS if is_narrow else KEY_CELLS
    keys_of = keys.first if is_narrow else keys.every
    room = max(10, width - key_cells - (NAME_CELLS if has_names else 0))
    parts: list[tuple[str, str]] = []
    for group, commands in groups:
        parts.append((f"{group}\n", "bold"))
        for command in commands:
            first, *more = wrap(command.help, room, len(command.help))
            name = f"{command.id:>{NAME_CELLS}}" if has_names else ""
            shown = keys_of(command.id)
            if is_narrow and keys.every(command.id) != shown:
                shown += MORE
            parts.append((f"{fit(f'  {shown}', key_cells)}{first:<{room}}", ""))
            parts += [(f"{name}\n", "dim"), *((f"{' ' * key_cells}{line}\n", "") for line in more)]
        parts.append(("\n", ""))
    return Content.assemble(*parts)
