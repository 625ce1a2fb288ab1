"""Reports of API V1: entries of a span of dates. Source: the facts page, "Calls", "day_entry"."""

from tui.domain.entry import TimeEntry
from tui.wire.tree import Tree, number
from tui.wire.v1_server import write_entry, write_instant


def write_report(entries: list[TimeEntry]) -> list[Tree]:
    """Write the reply of `GET /people/{id}/entries` and `/projects/{id}/entries`.

    Unlike on `/daily`, each entry has a wrapper and references are numbers; `timer_started_at` is
    null while no timer runs, and `hours_with_timer` is there only while one does.
    """
    return [{"day_entry": _write_reported(entry)} for entry in entries]


def _write_reported(entry: TimeEntry) -> Tree:
    tree = write_entry(entry) | {
        "project_id": entry.project_id,
        "task_id": entry.task_id,
        "timer_started_at": write_instant(entry.timer_started_at),
    }
    return tree | {"hours_with_timer": number(entry.hours)} if entry.is_running else tree
