"""What was typed and could not be saved: it is kept, and the next try begins with it."""

from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

from tui.api.backend import BackendError
from tui.domain.entry import Field, TimeEntry
from tui.screens.day_keys.row_edit import RowEdit
from tui.screens.sheets import SheetBoard

if TYPE_CHECKING:
    from tui.desk.outcomes import Outcome

STILL_TYPING_SECONDS = 1.5


class Keeps(SheetBoard):
    """Keeps what was typed into cells of rows, by entry and field, until it is saved or left."""

    _edit: RowEdit | None = None
    _refused_id: int | None = None
    _went_at = -STILL_TYPING_SECONDS

    def row_went(self) -> None:
        """The row that was being typed into went."""
        self._went_at = monotonic()

    def is_for_row_that_went(self, event: events.Key) -> bool:
        """Whether a key goes on with what was typed for a row that went: no other row takes it."""
        is_so = event.time - self._went_at < STILL_TYPING_SECONDS
        if is_so:
            self._went_at = event.time
        return is_so

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that leaving would throw away."""
        return bool(self._edit and self._edit.typed) or super().has_unsaved

    @cached_property
    def _kept(self) -> dict[tuple[int, Field], str]:
        return {}

    def keep(self, entry_id: int, typed: Mapping[Field, str]) -> None:
        """Keep what was typed for an entry."""
        self._kept.update({(entry_id, at): text for at, text in typed.items()})

    def kept(self, entry_id: int, at: Field) -> str | None:
        """What was kept for a field of an entry."""
        return self._kept.get((entry_id, at))

    def forget(self, entry_id: int, fields: Iterable[Field]) -> None:
        """Keep nothing more for fields of an entry."""
        for at in fields:
            self._kept.pop((entry_id, at), None)

    async def kept_if_refused(
        self, entry_id: int, typed: Mapping[Field, str], sending: Awaitable["Outcome"]
    ) -> "Outcome":
        """Send what was typed; if it is refused, keep it for another try.

        Raises:
            BackendError: it could not be saved.
        """
        try:
            outcome = await sending
        except BackendError:
            self.keep(entry_id, typed)
            self._refused_id = entry_id
            raise
        return self.staying(outcome)

    def staying(self, outcome: "Outcome") -> "Outcome":
        """Leave the cursor where it is, if it went on from the row while that was being sent."""
        at, written = self.grid.entry, outcome.entry
        is_there = at is not None and written is not None and at.id == written.id
        return outcome if is_there else replace(outcome, entry=None)

    async def settle(self, entry_id: int | None = None) -> None:
        """Read the day after a write; after a refusal go on typing, if nothing else was begun."""
        await super().settle(entry_id)
        refused_id, self._refused_id = self._refused_id, None
        entry = self.grid.entry
        is_free = self.app.screen is self and self.focused is self.grid
        if refused_id is not None and entry is not None and entry.id == refused_id and is_free:
            self.resume(entry)

    def resume(self, entry: TimeEntry) -> None:
        """Go on typing in the row of an entry, with what was kept."""
