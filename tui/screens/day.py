"""The day: what each key does."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.command import Provider

from tui.commands import COMMANDS, MOVE, bindings
from tui.domain.entry import TimeEntry
from tui.domain.hours import LONGEST
from tui.domain.keys import Keys
from tui.screens.day_keys.again import Again
from tui.screens.day_keys.away import AsksAboutAway
from tui.screens.day_keys.editing import Edits
from tui.screens.day_keys.finding import Finds
from tui.screens.day_keys.forgotten import Reminds
from tui.screens.day_keys.marking import Marks
from tui.screens.day_keys.midnight import AsksAboutMidnight
from tui.screens.day_keys.outside import EditsOutside
from tui.screens.day_keys.quick import Quick
from tui.screens.day_keys.stepping import Steps
from tui.screens.day_keys.undoing import Undoes
from tui.screens.day_keys.untracked import Untracks
from tui.screens.day_keys.weeks import TURNS, Weekly
from tui.screens.palette import DayCommands
from tui.screens.writing import NEW

if TYPE_CHECKING:
    from tui.desk.outcomes import Outcome

ONE_NUMBER_SECONDS = 1.0
TURNING = ("previous_day", "next_day", "today", *TURNS)
STEPPING = ("add_step", "take_step", "give_step")
MOVING = tuple(command.id for command in COMMANDS if command.group == MOVE)


class DayScreen(
    Untracks,
    Edits,
    EditsOutside,
    Marks,
    Steps,
    Again,
    Finds,
    AsksAboutAway,
    AsksAboutMidnight,
    Reminds,
    Quick,
    Undoes,
    Weekly,
):
    """The timesheet of one day with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {DayCommands}

    _jumped_at = -1.0

    def on_key(self, event: events.Key) -> None:
        """Digits right behind one that went to a day were meant for a row that was not there."""
        if self.is_typing or not (event.character or "").isdigit():
            return
        if self.grid.is_below:
            return
        if self.grid.entry is None:
            self._jumped_at = event.time
        elif event.time - self._jumped_at < ONE_NUMBER_SECONDS:
            event.stop()
            event.prevent_default()
            self.notice.say("A digit on an empty day goes to that day of the week.")

    def sets_off(self, event: events.Key) -> bool:
        """Every key but those that only move the cursor; where text is typed, no letters."""
        if self.is_typing:
            return super().sets_off(event)
        return not self._is_for(event, MOVING)

    def follows_at_once(self, event: events.Key, before: events.Key) -> bool:
        """Going on to another day waits for no day that is being read; steps of time add up."""
        kinds = (STEPPING, TURNING)
        alike = any(self._is_for(event, kind) and self._is_for(before, kind) for kind in kinds)
        return alike and not self.is_typing

    def _is_for(self, event: events.Key, commands: Iterable[str]) -> bool:
        return any(event.key in self.keys.of(command) for command in commands)

    # Moving

    def action_down(self) -> None:
        """Go to the next entry."""
        self.grid.move(1)

    def action_up(self) -> None:
        """Go to the entry before."""
        self.grid.move(-1)

    def action_first(self) -> None:
        """Go to the first entry."""
        self.grid.go_to(0)

    def action_last(self) -> None:
        """Go to the last entry."""
        self.grid.go_to(len(self.view.rows) - 1)

    def action_page_down(self) -> None:
        """Go a screen further."""
        self.grid.move_page(1)

    def action_page_up(self) -> None:
        """Go a screen back."""
        self.grid.move_page(-1)

    # Days

    def action_previous_day(self) -> None:
        """Show the day before."""
        self._go(-1)

    def action_next_day(self) -> None:
        """Show the day after."""
        self._go(1)

    def _go(self, days: int) -> None:
        try:
            self.go_to(self.view.day.date + timedelta(days=days))
        except OverflowError:
            self.notice.say("The calendar ends here.")

    def action_today(self) -> None:
        """Show today, with the cursor on what runs."""
        self.go_to(self.view.today)

    def action_reload(self) -> None:
        """Read the day again, and how the account shows it."""
        self.notice.say("")
        self.reload(settings=True)

    # Timers and entries

    def action_delete(self) -> None:
        """Delete the entry, or the marked ones; running or locked ones only at the second press."""
        entry = self.grid.entry
        if self.refused("delete") or self.desk is None:
            return
        if self.view.marked_rows:
            self.delete_marked()
            return
        if entry is None:
            return
        if (reason := _second_thought(entry, self.now(), self.keys)) and not self.is_sure(
            "delete", entry.id, reason
        ):
            return
        self.write(entry.id, self.desk.delete(entry))

    def action_new_entry(self) -> None:
        """Open the form for a new entry on this day."""
        if not self.refused("new_entry"):
            self._open_form(None)

    def action_edit(self) -> None:
        """Open the form of the entry under the cursor."""
        if not self.refused("edit"):
            self._open_form(self.grid.entry)

    def action_details(self) -> None:
        """Show all that is known of the entry under the cursor."""
        from tui.screens.detail import DetailScreen

        entry = self.grid.entry
        if not self.refused("details") and entry is not None and self.desk is not None:
            self.app.push_screen(DetailScreen(self.desk, self.view, entry))

    def _open_form(self, entry: TimeEntry | None) -> None:
        from tui.screens.entry_form import EntryForm  # 30 ms that the first frame does not need

        if self.desk is None:
            return
        form = EntryForm(self.desk, self.view, entry, lambda: self.view.running)
        self.app.push_screen(form, self._form_closed)

    def _form_closed(self, outcome: "Outcome | None") -> None:
        if outcome is None:
            self.reload()  # a refusal may have told what changed elsewhere
        else:
            self.notice.say(outcome.message)
            entry_id = outcome.entry.id if outcome.entry else NEW
            self.view = replace(self.view, pending=frozenset({entry_id}))
            self.app.run_worker(self.settle(entry_id), group="write")

    # Windrow

    def action_help(self) -> None:
        """Show all keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.keys))

    async def action_debug(self) -> None:
        """Show what the program asks, shows and costs."""
        await self.app.run_action("debug")

    def action_palette(self) -> None:
        """Find a command by its name."""
        self.app.action_command_palette()

    async def action_leave(self) -> None:
        """Quit."""
        await self.app.action_quit()

    def action_log_in(self) -> None:
        """Log in again."""
        self.post_message(self.LoginWanted())

    async def action_connect(self) -> None:
        """Connect to Harvest."""
        if not self.refused("connect"):
            await self.app.run_action("connect")

    def action_suspend(self) -> None:
        """Put Windrow aside."""
        self.app.action_suspend_process()


def _second_thought(entry: TimeEntry, now: datetime, keys: Keys) -> str:
    """What to say before a deletion that could be regretted; nothing for a plain entry."""
    undo, again = keys.shown("undo"), f"{keys.shown('delete')} again deletes it."
    if entry.hours_at(now) > LONGEST:
        return f"It holds more than 24 hours, and {undo} could not bring it back. {again}"
    if entry.is_running:
        return f"Its timer is running. {again}"
    if entry.lock:
        return f"It is {entry.lock}, and {undo} could not make it so again. {again}"
    return ""
