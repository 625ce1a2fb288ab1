"""The bare screen that Windrow is measured against: header, table, footer, a handful of keys.

python -m tests.bench.bare [ROWS]
"""

import sys

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Footer, Header

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

    def __init__(self, rows: int = ROWS) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Project", "Task", "Notes", "Hours")
        for number in range(1, self.rows + 1):
            table.add_row(f"Client · Project {number}", "Programming", "What was done", "1:00")
        table.focus()

    def action_note(self, word: str) -> None:
        self.sub_title = word

    def action_down(self) -> None:
        self.query_one(DataTable).action_cursor_down()


if __name__ == "__main__":
    Bare(*map(int, sys.argv[1:])).run()
