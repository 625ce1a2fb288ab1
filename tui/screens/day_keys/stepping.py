"""Steps of time: more or less on the row, or from it to the marked one, at a press."""

from functools import cached_property
from typing import TYPE_CHECKING

from tui.api.backend import Refused
from tui.domain.entry import TimeEntry
from tui.domain.hours import to_seconds
from tui.screens.day_keys.keeping import Keeps

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome

Pair = tuple[int, int | None]
"""Whose time a step changes: an entry, and the one that gets what it loses."""


class Steps(Keeps):
    """Puts steps of time on rows and takes them off.

    What is pressed while a change is being sent adds up, and goes out as one change after it.
    """

    step_minutes = 5

    @cached_property
    def _unsent(self) -> dict[Pair, int]:
        return {}

    @cached_property
    def _on_their_way(self) -> dict[Pair, int]:
        return {}

    def action_add_step(self) -> None:
        """Put a step of time on the row."""
        self._step("add_step", self.step_minutes)

    def action_take_step(self) -> None:
        """Take a step of time off the row."""
        self._step("take_step", -self.step_minutes)

    def _step(self, command: str, minutes: int) -> None:
        from tui.domain.invalid import Invalid
        from tui.domain.steps import stepped

        entry, desk = self.grid.entry, self.desk
        if self.refused(command) or entry is None or desk is None:
            return
        pair: Pair = (entry.id, None)
        if self._is_only_in_the_timer(entry, minutes):
            self._rewind(desk, entry, -minutes)
            return
        try:
            stepped(entry, self._unsent.get(pair, 0) + minutes, self.view.account, self.now())
        except Invalid as error:
            self.notice.say(str(error))
            return
        if self._adds_up(pair, minutes):
            self.write(entry.id, self._stepping(desk, entry))
        self._say_step(pair)

    def _is_only_in_the_timer(self, entry: TimeEntry, minutes: int) -> bool:
        """Whether a step can be taken only from what the running timer has counted."""
        if not entry.is_running or entry.started_at is not None:
            return False
        seconds, wanted = entry.seconds(self.now()), -minutes * 60
        return to_seconds(entry.hours_without_timer) < wanted <= seconds

    def _rewind(self, desk: "Desk", entry: TimeEntry, minutes: int) -> None:
        from tui.desk.rewinding import rewind

        if self.view.busy:
            self.notice.say("The last change is still being sent.")
        else:
            self.write(entry.id, rewind(desk, entry, minutes))

    async def _stepping(self, desk: "Desk", entry: TimeEntry) -> "Outcome":
        """Send what was pressed until now."""
        from tui.desk.outcomes import Outcome
        from tui.domain.invalid import Invalid
        from tui.domain.steps import stepped

        pair: Pair = (entry.id, None)
        minutes = self._take_out(pair)
        try:
            if not minutes:
                return Outcome("Nothing was changed.")
            now = self.view.day.find(entry.id) or await desk.entry(entry.id)
            change = stepped(now, minutes, self.view.account, desk.now())
            return self.staying(await desk.update(now, change))
        except Invalid as error:
            raise Refused(str(error)) from error
        finally:
            del self._on_their_way[pair]

    def action_give_step(self) -> None:
        """Move a step of time from the row to the marked one."""
        from tui.domain.invalid import Invalid
        from tui.domain.steps import shifted

        giver, desk = self.grid.entry, self.desk
        if self.refused("give_step") or giver is None or desk is None:
            return
        taker = self.view.marked_rows[0]
        pair: Pair = (giver.id, taker.id)
        minutes = self._unsent.get(pair, 0) + self.step_minutes
        try:
            shifted(giver, taker, minutes, self.view.account, self.now())
        except Invalid as error:
            self.notice.say(str(error))
            return
        if self._adds_up(pair, self.step_minutes):
            self.write(giver.id, self._giving(desk, giver, taker), taker.id)
        self._say_step(pair)

    async def _giving(self, desk: "Desk", giver: TimeEntry, taker: TimeEntry) -> "Outcome":
        """Send what was pressed until now."""
        from tui.desk.several import give

        pair: Pair = (giver.id, taker.id)
        minutes = self._take_out(pair)
        try:
            giver, taker = [
                self.view.day.find(entry.id) or await desk.entry(entry.id)
                for entry in (giver, taker)
            ]
            return self.staying(await give(desk, giver, taker, minutes, self.view.account))
        finally:
            del self._on_their_way[pair]

    def _adds_up(self, pair: Pair, minutes: int) -> bool:
        """Add minutes to those that wait; tell whether they are the first."""
        is_first = pair not in self._unsent
        self._unsent[pair] = self._unsent.get(pair, 0) + minutes
        return is_first

    def _take_out(self, pair: Pair) -> int:
        """Take the minutes that wait, to send them now."""
        minutes = self._on_their_way[pair] = self._unsent.pop(pair)
        self._say_step(pair)
        return minutes

    def _say_step(self, pair: Pair) -> None:
        """Say how much time is being sent: no row shows it before it is there."""
        from tui.domain.steps import minutes_label

        minutes = self._on_their_way.get(pair, 0) + self._unsent.get(pair, 0)
        self.notice.say(f"{minutes_label(minutes)} …")
