"""What is done to the cells of the week beside typing hours: timers, notes, clearing, filling."""

from typing import TYPE_CHECKING

from tui.desk.outcomes import Outcome
from tui.domain.entry import Field, TimeEntry, lock_reason, may_delete, may_toggle
from tui.domain.hours import LONGEST
from tui.domain.week_cells import last_open
from tui.domain.week_table import Spot, rest_of_work
from tui.screens.week_sending import Change
from tui.screens.week_typing import WeekTyping
from tui.widgets.bars import Key
from tui.widgets.text import letter_by_letter

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.undoing import Turn
    from tui.screens.day_keys.weeks import Weekly

LINE_BREAK = "⏎"
"""Stands in the line of the notes where they have a new line."""

EMPTY = "This cell is empty"


class WeekDoing(WeekTyping):
    """Everything else that changes a cell."""

    def __init__(self, board: "Weekly", desk: "Desk") -> None:
        super().__init__(board, desk)
        self._notes_again: dict[int, str] = {}

    # Clearing and filling

    def action_delete(self) -> None:
        """Clear the cell; what runs or is locked only at the second press."""
        spot, cell = self.grid.spot, self.grid.cell
        if spot is None or cell is None or not cell.entries:
            self.notice.say(f"{EMPTY} already.")
            return
        role = self.view.account.me.role
        for entry in cell.entries:
            if not may_delete(entry, role):
                self.notice.say(lock_reason(entry, role))
                return
            reason = self._second_thought(entry)
            if reason and not self.is_sure("delete", entry.id, reason):
                return
        self.send(Change(lambda: self.cells.clear(spot), (spot,)))

    def _second_thought(self, entry: TimeEntry) -> str:
        """What to say before a deletion that could be regretted; nothing for a plain entry."""
        again = f"{self.view.keys.shown('delete')} again deletes it"
        if entry.hours_at(self.desk.now()) > LONGEST:
            return f"It holds more than 24 hours, and could not be brought back. {again}."
        if entry.is_running:
            return f"Its timer is running. {again}."
        return f"It is {entry.lock}, and could not be made so again. {again}." if entry.lock else ""

    def action_fill_right(self) -> None:
        """Fill the hours in at the right, up to Friday, where cells are empty."""
        spot, cell = self.grid.spot, self.grid.cell
        if spot is None or cell is None or not cell.entries:
            self.notice.say(f"{EMPTY}: type the hours that are to be filled in first.")
            return
        dates = rest_of_work(self.view.week.dates, spot.on)
        spots = (Spot(spot.pair, on) for on in dates)
        empty = tuple(one for one in spots if not self.cells.cell(one).entries)
        self.send(Change(lambda: self.cells.fill(spot, dates), empty))

    # Timers

    def action_toggle_timer(self) -> None:
        """Start or stop the timer of the cell."""
        spot, cell = self.grid.spot, self.grid.cell
        if spot is None or cell is None:
            self.say_no_row()
            return
        entry = None if cell.running else self.cells.to_start(cell)
        account = self.view.account
        is_new = account.timestamp_timers
        role = account.me.role
        if entry is not None and not may_toggle(entry, role, timestamp_timers=is_new):
            self.notice.say(lock_reason(entry, role))
            return
        if entry is not None and entry.lock and not is_new:
            again = self.view.keys.shown("toggle_timer")
            reason = f"It is {entry.lock}. {again} again starts its timer."
            if not self.is_sure("toggle_timer", entry.id, reason):
                return
        today = self.view.account.today(self.desk.now())
        self.send(Change(lambda: self.cells.toggle(spot, today), (spot,)))

    def action_stop_running(self) -> None:
        """Stop what runs, on whatever day it is."""
        running = self.desk.weeks.running
        if running is None:
            self.notice.say("No timer is running.")
        else:
            self.send(Change(lambda: self.desk.toggle(running, running)))

    # Notes

    def action_cell_notes(self) -> None:
        """Edit the notes of the cell's last entry in a line at the foot."""
        spot, cell, role = self.grid.spot, self.grid.cell, self.view.account.me.role
        if spot is None or cell is None or not cell.entries:
            self.notice.say(f"{EMPTY}, and notes need an entry: type its hours first.")
            return
        entry = last_open(cell.entries, role, Field.NOTES)
        if entry is None:
            self.notice.say(lock_reason(cell.entries[-1], role))
            return
        notes = self._notes_again.get(entry.id, entry.notes).replace("\n", LINE_BREAK)
        if letter_by_letter(notes) != notes or "\t" in notes or "\r" in notes:
            self.notice.say("These notes hold what a line cannot show: edit them on the day.")
            return
        sign = "Notes" if len(cell.entries) == 1 else f"Notes, last of {len(cell.entries)}"
        self._open_notes(spot, entry, sign, notes)

    def _open_notes(self, spot: Spot, entry: TimeEntry, sign: str, notes: str) -> None:
        from tui.widgets.foot_line import FootLine

        def taken(text: str) -> None:
            self.action_close_line()
            self._send_notes(spot, entry, text.replace(LINE_BREAK, "\n"))

        line = FootLine(
            sign,
            notes,
            typed=lambda _: None,
            taken=taken,
            left=lambda _: self._forget_notes(entry.id),
        )
        self.line_keys = (
            Key("enter", "Save", "screen.take_line"),
            Key("esc", "Take back", "screen.close_line"),
        )
        self.notice.add_class("-covered")
        self.mount(line, before=self.key_bar)
        self.show_keys()

    async def action_take_line(self) -> None:
        """Take what stands in the line."""
        from tui.widgets.foot_line import FootLine

        for line in self.query(FootLine):
            await line.input.action_submit()

    def action_close_line(self) -> None:
        """Close the line at the foot."""
        self.line_keys = ()
        self.query("FootLine").remove()
        self.notice.remove_class("-covered")
        self.show_keys()

    def _forget_notes(self, entry_id: int) -> None:
        self._notes_again.pop(entry_id, None)
        self.action_close_line()

    def _send_notes(self, spot: Spot, entry: TimeEntry, notes: str) -> None:
        async def write() -> Outcome:
            self._notes_again[entry.id] = notes  # until it is there: for another try
            outcome = await self.cells.note(spot, entry.id, notes)
            del self._notes_again[entry.id]
            return outcome

        if notes != entry.notes or entry.id in self._notes_again:
            self.send(Change(write, (spot,)))

    # Taking back

    def action_undo(self) -> None:
        """Take back the last change."""
        from tui.desk.undoing import BACK

        self.send(Change(lambda: self._turn("undo", BACK)))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        from tui.desk.undoing import FORTH

        self.send(Change(lambda: self._turn("redo", FORTH)))

    async def _turn(self, command: str, turn: "Turn") -> Outcome:
        """Undo or redo; what was done long ago is named first, and done at the second press."""
        desk = self.desk
        step = desk.next_step(turn)
        if step is not None and not desk.is_told(turn, step):
            asked, self.sure_of = self.sure_of, (command, step.id)
            if asked != self.sure_of:
                again = self.view.keys.shown(command)
                return Outcome(f"{again} again: {desk.tell(turn, step)}.")
        return await desk.turn(turn, step)
