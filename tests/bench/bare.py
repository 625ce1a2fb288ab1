"""The bare screen that Windrow is measured against: header, table, footer, a handful of keys.

python -m tests.bench.bare [ROWS [ticking]]

Where it ticks, one small widget shows another time each second: the least that a timer takes.
"""

import sys
from time import monotonic

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Header, Static

ROWS = 12


class Bare(App[None]):
    """What any Textual program of this kind has, and nothing else."""

    TITLE = "Bare"
    BINDINGS = [
        ("s", "note('Start')", "Start"),
        ("n", "note('New')", "New"),
        ("e", "note('Edit')", "Edit"),
        ("d", "note('Delete')", "Delete"),
        ("t", "note('Today')", "Today"),
        Binding("j", "down", "Down", show=False),
        ("q", "quit", "Quit"),
    ]
    CSS = "Static { width: 8; height: 1; }"

    def __init__(self, rows: int = ROWS, *, ticks: bool = False) -> None:
        super().__init__()
        self.rows = rows
        self.ticks = ticks

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        if self.ticks:
            yield Static("0:00:00")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Project", "Task", "Notes", "Hours")
        for number in range(1, self.rows + 1):
            table.add_row(f"Client · Project {number}", "Programming", "What was done", "1:00")
        table.focus()
        if self.ticks:
            self.set_interval(1, self.tick)

    def tick(self) -> None:
        minutes, seconds = divmod(int(monotonic()), 60)
        self.query_one("Screen > Static", Static).update(f"0:{minutes % 60:02}:{seconds:02}")

    def action_note(self, word: str) -> None:
        self.sub_title = word

    def action_down(self) -> None:
        self.query_one(DataTable).action_cursor_down()


if __name__ == "__main__":
    Bare(int(sys.argv[1]), ticks="ticking" in sys.argv[2:]).run()
