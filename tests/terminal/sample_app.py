"""A small Textual program with which the pane is tested: a counter, and ctrl+z."""

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.widgets import Static


class SampleApp(App[int]):
    """Counts what is typed."""

    BINDINGS = [
        ("s", "count", "Count"),
        ("q", "leave", "Leave"),
        ("ctrl+z", "suspend_process", "Suspend"),
    ]
    count = 0
    shown_size = Size(0, 0)

    def compose(self) -> ComposeResult:
        yield Static("sample · 0")

    def on_resize(self, event: events.Resize) -> None:
        self.shown_size = event.size
        self.show()

    def action_count(self) -> None:
        self.count += 1
        self.show()

    def action_leave(self) -> None:
        self.exit(self.count)

    def show(self) -> None:
        size = f"{self.shown_size.width}x{self.shown_size.height}"
        self.query_one(Static).update(f"sample · {self.count} · {size}")


if __name__ == "__main__":
    app = SampleApp()
    raise SystemExit(app.run())
