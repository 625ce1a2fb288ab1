"""Taking back what was done, and doing it again: nothing is changed unless all of it can be.

What is to be changed is read before. Whatever somebody else changed, deleted or locked meanwhile
stays as it is.
"""

from dataclasses import dataclass
from datetime import date

from tui.api.backend import Backend, LoginNeeded, NotFound, Refused
from tui.desk.bringing import Bringer, difference
from tui.desk.outcomes import name
from tui.domain.clock import Clock
from tui.domain.entry import Field, Role, TimeEntry, editable_fields, may_delete
from tui.domain.journal import Edit, Step, is_as_known, is_left_as
from tui.memory.journal import Journal


class Passed(Refused):
    """It can never be taken back any more; what was done before it still can."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One way through the journal: back, or forth again."""

    is_back: bool

    @property
    def word(self) -> str:
        """What cannot be done to it."""
        return "undone" if self.is_back else "redone"

    def step(self, journal: Journal) -> Step | None:
        """The step whose turn it is, as it is to be done."""
        step = journal.last_done() if self.is_back else journal.last_undone()
        return step.backwards if step is not None and self.is_back else step


BACK, FORTH = Turn(is_back=True), Turn(is_back=False)


class Undoing:
    """Does steps of the journal, backwards or forth.

    Args:
        backend: the account.
        journal: what was done.
        now: the present instant (UTC) by the account's clock.
        today: the present local date in the account's zone.
        role: what the person may do.
    """

    def __init__(
        self, backend: Backend, journal: Journal, now: Clock, today: date, role: Role
    ) -> None:
        self._backend = backend
        self._journal = journal
        self._role = role
        self._bringer = Bringer(backend, now, today)

    async def take(
        self, turn: Turn, step: Step, running: TimeEntry | None
    ) -> dict[int, TimeEntry | None]:
        """Do a step; tell by its thing what each entry is now.

        Args:
            turn: which way.
            step: as `turn` tells it.
            running: what runs now, on whatever day.

        Raises:
            Passed: it can never be done; nothing was changed.
            Refused: it cannot be done now; nothing was changed.
            BackendError: the account failed; what was done until then is noted.
        """
        current = await self._look(turn, step)
        self._check_timers(turn, step, current, running)
        for place, edit in enumerate(step.edits):
            try:
                now = await self._bringer.bring(current[edit.thing], edit.after)
            except LoginNeeded:
                raise
            except Refused as error:
                kind = Refused if place else Passed
                raise kind(f"{name(edit.entry)} cannot be {turn.word}: {error}") from error
            self._journal.turned(step.id, edit.thing, now, taken_back=turn.is_back)
            current[edit.thing] = now
        return current

    async def _look(self, turn: Turn, step: Step) -> dict[int, TimeEntry | None]:
        """Read what the entries of a step are now, and see that they are as they were left."""
        current: dict[int, TimeEntry | None] = {}
        for edit in step.edits:
            if edit.thing in current:
                continue
            known = self._journal.known(edit.thing)
            now = None if known.entry is None else await self._read(turn, known.entry)
            if not _fits(now, known.entry, edit):
                what = name(edit.entry)
                raise Passed(
                    f"{what} was changed meanwhile: it cannot be {turn.word}. Nothing was changed."
                )
            current[edit.thing] = now
        return current

    async def _read(self, turn: Turn, known: TimeEntry) -> TimeEntry:
        try:
            now = await self._backend.entry(known.id)
        except NotFound as error:
            raise Passed(
                f"{name(known)} is gone: it cannot be {turn.word}. Nothing was changed."
            ) from error
        if now.lock is not known.lock and now.lock:
            what = f"{name(known)} is {now.lock} meanwhile"
            raise Passed(f"{what}: it cannot be {turn.word}. Nothing was changed.")
        return now

    def _check_timers(
        self,
        turn: Turn,
        step: Step,
        current: dict[int, TimeEntry | None],
        running: TimeEntry | None,
    ) -> None:
        touched = {entry.id for entry in current.values() if entry is not None}
        for edit in step.edits:
            now, what = current[edit.thing], name(edit.entry)
            if problem := self._bringer.problem(now, edit.after):
                raise Passed(f"{what} cannot be {turn.word}: {problem} Nothing was changed.")
            if now is not None and not self._may(now, edit.after):
                raise Passed(
                    f"{what} is {now.lock}: it cannot be {turn.word}. Nothing was changed."
                )
            starts = edit.after is not None and edit.after.is_running
            if starts and running is not None and running.id not in touched:
                raise Refused(
                    f"{what} cannot be {turn.word} while {name(running)} runs: stop that first."
                )

    def _may(self, now: TimeEntry, target: TimeEntry | None) -> bool:
        if target is None:
            return may_delete(now, self._role)
        change, fields = difference(now, target), editable_fields(now, self._role)
        is_fixed = change.project_id or change.task_id or change.spent_date
        return bool(fields) and not (is_fixed and Field.PROJECT not in fields)


def _fits(now: TimeEntry | None, known: TimeEntry | None, edit: Edit) -> bool:
    """Tell whether an entry is as we left it, and as the step left it."""
    if now is None or known is None:
        return now is None and known is None and edit.before is None
    return edit.before is not None and is_as_known(now, known) and is_left_as(known, edit.before)
