"""Finding pairs of project and task among thousands, at every keystroke.

Texts are prepared once for a catalog. Projects and tasks are rated apart, each once however many
pairs they are in; a pair then takes the better of its two ratings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from tui.domain.catalog import Catalog, Choice
from tui.domain.fuzzy import INITIALS, Texts, fold
from tui.domain.habits import Habits, Standing

MOST = 200
LIFT = 12.0
"""What habits are worth beside the match: more than the end of a word that was not typed, less
than being found at its start and not inside it.
"""

Points = Mapping[int, float]
"""How well pairs answer, by their places in the server's order."""


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that was found, and how it stands with the person."""

    choice: Choice
    standing: Standing


class PairIndex:
    """The pairs of a catalog, prepared for search.

    Args:
        catalog: what may be picked.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.choices = catalog.choices
        self._places = {choice.ids: place for place, choice in enumerate(self.choices)}
        projects = [project for project in catalog.projects if project.tasks]
        names = list(dict.fromkeys(t.name for p in projects for t in p.tasks))
        numbers = {name: number for number, name in enumerate(names)}
        # The code comes first, so that it does not stand between first letters.
        self._projects = Texts((p.code, p.client, p.name) for p in projects)
        self._tasks = Texts((name,) for name in names)
        self._project_of = [n for n, project in enumerate(projects) for _ in project.tasks]
        self._task_of = [numbers[task.name] for project in projects for task in project.tasks]

    @cached_property
    def alike(self) -> frozenset[str]:
        """What projects of several clients are called, so that only the client tells them apart."""
        clients: dict[str, int] = {}
        projects = {choice.project.id: choice.project for choice in self.choices}.values()
        return frozenset(
            project.short
            for project in projects
            if clients.setdefault(project.short, project.client_id) != project.client_id
        )

    def search(self, query: str, habits: Habits, most: int = MOST) -> list[Found]:
        """Find pairs by words of client, project, code and task, in any order, best first.

        A blank query finds all: favourites and what is usual first, then the server's order. With
        words the better match comes first, and habits decide among near equals. Pairs that have
        the words only loosely are found where none has them plainly.
        """
        words = fold(query).split()
        places = self._answers(words, habits) if words else self._by_habit(habits)
        choices = [self.choices[place] for place in islice(places, most)]
        return [Found(choice, habits.standing(choice.ids)) for choice in choices]

    def starting(self, words: Iterable[str]) -> tuple[Choice, ...]:
        """The pairs in which every word is the start of one, in the server's order."""
        places: Iterable[int] = range(len(self.choices))
        project_of, task_of = self._project_of, self._task_of
        for word in map(fold, words):
            in_project, in_task = self._projects.starting(word), self._tasks.starting(word)
            places = [n for n in places if in_project[project_of[n]] or in_task[task_of[n]]]
        return tuple(self.choices[place] for place in places)

    def _by_habit(self, habits: Habits) -> Iterable[int]:
        known = dict.fromkeys(self._places[ids] for ids in habits.best if ids in self._places)
        others = (place for place in range(len(self.choices)) if place not in known)
        return chain(known, others)

    def _answers(self, words: Sequence[str], habits: Habits) -> Sequence[int]:
        points = dict(self._plainly(words) or self._loosely(words))
        for ids in habits.best:
            place = self._places.get(ids, -1)
            if place in points:
                points[place] += LIFT * habits.lift(ids)
        return sorted(sorted(points), key=points.__getitem__, reverse=True)

    def _plainly(self, words: Sequence[str]) -> Points:
        """Rate the pairs that have all words as they are typed."""
        points = self._all_equal()
        for word in words:
            points = self._added(points, self._projects.plainly(word), self._tasks.plainly(word))
        return points

    def _loosely(self, words: Sequence[str]) -> Points:
        """Rate the pairs that have all words somehow, each in one name or over their initials."""
        points = self._all_equal()
        for word in words:
            spelt = self._spelt_by(word, points)
            found = self._added(points, self._projects.loosely(word), self._tasks.loosely(word))
            either = {**spelt, **found}
            points = {place: max(spelt.get(place, 0.0), found.get(place, 0.0)) for place in either}
        return points

    def _all_equal(self) -> Points:
        return dict.fromkeys(range(len(self.choices)), 0.0)

    def _added(
        self, points: Points, in_project: Sequence[float], in_task: Sequence[float]
    ) -> Points:
        """Add the ratings of one word; pairs that do not have it go."""
        project_of, task_of = self._project_of, self._task_of
        return {
            place: before + (one if one > other else other)
            for place, before in points.items()
            if (one := in_project[project_of[place]]) + (other := in_task[task_of[place]])
        }

    def _spelt_by(self, word: str, points: Points) -> Points:
        """Rate the pairs whose first letters, over client, project and task, hold a word."""
        of_projects, of_tasks = self._projects.initials, self._tasks.initials
        project_of, task_of = self._project_of, self._task_of
        return {
            place: before + INITIALS
            for place, before in points.items()
            if word in of_projects[project_of[place]] + of_tasks[task_of[place]]
        }


def ranked(choices: Iterable[Choice], habits: Habits) -> list[Choice]:
    """Put favourites and what is usual first; equals keep their order."""
    return sorted(choices, key=lambda choice: -habits.points(choice.ids))


class _Itself:
    """A catalog as the key of a cache: the very same one, as comparing thousands takes too long."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __hash__(self) -> int:
        return id(self.catalog)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.catalog is self.catalog


def index_of(catalog: Catalog) -> PairIndex:
    """The index of a catalog, made once for it."""
    return _made(_Itself(catalog))


@lru_cache(maxsize=4)
def _made(key: _Itself) -> PairIndex:
    return PairIndex(key.catalog)
