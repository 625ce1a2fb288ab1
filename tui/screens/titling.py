"""The terminal's title: what runs, and how long, written only when it reads differently."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat, from_seconds
from tui.domain.week import Tally
from tui.widgets.bars import sheet_label
from tui.widgets.view import View

MINUTE = 60
LATE_SECONDS = 0.02
"""So much after the full minute it is looked at, so that it is full by then."""


def title_of(view: View, now: datetime) -> str:
    """What runs at an instant (UTC): `● 0:42 Website relaunch · Programming`; blank for nothing."""
    running = view.running
    if running is None:
        return ""
    tally = Tally.of(view.account, now)
    what = f"{sheet_label(view.sheet_of)}{running.project} · {running.task}"
    return f"● {tally.label(tally.shown(running))} {what}"


def seconds_left(running: TimeEntry, style: HoursFormat, now: datetime) -> float:
    """How long the hours of what runs read as they do at an instant (UTC)."""
    seconds = running.seconds(now)
    if style is HoursFormat.DECIMAL:
        rounded = from_seconds(seconds)
        left = next(more for more in count(1) if from_seconds(seconds + more) != rounded)
    else:
        left = MINUTE - seconds % MINUTE
    return left - now.microsecond / 1_000_000


class Titling:
    """Shows the title, whatever screen is on top; it wakes up once a minute while a timer runs.

    Args:
        screen: whose timers it uses.
        now: the present instant (UTC) by the account's clock.
        show: shows a title.
    """

    def __init__(self, screen: MessagePump, now: Clock, show: Callable[[str], None]) -> None:
        self._screen = screen
        self._now = now
        self._show = show
        self._view: View | None = None
        self._timer: Timer | None = None
        self._until: datetime | None = None

    def follow(self, view: View) -> None:
        """Show what runs in a view, from now on."""
        self._view = view
        self._beat()

    def look(self) -> None:
        """Show the present time, if it is time to."""
        if self._until is not None and self._now() >= self._until:
            self._beat()

    def _beat(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._until = None
        view = self._view
        if view is None:
            return
        now = self._now()
        self._show(title_of(view, now))
        if view.running is not None:
            left = seconds_left(view.running, view.account.hours_format, now)
            self._until = now + timedelta(seconds=left)
            self._timer = self._screen.set_timer(left + LATE_SECONDS, self._beat)
