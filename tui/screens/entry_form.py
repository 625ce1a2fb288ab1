"""The form of a time entry: a new one, or one that is edited as far as its lock allows."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Input

from tui.api.backend import BackendError, LoginNeeded, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome
from tui.domain.catalog import Choice, Project
from tui.domain.dates import long_date, short_date
from tui.domain.draft import Change, Draft, Problems, read_change, read_draft
from tui.domain.entry import EVERY_FIELD, Field, TimeEntry, editable_fields, lock_reason
from tui.domain.picking import NewChoice, PairStep, PickTask
from tui.screens.pane import Pane
from tui.screens.picker import PairPicker, pair_question
from tui.stylesheets import stylesheet
from tui.widgets.bars import FormHead
from tui.widgets.entry_fields import EntryFields
from tui.widgets.fields import PickField
from tui.widgets.notice import Notice
from tui.widgets.rows import GLYPHS
from tui.widgets.view import View

Running = Callable[[], TimeEntry | None]
"""Tells what runs at the moment of saving."""


class EntryForm(Pane[Outcome | None]):
    """Edits an entry, or makes a new one when there is none; None when nothing was saved.

    It covers the day, so that no clock below it stands still in sight; what runs is named with
    the time it started, which needs no ticking.
    """

    CSS_PATH = stylesheet("form")
    few_lines = 22

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+s,ctrl+enter", "save", "Save", show=False, priority=True),
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    choice: reactive[Choice | NewChoice | None] = reactive(None, init=False)
    sending: reactive[bool] = reactive(default=False, init=False)

    fields = getters.query_one(EntryFields)
    notice = getters.query_one(Notice)

    def __init__(self, desk: Desk, view: View, entry: TimeEntry | None, running: Running) -> None:
        super().__init__()
        self._what_runs = running
        self._desk = desk
        self._view = view
        self._entry = entry
        self._sure = False
        self._was_at: Widget | None = None

    @property
    def editable(self) -> frozenset[Field]:
        """The fields that may be edited."""
        if self._entry is None:
            return EVERY_FIELD
        return editable_fields(self._entry, self._view.account.me.role)

    def compose(self) -> ComposeResult:
        """A heading, the fields, the message."""
        view = self._view
        yield FormHead(self._heading(), view)
        yield EntryFields(view.account, self._entry, view.day.date, self._desk.now())
        yield Notice(classes="-empty")

    def _heading(self) -> str:
        if self._entry is None:
            return f"New entry · {long_date(self._view.day.date)}"
        lock = self._entry.lock
        told = f" · {GLYPHS[lock]} {lock}" if lock else ""
        return f"Edit entry · {short_date(self._entry.spent_date)}{told}"

    def on_mount(self) -> None:
        """Close what a lock closes, and put the cursor where it is wanted."""
        self._close_locked()
        if self._entry is None:
            self._pick(pair_question(self._desk))
        elif not self.fields.first_of_time.disabled:
            self.fields.first_of_time.focus()
        else:
            self.notice.say(lock_reason(self._entry, self._view.account.me.role))

    def _close_locked(self) -> None:
        reason = lock_reason(self._entry, self._view.account.me.role) if self._entry else ""
        self.fields.close_all_but(self.editable, reason)

    # Picking

    @on(PickField.Wanted, "#project")
    def _pick_pair(self, event: PickField.Wanted) -> None:
        self._pick(pair_question(self._desk), event.typed)

    @on(PickField.Wanted, "#task")
    def _pick_task(self, event: PickField.Wanted) -> None:
        project = self._picked_project()
        if project is None:
            self._pick_pair(event)
        else:
            self._pick(PickTask(self._desk.catalog, project), event.typed)

    def _picked_project(self) -> Project | None:
        wanted = self._entry.project_id if self._entry else None
        if self._picked_choice is not None:
            wanted = self._picked_choice.project.id
        return next((p for p in self._desk.catalog.projects if p.id == wanted), None)

    def _pick(self, step: PairStep, typed: str = "") -> None:
        if not self.sending:
            self.app.push_screen(PairPicker(self._desk, step, typed), self._picked)

    @property
    def _picked_choice(self) -> Choice | None:
        return self.choice.preview if isinstance(self.choice, NewChoice) else self.choice

    def _picked(self, choice: Choice | NewChoice | None) -> None:
        begun = self.fields.is_touched or self.choice is not None
        if choice is None and self._entry is None and not begun:
            self.dismiss(None)  # nothing was begun: back to the day at once
        elif choice is None:
            self.query_one("#project").focus()
        else:
            self.choice = choice
            self.fields.first_of_time.focus()

    def watch_choice(self) -> None:
        """Show what was picked."""
        choice = self._picked_choice
        if choice is not None:
            self.fields.show_pair(choice.project.label, choice.task.name)
            self.fields.say({})

    # Saving

    def watch_sending(self, sending: bool) -> None:  # noqa: FBT001 (a watcher's signature)
        """Take nothing more while it is being sent; then go on where one was."""
        if sending:
            self._was_at = self.focused
        self.fields.disabled = sending
        if not sending and self._was_at is not None:
            self._was_at.focus()

    @on(Button.Pressed, "#save")
    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save what was typed, or say at the field what is wrong with it."""
        if self.sending:
            return
        if self._entry and not self.editable:
            self.notice.say(lock_reason(self._entry, self._view.account.me.role))
            return
        wanted = self._read()
        if isinstance(wanted, dict):
            self.fields.say(wanted)
            return
        self.fields.say({})
        self.sending = True
        self.notice.say("Saving …")
        self.app.run_worker(self._saving(wanted), group="write")

    def _read(self) -> Draft | Change | Problems:
        today = self._view.account.today(self._desk.now())
        typed = self.fields.typed(self._picked_choice)
        if self._entry is None:
            return read_draft(typed, today)
        return read_change(self._entry, typed, self.editable, self._desk.now(), today)

    async def _save(self, wanted: Draft | Change) -> Outcome:
        """Make what was named anew, then send the entry."""
        if isinstance(self.choice, NewChoice):
            self.choice = await self._desk.create(self.choice)
            project_id, task_id = self.choice.ids
            wanted = replace(wanted, project_id=project_id, task_id=task_id)
        if isinstance(wanted, Draft):
            return await self._desk.add(wanted, self._what_runs())
        if self._entry is None:
            raise TypeError("a change without an entry")
        return await self._desk.update(self._entry, wanted)

    async def _saving(self, wanted: Draft | Change) -> None:
        try:
            outcome = await self._save(wanted)
        except LoginNeeded as error:
            self.sending = False
            key = self._view.keys.shown("log_in")
            self.notice.say(f"{error} {key} logs in again.", trouble=True)
            await self.app.run_action("log_in")
        except Refused as error:
            self.sending = False
            self.notice.say(str(error), trouble=True)
            await self._look_at_it_again()
        except BackendError as error:
            self.sending = False
            self.notice.say(str(error), trouble=True)
        else:
            while self.app.screen is not self:  # the palette, say, was opened meanwhile
                await self.app.pop_screen()
            self.dismiss(outcome)

    async def _look_at_it_again(self) -> None:
        """Read the entry after a refusal: somebody may have approved or switched it meanwhile."""
        if self._entry is None:
            return
        try:
            now = await self._desk.entry(self._entry.id)
        except BackendError as error:
            self.log.warning(f"the refused entry could not be read: {error}")
            return
        before, self._entry = self._entry, now
        if now.lock is not before.lock:
            self.query_one(FormHead).heading = self._heading()
            self._close_locked()
            self.fields.take_back(self.editable)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave; what was typed is thrown away only at the second time."""
        if self.sending:
            self.notice.say("It is still being saved.")
        elif (self.fields.is_touched or self.choice is not None) and not self._sure:
            self._sure = True
            self.notice.say("Not saved yet: esc again throws away what was typed.")
        else:
            self.dismiss(None)
