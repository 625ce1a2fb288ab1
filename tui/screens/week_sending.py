"""How changes leave the week: one after the other, while the person types on."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from tui.api.backend import BackendError, LoginNeeded
from tui.desk.outcomes import Outcome
from tui.domain.week_table import Spot
from tui.screens.week_face import WeekFace
from tui.widgets.week_view import Key

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.screens.day_keys.weeks import Weekly


@dataclass(frozen=True, slots=True)
class Change:
    """A change of cells that waits for its turn.

    `shown` are the hours that were typed, as they will read; `typed` is what was typed, which
    comes back when it is refused. `write` is called when its turn has come.
    """

    write: Callable[[], Awaitable[Outcome]]
    spots: tuple[Spot, ...] = ()
    shown: str = ""
    typed: str = ""


class WeekSending(WeekFace):
    """Sends changes by one worker of the app, which is never cancelled.

    Cells whose change is under way are marked; the sums count what the account has taken.
    """

    def __init__(self, board: "Weekly", desk: "Desk") -> None:
        super().__init__(board, desk)
        self._waiting: deque[Change] = deque()
        self._is_sending = False
        self._is_left = False
        self.look_back()

    def leave_for(self, day: date) -> None:
        """Go to a day; what is still to be sent is told of there."""
        self._is_left = True
        self.dismiss(day)

    def send(self, change: Change) -> None:
        """Have a change sent as soon as those before it are."""
        self._waiting.append(change)
        for spot in change.spots:
            self.forget(spot)
        self._mark()
        if not self._is_sending:
            self._is_sending = True
            self.app.run_worker(self._sending(), group="write")

    def forget(self, spot: Spot) -> None:
        """Forget what was refused in a cell."""
        refused = {key: text for key, text in self.view.refused.items() if key != spot.key}
        self.view = replace(self.view, refused=refused)

    def _mark(self) -> None:
        """Mark the cells whose change is under way."""
        sending: dict[Key, str] = {}
        for change in self._waiting:
            sending |= {spot.key: change.shown for spot in change.spots}
        self.view = replace(self.view, sending=sending)

    async def _sending(self) -> None:
        while self._waiting:
            change = self._waiting[0]
            try:
                outcome = await change.write()
            except BackendError as error:
                self._refused(change, error)
            else:
                self._say(self.desk.told(outcome).message)
            self._waiting.popleft()
            self._settle()
        self._is_sending = False
        if self._is_left:
            self.board.reload()

    def _refused(self, change: Change, error: BackendError) -> None:
        """Say why; what was typed waits in its cell for another try."""
        self._say(str(error), trouble=True)
        if change.typed:
            typed = {spot.key: change.typed for spot in change.spots}
            self.view = replace(self.view, refused={**self.view.refused, **typed})
        if isinstance(error, LoginNeeded):
            self.board.post_message(self.board.LoginWanted())

    def _say(self, message: str, *, trouble: bool = False) -> None:
        notice = self.board.notice if self._is_left else self.notice
        notice.say(message, trouble=trouble)

    def _settle(self) -> None:
        """Show what the account has taken, and read what is doubtful after a failure."""
        if self._is_left:
            return
        self._mark()
        self.look_back()
        self.show()
        if self.desk.weeks.running != self.board.view.running:
            self.board.follow_week()  # what is covered is drawn, too: so only for the title
        self.read()

    def look_back(self) -> None:
        """See whether there is something to undo."""
        from tui.desk.undoing import BACK

        self.can_undo = self.desk.next_step(BACK) is not None
