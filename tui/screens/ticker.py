"""The second hand: one callback at each full second of what runs, and none when nothing does."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from textual.message_pump import MessagePump
from textual.timer import Timer

from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry

JUMP_SECONDS = 5.0


class Ticker:
    """Calls `on_tick` on the running entry's full seconds; paused, it costs nothing."""

    def __init__(self, screen: MessagePump, now: Clock, on_tick: Callable[[], None]) -> None:
        self._screen = screen
        self._now = now
        self._on_tick = on_tick
        self._timer: Timer | None = None
        self._running: TimeEntry | None = None
        self._paused = False

    def follow(self, entry: TimeEntry | None) -> None:
        """Tick for this entry from now on; None stops ticking."""
        self._running = entry
        self._arm()

    def pause(self) -> None:
        """Stop ticking while something else is on the screen."""
        self._paused = True
        self._arm()

    def resume(self) -> None:
        """Tick again, at once."""
        self._paused = False
        self._arm()
        self._on_tick()

    def _arm(self) -> None:
        """Wait for the entry's next full second, then beat once a second from there."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._running is None or self._running.timer_started_at is None or self._paused:
            return
        counted = (self._now() - self._running.timer_started_at) % timedelta(seconds=1)
        self._timer = self._screen.set_timer(1.001 - counted.total_seconds(), self._beat)

    def _beat(self) -> None:
        self._timer = self._screen.set_interval(1, self._on_tick)
        self._on_tick()


class JumpWatch:
    """Notices when the clock and the time that passed disagree: a sleep, a stall, a set clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = (clock(), monotonic())

    def jump(self) -> float:
        """Tell by how many seconds the clock jumped since the last look; 0 when it did not.

        A sleep is a jump ahead; less than 0 is a clock that was set back.
        """
        seconds = self.jump_until_now()
        self._last = (self._clock(), monotonic())
        return seconds

    def jump_until_now(self) -> float:
        """Tell the same, and leave it to the next look as well."""
        before, then = self._last
        seconds = (self._clock() - before).total_seconds() - (monotonic() - then)
        return seconds if abs(seconds) > JUMP_SECONDS else 0.0
