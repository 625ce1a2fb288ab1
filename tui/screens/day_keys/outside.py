"""Notes in the person's own editor, which has the terminal as long as it runs."""

import os
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.domain.entry import Field, TimeEntry
from tui.screens.day_keys.keeping import Keeps

if TYPE_CHECKING:
    from tui.screens.outside_editor import EditorTrouble


class EditsOutside(Keeps):
    """Hands the notes of the row to an editor, and saves what comes back."""

    def action_edit_outside(self) -> None:
        """Edit the notes in an editor; the loop waits, for nothing may be drawn meanwhile."""
        from tui.screens.outside_editor import EditorTrouble, edited, editor_command

        entry = self.grid.entry
        if self.refused("edit_outside") or entry is None:
            return
        begun = self.kept(entry.id, Field.NOTES)
        before = entry.notes if begun is None else begun
        try:
            notes = edited(before, editor_command(os.environ), self.app.suspend)
        except SuspendNotSupported:
            self.notice.say("This terminal cannot be lent to an editor.", trouble=True)
        except EditorTrouble as error:
            self._say_trouble(entry.id, error)
        else:
            self._send_notes(entry, notes)

    def _say_trouble(self, entry_id: int, error: "EditorTrouble") -> None:
        """Say what went wrong; what the editor left behind is there at the next try."""
        kept = ""
        if error.text is not None:
            self.keep(entry_id, {Field.NOTES: error.text})
            kept = " What you wrote is kept for the next try."
        self.notice.say(f"{error}{kept}", trouble=True)

    def _send_notes(self, entry: TimeEntry, notes: str) -> None:
        from tui.domain.draft import Change

        self.forget(entry.id, (Field.NOTES,))
        self.notice.say("" if notes != entry.notes else "The notes are as they were.")
        if notes != entry.notes and self.desk is not None:
            sending = self.desk.update(entry, Change(notes=notes))
            self.write(entry.id, self.kept_if_refused(entry.id, {Field.NOTES: notes}, sending))
