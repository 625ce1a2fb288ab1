"""The picker: project and task by a few letters, and new ones by their names; people too."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from tui.api.backend import BackendError
from tui.desk.desk import Desk
from tui.domain.account import Person
from tui.domain.catalog import Choice
from tui.domain.invalid import Invalid
from tui.domain.picking import Pair, PairStep, PickPair
from tui.domain.picking_people import PickPerson
from tui.domain.questions import Option, Step
from tui.screens.pane import Pane
from tui.stylesheets import stylesheet
from tui.widgets.answers import Answers
from tui.widgets.bars import Key, KeyBar, sheet_label
from tui.widgets.fields import LineField
from tui.widgets.notice import Notice
from tui.widgets.text import one_line

PICK = Key("enter", "Pick", "screen.take")
MOVE = Key("↓", "Move", "screen.move(1)", ("↑", "screen.move(-1)"))
BACK = Key("esc", "Back", "screen.back")
FAVOURITE = Key("ctrl+b", "Favourite", "screen.favourite")
EDITING = ("backspace", "delete", "left", "right", "home", "end")
MOVING = ("up", "down", "pageup", "pagedown")

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
        Binding("pagedown", "move_page(1)", "Further", show=False, priority=True),
        Binding("pageup", "move_page(-1)", "Back", show=False, priority=True),
    ]

    whose = ""
    """Said before every question: whose timesheet it is about."""

    foot: Sequence[Key] = (PICK, MOVE, BACK)
    """The keys at the foot, which may be clicked."""

    input = getters.query_one(Input)
    answers = getters.query_one(Answers)
    notice = getters.query_one(Notice)

    def __init__(self, step: Step[A], typed: str = "") -> None:
        super().__init__()
        self._steps: list[tuple[Step[A], str]] = [(step, typed)]
        self._options: Sequence[Option[A]] = []

    def sets_off(self, event: events.Key) -> bool:
        """What may lead on: neither letters nor what edits them or moves among the answers."""
        return super().sets_off(event) and event.key not in (*EDITING, *MOVING)

    @property
    def step(self) -> Step[A]:
        """The present question."""
        return self._steps[-1][0]

    @property
    def option(self) -> Option[A] | None:
        """The answer under the cursor."""
        return self._options[self.answers.cursor] if self._options else None

    def compose(self) -> ComposeResult:
        """The question, what is typed, the answers, the keys."""
        yield Static("", id="prompt", markup=False)
        yield LineField(id="query")
        yield Answers(id="answers")
        yield Static("", id="hint", markup=False)
        yield Notice(classes="-empty")
        foot = KeyBar()
        foot.keys = self.foot
        yield foot

    def on_mount(self) -> None:
        """Ask the first question."""
        self._ask(self._steps[0][1])
        self.input.focus()
        # A message would come a frame later: what is typed would be drawn before what it finds.
        self.watch(self.input, "value", self.list_answers, init=False)

    def _ask(self, typed: str) -> None:
        self.query_one("#prompt", Static).update(one_line(f"{self.whose}{self.step.prompt}"))
        self.input.select_on_focus = False
        self.input.value = typed
        self.input.cursor_position = len(typed)
        self.list_answers()

    def list_answers(self) -> None:
        """List what answers, with the cursor on the first."""
        self._list(None)

    def list_again(self) -> None:
        """List what answers by now; the cursor stays on its answer."""
        self._list(self.option)

    def _list(self, keep: Option[A] | None) -> None:
        said = ""
        try:
            self._options = self.step.options(self.input.value)
        except Invalid as error:
            self._options, said = [], str(error)
        places = [n for n, option in enumerate(self._options) if keep and _same(option, keep)]
        self.answers.show(self._options, places[0] if places else 0)
        self.set_class(not self._options, "-none")
        if not self._options:
            self.query_one("#hint", Static).update(one_line(said or self.step.hint))

    def action_move(self, rows: int) -> None:
        """Move among the answers."""
        self.answers.move(rows)

    def action_move_page(self, pages: int) -> None:
        """Move among the answers by what is seen of them."""
        self.answers.move_page(pages)

    def action_back(self) -> None:
        """Go back one question, or leave."""
        self._steps.pop()
        if self._steps:
            self._ask(self._steps[-1][1])
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the answer under the cursor."""
        if self.option is not None:
            self._answer(self.option)

    @on(Answers.Chosen)
    def _clicked(self, event: Answers.Chosen) -> None:
        for option in self._options:
            if option is event.option:
                self._answer(option)

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

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "favourite", "Favourite", show=False, priority=True),
    ]

    foot = (PICK, MOVE, FAVOURITE, BACK)

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
            self.list_again()

    def action_favourite(self) -> None:
        """Make the pair under the cursor a favourite, or no longer one."""
        option, first = self.option, self._steps[0][0]
        if self.step is not first or not isinstance(first, PickPair):
            self.notice.say("Favourites are made where project and task are asked for.")
        elif option is None or not isinstance(option.then, Choice):
            self.notice.say("Only a project with a task can be a favourite.")
        else:
            wanted = not option.standing.is_favourite
            self._desk.favour(option.then.ids, wanted)
            self._favoured(first, option, wanted=wanted)

    def _favoured(self, first: PickPair, option: Option[Pair], *, wanted: bool) -> None:
        """Show where a pair stands now, with the cursor still on it, and say what became of it."""
        self._steps[0] = (replace(first, habits=self._desk.habits), self.input.value)
        self.list_again()
        if self.option is None or self.option.standing.is_favourite is not wanted:
            self.notice.say(self._desk.past.trouble, trouble=True)
            return
        told = "A favourite now" if wanted else "No favourite any more"
        self.notice.say(f"{told}: {option.label} · {option.detail}.")


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
        self.list_answers()


def pair_question(desk: Desk) -> PickPair:
    """The first question for a timesheet: what may be picked, with what is usual first."""
    return PickPair(desk.catalog, desk.habits, desk.clients, desk.aliases)


def _same(one: Option[A], other: Option[A]) -> bool:
    """Tell whether two options are the same answer, whatever else there is to pick by now."""
    if isinstance(one.then, Choice) and isinstance(other.then, Choice):
        return one.then.ids == other.then.ids
    return (one.label, one.detail) == (other.label, other.detail)
