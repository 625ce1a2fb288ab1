"""The line as it is typed: what it says by now, what it may mean, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tui.domain.catalog import Catalog
from tui.domain.habits import Habits, Ids
from tui.domain.pair_index import index_of, ranked
from tui.domain.quick.grammar import Work, read_line
from tui.domain.quick.plan import Notes, Plan, Scene, Starts, Stops, plan
from tui.domain.quick.preview import Happens, label_of, preview
from tui.domain.quick.words import Trouble

MOST_OPTIONS = 9


@dataclass(frozen=True, slots=True)
class Option:
    """One meaning that the words may have: its ids, and why it stands where it stands."""

    ids: Ids
    label: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a line says: what would happen, or what is wrong with it; and what it may mean.

    `picked` is the place of the meaning that is taken among the `options`, None where none is;
    `more` are those that are not listed; `refusal` is what the account said to it, if it did.
    """

    plan: Plan | None = None
    happens: tuple[Happens, ...] = ()
    trouble: Trouble | None = None
    options: tuple[Option, ...] = ()
    picked: int | None = None
    more: int = 0
    refusal: str = ""

    @property
    def gist(self) -> tuple[object, ...]:
        """What would be done, apart from how much time has gone by: the same as long as it is."""
        what = self.plan
        if isinstance(what, Starts):
            return "start", what.draft, what.trim and what.trim.entry.id, what.is_now
        if isinstance(what, Stops):
            return "stop", what.trim.entry.id, what.trim.is_now
        if isinstance(what, Notes):
            return "notes", what.entry.id, what.notes
        return "add", what and what.draft


@dataclass(frozen=True, slots=True)
class Book:
    """What a line is read by: what may be picked, what is usual, and the person's own words."""

    catalog: Catalog
    habits: Habits
    aliases: Mapping[str, str]


def read(line: str, pick: Ids | None, book: Book, scene: Scene) -> Reading:
    """Read a line; `pick` is the meaning that the person went to, if they did."""
    index, habits = index_of(book.catalog), book.habits
    try:
        said = read_line(line, index, book.aliases, scene.today)
    except Trouble as trouble:
        return Reading(trouble=trouble)
    if said is None:
        return Reading()
    choices, usual = [], False
    if isinstance(said, Work):
        usual = not said.choices
        found = index.search("", habits, MOST_OPTIONS)
        choices = [f.choice for f in found] if usual else ranked(said.choices, habits)
    options = tuple(Option(c.ids, label_of(c), habits.standing(c.ids).why) for c in choices)
    places = {choice.ids: place for place, choice in enumerate(choices[:MOST_OPTIONS])}
    first = None if usual or not choices else 0
    picked = first if pick is None else places.get(pick, first)
    told = Reading(
        options=options[:MOST_OPTIONS] if len(options) > 1 or usual else (),
        picked=picked,
        more=max(0, len(options) - MOST_OPTIONS),
    )
    try:
        found_plan = plan(said, None if picked is None else choices[picked], scene)
    except Trouble as trouble:
        return replace(told, trouble=trouble)
    return replace(told, plan=found_plan, happens=preview(found_plan, scene))
