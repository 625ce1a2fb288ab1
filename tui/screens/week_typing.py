"""Typing hours into the cells of the week."""

from textual import events

from tui.domain.hours import parse_hours
from tui.domain.week import Tally
from tui.domain.week_cells import check_typed, closed_reason
from tui.domain.week_table import Cell, Spot
from tui.screens.week_sending import Change, WeekSending
from tui.widgets.cell_text import CellText

BEGINNING = frozenset("0123456789.,:")
"""What hours begin with."""


class WeekTyping(WeekSending):
    """Types into the cell under the cursor; what is typed is sent when one goes on."""

    @property
    def tally(self) -> Tally:
        """Adds up as the account shows hours, now."""
        return Tally.of(self.view.account, self.desk.now())

    def begin(self, text: CellText) -> None:
        """Begin to type, or say why that cannot be."""
        cell = self.grid.cell
        if cell is None:
            self.say_no_row()
        elif cell.is_known and self.view.account.timestamp_timers:
            day = f"{self.view.keys.shown('edit')} opens the day, where they are typed"
            self.notice.say(f"This account tracks start and end: {day}.")
        elif reason := closed_reason(cell, self.view.account):
            self.notice.say(reason)
        else:
            self.notice.say("")
            self.grid.text = text
            self.show_keys()

    def say_no_row(self) -> None:
        """Say how a row is added."""
        self.notice.say(f"There is no row yet: {self.view.keys.shown('new_entry')} adds one.")

    def action_edit(self) -> None:
        """Type into the cell, from what is in it, or from what was refused before.

        Where start and end are tracked they are typed on the day: go there.
        """
        spot, cell = self.grid.spot, self.grid.cell
        if cell is not None and self.view.account.timestamp_timers:
            self.leave_for(cell.on)
        elif spot is not None and (refused := self.view.refused.get(spot.key)):
            self.begin(CellText(refused))
        elif cell is not None and cell.entries:
            self.begin(CellText(self.tally.label(self.tally.sum(cell.entries)), is_whole=True))
        else:
            self.begin(CellText())

    def action_edit_here(self) -> None:
        """Type into the cell."""
        self.action_edit()

    def action_take_back(self) -> None:
        """Leave the cell as it was."""
        self.grid.text = None
        if self.grid.spot is not None:
            self.forget(self.grid.spot)
        self.notice.say("")
        self.show_keys()

    def action_commit(self) -> None:
        """Send what was typed, and go down."""
        self.commit(rows=1)

    def action_commit_right(self) -> None:
        """Send what was typed, and go on to the next day, of the next row after the last."""
        self.commit_on(1)

    def commit_on(self, days: int) -> None:
        """Send what was typed, and go on by a day, from row to row."""
        if self.commit():
            self.grid.move_on(days)

    def commit(self, days: int = 0, rows: int = 0) -> bool:
        """Send what was typed, and move on; tells whether it could be sent.

        What is no number of hours stays where it was typed.
        """
        text, spot, cell = self.grid.text, self.grid.spot, self.grid.cell
        if text is not None and spot is not None and cell is not None:
            if not self._take(spot, cell, text):
                return False
            self.grid.text = None
        self.grid.move(days, rows)
        return True

    def _take(self, spot: Spot, cell: Cell, text: CellText) -> bool:
        """Send what was typed, if it is something new and can be sent."""
        if not text.text.strip():
            if cell.entries:
                clear = self.view.keys.shown("delete")
                self.notice.say(f"Nothing was changed: {clear} clears a cell.")
            return True
        if text.is_whole:
            return True
        if problem := check_typed(cell, text.text, self.tally, self.view.account.me.role):
            self.notice.say(problem, trouble=True)
            return False
        hours, tally = parse_hours(text.text), self.tally
        shown = "" if hours is None else tally.label(tally.parts(hours))
        self.send(Change(lambda: self.cells.type(spot, text.text), (spot,), shown, text.text))
        return True

    def type(self, key: str, character: str | None) -> bool:
        """Take a key while a cell is typed into; tells whether it is one for that."""
        text = self.grid.text
        if text is None:
            return False
        if key in ("left", "right", "home", "end") and text.is_whole:
            self.grid.text = text.kept()
        elif key in MOVES:
            self.commit(*MOVES[key])
        elif key in TABS:
            self.commit_on(TABS[key])
        elif key == "escape":
            self.action_take_back()
        elif key in ("backspace", "delete"):
            self.grid.text = text.erased()
        elif character is not None and character.isprintable():
            self.grid.text = text.typed(character)
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Type what is pasted, up to the end of its first line; tabs go on to the next day."""
        if self.focused is not None:
            return
        event.stop()
        for letter in event.text.strip().partition("\n")[0]:
            if letter == "\t" and self.grid.text is None:
                self.grid.move(days=1)
            elif self.grid.text is not None:
                self.type("right" if letter == "\t" else letter, letter)
            elif letter in BEGINNING:
                self.begin(CellText(letter))


MOVES = {
    "enter": (0, 1),
    "down": (0, 1),
    "up": (0, -1),
    "right": (1, 0),
    "left": (-1, 0),
}
"""Where a key goes on to from a cell that was typed into: days and rows."""

TABS = {"tab": 1, "shift+tab": -1}
"""How many days a key goes on by, from row to row."""
