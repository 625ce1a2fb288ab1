"""The fields of a time entry's form: what they show, which of them are closed, what was typed."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tui.domain.account import Account
from tui.domain.catalog import Choice
from tui.domain.clock_times import parse_time, span_seconds
from tui.domain.draft import Problems, Typed
from tui.domain.entry import Field, TimeEntry
from tui.domain.hours import format_hours, from_seconds
from tui.domain.invalid import Invalid
from tui.widgets.fields import Labelled, LineField, Notes, PickField


class EntryFields(VerticalScroll, can_focus=False):
    """The fields of an entry, or of a new one on a day when there is none.

    Where start and end are tracked, they stand in place of the hours; an entry that has hours but
    no times keeps its hours.

    Args:
        account: its settings decide which fields there are and how they read.
        entry: what is edited; None for a new one.
        day: the local date that a new one begins with.
        now: the present instant (UTC), as of which a running entry's hours are shown.
    """

    LABELS: ClassVar[dict[Field, str]] = {
        Field.HOURS: "Hours",
        Field.START: "Start",
        Field.END: "End",
        Field.DATE: "Date",
    }

    def __init__(self, account: Account, entry: TimeEntry | None, day: date, now: datetime) -> None:
        super().__init__(id="fields")
        self._account = account
        self._entry = entry
        timed = account.timestamp_timers and (entry is None or entry.started_at is not None)
        self._time_fields = (Field.START, Field.END) if timed else (Field.HOURS,)
        self._first: dict[Field, str] = {
            Field.HOURS: hours_text(account, entry, now),
            Field.START: time_text(account, entry.started_at if entry else None),
            Field.END: time_text(account, entry.ended_at if entry else None),
            Field.NOTES: entry.notes if entry else "",
            Field.DATE: (entry.spent_date if entry else day).isoformat(),
        }

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields there are, from the top."""
        return (Field.PROJECT, Field.TASK, *self._time_fields, Field.NOTES, Field.DATE)

    def compose(self) -> ComposeResult:
        """The reason of a lock, the fields, the buttons."""
        yield Static("", id="reason", markup=False)
        yield Labelled("Project", PickField("enter picks a project", id="project"))
        yield Labelled("Task", PickField("enter picks a task", id="task"))
        for field in self._time_fields:
            yield self._line(field)
        yield Labelled("Notes", Notes(self._first[Field.NOTES], id="notes"))
        yield self._line(Field.DATE)
        with Horizontal(id="buttons"):
            yield Button("", id="save", compact=True)
            yield Static("ctrl+j", classes="key")
            yield Button("Cancel", id="cancel", compact=True)
            yield Static("esc", classes="key")

    def _line(self, field: Field) -> Labelled:
        line = LineField(self._first[field], self._placeholder(field), id=field.value)
        return Labelled(self.LABELS[field], line)

    def _placeholder(self, field: Field) -> str:
        is_new = self._entry is None
        if field is Field.HOURS:
            return "empty starts a timer" if is_new else "empty means 0:00"
        if field is Field.DATE:
            return "today"
        if not is_new and not (self._entry and self._entry.is_running and field is Field.END):
            return "needed"
        return "now" if field is Field.START else "empty lets it run"

    def on_mount(self) -> None:
        """Show what was picked before, and what the times come to."""
        if self._entry is not None:
            self._show_entry(self._entry)
        self._show_span()
        self._name_button()

    def _show_entry(self, entry: TimeEntry) -> None:
        names = " · ".join(part for part in (entry.client, entry.project) if part)
        self.show_pair(names, entry.task)

    # What stands in them

    @property
    def first_of_time(self) -> Input:
        """The field where the time begins: hours, or start."""
        return self._input(self._time_fields[0])

    @property
    def notes(self) -> Notes:
        """The notes."""
        return self.query_one("#notes", Notes)

    @property
    def button(self) -> Button:
        """What saves."""
        return self.query_one("#save", Button)

    def show_pair(self, project: str, task: str) -> None:
        """Show what was picked."""
        self.query_one("#project", PickField).value = project
        self.query_one("#task", PickField).value = task

    def typed(self, choice: Choice | None) -> Typed:
        """What was typed or picked; on an edited entry, only where it differs from before."""
        return Typed(
            choice=choice,
            hours=self._typed(Field.HOURS),
            start=self._typed(Field.START),
            end=self._typed(Field.END),
            date=self._typed(Field.DATE),
            notes=self._typed(Field.NOTES),
        )

    def _typed(self, field: Field) -> str | None:
        if field not in self.shown:
            return None
        text = self._text(field)
        return text if self._entry is None or text != self._first[field] else None

    @property
    def is_touched(self) -> bool:
        """Whether something was typed."""
        typed = (field for field in self.shown if field in self._first)
        return any(self._text(field) != self._first[field] for field in typed)

    def _text(self, field: Field) -> str:
        return self.notes.text if field is Field.NOTES else self._input(field).value

    def _input(self, field: Field) -> Input:
        return self.query_one(f"#{field}", Input)

    # What is said about them

    def close_all_but(self, editable: Collection[Field], reason: str) -> None:
        """Disable what may not be edited, and say why."""
        for field in self.shown:
            self.query_one(f"#{field}").disabled = field not in editable
        self.query_one("#reason", Static).update(reason)
        self.set_class(bool(reason), "-locked")
        self.button.disabled = not editable

    def take_back(self, editable: Collection[Field]) -> None:
        """Show in what may not be edited what the entry has, and no longer what was typed.

        Where nothing may be saved at all, it stays to be read.
        """
        if not editable:
            return
        for field in self.shown:
            if field not in editable and field in self._first and field is not Field.NOTES:
                self._input(field).value = self._first[field]
        if self._entry is not None and Field.PROJECT not in editable:
            self._show_entry(self._entry)

    def say(self, problems: Problems) -> None:
        """Say at each field what is wrong with it, and go to the first of them."""
        for field in self.shown:
            self._labelled(field).say(problems.get(field, ""))
        wrong = next((field for field in self.shown if field in problems), None)
        if wrong is not None:
            self.query_one(f"#{wrong}").focus()

    def _labelled(self, field: Field) -> Labelled:
        widget = self.query_one(f"#{field}", Widget)
        return next(node for node in widget.ancestors if isinstance(node, Labelled))

    @on(Input.Changed)
    def _name_button(self) -> None:
        last = self._input(self._time_fields[-1]).value.strip()
        new = "Save entry" if last else "Start timer"
        self.button.label = new if self._entry is None else "Update entry"

    @on(Input.Changed)
    def _show_span(self) -> None:
        """Say what start and end come to, as they are typed."""
        if Field.END in self.shown:
            self._labelled(Field.END).hint(self._span())

    def _span(self) -> str:
        try:
            started, ended = (parse_time(self._text(field)) for field in self._time_fields)
        except Invalid:
            return ""
        if started is None or ended is None:
            return ""
        day = self._entry.spent_date if self._entry else date.fromisoformat(self._first[Field.DATE])
        try:
            hours = from_seconds(span_seconds(day, started, ended, self._account.zone))
        except OverflowError:
            return ""  # the calendar ends before
        label = format_hours(hours, self._account.hours_format, self._account.decimal_symbol)
        times = " – ".join(self._account.time_of_day(at) for at in (started, ended))
        return f"{times}: {label}{', until the next day' if ended < started else ''}"


def hours_text(account: Account, entry: TimeEntry | None, now: datetime) -> str:
    """Write an entry's hours as they are edited; of a running one, whole minutes at `now` (UTC)."""
    if entry is None:
        return ""
    hours = entry.hours
    if entry.is_running:
        hours = from_seconds(entry.seconds(now) // 60 * 60)
    return format_hours(hours, account.hours_format, account.decimal_symbol)


def time_text(account: Account, at: time | None) -> str:
    """Write a local time of day as it is edited; nothing where there is none."""
    return "" if at is None else account.time_of_day(at)
