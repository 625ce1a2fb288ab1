"""Editing in the grid: cells are typed into where they stand, and a row is saved as one change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual import events, on
from textual.dom import DOMNode
from textual.geometry import Region

from tui.commands import BY_ID, refusal
from tui.domain.entry import Field, TimeEntry, editable_fields, lock_reason
from tui.screens.day_keys.keeping import Keeps
from tui.screens.day_keys.row_edit import RowEdit
from tui.stylesheets import wear
from tui.widgets.bars import Key
from tui.widgets.cells import time_fields
from tui.widgets.grid import Grid

if TYPE_CHECKING:  # cells are imported by who opens the first one
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome
    from tui.domain.draft import Change, Problems
    from tui.domain.picking import NewChoice, Pair
    from tui.widgets.cell import Cell

DIGITS, POINTS = "0123456789", ".,"
EVEN_THEN = ("help", "leave", "suspend", "log_in")
"""The commands that apply while a cell is typed into."""

SAVE, NEXT, TAKE_BACK = (
    Key("enter", "Save", "screen.save_cells"),
    Key("tab", "Next", "screen.next_cell"),
    Key("esc", "Take back", "screen.leave_cells"),
)
NEW_LINE = Key("ctrl+o", "New line", "screen.new_line")


class Edits(Keeps):
    """Edits the row under the cursor in place.

    Cells stay open, with what was typed in them, until Enter saves them all or Esc takes them all
    back. What could not be saved is kept, and the next edit of that cell begins with it.
    """

    # Beginning

    def on_key(self, event: events.Key) -> None:
        """Begin the time of the row with a digit; where there is no row, digits do other things."""
        entry = self.grid.entry
        if entry is None or self.focused is not self.grid or not event.character:
            return
        is_hours = Field.HOURS in time_fields(entry, self.view.account)
        if event.character in (DIGITS + POINTS if is_hours else DIGITS):
            event.stop()
            if not self.is_for_row_that_went(event):
                self._begin_row(begun=event.character)

    def action_edit_here(self) -> None:
        """Edit the time of the row."""
        self._begin_row()

    @on(Grid.Chosen)
    def _field_chosen(self, event: Grid.Chosen) -> None:
        self._begin_row(event.field)

    def _begin_row(self, at: Field | None = None, begun: str | None = None) -> None:
        if self._edit is not None:
            return  # what is wrong with it was said
        entry = self.grid.entry
        reason = refusal("edit_here", self.situation)
        if not reason and entry is not None and at is not None and at not in self._ring(entry):
            reason = lock_reason(entry, self.view.account.me.role)
        self.notice.say(reason)
        if entry is None or reason:
            return
        self._edit = RowEdit(entry)
        self._open_cell(at or self._ring(entry)[0], begun)

    def _ring(self, entry: TimeEntry) -> list[Field]:
        """The cells of a row that may be edited, as Tab goes round them."""
        editable = editable_fields(entry, self.view.account.me.role)
        fields = (*time_fields(entry, self.view.account), Field.NOTES, Field.PROJECT)
        return [at for at in fields if at in editable]

    def _open_cell(self, at: Field, begun: str | None = None) -> None:
        edit = self._edit
        if edit is None:
            return
        if at is Field.PROJECT:
            self._pick_names()
        elif at in edit.cells:
            edit.cells[at].focus()
        else:
            from tui.widgets.cell_editor import cell_of  # 30 ms that the first frame does not need

            kept = self.kept(edit.entry.id, at)
            cell = cell_of(at, edit.entry, self.view.account, self.now(), begun, kept)
            wear(self.app.stylesheet, "cells")
            edit.cells[at] = cell
            self.hold(edit.entry.id)
            self._place_cells()
            self.query_one("#sheet").mount(cell)

    # Where they lie

    @on(Grid.Shifted)
    def _shifted(self) -> None:
        if self._edit is not None:
            self.grid.show(self._edit.entry.id)
        self._place_cells()

    def _place_cells(self) -> None:
        """Lay the cells over their row, within the grid; where it has no row, they close."""
        edit, height = self._edit, self.grid.size.height
        if edit is None:
            return
        for at, cell in edit.cells.items():
            region = self.grid.cell_region(edit.entry.id, at)
            if region is None:
                self._lose_row()
                return
            lines = min(cell.lines, height)
            top = max(0, min(region.y, height - lines))
            cell.put(Region(region.x, top, region.width, lines))

    on_cell_grown = _place_cells

    def turn_to(self, day: date) -> None:
        """Show another day; what was being typed is kept."""
        self._lose_row()
        super().turn_to(day)

    def _lose_row(self) -> None:
        """Close the cells of a row that is not shown any more."""
        edit = self._edit
        if edit is None:
            return
        typed = edit.typed
        self.keep(edit.entry.id, typed)
        self._close()
        self.row_went()
        if typed:
            self.notice.say("What you typed is kept for the next edit of that row.")

    # What the keys do in a cell

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a cell is typed into, the commands of the rows do not apply."""
        return False if self._is_off(action) else super().check_action(action, parameters)

    async def run_action(
        self, action: str, namespaces: Mapping[str, DOMNode] | None = None
    ) -> None:
        """Run a command from the palette, or say why it does not apply."""
        if self._is_off(action):
            self.notice.say("Not while you type: enter saves it, esc takes it back.")
        else:
            await super().run_action(action, namespaces)

    def _is_off(self, action: str) -> bool:
        return self._edit is not None and action in BY_ID and action not in EVEN_THEN

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        """Name the keys of a cell; a click beside the cells saves what was typed."""
        if self._edit is None or not self._edit.cells:
            return
        at = next((at for at, cell in self._edit.cells.items() if cell is event.widget), None)
        if at is not None:
            line = (NEW_LINE,) if at is Field.NOTES else ()
            self._line_keys = (SAVE, *line, TAKE_BACK, NEXT)
            self._show_keys()
        elif event.widget is self.grid:
            self.action_save_cells()

    def on_cell_passed(self, event: "Cell.Passed") -> None:
        """Go on to another cell of the row."""
        self._go_on(event.by)

    def action_next_cell(self) -> None:
        """Go on to the next cell of the row."""
        self._go_on(1)

    def _go_on(self, by: int) -> None:
        edit = self._edit
        if edit is not None:
            ring = self._ring(edit.entry)
            place = ring.index(edit.at) if edit.at in ring else 0
            self._open_cell(ring[(place + by) % len(ring)])

    def action_new_line(self) -> None:
        """Begin a new line in the notes."""
        if self._edit is not None and Field.NOTES in self._edit.cells:
            self._edit.cells[Field.NOTES].begin_line()

    def on_cell_left(self) -> None:
        """Take back what was typed."""
        self.action_leave_cells()

    def action_leave_cells(self) -> None:
        """Take back what was typed."""
        if self._edit is not None:
            self.forget(self._edit.entry.id, self._edit.cells)
            self._close()
            self.notice.say("")

    def _close(self) -> None:
        edit, self._edit = self._edit, None
        self.hold(None)
        self._line_keys = ()
        self.grid.focus()
        for cell in edit.cells.values() if edit is not None else ():
            cell.remove()
        self._show_keys()

    # Picking

    def _pick_names(self) -> None:
        if self.desk is None:
            self.notice.say("The account is not open yet.")
            return
        from tui.screens.picker import PairPicker, pair_question

        self.app.push_screen(PairPicker(self.desk, pair_question(self.desk)), self._picked_names)

    def _picked_names(self, choice: "Pair | None") -> None:
        if self._edit is not None and choice is not None:
            self._edit.choice = choice
            self._save_row()
        elif self._edit is not None and not self._edit.cells:
            self._close()

    # Saving

    def on_cell_saved(self, event: "Cell.Saved") -> None:
        """Save what was typed."""
        self._save_row(event.rows)

    def action_save_cells(self) -> None:
        """Save what was typed."""
        self._save_row()

    def _save_row(self, rows: int = 0) -> None:
        """Send what changed, or say what is wrong with it; then go on by some rows."""
        from tui.domain.picking import NewChoice

        edit, desk = self._edit, self.desk
        if edit is None:
            return
        wanted = self._read_cells(edit)
        new = edit.choice if isinstance(edit.choice, NewChoice) else None
        if isinstance(wanted, dict):
            at, problem = next(iter(wanted.items()))
            self.notice.say(problem, trouble=True)
            self._open_cell(at)
            return
        if desk is None and wanted:
            self.notice.say("The account is not open yet: enter saves it once it is.")
            return
        typed = edit.typed
        self.action_leave_cells()
        if desk is not None and (wanted or new):
            sending = self._sending_row(desk, edit.entry, wanted, new)
            self.write(edit.entry.id, self.kept_if_refused(edit.entry.id, typed, sending))
        self.grid.move(rows)

    def _read_cells(self, edit: RowEdit) -> "Change | Problems":
        from tui.domain.draft import Typed, read_change
        from tui.domain.picking import NewChoice

        account, texts, choice = self.view.account, edit.typed, edit.choice
        typed = Typed(
            choice=choice.preview if isinstance(choice, NewChoice) else choice,
            hours=texts.get(Field.HOURS),
            start=texts.get(Field.START),
            end=texts.get(Field.END),
            notes=texts.get(Field.NOTES),
        )
        editable = editable_fields(edit.entry, account.me.role)
        return read_change(edit.entry, typed, editable, self.now(), account.today(self.now()))

    async def _sending_row(
        self, desk: "Desk", entry: TimeEntry, change: "Change", new: "NewChoice | None"
    ) -> "Outcome":
        """Make what was named anew, then send the change, as one step."""
        async with desk.together(f"changed {entry.project} · {entry.task}"):
            if new is not None:
                project_id, task_id = (await desk.create(new)).ids
                change = replace(change, project_id=project_id, task_id=task_id)
            return await desk.update(entry, change)

    def resume(self, entry: TimeEntry) -> None:
        """Open the cells whose content could not be saved."""
        begun = [at for at in self._ring(entry) if self.kept(entry.id, at) is not None]
        if self._edit is None and begun:
            self._edit = RowEdit(entry)
            for at in reversed(begun):
                self._open_cell(at)
