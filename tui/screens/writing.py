"""How changes leave the board: one after the other, and each followed by a reading of the day."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.api.backend import BackendError
from tui.domain.entry import TimeEntry
from tui.screens.board import Board

if TYPE_CHECKING:
    from tui.screens.outcomes import Outcome

NEW = 0


class WritingBoard(Board):
    """A board that sends changes, as the app's own workers, which are never cancelled."""

    def write(self, entry_id: int, outcome: Awaitable["Outcome"]) -> None:
        """Send a change of an entry (NEW for one that has no id yet) as the app's own worker."""
        self.view = replace(self.view, pending=frozenset({entry_id}))
        self.app.run_worker(self._writing(outcome), group="write")

    async def _writing(self, coming: Awaitable["Outcome"]) -> None:
        """Wait for a write, say what it came to, and read the day before the next one."""
        entry_id = None
        try:
            outcome = await coming
        except BackendError as error:
            self.notice.say(str(error), trouble=True)
        else:
            self.notice.say(outcome.message)
            entry_id = outcome.entry.id if outcome.entry else None
            if outcome.follow and outcome.entry is not None:
                self._follow(outcome.entry)
        await self.settle(entry_id)

    def _follow(self, entry: TimeEntry) -> None:
        if entry.spent_date != self.view.day.date:
            self.turn_to(entry.spent_date)

    async def settle(self, entry_id: int | None = None) -> None:
        """Read the day after a write; only then may the next change begin."""
        await self._read(entry_id)
        self.can_undo = self.desk is not None and bool(self.desk.deleted)
        self.view = replace(self.view, pending=frozenset())
