"""The week as a grid of hours: what each key does."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.command import Provider

from tui.desk.outcomes import Outcome
from tui.domain.catalog import Choice
from tui.domain.key_names import written
from tui.domain.picking import NewChoice
from tui.domain.week_table import Pair
from tui.screens.week_doing import WeekDoing
from tui.screens.week_palette import WeekCommands
from tui.screens.week_sending import Change
from tui.screens.week_typing import BEGINNING
from tui.widgets.cell_text import CellText
from tui.widgets.week_grid import WeekGrid

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.screens.day_keys.weeks import Weekly

OPENING = ("new_entry", "cell_notes", "details", "week", "help", "palette", "leave", "suspend")
"""The commands behind which the next keys belong to something else."""

AT_ONCE = (
    *("down", "up", "first", "last", "page_down", "page_up", "previous_day", "next_day"),
    *("today", "previous_week", "next_week"),
    *(
        "edit",
        "edit_here",
        "delete",
        "toggle_timer",
        "stop_running",
        "fill_right",
        "undo",
        "redo",
        "reload",
    ),
)
"""The commands that are done before the next key is looked at."""

WEEKDAYS = {f"weekday_{number}": f"weekday({number})" for number in range(1, 8)}
"""The commands that go to a column, and what they do here."""

OWN = {
    "tab": "next_cell",
    "shift+tab": "previous_cell",
    "home": "row_start",
    "end": "row_end",
    "escape": "week",
}
"""Keys of a spreadsheet, and what they do here."""

OF_THE_APP = ("log_in", "debug")
"""The commands that work everywhere."""

ONE_TEXT_SECONDS = 1.0
"""Letters that follow each other faster are typed as one text."""


class WeekScreen(WeekDoing):
    """The week with its keys.

    Keys are taken one after the other as they come, with no focus to wait for: hours can be typed
    as fast as anybody types.
    """

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {WeekCommands}

    def __init__(self, board: "Weekly", desk: "Desk") -> None:
        super().__init__(board, desk)
        keys = self.view.keys
        commands = {name: name for name in (*OPENING, *AT_ONCE)} | WEEKDAYS
        self._by_key = {key: does for name, does in commands.items() for key in keys.of(name)} | OWN
        self._of_the_day = {
            key
            for name, all_keys in keys.names.items()
            if name not in OF_THE_APP
            for key in all_keys
        }
        self._no_notes_at = -ONE_TEXT_SECONDS

    def sets_off(self, event: events.Key) -> bool:
        """Only keys that open something: all others are done with at once."""
        if self.focused is not None or event.key not in self._by_key:
            return super().sets_off(event)
        return self.grid.text is None and self._by_key[event.key] in OPENING

    async def on_key(self, event: events.Key) -> None:
        """Type into a cell, or do what a key is for."""
        if self.focused is not None:
            return  # it goes into the line at the foot
        if self.grid.text is not None:
            is_taken = self.type(event.key, event.character)
        elif self._were_notes(event):
            is_taken = True
            self._no_notes_at = event.time
        elif event.character in BEGINNING and event.is_printable:
            is_taken = True
            self._take_question_back("")
            self.begin(CellText(event.character or ""))
        else:
            is_taken = await self._press(event.key)
            if self._by_key.get(event.key) == "cell_notes" and not self.line_keys:
                self._no_notes_at = event.time
        if is_taken:
            event.stop()
            event.prevent_default()

    def _were_notes(self, event: events.Key) -> bool:
        """Whether a letter was meant for notes that there cannot be: it is no command then."""
        is_letter = event.is_printable and event.character not in BEGINNING
        return is_letter and event.time - self._no_notes_at < ONE_TEXT_SECONDS

    async def _press(self, key: str) -> bool:
        """Do what a key is for; of one that works on the day only, say so."""
        command = self._by_key.get(key, "")
        self._take_question_back(command)
        if command:
            await self.run_action(command)
        elif key in self._of_the_day:
            self.notice.say(f"{written(key)} works on the day: esc goes there.")
        return bool(command) or key in self._of_the_day

    def _take_question_back(self, command: str) -> None:
        """Forget a question that another key answers than the one that asked."""
        if self.sure_of is not None and self.sure_of[0] != command:
            self.sure_of = None
            self.notice.say("")

    # Moving

    def action_down(self) -> None:
        """Go to the next row."""
        self.grid.move(rows=1)

    def action_up(self) -> None:
        """Go to the row before."""
        self.grid.move(rows=-1)

    def action_page_down(self) -> None:
        """Go a screen further."""
        self.grid.move(rows=self.grid.page)

    def action_page_up(self) -> None:
        """Go a screen back."""
        self.grid.move(rows=-self.grid.page)

    def action_first(self) -> None:
        """Go to the first row."""
        self.grid.move(rows=-len(self.view.rows))

    def action_last(self) -> None:
        """Go to the last row."""
        self.grid.move(rows=len(self.view.rows))

    def action_previous_day(self) -> None:
        """Go to the cell at the left."""
        self.grid.move(days=-1)

    def action_next_day(self) -> None:
        """Go to the cell at the right."""
        self.grid.move(days=1)

    def action_next_cell(self) -> None:
        """Go to the cell at the right, behind the last one to the next row."""
        self.grid.move_on(1)

    def action_previous_cell(self) -> None:
        """Go to the cell at the left, before the first one to the row before."""
        self.grid.move_on(-1)

    def action_row_start(self) -> None:
        """Go to the first day of the row."""
        self.grid.move(days=-7)

    def action_row_end(self) -> None:
        """Go to the last day of the row."""
        self.grid.move(days=7)

    def action_weekday(self, number: int) -> None:
        """Go to a day of the week, counted from 1."""
        dates = self.view.week.dates
        if number <= len(dates):
            self.grid.point_at(dates[number - 1])

    @on(WeekGrid.Pointed)
    def _pointed(self, event: WeekGrid.Pointed) -> None:
        """Go to a cell that was clicked; two clicks type into it."""
        if self.commit():
            self.grid.point_at(event.on or self.grid.on, event.ids)
            if event.is_double and event.on is not None:
                self.action_edit()

    # Weeks

    def action_previous_week(self) -> None:
        """Show the week before."""
        self._go_weeks(-1)

    def action_next_week(self) -> None:
        """Show the week after."""
        self._go_weeks(1)

    def _go_weeks(self, weeks: int) -> None:
        try:
            self.go_to_week_of(self.grid.on + timedelta(weeks=weeks))
        except OverflowError:
            self.notice.say("The calendar ends here.")

    def action_today(self) -> None:
        """Show this week, with the cursor on today."""
        self.go_to_week_of(self.view.today)

    def action_reload(self) -> None:
        """Read the week again."""
        self.notice.say("")
        self.desk.weeks.doubt(self.view.week.dates)
        self.read()

    # Going elsewhere

    def action_week(self) -> None:
        """Go back to the day, to the date under the cursor."""
        self.leave_for(self.grid.on)

    def action_open_day(self, day: str) -> None:
        """Go to a date, written as ISO 8601 does."""
        if self.commit():
            self.leave_for(date.fromisoformat(day))

    def action_new_entry(self) -> None:
        """Pick what a new row is about."""
        from tui.screens.picker import PairPicker, pair_question

        self.app.push_screen(PairPicker(self.desk, pair_question(self.desk)), self._picked)

    def _picked(self, choice: Choice | NewChoice | None) -> None:
        if isinstance(choice, NewChoice):
            self.send(Change(lambda: self._made(choice)))
        elif choice is not None:
            self._add_row_of(choice)

    async def _made(self, wanted: NewChoice) -> Outcome:
        """Make a project or task that does not exist yet, and its row."""
        choice = await self.desk.create(wanted)
        self._add_row_of(choice)
        return Outcome(f"Made {choice.project.label} · {choice.task.name}.")

    def _add_row_of(self, choice: Choice) -> None:
        project, task = choice.project, choice.task
        self.add_row(
            Pair(
                project_id=project.id,
                task_id=task.id,
                client=project.client,
                project=project.name,
                task=task.name,
            )
        )

    def action_details(self) -> None:
        """Show all that is known of the cell's last entry."""
        from tui.screens.detail import DetailScreen

        cell = self.grid.cell
        if cell is None or not cell.entries:
            self.notice.say("There is no entry in this cell.")
        else:
            self.app.push_screen(DetailScreen(self.desk, self.board.view, cell.entries[-1]))

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.view.keys))

    def action_palette(self) -> None:
        """Find a command by its name."""
        self.app.action_command_palette()

    async def action_leave(self) -> None:
        """Quit."""
        await self.app.action_quit()

    def action_suspend(self) -> None:
        """Put Windrow aside."""
        self.app.action_suspend_process()
