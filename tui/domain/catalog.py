"""What may be picked for a time entry: clients, their projects, and the tasks assigned to them."""

from dataclasses import dataclass
from itertools import chain

from tui.domain.fuzzy import score


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody work is done for."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """A kind of work that may be tracked."""

    id: int
    name: str
    billable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project with the tasks that may be tracked on it, in the server's order."""

    id: int
    name: str
    client_id: int
    client: str
    code: str = ""
    billable: bool = True
    tasks: tuple[Task, ...] = ()

    @property
    def label(self) -> str:
        """Client, code and project in one line: `Acme · [WEB-2] Website relaunch`."""
        code = f"[{self.code}] " if self.code else ""
        return " · ".join(part for part in (self.client, f"{code}{self.name}") if part)


@dataclass(frozen=True, slots=True)
class Choice:
    """A project and one of its tasks: what a time entry needs."""

    project: Project
    task: Task

    @property
    def ids(self) -> tuple[int, int]:
        """The pair of project id and task id."""
        return self.project.id, self.task.id


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that may be picked (the `projects` of a day)."""

    projects: tuple[Project, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every pair of project and task, in the server's order."""
        return tuple(Choice(project, task) for project in self.projects for task in project.tasks)

    def find(self, project_id: int, task_id: int) -> Choice | None:
        """Find a pair by its ids; None when it may not be picked (any more)."""
        return next((c for c in self.choices if c.ids == (project_id, task_id)), None)

    @property
    def clients(self) -> tuple[Client, ...]:
        """The clients of the projects, each once, in the server's order."""
        return tuple(dict.fromkeys(Client(p.client_id, p.client) for p in self.projects))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of all projects, each once, in the server's order."""
        tasks = chain.from_iterable(project.tasks for project in self.projects)
        return tuple({task.id: task for task in tasks}.values())


def search_choices(
    catalog: Catalog, query: str, recent: tuple[tuple[int, int], ...] = ()
) -> list[Choice]:
    """Find pairs by words of client, project, code and task, best first.

    Pairs used lately (`recent`, ids of project and task, latest first) win among equals; with a
    blank query they come first, and the rest keeps the server's order.
    """
    rank = {ids: place for place, ids in reversed(list(enumerate(recent)))}
    found = []
    for place, choice in enumerate(catalog.choices):
        project, task = choice.project, choice.task
        points = score(query, f"{project.client} {project.code} {project.name} {task.name}")
        if points is not None:
            found.append((-points, rank.get(choice.ids, len(rank)), place, choice))
    return [choice for *_, choice in sorted(found, key=lambda row: row[:3])]
