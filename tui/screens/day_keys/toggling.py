"""Starting and stopping timers by a key."""

from time import monotonic

from tui.domain.entry import TimeEntry
from tui.screens.sheets import SheetBoard
from tui.screens.writing import NEW

ONE_PRESS_SECONDS = 0.4


class Toggles(SheetBoard):
    """Switches timers; two quick presses are one."""

    _last_toggle: tuple[int, float] = (NEW, 0.0)

    def action_toggle_timer(self) -> None:
        """Start or stop the timer under the cursor."""
        entry = self.grid.entry
        if self.refused("toggle_timer") or self.pressed_twice(entry):
            return
        if entry is None or self.desk is None:
            return
        goes_on = not entry.is_running and not self.view.account.timestamp_timers
        if goes_on and entry.lock:
            key = self.keys.shown("toggle_timer")
            reason = f"It is {entry.lock}. {key} again starts its timer."
            if not self.is_sure("toggle_timer", entry.id, reason):
                return
        self.write(entry.id, self.desk.toggle(entry, self.view.running))

    def action_stop_running(self) -> None:
        """Stop what runs, whatever day it is on."""
        running = self.view.running
        if self.refused("stop_running") or self.pressed_twice(running):
            return
        if running is not None and self.desk is not None:
            self.write(running.id, self.desk.toggle(running, running))

    def pressed_twice(self, entry: TimeEntry | None) -> bool:
        """Tell whether the same timer was switched a moment ago: a bounce, not a wish."""
        this = (entry.id if entry else NEW, self.pressed_at or monotonic())
        self.pressed_at = None
        last, self._last_toggle = self._last_toggle, this
        is_same = this[0] == last[0] or (last[0], this[0]) == self.became
        return is_same and this[1] - last[1] < ONE_PRESS_SECONDS
