"""Taking back what was done, and doing it again: nothing is changed unless all of it can be.

What is to be changed is read before. Whatever somebody else changed, deleted or locked meanwhile
stays as it is. After each call it is noted what the entry is now, so that where one fails the same
step goes on from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tui.api.backend import Backend, LoginNeeded, NotFound, Refused
from tui.desk.bringing import Bringer, difference, is_made_anew
from tui.desk.outcomes import name
from tui.domain.clock import Clock
from tui.domain.entry import Field, Role, TimeEntry, editable_fields, may_delete
from tui.domain.journal import Edit, Step, is_as_known, is_left_as
from tui.memory.journal import Journal
from tui.memory.trouble import MemoryTrouble

Current = dict[int, TimeEntry | None]
"""By its thing what each entry is now; None where there is none."""


class Passed(Refused):
    """It can never be taken back any more; what was done before it still can."""


class Denied(Refused):
    """The account said no to a write. It may say yes another time: the step keeps its place."""


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
        if step is None:
            return None
        return (step.backwards if self.is_back else step).timer_last


BACK, FORTH = Turn(is_back=True), Turn(is_back=False)


class Undoing:
    """Does one step of the journal, backwards or forth.

    Args:
        backend: the account.
        journal: what was done.
        now: the present instant (UTC) by the account's clock.
        today: the present local date in the account's zone.
        role: what the person may do.
        still: renews the claim; False if somebody else took the step over.
        say: is told what of it could not be noted.
    """

    def __init__(
        self,
        backend: Backend,
        journal: Journal,
        now: Clock,
        today: date,
        role: Role,
        still: Callable[[], bool],
        say: Callable[[str], None],
    ) -> None:
        self._backend = backend
        self._journal = journal
        self._today = today
        self._role = role
        self._still = still
        self._say = say
        self._bringer = Bringer(backend, now)

    async def take(self, turn: Turn, step: Step) -> Current:
        """Do a step, as `turn` tells it and as far as it is possible.

        Raises:
            Passed: it can never be done; nothing was changed.
            Denied: the account refused a write; what was done until then is noted.
            Refused: it cannot be done now; nothing was changed.
            BackendError: the account failed; what was done until then is noted.
            MemoryTrouble: the journal cannot be read; nothing was changed.
        """
        halves = self._journal.halves(step.id)
        current = await self._look(turn, step, halves)
        self._check(turn, step, current)
        await self._check_timer(turn, step, current)
        for edit in step.edits:
            if not self._still():
                raise Refused(f"It is being {turn.word} in another window: look what became of it.")
            try:
                if leftover := halves.get(edit.thing):
                    await self._clear(leftover)
                now = await self._bringer.bring(
                    current[edit.thing], edit.after, self._halfway(step, edit)
                )
            except LoginNeeded:
                raise
            except Refused as error:
                raise Denied(f"{name(edit.entry)} cannot be {turn.word}: {error}") from error
            self._turned(turn, step, edit, now)
            current[edit.thing] = now
        return current

    async def _look(self, turn: Turn, step: Step, halves: Current) -> Current:
        """Read what the entries of a step are now, and see that they are as they were left."""
        current: Current = {}
        for edit in step.edits:
            known, is_half = self._journal.known(edit.thing).entry, edit.thing in halves
            now = None
            if known is not None:
                is_gone_well = is_half and edit.after is None
                now = await self._read(turn, known, may_be_gone=is_gone_well)
            if not _fits(now, known, edit, is_half=is_half):
                what = name(edit.entry)
                raise Passed(
                    f"{what} was changed meanwhile: it cannot be {turn.word}. Nothing was changed."
                )
            current[edit.thing] = now
        return current

    async def _read(self, turn: Turn, known: TimeEntry, *, may_be_gone: bool) -> TimeEntry | None:
        try:
            now = await self._backend.entry(known.id)
        except NotFound as error:
            if may_be_gone:
                return None
            raise Passed(
                f"{name(known)} is gone: it cannot be {turn.word}. Nothing was changed."
            ) from error
        if now.lock is not known.lock and now.lock:
            what = f"{name(known)} is {now.lock} meanwhile"
            raise Passed(f"{what}: it cannot be {turn.word}. Nothing was changed.")
        return now

    def _check(self, turn: Turn, step: Step, current: Current) -> None:
        """See that each edit can be done."""
        for edit in step.edits:
            now, what = current[edit.thing], f"{name(edit.entry)} cannot be {turn.word}"
            if edit.why and edit.starts:
                raise Passed(f"{what}: {edit.why}. Nothing was changed.")
            if now is not None and not self._may(now, edit.after):
                raise Passed(
                    f"{name(edit.entry)} is {now.lock}: it cannot be {turn.word}. "
                    "Nothing was changed."
                )

    async def _check_timer(self, turn: Turn, step: Step, current: Current) -> None:
        """Where a timer would start, look that none stops by it but those of the step.

        Only this look is fresh: what the screen knows may have been started or stopped elsewhere.
        """
        starting = next((edit for edit in step.edits if edit.starts), None)
        if starting is None:
            return
        now = current[starting.thing]
        if now is not None and now.is_running:
            return
        running = (await self._backend.day(self._today)).running
        running = running or await self._backend.running(self._today)
        touched = {entry.id for entry in current.values() if entry is not None}
        if running is not None and running.id not in touched:
            what = f"{name(starting.entry)} cannot be {turn.word}"
            raise Refused(f"{what} while {name(running)} runs: stop that first.")

    def _may(self, now: TimeEntry, target: TimeEntry | None) -> bool:
        if target is None or is_made_anew(now, target):
            return may_delete(now, self._role)
        change, fields = difference(now, target), editable_fields(now, self._role)
        is_fixed = change.project_id or change.task_id or change.spent_date
        return bool(fields) and not (is_fixed and Field.PROJECT not in fields)

    async def _clear(self, leftover: TimeEntry) -> None:
        """Delete the old one of what was made anew, which could not be deleted when it was made."""
        try:
            now = await self._backend.entry(leftover.id)
        except NotFound:
            return
        if is_as_known(now, leftover):
            await self._backend.delete(now)
        else:
            self._say(f"The old {name(now)} was changed meanwhile and stays: look at both.")

    def _halfway(self, step: Step, edit: Edit) -> Callable[[TimeEntry, TimeEntry | None], None]:
        def note(now: TimeEntry, leftover: TimeEntry | None) -> None:
            self._note(lambda: self._journal.halfway(step.id, edit.thing, now, leftover))

        return note

    def _turned(self, turn: Turn, step: Step, edit: Edit, now: TimeEntry | None) -> None:
        def note() -> None:
            self._journal.turned(
                step.id,
                edit.thing,
                now,
                taken_back=turn.is_back,
                instead=edit.after if edit.why else None,
            )

        self._note(note)

    def _note(self, write: Callable[[], None]) -> None:
        """Note what the account has done already: failing to must not end it halfway."""
        try:
            write()
        except MemoryTrouble as error:
            self._say(f"It was not noted, so that it can be neither undone nor redone: {error}")


def _fits(now: TimeEntry | None, known: TimeEntry | None, edit: Edit, *, is_half: bool) -> bool:
    """Tell whether an entry is as we left it, and as the step left it unless it is half brought."""
    if is_half:
        return now is None or (known is not None and is_as_known(now, known))
    if now is None or known is None:
        return now is None and known is None and edit.before is None
    return edit.before is not None and is_as_known(now, known) and is_left_as(known, edit.before)
