"""The picker: project and task by a few letters, and new ones by their names; people too."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tui.api.backend import BackendError
from tui.desk.desk import Desk
from tui.domain.account import Person
from tui.domain.picking import Option, Pair, PairStep, PickPair, Step
from tui.domain.picking_people import PickPerson
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet
from tui.widgets.bars import Notice, sheet_label
from tui.widgets.fields import LineField
from tui.widgets.text import clip, one_line

A = TypeVar("A")


class Picker(Pane[A | None]):
    """Asks step by step until there is an answer; None when it was left.

    Args:
        step: the first question.
        typed: what the person began to type already.
    """

    CSS_PATH = stylesheet("picker")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "move(10)", "Further", show=False, priority=True),
        Binding("pageup", "move(-10)", "Back", show=False, priority=True),
    ]

    whose = ""
    """Said before every question: whose timesheet it is about."""

    input = getters.query_one(Input)
    answers = getters.query_one(OptionList)
    notice = getters.query_one(Notice)

    def __init__(self, step: Step[A], typed: str = "") -> None:
        super().__init__()
        self._steps: list[tuple[Step[A], str]] = [(step, typed)]
        self._options: Sequence[Option[A]] = []

    @property
    def step(self) -> Step[A]:
        """The present question."""
        return self._steps[-1][0]

    def compose(self) -> ComposeResult:
        """The question, what is typed, the answers, the keys."""
        yield Static("", id="prompt", markup=False)
        yield LineField(id="query")
        answers = OptionList(id="answers", compact=True)
        answers.can_focus = False
        yield answers
        yield Static("", id="hint", markup=False)
        yield Notice(classes="-empty")
        yield Static(
            Content.from_markup("[b]enter[/b] Pick   [b]↑ ↓[/b] Move   [b]esc[/b] Back"),
            classes="foot",
        )

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask(self._steps[0][1])
        self.input.focus()

    def _ask(self, typed: str) -> None:
        self.query_one("#prompt", Static).update(one_line(f"{self.whose}{self.step.prompt}"))
        self.input.select_on_focus = False
        self.input.value = typed
        self.input.cursor_position = len(typed)
        self._list()

    @on(Input.Changed)
    def _list(self) -> None:
        self._options = self.step.options(self.input.value)
        width = max(10, self.size.width - 7)  # a scrollbar may come
        self.answers.set_options([_line(option, width) for option in self._options])
        self.answers.highlighted = 0 if self._options else None
        self.set_class(not self._options, "-none")
        self.query_one("#hint", Static).update(self.step.hint)

    def action_move(self, rows: int) -> None:
        """Move among the answers."""
        if self._options:
            place = (self.answers.highlighted or 0) + rows
            self.answers.highlighted = max(0, min(place, len(self._options) - 1))

    def action_back(self) -> None:
        """Go back one question, or leave."""
        self._steps.pop()
        if self._steps:
            self._ask(self._steps[-1][1])
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _take(self) -> None:
        if self._options:
            self._answer(self._options[self.answers.highlighted or 0])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._answer(self._options[event.option_index])

    def _answer(self, option: Option[A]) -> None:
        self.notice.say("")
        then = option.then
        if isinstance(then, Step):
            self._steps[-1] = (self.step, self.input.value)
            self._steps.append((then, ""))
            self._ask("")
        else:
            self.dismiss(then)


class PairPicker(Picker[Pair]):
    """Asks for a project and a task.

    What is new is only named here; it is made when the entry is saved.

    Args:
        desk: reads what may be picked.
        step: the first question.
        typed: what the person began to type already.
    """

    def __init__(self, desk: Desk, step: PairStep, typed: str = "") -> None:
        super().__init__(step, typed)
        self._desk = desk
        self.whose = sheet_label(desk.sheet_of)
        self.set_class(desk.sheet_of is not None, "-foreign")

    def on_mount(self) -> None:
        """Read what may be picked anew behind the first question."""
        if isinstance(self.step, PickPair):
            self.run_worker(self._refresh(), group="read", exclusive=True)

    async def _refresh(self) -> None:
        try:
            catalog = await self._desk.read_catalog()
        except BackendError as error:
            self.notice.say(str(error), trouble=True)
            return
        first, typed = self._steps[0]
        if isinstance(first, PickPair) and first.catalog != catalog:
            fresh = replace(first, catalog=catalog, clients=self._desk.clients)
            self._steps[0] = (fresh, typed)
            self._list()


class PeoplePicker(Picker[Person]):
    """Asks for a person, whose timesheet is to be worked with.

    It opens at once, so that what is typed meanwhile is typed here, and lists people as soon as
    they are read. When they may not be, it closes.

    Args:
        desk: reads them.
        me: who asks.
        refused: is told why they could not be read.
    """

    def __init__(self, desk: Desk, me: Person, refused: Callable[[str], None]) -> None:
        super().__init__(PickPerson((), me, hint="Reading who there is …"))
        self._desk = desk
        self._me = me
        self._refused = refused

    def on_mount(self) -> None:
        """Read who there is."""
        self.run_worker(self._read(), group="read", exclusive=True)

    async def _read(self) -> None:
        try:
            people = await self._desk.people()
        except BackendError as error:
            self.dismiss(None)
            self._refused(str(error))
            return
        self._steps[0] = (PickPerson(people, self._me), "")
        self._list()


def _line(option: Option[object], width: int) -> Content:
    label, detail = one_line(option.label), one_line(option.detail)
    if not detail:
        style = "italic" if option.is_new else ""
        return Content.styled(clip(label, width), style)
    room = max(10, width * 6 // 10)
    left = clip(label, room)
    gap = " " * (room - Content(left).cell_length + 2)
    return Content.assemble(left, gap, (clip(detail, max(4, width - room - 2)), "dim"))
