"""Finding time entries by what is asked of them, in the account's file.

Nothing here decides; every call stands in a transaction.
"""

from datetime import date, datetime
from math import ceil
from typing import Any

from tui.account.entries import Condition, key
from tui.wire.v2_queries import EntryQuery

_BILLABLE = """
  (project.billable AND (SELECT billable_by_default FROM task WHERE task.id = e.task_id))
"""
_CONDITIONS = {
    "user_id": "e.person_id = :user_id",
    "client_id": "project.client_id = :client_id",
    "project_id": "e.project_id = :project_id",
    "task_id": "e.task_id = :task_id",
    "is_billable": f"{_BILLABLE} = :is_billable",
    "is_billed": "e.is_billed = :is_billed",
    "is_approved": "e.is_closed = :is_approved",
    "updated_since": "e.updated_at >= :updated_since",
    "first": "e.spent_date >= :first",
    "last": "e.spent_date <= :last",
}
"""What each part of a query asks of an entry `e` and its `project`."""


def condition(query: EntryQuery) -> Condition:
    """Tell the condition for a query.

    Only what is asked for is in it, so that an index serves what can be served by one.
    """
    asked = {name: getattr(query, name) for name in _CONDITIONS}
    values = {name: _value(value) for name, value in asked.items() if value is not None}
    parts = [_CONDITIONS[name] for name in values]
    if query.is_running is not None:
        parts.append(f"e.timer_started_at IS {'NOT ' if query.is_running else ''}NULL")
    return Condition(" AND ".join(parts) or "1", values)


def _value(asked: Any) -> Any:
    """Tell a part of a query as the file holds such values."""
    if isinstance(asked, datetime):
        return ceil(asked.timestamp())
    if isinstance(asked, date):
        return asked.isoformat()
    return key(asked) if not isinstance(asked, bool) else asked
