"""Searching all days that are known."""

from datetime import date
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui.desk.desk import Desk
from tui.domain.entry import TimeEntry
from tui.domain.finding import words_of
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet
from tui.widgets.bars import FormHead, Key, KeyBar
from tui.widgets.fields import LineField
from tui.widgets.findings import Findings
from tui.widgets.view import View

MOST = 200
KEYS = (
    Key("↓", "Move", "screen.move(1)", ("↑", "screen.move(-1)")),
    Key("esc", "Back", "screen.leave"),
    Key("enter", "Go there", "screen.take"),
)


class SearchScreen(Pane[TimeEntry | None]):
    """Words, and the entries that hold them, newest first; answers the one that was chosen.

    Args:
        desk: knows the days.
        view: what the day screen shows, for how the account shows things.
    """

    CSS_PATH = stylesheet("search")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "move_page(1)", "Further", show=False, priority=True),
        Binding("pageup", "move_page(-1)", "Back", show=False, priority=True),
    ]

    input = getters.query_one(Input)
    findings = getters.query_one(Findings)

    def __init__(self, desk: Desk, view: View) -> None:
        super().__init__()
        self._desk = desk
        self._view = view

    def compose(self) -> ComposeResult:
        """What is asked for, what is typed, what was found, how far back, the keys."""
        yield FormHead("Search", self._view)
        yield LineField(placeholder="client, project, task or notes", id="query")
        yield Findings(self._view)
        yield Static("", id="told", markup=False)
        yield KeyBar(KEYS)

    def on_mount(self) -> None:
        """Begin to ask."""
        self.input.focus()
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        words = words_of(self.input.value)
        found = [self._as_it_runs(entry) for entry in self._desk.find(self.input.value, MOST)]
        self.findings.show(found, words)
        told = f"{_counted(len(found))} · " if words else ""
        since = _since(self._desk.known_since(), self._view.today)
        self.query_one("#told", Static).update(Content(f"{told}{since}"))

    def _as_it_runs(self, entry: TimeEntry) -> TimeEntry:
        """What runs is better known than what was remembered of it."""
        running = self._view.running
        return running if running is not None and running.id == entry.id else entry

    def action_move(self, rows: int) -> None:
        """Move among what was found."""
        self.findings.move(rows)

    def action_move_page(self, pages: int) -> None:
        """Move among what was found by what is seen of it."""
        self.findings.move_page(pages)

    def action_leave(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Go to the day of the entry under the cursor."""
        if self.findings.entry is not None:
            self.dismiss(self.findings.entry)

    @on(Findings.Chosen)
    def _chosen(self, event: Findings.Chosen) -> None:
        self.dismiss(event.entry)


def _counted(count: int) -> str:
    if count == 0:
        return "Nothing found"
    return f"The newest {count}" if count >= MOST else f"{count} found"


def _since(first: date | None, today: date) -> str:
    if first is None:
        return "No day is known yet: days are known once you looked at them."
    year = f" {first.year}" if first.year != today.year else ""
    return f"known since {first.day} {first:%B}{year}; older days once you looked at them"
