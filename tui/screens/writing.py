"""How changes leave the board: one after the other, and each followed by a reading of the day."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from functools import cached_property
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

    Each waits until the one before has been sent and the day read again.

    `became` are the ids of the entry that a change was asked of, and of the one it came to.
    """

    became: tuple[int, int] = (NEW, NEW)

    _waiting: tuple[frozenset[int], ...] = ()

    @property
    def is_sending(self) -> bool:
        """Whether a change waits to be sent, or is being sent."""
        return bool(self._waiting)

    @cached_property
    def _one_by_one(self) -> asyncio.Lock:
        return asyncio.Lock()

    def write(self, entry_id: int, outcome: Awaitable["Outcome"], *also: int) -> None:
        """Send a change as the app's own worker, in its turn.

        Args:
            entry_id: the entry that changes; NEW for one that has no id yet.
            outcome: the change, which begins when it is awaited.
            also: other entries that change with it.
        """
        asked = frozenset({entry_id, *also})
        self._waiting += (asked,)
        self.view = replace(self.view, pending=self.view.pending | asked)
        self.app.run_worker(self._writing(entry_id, asked, outcome, self.desk), group="write")

    async def _writing(
        self,
        asked_id: int,
        asked: frozenset[int],
        coming: Awaitable["Outcome"],
        desk: "Desk | None",
    ) -> None:
        async with self._one_by_one:
            try:
                entry_id = await self._written(asked_id, coming, desk)
            finally:
                self._waiting = tuple(one for one in self._waiting if one is not asked)
            await self.settle(entry_id if desk is self.desk else None)

    async def _written(
        self, asked_id: int, coming: Awaitable["Outcome"], desk: "Desk | None"
    ) -> int | None:
        """Wait for a write and say what it came to; tell the entry it came to."""
        try:
            outcome = await coming
            outcome = desk.told(outcome) if desk is not None else outcome
        except BackendError as error:
            self._tell(str(error), desk, trouble=True)
            if isinstance(error, LoginNeeded):
                self.post_message(self.LoginWanted())
            return None
        self._tell(outcome.message, desk)
        entry_id = outcome.entry.id if outcome.entry else None
        self.became = (asked_id, entry_id or NEW)
        if outcome.follow and outcome.entry is not None and desk is self.desk:
            self._follow(outcome.entry)
        return entry_id

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
        await self._read(entry_id, is_settling=True)
        self.look_back()
        self.view = replace(self.view, pending=frozenset().union(*self._waiting))
