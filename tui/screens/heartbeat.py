"""What happens by itself while nobody presses a key: a new day, and a clock that jumped."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.domain.clock import Clock
from tui.domain.dates import long_date, next_midnight
from tui.screens.ticker import JumpWatch

if TYPE_CHECKING:
    from tui.screens.board import Board

SECONDS = 15.0


class Heartbeat:
    """Looks at the clock now and then, and exactly at midnight in the account's zone."""

    def __init__(self, board: "Board", clock: Clock) -> None:
        self._board = board
        self._jumps = JumpWatch(clock)

    def beat(self) -> None:
        """Notice a clock that jumped and a new day; come again at midnight at the latest."""
        board = self._board
        account, now = board.view.account, board.now()
        today = account.today(now)
        if today != board.view.today:
            self._move_on(today)
        elif self._jumps.jumped():
            board.reload()
        midnight = (next_midnight(now, account.zone) - now).total_seconds()
        board.set_timer(min(SECONDS, midnight + 0.01), self.beat)

    def _move_on(self, today: date) -> None:
        board = self._board
        was_today = board.view.day.date == board.view.today
        board.view = replace(board.view, today=today)
        if was_today:
            board.go_to(today)
            board.notice.say(f"A new day: {long_date(today)}.")
