"""The debug panel: what Windrow asks, shows and costs, once a second while it is open."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui import __version__, config
from tui.commands import also
from tui.screens import debug_facts
from tui.screens.debug_facts import Costs, Fact
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet
from tui.widgets.bars import FormHead, Key, KeyBar
from tui.widgets.notice import Notice
from tui.widgets.text import one_line, wrap

if TYPE_CHECKING:
    from tui.screens.board import Board

SECONDS = 1.0
LABEL = 11
MOST_LINES = 4
PROC = Path("/proc/self")

log = logging.getLogger("windrow.debug")


class DebugScreen(Pane[None]):
    """What was asked of the account, what was painted, and what all of it costs.

    Args:
        board: the day that it is about.
    """

    CSS_PATH = stylesheet("debug")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", "Back", show=False),
        Binding("c", "copy", "Copy", show=False),
        also("leave", "dismiss"),
        also("debug", "dismiss"),
        also("down", "scroll(1)"),
        also("up", "scroll(-1)"),
        also("first", "scroll(-1000)"),
        also("last", "scroll(1000)"),
    ]

    notice = getters.query_one(Notice)
    facts = getters.query_one("#facts", Static)

    def __init__(self, board: "Board") -> None:
        super().__init__()
        self._board = board

    def compose(self) -> ComposeResult:
        """A heading, the facts, the keys."""
        yield FormHead(f"Windrow {__version__} · what it costs", self._board.view)
        with VerticalScroll(can_focus=True):
            yield Static("", id="facts", markup=False)
        yield Notice(classes="-empty")
        yield KeyBar((Key("c", "Copy", "screen.copy"), Key("esc", "Back", "screen.dismiss")))

    def on_mount(self) -> None:
        """Tell the facts now, and each second."""
        self._show()
        self.set_interval(SECONDS, self._show)

    def _show(self) -> None:
        width = max(20, min(self.size.width - 6, 110))
        lines = [part for fact in self._told() for part in _lines(fact, width)]
        self.facts.update(Content("\n").join(lines))

    def _told(self) -> Iterator[Fact]:
        board, view = self._board, self._board.view
        meter = board.desk.meter if board.desk is not None else None
        zone = view.account.zone
        yield "Account", f"{view.account.name or 'not open'} · {view.place}"
        yield from debug_facts.calls(meter)
        yield from debug_facts.reading(board.fresh.told(), zone)
        yield from debug_facts.costs(costs_of(self.app, board.ticks))
        yield "Settings", str(config.config_path())
        path = config.log_path()
        yield "Log", str(path) if path.exists() else "nothing to log so far"
        yield "Remembers", str(board.own.memory or "nothing: it is gone when you quit")
        yield from debug_facts.errors(meter.failures if meter is not None else (), zone)

    def action_scroll(self, lines: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_copy(self) -> None:
        """Put the facts on the clipboard; not every terminal lets them through."""
        text = "\n".join(f"{label:<{LABEL}}{what}" for label, what in self._told())
        self.app.copy_to_clipboard(text)
        log.warning("asked for by the person:\n%s", text)
        self.notice.say("Copied, if your terminal allows it; it stands in the log as well.")


def _lines(fact: Fact, width: int) -> list[Content]:
    """A name and what is said of it, whose further lines stand under the first."""
    label, what = fact
    first, *more = wrap(one_line(what), width - LABEL, MOST_LINES) or [""]
    head = Content.assemble((f"{label:<{LABEL}}", "dim"), first)
    return [head, *(Content(f"{'':<{LABEL}}{line}") for line in more)]


def costs_of(app: "App[object]", ticks: int) -> Costs:
    """Count what the process has used so far."""
    nodes = [app, *(node for s in app.screen_stack for node in s.walk_children(with_self=True))]
    return Costs(
        cpu=process_time(),
        since=perf_counter() - app._start_time,
        resident=_memory("Rss"),
        own=_memory("Anonymous"),
        ticks=ticks,
        writes=getattr(app._driver, "writes", None),
        written=getattr(app._driver, "written", None),
        tasks=len(asyncio.all_tasks()),
        timers=sum(len(node._timers) for node in nodes),
        threads=threading.active_count(),
    )


def _memory(kind: str) -> int | None:
    """A kind of memory in bytes, where the system tells (Linux)."""
    try:
        lines = (PROC / "smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    return next(
        (int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{kind}:")), None
    )
