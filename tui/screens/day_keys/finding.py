"""Finding: the rows of the day that hold some words, and entries of all days that are known."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tui.domain.day import Day
from tui.screens.sheets import SheetBoard
from tui.widgets.bars import Key

if TYPE_CHECKING:
    from tui.domain.entry import TimeEntry
    from tui.widgets.foot_line import FootLine


class Finds(SheetBoard):
    """Filters the rows as words are typed, and searches all days that are known.

    The filter is about the shown day: it goes when another day or another sheet is shown.
    """

    _filter_line: "FootLine | None" = None

    def action_filter(self) -> None:
        """Open the line in which the words are typed."""
        from tui.widgets.foot_line import FootLine  # fields, which the first frame does not need

        if self.refused("filter"):
            return
        self.notice.say("")
        line = FootLine(
            "/",
            self.view.filter,
            typed=self._filter_by,
            taken=lambda _: self.close_line(),
            left=lambda _: self.action_show_all(),
        )
        kept = Key("enter", "Keep", "screen.close_line")
        self.open_line(line, (kept, Key("esc", "All rows", "screen.show_all")))
        self._filter_line = line

    def action_close_line(self) -> None:
        """Go back to the rows; what is filtered stays so."""
        self.close_line()

    def action_let_go(self) -> None:
        """Take back what was done to the rows without changing them."""
        self.let_go()

    def let_go(self) -> bool:
        """Take something back, a filter last; tells whether there was something."""
        had_one = bool(self.view.filter)
        if super().let_go():
            return True
        self.action_show_all()
        return had_one

    def action_show_all(self) -> None:
        """Show all rows again."""
        self.close_line()
        self._filter_by("")

    def _filter_by(self, words: str) -> None:
        if words != self.view.filter:
            self.view = replace(self.view, filter=words, codes=self._codes())

    def _codes(self) -> dict[int, str]:
        """The codes of projects, as far as it is known by now what may be picked."""
        projects = self.desk.catalog.projects if self.desk else ()
        return {project.id: project.code for project in projects if project.code}

    def turn_to(self, day: date) -> None:
        """Show another day, all of it; another line than the filter's stays open."""
        if self._filter_line is not None and self._filter_line.is_mounted:
            self.close_line()
        self._filter_by("")
        super().turn_to(day)

    def show_day(self, day: Day, point_at: int | None) -> None:
        """Show a day as it was read; the filter goes when it would hide what was just written."""
        if self.view.filter and point_at is not None and self._would_hide(point_at, day):
            if self.view.shown.find(point_at) or not self.view.day.find(point_at):
                self.action_show_all()
            else:
                point_at = None  # it was hidden already: the cursor stays where it is
        super().show_day(day, point_at)

    def _would_hide(self, entry_id: int, day: Day) -> bool:
        return replace(self.view, day=day).shown.find(entry_id) is None

    def action_search(self) -> None:
        """Search all days that are known."""
        from tui.screens.search import SearchScreen

        if not self.refused("search") and self.desk is not None:
            self.app.push_screen(SearchScreen(self.desk, self.view), self._found)

    def _found(self, entry: "TimeEntry | None") -> None:
        if entry is None:
            return
        self.action_show_all()
        if entry.spent_date != self.view.day.date:
            self.go_to(entry.spent_date)
        self.grid.point_at(entry.id)
