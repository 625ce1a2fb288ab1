"""Untracked time: the row below today's entries, and taking what it shows, or a part."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from textual import events, on
from textual.timer import Timer
from textual.widget import Widget

from tui.commands import Situation
from tui.screens.day_keys.attending import Attends
from tui.screens.day_keys.editing import Edits
from tui.screens.day_keys.quick import Quick
from tui.stylesheets import wear
from tui.widgets.bars import Key
from tui.widgets.grid import Grid
from tui.widgets.view import EMPTY, Status

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.domain.entry import TimeEntry
    from tui.domain.untracked import Untracked
    from tui.widgets.untracked import UntrackedRow

BEGINNINGS = "0123456789.,"
LOOKED_AT = ("day", "elsewhere", "today", "status", "filter", "sheet_of", "account")
"""What of the view the row is made of."""

MINUTE = 60
FEWEST_LINES = 8
"""A lower pane has no line for it."""

NEVER = datetime.max.replace(tzinfo=UTC)


class Untracks(Edits, Attends, Quick):
    """Shows what of today is on no entry, as a row behind the last one; nothing of it is saved.

    It is looked at once a minute and whenever the day is read anew; while it is hidden, never.
    `shows_untracked` is the person's setting, which a key turns round until the end.
    """

    shows_untracked = True

    _is_turned_round = False
    _untracked_row: "UntrackedRow | None" = None
    _looked_upon = EMPTY
    _next_look: Timer | None = None
    _look_at = NEVER

    @property
    def situation(self) -> Situation:
        """What decides which commands apply; there is no entry where the row is."""
        return super().situation._replace(on_untracked=self.grid.is_below)

    # Looking

    def watch_view(self) -> None:
        """Follow what is on entries."""
        super().watch_view()
        before, view = self._looked_upon, self.view
        if any(getattr(before, part) is not getattr(view, part) for part in LOOKED_AT):
            self._look_again()

    def prepare(self, desk: "Desk") -> None:
        """Look once the account is open, which may be all that is news."""
        super().prepare(desk)
        self._look_again()

    def on_resize(self) -> None:
        """See whether there is a line for it."""
        self._look_again()

    def tick(self) -> None:
        """Redraw what the second hand moves."""
        super().tick()
        if self.now() >= self._look_at:
            self._look_again()

    def _look_again(self) -> None:
        """See what is untracked by now, and come again when it may read differently."""
        self._looked_upon, self._look_at = self.view, NEVER
        if self._next_look is not None:
            self._next_look.stop()
            self._next_look = None
        found = self._find_untracked() if self._is_row_wanted else None
        self._show_untracked(found if found is not None and found.is_worth_a_row else None)
        if found is not None:
            wait = MINUTE - self._seconds_of_its_minute(found)
            self._look_at = self.now() + timedelta(seconds=wait)
            self._next_look = self.set_timer(wait + 0.01, self._look_again)

    @property
    def _is_row_wanted(self) -> bool:
        view = self.view
        return (
            self.shows_untracked != self._is_turned_round
            and self.desk is not None
            and view.sheet_of is None
            and view.status is Status.READY
            and view.day.date == view.today
            and not view.filter
            and self.size.height >= FEWEST_LINES
        )

    def _find_untracked(self) -> "Untracked | None":
        from tui.domain.untracked import untracked_of

        view = self.view
        others = self._entries_of_yesterday()
        return untracked_of(self.attendance, view.day, view.account, self.now(), others)

    def _entries_of_yesterday(self) -> "list[TimeEntry]":
        """What may have run into today: what runs elsewhere, and what is known of yesterday."""
        desk, elsewhere = self.desk, self.view.elsewhere
        yesterday = self.view.day.date - timedelta(days=1)
        day = desk.weeks.day(yesterday) if desk is not None else None
        known = () if day is None else day.entries
        if elsewhere is None:
            return list(known)
        return [elsewhere, *(entry for entry in known if entry.id != elsewhere.id)]

    def _seconds_of_its_minute(self, found: "Untracked") -> int:
        """How far the minute is that is shown: by the clock where times of day are shown."""
        return self.now().second if self.view.account.timestamp_timers else found.seconds % MINUTE

    def _show_untracked(self, found: "Untracked | None") -> None:
        if self._untracked_row is None and found is not None:
            from tui.widgets.untracked import UntrackedRow

            wear(self.app.stylesheet, "untracked")
            self._untracked_row = UntrackedRow()
            self.mount(self._untracked_row, before=self.totals)
        if self._untracked_row is not None:
            self._untracked_row.show(found, self.view.account)
            if self._line_keys and self.has_class("-short"):
                self._untracked_row.display = False
        self.grid.has_below = found is not None
        if found is None and self.grid.is_below:
            self.grid.move(-1)

    def open_line(self, line: Widget, keys: Sequence[Key]) -> None:
        """Open a line at the foot; a pane of few lines has none to spare for the row then."""
        super().open_line(line, keys)
        if self._untracked_row is not None and self.has_class("-short"):
            self._untracked_row.display = False

    def close_line(self) -> None:
        """Close the line at the foot, if one is open."""
        super().close_line()
        if self._untracked_row is not None:
            self._untracked_row.display = self.grid.has_below

    # The cursor on it

    @on(Grid.CursorMoved)
    def _mark_untracked(self) -> None:
        if self._untracked_row is not None:
            self._untracked_row.put_cursor(is_here=self.grid.is_below)

    def on_untracked_row_pointed(self, event: "UntrackedRow.Pointed") -> None:
        """Put the cursor on it; a double click takes it."""
        self.grid.focus()
        self.grid.go_to(len(self.view.rows))
        if event.is_double:
            self._take_untracked()

    def on_key(self, event: events.Key) -> None:
        """Begin how much of it is taken with a digit."""
        is_begun = bool(event.character) and (event.character or "") in BEGINNINGS
        if is_begun and self.grid.is_below and not self.is_typing:
            event.stop()
            self._take_untracked(event.character or "")

    # Taking it

    def action_edit_here(self) -> None:
        """Edit the time of the row; take what is untracked where the cursor is on that."""
        if self.grid.is_below:
            self._take_untracked()
        else:
            super().action_edit_here()

    def action_take_untracked(self) -> None:
        """Open the line with the untracked time, so that it is taken, or a part of it."""
        self._take_untracked()

    def _take_untracked(self, begun: str = "") -> None:
        if self.refused("take_untracked"):
            return
        found = self._find_untracked()
        if found is None or not found.is_worth_a_row:
            self.notice.say("Nothing of today is untracked.")
            return
        self._open_line(begun or f"{found.typed(self.view.account)} ")

    def action_hide_untracked(self) -> None:
        """Hide it, or show it again."""
        self._is_turned_round = not self._is_turned_round
        self._look_again()
        is_shown = self.shows_untracked != self._is_turned_round
        now, then = ("shown", "hides") if is_shown else ("hidden", "shows")
        said = f"Untracked time is {now} again."
        if self._is_turned_round:
            key, word = self.keys.shown("hide_untracked"), str(is_shown).lower()
            said = (
                f"Untracked time is {now} until you quit: {key} {then} it again; "
                f"untracked = {word} in config.toml is for good."
            )
        self.notice.say(said)
