"""Picking a project and a task, and making the ones that do not exist yet, step by step.

Pure: a step turns what was typed into options, and an option leads to a choice, to something new
to be made, or to the next step.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from tui.domain.aliases import Aliases, expand, is_alias
from tui.domain.catalog import Catalog, Choice, Client, Project, Task
from tui.domain.fuzzy import matching
from tui.domain.habits import Habits
from tui.domain.invalid import Invalid
from tui.domain.pair_index import Found, index_of
from tui.domain.questions import Option, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChoice:
    """A pair of project and task to be made, each part by what it is or by its new name."""

    client: Client | str
    project: Project | str
    task: Task | str

    @property
    def preview(self) -> Choice:
        """The pair as it will read; what is still to be made has the id 0."""
        client = self.client if isinstance(self.client, Client) else Client(0, self.client)
        project = self.project
        if isinstance(project, str):
            project = Project(id=0, name=project, client_id=client.id, client=client.name)
        return Choice(project, self.task if isinstance(self.task, Task) else Task(0, self.task))


Pair = Choice | NewChoice
PairOption = Option[Pair]
PairStep = Step[Pair]


@dataclass(frozen=True, slots=True)
class PickPair:
    """The first question: which project and task.

    `habits` decide what comes first; `aliases` may be typed as `@dev`.
    """

    catalog: Catalog
    habits: Habits = field(default_factory=Habits)
    clients: tuple[Client, ...] = ()
    aliases: Aliases = field(default_factory=dict)
    prompt: str = "Project and task"

    @property
    def hint(self) -> str:
        """What to do in an account that has no projects yet."""
        if self.catalog.projects:
            return "No project or task has these words."
        if self.clients:
            return "There is no project to pick: type the name of a new one."
        return "No projects yet: type the name of your first one."

    def options(self, typed: str) -> list[PairOption]:
        """Pairs that answer, then what can be made of the words.

        Raises:
            Invalid: there is no such alias, and nothing else that is called so.
        """
        as_typed = _words(typed)
        words, found = self._found(as_typed)
        alike = index_of(self.catalog).alike
        options = [_pair_option(one, words, alike) for one in found]
        bare = [project for project in self.catalog.projects if not project.tasks]
        options += [
            Option(project.label, "pick a task …", PickTask(self.catalog, project), words=words)
            for project in matching(" ".join(words), bare, _label)
        ]
        return [*options, *self._new(" ".join(as_typed))] if words == as_typed else options

    def _found(self, typed: tuple[str, ...]) -> tuple[tuple[str, ...], list[Found]]:
        """Find pairs by words, and tell which words they were: those of an alias, or as typed."""
        index = index_of(self.catalog)
        as_typed = index.search(" ".join(typed), self.habits)
        if not self.aliases or not any(map(is_alias, typed)):
            return typed, as_typed
        try:
            words = expand(typed, self.aliases)
        except Invalid:
            if not as_typed:
                raise
            return typed, as_typed
        return words, index.search(" ".join(words), self.habits)

    def _new(self, name: str) -> list[PairOption]:
        """What can be made of a name."""
        found: list[PairOption] = []
        if name and name.casefold() not in self.catalog.project_names:
            step = PickClient(self.catalog, _known_clients(self.catalog, self.clients), name)
            found.append(Option(f"Create project “{name}” …", "", step, is_new=True))
        if name and self.catalog.projects:
            found.append(self._task_option(name))
        return found

    def _task_option(self, name: str) -> PairOption:
        """A task of this name for a project that has none: a known one is not made twice."""
        known = next((t for t in self.catalog.tasks if t.name.casefold() == name.casefold()), None)
        if known is None:
            pick = PickProject(self.catalog, name)
            return Option(f"Create task “{name}” …", "", pick, is_new=True)
        pick = PickProject(self.catalog, known)
        return Option(f"Task “{known.name}” on another project …", "", pick, is_new=True)


@dataclass(frozen=True, slots=True)
class PickTask:
    """Which task of a known project."""

    catalog: Catalog
    project: Project
    hint: str = "Type the name of a task."

    @property
    def prompt(self) -> str:
        """What is asked for."""
        return f"Task of {self.project.name}"

    def options(self, typed: str) -> list[PairOption]:
        """Its tasks, then tasks of other projects, then a new one."""
        found: list[PairOption] = [
            Option(task.name, "", Choice(self.project, task), words=_words(typed))
            for task in matching(typed, self.project.tasks, _name)
        ]
        client = Client(self.project.client_id, self.project.client)
        here = {task.id for task in self.project.tasks}
        others = [task for task in self.catalog.tasks if task.id not in here]
        return found + _task_options(typed, others, self.project.tasks, client, self.project)


@dataclass(frozen=True, slots=True)
class PickClient:
    """Which client a new project is for."""

    catalog: Catalog
    clients: tuple[Client, ...]
    project: str

    @property
    def prompt(self) -> str:
        """What is asked for."""
        return f"Client of “{self.project}”"

    @property
    def hint(self) -> str:
        """What to do when nothing was typed."""
        return "Type who the work is for: a client, a company, yourself."

    def options(self, typed: str) -> list[PairOption]:
        """Known clients, then a new one."""
        found: list[PairOption] = [
            Option(
                client.name,
                "",
                PickNewTask(self.catalog, client, self.project),
                words=_words(typed),
            )
            for client in matching(typed, self.clients, _name)
        ]
        name = " ".join(typed.split())
        if name and not _taken(name, self.clients):
            step = PickNewTask(self.catalog, name, self.project)
            label = f"Create project “{self.project}” for client “{name}” …"
            found.append(Option(label, "", step, is_new=True))
        return found


@dataclass(frozen=True, slots=True)
class PickNewTask:
    """Which task a new project starts with."""

    catalog: Catalog
    client: Client | str
    project: str
    hint: str = "Type the kind of work: Programming, Meetings, …"

    @property
    def prompt(self) -> str:
        """What is asked for."""
        return f"First task of “{self.project}”"

    def options(self, typed: str) -> list[PairOption]:
        """Tasks of the other projects, then a new one."""
        return _task_options(typed, self.catalog.tasks, (), self.client, self.project)


@dataclass(frozen=True, slots=True)
class PickProject:
    """Which project gets a task that it does not have: a new one by name, or a known one."""

    catalog: Catalog
    task: Task | str
    hint: str = "No other project has these words."

    @property
    def prompt(self) -> str:
        """What is asked for."""
        name = self.task if isinstance(self.task, str) else self.task.name
        return f"Project for the task “{name}”"

    def options(self, typed: str) -> list[PairOption]:
        """The projects that do not have the task yet."""
        return [
            Option(
                project.label,
                "",
                NewChoice(
                    client=Client(project.client_id, project.client),
                    project=project,
                    task=self.task,
                ),
                words=_words(typed),
            )
            for project in matching(typed, self.catalog.projects, _label)
            if self.task not in project.tasks
        ]


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _name(named: _Named) -> str:
    return named.name


def _label(project: Project) -> str:
    return project.label


def _words(typed: str) -> tuple[str, ...]:
    return tuple(typed.split())


def _pair_option(found: Found, words: tuple[str, ...], alike: frozenset[str]) -> PairOption:
    """The option of a pair; in narrow panes without its client, unless only that tells it apart."""
    project, task = found.choice.project, found.choice.task
    short = "" if project.short in alike else project.short
    return Option(
        project.label,
        task.name,
        found.choice,
        short=short,
        words=words,
        standing=found.standing,
    )


def _taken(name: str, named: Iterable[_Named]) -> bool:
    return any(one.name.casefold() == name.casefold() for one in named)


def _known_clients(catalog: Catalog, others: Iterable[Client]) -> tuple[Client, ...]:
    return tuple({client.id: client for client in (*catalog.clients, *others)}.values())


def _task_options(
    typed: str,
    tasks: Iterable[Task],
    taken: Iterable[Task],
    client: Client | str,
    project: Project | str,
) -> list[PairOption]:
    """Offer tasks that exist elsewhere for this project, then a new one named as typed."""
    tasks = tuple(tasks)
    found: list[PairOption] = [
        Option(
            task.name,
            "",
            NewChoice(client=client, project=project, task=task),
            words=_words(typed),
        )
        for task in matching(typed, tasks, _name)
    ]
    name = " ".join(typed.split())
    if name and not _taken(name, (*tasks, *taken)):
        new = NewChoice(client=client, project=project, task=name)
        found.append(Option(f"Create task “{name}”", "", new, is_new=True))
    return found
