"""How changes leave the board: one after the other, and each followed by a reading of the day."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.api.backend import BackendError, LoginNeeded
from tui.domain.entry import TimeEntry
from tui.screens.board import Board
from tui.widgets.bars import sheet_label

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome

NEW = 0


class WritingBoard(Board):
    """A board that sends changes, as the app's own workers, which are never cancelled.

    `became` are the ids of the entry that a change was asked of, and of the one it came to.
    """

    became: tuple[int, int] = (NEW, NEW)

    def write(self, entry_id: int, outcome: Awaitable["Outcome"]) -> None:
        """Send a change of an entry (NEW for one that has no id yet) as the app's own worker."""
        self.view = replace(self.view, pending=frozenset({entry_id}))
        self.app.run_worker(self._writing(entry_id, outcome, self.desk), group="write")

    async def _writing(
        self, asked_id: int, coming: Awaitable["Outcome"], desk: "Desk | None"
    ) -> None:
        """Wait for a write, say what it came to, and read the day before the next one."""
        entry_id = None
        try:
            outcome = await coming
        except BackendError as error:
            self._tell(str(error), desk, trouble=True)
            if isinstance(error, LoginNeeded):
                self.post_message(self.LoginWanted())
        else:
            self._tell(outcome.message, desk)
            entry_id = outcome.entry.id if outcome.entry else None
            self.became = (asked_id, entry_id or NEW)
            if outcome.follow and outcome.entry is not None and desk is self.desk:
                self._follow(outcome.entry)
        await self.settle(entry_id if desk is self.desk else None)

    def _tell(self, message: str, desk: "Desk | None", *, trouble: bool = False) -> None:
        """Say something about a sheet; if another one is shown by now, with its owner's name."""
        whose = ""
        if desk is not None and desk is not self.desk:
            whose = sheet_label(desk.sheet_of) or "Your own sheet · "
        self.notice.say(f"{whose}{message}", trouble=trouble)

    def _follow(self, entry: TimeEntry) -> None:
        if entry.spent_date != self.view.day.date:
            self.turn_to(entry.spent_date)

    async def settle(self, entry_id: int | None = None) -> None:
        """Read the day after a write; only then may the next change begin."""
        await self._read(entry_id)
        self.can_undo = self.desk is not None and bool(self.desk.deleted)
        self.view = replace(self.view, pending=frozenset())
