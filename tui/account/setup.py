"""Clients, projects, tasks and people in the account's file, and what may be picked of them.

Nothing here decides; every call stands in a transaction.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Any

from tui.account.entries import key
from tui.domain.catalog import Catalog, Project, Task

Row = dict[str, Any]
"""A row by its columns; truths are 0 and 1, instants unix seconds UTC."""


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    order: str
    is_used: str

    @property
    def shown(self) -> str:
        """The columns that may be read; a password is none of them."""
        return ", ".join(("id", *self.columns, "created_at", "updated_at"))


class Kind(Enum):
    """The kinds of things that an account is set up with."""

    CLIENT = _Table(
        "client",
        ("name", "is_active"),
        "name COLLATE NOCASE, id",
        "SELECT 1 FROM project WHERE client_id = ?",
    )
    PROJECT = _Table(
        "project",
        ("client_id", "name", "code", "is_active", "billable", "notes"),
        "name COLLATE NOCASE, id",
        "SELECT 1 FROM time_entry WHERE project_id = ?",
    )
    TASK = _Table(
        "task",
        ("name", "billable_by_default", "is_default", "is_active"),
        "name COLLATE NOCASE, id",
        "SELECT 1 FROM time_entry WHERE task_id = ?",
    )
    ASSIGNMENT = _Table(
        "task_assignment",
        ("project_id", "task_id", "is_active"),
        "id",
        "SELECT 1 FROM time_entry JOIN task_assignment USING (project_id, task_id) "
        "WHERE task_assignment.id = ?",
    )
    PERSON = _Table(
        "person",
        ("first_name", "last_name", "email", "is_admin", "is_active"),
        "id",
        "SELECT 1 FROM time_entry WHERE person_id = ?",
    )


_CATALOG = """
  SELECT project.id, project.name, project.code, project.billable, client.id, client.name,
         task.id, task.name, task.billable_by_default
  FROM project
  JOIN client ON client.id = project.client_id
  JOIN task_assignment AS a ON a.project_id = project.id AND a.is_active
  JOIN task ON task.id = a.task_id AND task.is_active
  WHERE project.is_active
  ORDER BY client.name COLLATE NOCASE, project.name COLLATE NOCASE, project.id,
           task.name COLLATE NOCASE, task.id
"""
_MAY_BE_PICKED = """
  SELECT 1 FROM task_assignment AS a
  JOIN project ON project.id = a.project_id AND project.is_active
  JOIN task ON task.id = a.task_id AND task.is_active
  WHERE a.project_id = ? AND a.task_id = ? AND a.is_active
"""


class Setup:
    """The tables that an account is set up with."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, kind: Kind) -> list[Row]:
        """Read all of a kind, by name where they have one."""
        table = kind.value
        return self._rows(f"SELECT {table.shown} FROM {table.name} ORDER BY {table.order}")  # noqa: S608

    def find(self, kind: Kind, id_: int) -> Row | None:
        """Find one of a kind by its id."""
        sql = f"SELECT {kind.value.shown} FROM {kind.value.name} WHERE id = ?"  # noqa: S608
        return next(iter(self._rows(sql, key(id_))), None)

    def assignments(self, project_id: int) -> list[Row]:
        """Read the tasks assigned to a project."""
        sql = "SELECT * FROM task_assignment WHERE project_id = ? ORDER BY id"
        return self._rows(sql, key(project_id))

    def insert(self, kind: Kind, values: Mapping[str, Any], now: int) -> int:
        """Insert one of a kind at an instant (unix seconds, UTC) and tell its id."""
        names = [name for name in kind.value.columns if name in values]
        columns = ", ".join([*names, "created_at", "updated_at"])
        marks = ", ".join("?" * (len(names) + 2))
        sql = f"INSERT INTO {kind.value.name} ({columns}) VALUES ({marks})"  # noqa: S608
        return self._connection.execute(sql, [*(values[n] for n in names), now, now]).lastrowid or 0

    def save(self, kind: Kind, id_: int, values: Mapping[str, Any], now: int) -> None:
        """Change the named columns of one of a kind at an instant (unix seconds, UTC)."""
        names = [name for name in kind.value.columns if name in values]
        sets = ", ".join(f"{name} = ?" for name in [*names, "updated_at"])
        sql = f"UPDATE {kind.value.name} SET {sets} WHERE id = ?"  # noqa: S608
        self._connection.execute(sql, [*(values[n] for n in names), now, id_])

    def delete(self, kind: Kind, id_: int) -> None:
        """Delete one of a kind; the assignments of a project or task go with it."""
        sql = f"DELETE FROM {kind.value.name} WHERE id = ?"  # noqa: S608
        self._connection.execute(sql, (id_,))

    def is_used(self, kind: Kind, id_: int) -> bool:
        """Tell whether something hangs on it: projects on a client, time on all others."""
        return bool(self._rows(f"{kind.value.is_used} LIMIT 1", id_))

    def catalog(self) -> Catalog:
        """Read the active projects with the active tasks that may be tracked on them."""
        pairs = self._connection.execute(_CATALOG).fetchall()
        return Catalog(tuple(_project(part, rows) for part, rows in groupby(pairs, _project_part)))

    def may_be_picked(self, project_id: int, task_id: int) -> bool:
        """Tell whether a task may be tracked on a project now."""
        return bool(self._rows(_MAY_BE_PICKED, key(project_id), key(task_id)))

    def _rows(self, sql: str, *values: int) -> list[Row]:
        cursor = self._connection.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _project_part(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[:6]


def _project(part: tuple[Any, ...], rows: Iterable[tuple[Any, ...]]) -> Project:
    id_, name, code, billable, client_id, client = part
    return Project(
        id=id_,
        name=name,
        code=code,
        billable=bool(billable),
        client_id=client_id,
        client=client,
        tasks=tuple(Task(row[6], row[7], bool(row[8])) for row in rows),
    )
