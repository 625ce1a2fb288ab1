"""What a write came to when its answer is missing: the account is read and compared."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from tui.api.backend import BackendError, Broken, NotFound, Unclear
from tui.domain.draft import Draft
from tui.domain.entry import TimeEntry
from tui.wire.tree import WireError

T = TypeVar("T")


async def look_again(error: Unclear | Broken, read: Awaitable[T]) -> T:
    """Read after an unclear write; when that fails too, nothing can be told.

    Raises:
        Unclear: reading failed as well.
        NotFound: an answer: it is not there.
    """
    try:
        return await read
    except NotFound:
        raise
    except BackendError as second:
        raise Unclear(f"{error} It may have been saved: reload before trying again.") from second


def is_answer_to(entry: TimeEntry, draft: Draft, since: datetime) -> bool:
    """Tell whether an entry is what a draft, sent at an instant (UTC), was made into."""
    if entry.created_at is None or entry.created_at < since:
        return False
    wanted = (draft.project_id, draft.task_id, draft.notes)
    same = (entry.project_id, entry.task_id, entry.notes) == wanted
    return same and _is_timed_alike(entry, draft)


def _is_timed_alike(entry: TimeEntry, draft: Draft) -> bool:
    if draft.started_at is not None:
        return (entry.started_at, entry.ended_at) == (draft.started_at, draft.ended_at)
    return entry.is_running if draft.hours is None else entry.hours == draft.hours


def is_like(entry: TimeEntry, old: TimeEntry, since: datetime) -> bool:
    """Tell whether an entry was started anew after an old one, at an instant (UTC) or later."""
    if entry.created_at is None or entry.created_at < since or not entry.is_running:
        return False
    same = (entry.project_id, entry.task_id, entry.notes)
    return entry.id != old.id and same == (old.project_id, old.task_id, old.notes)


def understood(read: Callable[[object], T], tree: object) -> T:
    """Read an answer.

    Raises:
        Broken: it has another shape.
    """
    try:
        return read(tree)
    except WireError as error:
        raise Broken(f"The account's answer cannot be read: {error}") from error
