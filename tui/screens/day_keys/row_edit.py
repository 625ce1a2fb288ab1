"""A row while it is edited in place."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.domain.entry import Field, TimeEntry

if TYPE_CHECKING:
    from tui.domain.picking import Pair
    from tui.widgets.cell import Cell


@dataclass
class RowEdit:
    """The entry as it was when the edit began, the cells that are open, and what was picked."""

    entry: TimeEntry
    cells: "dict[Field, Cell]" = field(default_factory=dict)
    choice: "Pair | None" = None

    @property
    def typed(self) -> dict[Field, str]:
        """What was typed, by its field; what nobody touched is not there."""
        return {at: cell.text for at, cell in self.cells.items() if cell.is_touched}

    @property
    def at(self) -> Field | None:
        """The field that is being typed into."""
        return next((at for at, cell in self.cells.items() if cell.has_focus), None)
