"""A report: one person's time entries of a span of dates, as other programs get them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tui.domain.account import Account
from tui.domain.catalog import Catalog, Project
from tui.domain.entry import TimeEntry
from tui.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Report:
    """Entries by date, with what is known of their projects (by id) beside them.

    `source` names where they come from, for ids that stay the same; `written_at` is an instant in
    UTC, and the hours of a running timer are those of then.
    """

    account: Account
    span: Span
    entries: tuple[TimeEntry, ...]
    projects: Mapping[int, Project]
    source: str
    written_at: datetime

    def code(self, entry: TimeEntry) -> str:
        """Tell the code of an entry's project, as far as it is known."""
        project = self.projects.get(entry.project_id)
        return project.code if project else ""

    def is_billable(self, entry: TimeEntry) -> bool | None:
        """Tell whether an entry's project and task are billable; None where it is not told."""
        project = self.projects.get(entry.project_id)
        if project is None:
            return None
        if not project.billable:
            return False
        return next((task.billable for task in project.tasks if task.id == entry.task_id), None)


def report_of(
    account: Account,
    span: Span,
    entries: Iterable[TimeEntry],
    catalog: Catalog,
    source: str,
    now: datetime,
) -> Report:
    """Make a report of entries at an instant (UTC): by date, running timers with their hours."""
    whole = (replace(e, hours=e.hours_at(now)) if e.is_running else e for e in entries)
    by_date = sorted(whole, key=lambda entry: (entry.spent_date, entry.id))
    projects = {project.id: project for project in catalog.projects}
    return Report(account, span, tuple(by_date), projects, source, now)
