"""The form of a time entry: a new one, or one that is edited as far as its lock allows."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tui.api.backend import BackendError, Refused
from tui.domain.catalog import Choice, Project
from tui.domain.dates import long_date, short_date
from tui.domain.draft import Change, Draft, Problems, Typed, read_change, read_draft
from tui.domain.entry import EVERY_FIELD, Field, Lock, TimeEntry, editable_fields, lock_reason
from tui.domain.hours import format_hours, from_seconds
from tui.domain.picking import NewChoice, PickPair, PickTask, Step
from tui.screens.desk import Desk, Outcome
from tui.screens.pane import Pane
from tui.screens.picker import Picker
from tui.stylesheets import stylesheet
from tui.widgets.bars import FormHead, Notice
from tui.widgets.fields import Labelled, LineField, Notes, PickField
from tui.widgets.view import View

Running = Callable[[], TimeEntry | None]
"""Tells what runs at the moment of saving."""


class EntryForm(Pane[Outcome | None]):
    """Edits an entry, or makes a new one when there is none; None when nothing was saved.

    It covers the day, so that no clock below it stands still in sight; what runs is named with
    the time it started, which needs no ticking.
    """

    CSS_PATH = stylesheet("form")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j,ctrl+s,ctrl+enter", "save", "Save", show=False, priority=True),
        Binding("escape", "cancel", "Cancel", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    choice: reactive[Choice | NewChoice | None] = reactive(None, init=False)
    sending: reactive[bool] = reactive(default=False, init=False)

    project_field = getters.query_one("#project", PickField)
    task_field = getters.query_one("#task", PickField)
    hours = getters.query_one("#hours", Input)
    notes = getters.query_one("#notes", Notes)
    date = getters.query_one("#date", Input)
    button = getters.query_one(Button)
    notice = getters.query_one(Notice)

    def __init__(self, desk: Desk, view: View, entry: TimeEntry | None, running: Running) -> None:
        super().__init__()
        self._what_runs = running
        self._notes = entry.notes if entry else ""
        self._desk = desk
        self._view = view
        self._entry = entry
        self._sure = False
        self._was_at: Widget | None = None
        self._hours = _hours_text(entry, desk, view)
        self._date = (entry.spent_date if entry else view.day.date).isoformat()

    @property
    def editable(self) -> frozenset[Field]:
        """The fields that may be edited."""
        if self._entry is None:
            return EVERY_FIELD
        return editable_fields(self._entry, self._view.account.me.role)

    def compose(self) -> ComposeResult:
        """A heading, the reason of a lock, the fields, the button."""
        entry = self._entry
        yield FormHead(self._heading(), self._view)
        with VerticalScroll(can_focus=False, id="fields"):
            yield Static("", id="reason", markup=False)
            yield Labelled("Project", PickField("enter picks a project", id="project"))
            yield Labelled("Task", PickField("enter picks a task", id="task"))
            placeholder = "empty means 0:00" if entry else "empty starts a timer"
            yield Labelled("Hours", LineField(self._hours, placeholder, id="hours"))
            yield Labelled("Notes", Notes(self._notes, id="notes"))
            yield Labelled("Date", LineField(self._date, "today", id="date"))
            with Horizontal(id="buttons"):
                yield Button("", id="save", compact=True)
                yield Static("ctrl+j", classes="key")
                yield Button("Cancel", id="cancel", compact=True)
                yield Static("esc", classes="key")
        yield Notice(classes="-empty")

    def _heading(self) -> str:
        if self._entry is None:
            return f"New entry · {long_date(self._view.day.date)}"
        lock = {Lock.APPROVED: " · ✓ approved", Lock.INVOICED: " · $ invoiced"}
        return f"Edit entry · {short_date(self._entry.spent_date)}{lock.get(self._entry.lock, '')}"

    def on_mount(self) -> None:
        """Show the entry, close what its lock closes, and put the cursor where it is wanted."""
        if self._entry is not None:
            self.project_field.value = " · ".join(
                part for part in (self._entry.client, self._entry.project) if part
            )
            self.task_field.value = self._entry.task
        self._close_locked()
        self._name_button()
        if self._entry is None:
            self._pick(PickPair(self._desk.catalog, self._desk.recent, self._desk.clients))
        elif not self.hours.disabled:
            self.hours.focus()

    def _close_locked(self) -> None:
        for field in Field:
            self.query_one(f"#{field}").disabled = field not in self.editable
        role = self._view.account.me.role
        reason = lock_reason(self._entry, role) if self._entry else ""
        self.query_one("#reason", Static).update(reason)
        self.set_class(bool(reason), "-locked")
        self.button.disabled = not self.editable

    @on(Input.Changed, "#hours")
    def _name_button(self) -> None:
        if self._entry is not None:
            self.button.label = "Update entry"
        else:
            self.button.label = "Save entry" if self.hours.value.strip() else "Start timer"

    # Picking

    @on(PickField.Wanted, "#project")
    def _pick_pair(self, event: PickField.Wanted) -> None:
        desk = self._desk
        self._pick(PickPair(desk.catalog, desk.recent, desk.clients), event.typed)

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

    def _pick(self, step: Step, typed: str = "") -> None:
        if not self.sending:
            self.app.push_screen(Picker(self._desk, step, typed), self._picked)

    @property
    def _picked_choice(self) -> Choice | None:
        return self.choice.preview if isinstance(self.choice, NewChoice) else self.choice

    def _picked(self, choice: Choice | NewChoice | None) -> None:
        if choice is None and self._entry is None and not self._is_touched():
            self.dismiss(None)  # nothing was begun: back to the day at once
        elif choice is None:
            self.project_field.focus()
        else:
            self.choice = choice
            self.hours.focus()

    def watch_choice(self) -> None:
        """Show what was picked."""
        choice = self._picked_choice
        if choice is not None:
            self.project_field.value = choice.project.label
            self.task_field.value = choice.task.name
            self._show_problems({})

    # Saving

    def watch_sending(self, sending: bool) -> None:  # noqa: FBT001 (a watcher's signature)
        """Take nothing more while it is being sent; then go on where one was."""
        if sending:
            self._was_at = self.focused
        self.query_one("#fields").disabled = sending
        if not sending and self._was_at is not None:
            self._was_at.focus()

    def _typed(self) -> Typed:
        """What was typed or picked; on an edited entry, only where it differs from before."""
        new, notes = self._entry is None, self.notes.text
        return Typed(
            choice=self._picked_choice,
            hours=self.hours.value if new or self.hours.value != self._hours else None,
            date=self.date.value if new or self.date.value != self._date else None,
            notes=notes if new or notes != self._notes else None,
        )

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
            self._show_problems(wanted)
            return
        self._show_problems({})
        self.sending = True
        self.notice.say("Saving …")
        self.app.run_worker(self._saving(wanted), group="write")

    def _read(self) -> Draft | Change | Problems:
        today, typed = self._view.account.today(self._desk.now()), self._typed()
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

    def _show_problems(self, problems: Problems) -> None:
        for field in Field:
            widget = self.query_one(f"#{field}", Widget)
            labelled = next(node for node in widget.ancestors if isinstance(node, Labelled))
            labelled.say(problems.get(field, ""))
        if problems:
            self.query_one(f"#{next(iter(problems))}").focus()

    async def _saving(self, wanted: Draft | Change) -> None:
        try:
            outcome = await self._save(wanted)
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

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave; what was typed is thrown away only at the second time."""
        if self.sending:
            self.notice.say("It is still being saved.")
        elif self._is_touched() and not self._sure:
            self._sure = True
            self.notice.say("Not saved yet: esc again throws away what was typed.")
        else:
            self.dismiss(None)

    def _is_touched(self) -> bool:
        return (
            self.hours.value != self._hours
            or self.date.value != self._date
            or self.notes.text != self._notes
        )


def _hours_text(entry: TimeEntry | None, desk: Desk, view: View) -> str:
    if entry is None:
        return ""
    hours = entry.hours
    if entry.is_running:
        hours = from_seconds(entry.seconds(desk.now()) // 60 * 60)
    return format_hours(hours, view.account.hours_format, view.account.decimal_symbol)
