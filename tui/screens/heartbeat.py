"""What happens by itself while nobody presses a key: a new day, a clock that jumped, an absence."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tui.domain.clock import Clock
from tui.domain.dates import long_date, next_midnight
from tui.screens.ticker import JumpWatch

if TYPE_CHECKING:
    from tui.screens.board import Board

SECONDS = 15.0


class Heartbeat:
    """Looks at the clock and for the person now and then, and exactly at the account's midnight."""

    def __init__(self, board: "Board", clock: Clock) -> None:
        self._board = board
        self._jumps = JumpWatch(clock)
        self._beat_at: datetime | None = None

    def beat(self) -> None:
        """Look, and come again at midnight at the latest."""
        self.notice()
        account, now = self._board.view.account, self._board.now()
        midnight = (next_midnight(now, account.zone) - now).total_seconds()
        self._board.set_timer(min(SECONDS, midnight + 0.01), self.beat)

    def slept_since(self) -> datetime | None:
        """Tell at which instant (UTC) the machine was last awake, if it slept since."""
        return self._beat_at if self._jumps.jump_until_now() > 0 else None

    def notice(self) -> None:
        """Notice a clock that jumped, a new day, and whether the person is there."""
        board = self._board
        now, slept_since = board.now(), self.slept_since()
        jump, self._beat_at = self._jumps.jump(), now
        today = board.view.account.today(now)
        is_read = today != board.view.today and self._move_on(today)
        if jump and not is_read:
            board.reload()
        board.look(slept_since)

    def _move_on(self, today: date) -> bool:
        """Let it be another day; tells whether the new one is read."""
        board = self._board
        was_today = board.view.day.date == board.view.today
        board.view = replace(board.view, today=today)
        if was_today:
            board.go_to(today)
            board.notice.say(f"A new day: {long_date(today)}.")
        return was_today
