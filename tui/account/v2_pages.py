"""Which rows of a list somebody asked for, and which of them are on a page."""

from collections.abc import Sequence
from typing import TypeVar

from tui.account.setup import Row
from tui.wire.v2_queries import Page, RowQuery

T = TypeVar("T")


def kept(rows: list[Row], query: RowQuery) -> list[Row]:
    """Keep the rows that are asked for."""
    since = None if query.updated_since is None else query.updated_since.timestamp()
    return [
        row
        for row in rows
        if (query.is_active is None or bool(row["is_active"]) is query.is_active)
        and (since is None or row["updated_at"] >= since)
        and (query.client_id is None or row.get("client_id", query.client_id) == query.client_id)
    ]


def cut(rows: Sequence[T], page: Page) -> list[T]:
    """Cut a page out of a list."""
    return list(rows[page.first : page.first + page.size])
