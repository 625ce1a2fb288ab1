"""One entry with all that is known of it."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.api.backend import BackendError
from tui.commands import also
from tui.desk.desk import Desk
from tui.domain.details import details
from tui.domain.entry import TimeEntry
from tui.screens.pane import Pane
from tui.screens.ticker import Ticker
from tui.stylesheets import stylesheet
from tui.widgets.bars import FormHead, Key, KeyBar
from tui.widgets.notice import Notice
from tui.widgets.text import literal
from tui.widgets.view import View

LABEL = 11


class DetailScreen(Pane[None]):
    """Every parameter of a time entry, in words. It is read anew when the screen opens."""

    CSS_PATH = stylesheet("detail")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", "Back", show=False),
        also("leave", "dismiss"),
        also("details", "dismiss"),
        also("down", "scroll(1)"),
        also("up", "scroll(-1)"),
    ]

    notice = getters.query_one(Notice)
    rows = getters.query_one("#rows", Static)

    def __init__(self, desk: Desk, view: View, entry: TimeEntry) -> None:
        super().__init__()
        self._desk = desk
        self._view = view
        self._entry = entry
        self._ticker = Ticker(self, desk.now, self._show)

    def compose(self) -> ComposeResult:
        """A heading, the names and values, the keys."""
        yield FormHead("Time entry", self._view)
        with VerticalScroll(can_focus=True):
            yield Static("", id="rows", markup=False)
        yield Notice(classes="-empty")
        yield KeyBar((Key("esc", "Back", "screen.dismiss"),))

    def on_mount(self) -> None:
        """Show what the day knows, then what the account says now."""
        self._take(self._entry)
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        try:
            entry = await self._desk.entry(self._entry.id)
        except BackendError as error:
            self.notice.say(str(error), trouble=True)
        else:
            self._take(entry)

    def _take(self, entry: TimeEntry) -> None:
        self._entry = entry
        self._ticker.follow(entry if entry.is_running else None)
        self._show()

    def _show(self) -> None:
        owner = self._view.sheet_of or self._view.account.me
        name = owner.name if owner.id == self._entry.user_id else ""
        rows = details(self._entry, self._view.account, name, self._desk.now())
        lines = (_row(label, value) for label, value in rows)
        self.rows.update(Content("\n").join(lines))

    def action_scroll(self, lines: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _row(label: str, value: str) -> Content:
    """A name and its value, whose further lines stand under its first."""
    lines = literal(value).splitlines() or [""]
    text = ("\n" + " " * LABEL).join(lines)
    return Content.assemble((f"{label:<{LABEL}}", "dim"), text)
