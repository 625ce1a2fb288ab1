"""What may be picked for a time entry: clients, their projects, and the tasks assigned to them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain


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

    @property
    def short(self) -> str:
        """Project and code for narrow panes, what matters first: `Website relaunch [WEB-2]`."""
        return f"{self.name} [{self.code}]" if self.code else self.name


@dataclass(frozen=True, slots=True)
class Choice:
    """A project and one of its tasks: what a time entry needs."""

    project: Project
    task: Task

    @property
    def ids(self) -> tuple[int, int]:
        """The pair of project id and task id."""
        return self.project.id, self.task.id


@dataclass(frozen=True)
class Catalog:
    """Everything that may be picked (the `projects` of a day)."""

    projects: tuple[Project, ...] = ()

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Every pair of project and task, in the server's order."""
        return tuple(Choice(project, task) for project in self.projects for task in project.tasks)

    def find(self, project_id: int, task_id: int) -> Choice | None:
        """Find a pair by its ids; None when it may not be picked (any more)."""
        return self._by_ids.get((project_id, task_id))

    @cached_property
    def _by_ids(self) -> dict[tuple[int, int], Choice]:
        return {choice.ids: choice for choice in reversed(self.choices)}

    @cached_property
    def project_names(self) -> frozenset[str]:
        """What projects are called, whatever the case."""
        return frozenset(project.name.casefold() for project in self.projects)

    @cached_property
    def clients(self) -> tuple[Client, ...]:
        """The clients of the projects, each once, in the server's order."""
        return tuple(dict.fromkeys(Client(p.client_id, p.client) for p in self.projects))

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of all projects, each once, in the server's order."""
        tasks = chain.from_iterable(project.tasks for project in self.projects)
        return tuple({task.id: task for task in tasks}.values())
