"""All keys, in groups."""

from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui import __version__
from tui.commands import COMMANDS
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet

KEY_CELLS = 14
NAMES = {"question_mark": "?", "pagedown": "PgDn", "pageup": "PgUp"}


class HelpScreen(Pane[None]):
    """The help: every command with its keys."""

    CSS_PATH = stylesheet("help")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Back", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def compose(self) -> ComposeResult:
        """A heading and a list that scrolls."""
        yield Static(Content(f"Windrow {__version__} · keys"), classes="heading")
        with VerticalScroll(can_focus=True):
            yield Static(_all_keys(), id="keys")
        yield Static(Content.assemble(("esc", "bold"), " Back"), classes="foot")

    def action_scroll(self, lines: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _all_keys() -> Content:
    parts: list[Content] = []
    for group, commands in groupby(sorted(COMMANDS, key=_place), key=lambda c: c.group):
        parts.append(Content.assemble(("\n" if parts else "", ""), (f"{group}\n", "bold")))
        for command in commands:
            keys = " ".join(NAMES.get(key, key) for key in command.keys.split(","))
            parts.append(Content(f"  {keys:<{KEY_CELLS}} {command.help}\n"))
    return Content("").join(parts)


_GROUPS = list(dict.fromkeys(command.group for command in COMMANDS))


def _place(command: object) -> int:
    return _GROUPS.index(getattr(command, "group", ""))
