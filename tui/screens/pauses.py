"""The pause that an account asks for, counted down where messages stand."""

from math import ceil

from textual.screen import Screen
from textual.timer import Timer

from tui.widgets.notice import Notice


class Countdown:
    """Says how long the account still wants a pause, once a second, and then takes that back.

    It stands on all screens that are open, and only where no other message does.

    Args:
        screen: whose timers it uses.
    """

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._left = 0
        self._said = ""
        self._timer: Timer | None = None

    @property
    def is_on(self) -> bool:
        """Whether a pause is being counted down."""
        return self._left > 0

    def begin(self, seconds: float) -> None:
        """Count down from so many seconds."""
        self._left = max(1, ceil(seconds))
        self._say()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_interval(1, self.beat)

    def beat(self) -> None:
        """Let a second go by."""
        self._left -= 1
        if self._left <= 0 and self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._say()

    def _say(self) -> None:
        words = f"The account wants a pause: going on in {self._left} s." if self._left > 0 else ""
        for screen in self._screen.app.screen_stack:
            for notice in screen.query(Notice):
                if notice.notice in ("", self._said):
                    notice.say(words)
        self._said = words
