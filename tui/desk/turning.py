"""Undo and redo as a person meets them: what they would do, what of it they know, what it came to.

A step that can never be taken back is forgotten, so that it does not stand before those below it:
at once when a look shows it, before anything was changed; and when the account refuses it a second
time in a row for the same reason. Refused once, or failed, it keeps its place.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from tui.api.backend import Backend, Refused
from tui.desk.outcomes import Outcome, Words
from tui.desk.pen import Pen
from tui.desk.telling import has, will
from tui.desk.undoing import BACK, Denied, Passed, Turn, Undoing
from tui.domain.account import Account
from tui.domain.clock import Clock
from tui.domain.journal import Step, dropped_seconds
from tui.domain.reopening import possible
from tui.memory.journal import Journal
from tui.memory.trouble import MemoryTrouble

UNASKED = timedelta(minutes=1)
"""So much of what a timer counted is dropped without a question."""

UNKNOWN = Step(0, "", datetime.min.replace(tzinfo=UTC), ())
"""Stands for the next step where the journal cannot be read: to turn it says why."""


class Turning:
    """Turns the journal's steps, one at a time.

    `told_step` is the step that the last message was about: an undo of it needs no question.

    Args:
        backend: the account.
        pen: holds the journal; nobody writes while a step is turned.
        now: the present instant (UTC) by the account's clock.
        words: says things as the account shows them.
    """

    def __init__(self, backend: Backend, pen: Pen, now: Clock, words: Callable[[], Words]) -> None:
        self.told_step = 0
        self._backend = backend
        self._pen = pen
        self._now = now
        self._words = words
        self._me = os.urandom(8).hex()
        self._taken_back: set[int] = set()
        self._denied: tuple[int, str] | None = None

    def next_step(self, turn: Turn) -> Step | None:
        """What an undo or a redo would do now; None where there is nothing.

        Raises:
            Refused: it cannot be looked up.
        """
        journal, account = self._pen.journal, self._words().account
        if journal is None or account is None:
            return None
        try:
            step = turn.step(journal)
        except MemoryTrouble as error:
            raise Refused(f"It cannot be {turn.word} now: {error} Nothing was changed.") from error
        return step and self._possible(turn, step, account)

    def is_told(self, turn: Turn, step: Step) -> bool:
        """Whether the person knows from the last messages what doing a step means.

        What would drop more than a minute that a timer counted since is never known.
        """
        if step is UNKNOWN:
            return True
        now, most = self._now(), UNASKED.total_seconds()
        if any(dropped_seconds(edit, step.at, now) > most for edit in step.edits):
            return False
        return step.id == self.told_step if turn.is_back else step.id in self._taken_back

    def tell(self, turn: Turn, step: Step) -> str:
        """Say what doing a step will do."""
        return will(step, self._words(), is_back=turn.is_back)

    async def turn(self, turn: Turn, told: Step | None) -> Outcome:
        """Do the next step of a turn; the caller holds the pen.

        Args:
            turn: which way.
            told: the step that the person was told of; None takes whatever is next.

        Raises:
            Refused: it cannot be; the sentence says why.
        """
        step, journal, account = self.next_step(turn), self._pen.journal, self._words().account
        if step is None or journal is None or account is None:
            return Outcome(f"There is nothing to be {turn.word}.")
        if told is not None and not self._is_meant(turn, step, told):
            raise Refused(
                f"Something else was done meanwhile, and would be {turn.word} now: "
                f"{self.tell(turn, step)}. Nothing was changed."
            )
        self._claim(journal, turn, step)
        try:
            now = self.next_step(turn)
            if now is None or now.id != step.id:
                raise Refused(f"Another window was faster. Nothing was {turn.word} here.")
            return await self._taken(journal, account, turn, now)
        finally:
            with suppress(MemoryTrouble):  # then it is void in a minute by itself
                journal.release(self._me)

    async def _taken(self, journal: Journal, account: Account, turn: Turn, step: Step) -> Outcome:
        undoing = Undoing(
            self._backend,
            journal,
            self._now,
            account.today(self._now()),
            account.me.role,
            lambda: self._still(journal, step),
            self._pen.say,
        )
        try:
            now = await undoing.take(turn, step)
        except MemoryTrouble as error:
            raise Refused(f"It cannot be {turn.word} now: {error} Nothing was changed.") from error
        except Passed as error:
            raise Refused(f"{error}{self._forgotten(journal, step)}") from error
        except Denied as error:
            raise Refused(self._denial(journal, step, str(error))) from error
        if turn.is_back:
            self._taken_back.add(step.id)
        else:
            self._taken_back.discard(step.id)
        left = [entry for entry in now.values() if entry is not None]
        said = has(step, now, self._words(), is_back=turn.is_back)
        said = f"{said} {self._further(turn)}".strip()
        return Outcome(said, left[-1] if left else None)

    def _further(self, turn: Turn) -> str:
        """Name what an undo would take back next, after one; know that this was said."""
        self.told_step = 0
        try:
            following = self.next_step(BACK)
        except Refused as error:
            return str(error)
        if following is None:
            return ""
        self.told_step = following.id
        key = self._words().keys.shown("undo")
        return f"{key} next: {self.tell(BACK, following)}." if turn.is_back else ""

    def _is_meant(self, turn: Turn, step: Step, told: Step) -> bool:
        """Tell whether a step is what the person meant, who was told of another one.

        Whoever presses the key twice in a row means the step below it as well.
        """
        if step.id == told.id:
            return True
        is_done = (told.id in self._taken_back) is turn.is_back
        return is_done and self.is_told(turn, step)

    def _claim(self, journal: Journal, turn: Turn, step: Step) -> None:
        """Claim a step for this window; what cannot be noted is not begun."""
        try:
            is_mine = journal.claim(step.id, self._me, self._now())
        except MemoryTrouble as error:
            raise Refused(f"It cannot be {turn.word} now: {error} Nothing was changed.") from error
        if not is_mine:
            raise Refused(
                "Another window is at it: look what it did, and try again in a minute. "
                f"Nothing was {turn.word} here."
            )

    def _still(self, journal: Journal, step: Step) -> bool:
        """Renew the claim; one that was made a moment ago holds where that fails."""
        try:
            return journal.claim(step.id, self._me, self._now())
        except MemoryTrouble as error:
            self._pen.say(str(error))
            return True

    def _possible(self, turn: Turn, step: Step, account: Account) -> Step:
        return possible(step, self._now(), account.zone, is_back=turn.is_back)

    def _denial(self, journal: Journal, step: Step, reason: str) -> str:
        """Say why the account refused a step; forget one that it refused just so before."""
        this = (step.id, reason)
        last, self._denied = self._denied, this
        if this != last:
            return reason
        return f"{reason} It is left out from now on.{self._forgotten(journal, step)}"

    def _forgotten(self, journal: Journal, step: Step) -> str:
        """Forget a step; say so where that fails."""
        try:
            journal.forget(step.id)
        except MemoryTrouble as error:
            return f" It stays in the list of what was done: {error}"
        return ""
