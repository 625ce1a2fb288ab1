"""What the day screen looks like: its parts, and how they follow what it knows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widget import Widget

from tui.commands import Situation
from tui.domain.clock import Clock
from tui.domain.keys import Keys
from tui.screens.keys import hints, keys_for
from tui.screens.pane import Pane
from tui.screens.ticker import Ticker
from tui.screens.titling import Titling
from tui.stylesheets import wear
from tui.widgets.bars import Elsewhere, Key, KeyBar, Totals
from tui.widgets.grid import Grid
from tui.widgets.masthead import Masthead
from tui.widgets.notice import Notice
from tui.widgets.strip import WeekStrip
from tui.widgets.view import EMPTY, View

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.widgets.ask_line import Answer, AskLine


class Face(Pane[None]):
    """The parts of the day screen. They show `view`, a frozen value that is replaced whole.

    Args:
        clock: this machine's clock (UTC).
    """

    AUTO_FOCUS = "Grid"

    view: reactive[View] = reactive(EMPTY, init=False, repaint=False)
    can_undo: reactive[bool] = reactive(default=False, init=False, repaint=False)
    can_redo: reactive[bool] = reactive(default=False, init=False, repaint=False)
    has_question: reactive[bool] = reactive(default=False, init=False, repaint=False)

    grid = getters.query_one(Grid)
    notice = getters.query_one(Notice)
    elsewhere = getters.query_one(Elsewhere)
    totals = getters.query_one(Totals)
    strip = getters.query_one(WeekStrip)
    key_bar = getters.query_one(KeyBar)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.pressed_at: float | None = None
        self.ticks = 0
        self._clock = clock
        self._line_keys: tuple[Key, ...] = ()
        self._ticker = Ticker(self, self.now, self.tick)
        self._titling = Titling(self, self.now, self._entitle)

    def compose(self) -> ComposeResult:
        """The masthead, the rows, the total, the message, the keys."""
        yield Masthead().data_bind(Face.view)
        yield WeekStrip(self.now).data_bind(Face.view)
        yield Elsewhere(self.now).data_bind(Face.view)
        grid = Grid(self.now, hints(self.keys)).data_bind(Face.view)
        with Horizontal(id="sheet"):
            yield grid
            yield grid.hours
        yield Totals(self.now).data_bind(Face.view)
        yield Notice(classes="-empty")
        yield KeyBar()

    def open_line(self, line: Widget, keys: Sequence[Key]) -> None:
        """Open a line at the foot, in place of the message; `keys` are what works in it."""
        self.close_line()
        wear(self.app.stylesheet, "foot")
        self.notice.add_class("-covered")
        self._line_keys = tuple(keys)
        self.add_class("-lined")
        self.set_class(line.has_class("-tall"), "-tall")
        self.mount(line, before=self.key_bar)
        self._show_keys()

    def on_descendant_focus(self) -> None:
        """Close the line at the foot when a click leads back to the rows."""
        if self._line_keys and self.focused is self.grid:
            self.close_line()

    def close_line(self) -> None:
        """Close the line at the foot, if one is open, and go back to the rows."""
        if not self._line_keys:
            return
        self._line_keys = ()
        self.remove_class("-lined", "-tall")
        self.query("FootLine, AskLine").remove()
        self.notice.remove_class("-covered")
        self.key_bar.remove_class("-covered")
        self.grid.focus()
        self._show_keys()

    def hold(self, entry_id: int | None) -> None:
        """Know which row is being edited, so that it is seen in every size; None for none."""
        self.grid.held_id = entry_id
        self.set_class(entry_id is not None, "-editing")

    def ask(self, question: str, answers: "Mapping[str, Answer]") -> None:
        """Ask at the foot, in place of the message; the answers are keys."""
        from tui.widgets.ask_line import AskLine

        self.open_question(AskLine(question, answers, self.close_line))

    def open_question(self, line: "AskLine") -> None:
        """Open a question at the foot; it shows the keys that answer it by itself."""
        self.open_line(line, line.keys())
        self.key_bar.add_class("-covered")

    def action_answer_by(self, key: str) -> None:
        """Answer what is asked at the foot."""
        for line in self.query("AskLine"):
            line.answer(key)  # type: ignore[attr-defined]

    @property
    def is_typing(self) -> bool:
        """Whether what is typed goes into a line or a field of this screen."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that leaving would throw away."""
        return False

    def let_go(self) -> bool:
        """Take back the last thing that changes what is shown; tells whether there was one."""
        return False

    def now(self) -> datetime:
        """The present instant (UTC) by the account's clock."""
        return self.desk.now() if self.desk else self._clock()

    @property
    def keys(self) -> Keys:
        """The person's keys, for messages that name one."""
        return self.view.keys

    @property
    def situation(self) -> Situation:
        """What decides which commands apply."""
        undo, redo = self.can_undo, self.can_redo
        asked = self.has_question
        return Situation(self.view, self.grid.entry, undo, redo, has_question=asked)

    # What is shown

    def watch_view(self) -> None:
        """Follow what runs with the ticker, the title and the keys."""
        self._ticker.follow(self.view.running)
        self._titling.follow(self.view)
        self._show_keys()

    def _entitle(self, title: str) -> None:
        self.app.title = title

    def watch_can_undo(self) -> None:
        """Offer or withdraw the undo."""
        self._show_keys()

    def watch_can_redo(self) -> None:
        """Offer or withdraw the redo."""
        self._show_keys()

    def watch_has_question(self) -> None:
        """Offer the answer, or withdraw it."""
        self._show_keys()

    @on(Grid.CursorMoved)
    def _show_keys(self) -> None:
        if self.is_mounted and self.query(Grid):  # at the end its parts go before it does
            self.key_bar.keys = self._line_keys or keys_for(self.situation)

    def tick(self) -> None:
        """Redraw what the second hand moves."""
        self.ticks += 1
        self.grid.tick()
        self.totals.tick()
        self.elsewhere.tick()
        self.strip.tick()
        self._titling.look()

    def on_screen_suspend(self) -> None:
        """Cost nothing while another screen covers the day."""
        self._ticker.pause()

    def on_screen_resume(self) -> None:
        """Show the right time at once."""
        self._ticker.resume()

    def on_key(self, event: events.Key) -> None:
        """Take a question back when another key answers it than the one that asked."""
        self.pressed_at = event.time
        if self.sure_of is not None and event.key not in self.keys.of(self.sure_of[0]):
            self.sure_of = None
            self.notice.say("")
