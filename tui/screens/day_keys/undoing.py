"""Taking back, and doing again."""

from typing import TYPE_CHECKING

from tui.screens.sheets import SheetBoard
from tui.screens.writing import NEW

if TYPE_CHECKING:
    from tui.desk.undoing import Turn


class Undoes(SheetBoard):
    """Undo and redo. What was done long ago is named first, and done at the second press."""

    def action_undo(self) -> None:
        """Take back the last change."""
        from tui.desk.undoing import BACK

        self._turn("undo", BACK)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        from tui.desk.undoing import FORTH

        self._turn("redo", FORTH)

    def _turn(self, command: str, turn: "Turn") -> None:
        desk = self.desk
        if self.refused(command) or desk is None:
            return
        step = desk.next_step(turn)
        if step is not None and not desk.is_told(turn, step):
            reason = f"{self.view.keys.shown(command)} again: {desk.tell(turn, step)}."
            if not self.is_sure(command, step.id, reason):
                return
        self.write(NEW, desk.turn(turn, step))
