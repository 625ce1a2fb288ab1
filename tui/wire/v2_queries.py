"""What the addresses of API V2 ask for: which page, and which entries of all.

Source: the facts page, "V2". Parameters are those of an address, each a text; a blank one counts
as not sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from tui.wire.tree import WireError

LARGEST_PAGE = 2000
"""How many rows a page may have, and has unless fewer are asked for."""

T = TypeVar("T")

_LAST_PAGE = 10**9
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_APPROVED = {"approved": True, "unsubmitted": False}


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for; pages count from 1."""

    number: int = 1
    size: int = LARGEST_PAGE

    @property
    def first(self) -> int:
        """How many rows stand before it."""
        return (self.number - 1) * self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQuery:
    """Which entries are asked for; None does not matter.

    `first` and `last` are local dates, both of them included; `updated_since` is a UTC instant.
    What is billable only API V1 asks (`v1_queries`).
    """

    user_id: int | None = None
    client_id: int | None = None
    project_id: int | None = None
    task_id: int | None = None
    is_billable: bool | None = None
    is_billed: bool | None = None
    is_running: bool | None = None
    is_approved: bool | None = None
    updated_since: datetime | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class RowQuery:
    """Which clients, projects, tasks or people are asked for; None does not matter.

    `client_id` says it of projects alone.
    """

    is_active: bool | None = None
    updated_since: datetime | None = None
    client_id: int | None = None


def read_page(params: Mapping[str, str]) -> Page:
    """Read `page` and `per_page`.

    Raises:
        WireError: one is no number, or out of bounds.
    """
    return Page(
        read_one(params, "page", _number_up_to(_LAST_PAGE)) or 1,
        read_one(params, "per_page", _number_up_to(LARGEST_PAGE)) or LARGEST_PAGE,
    )


def read_entry_query(params: Mapping[str, str]) -> EntryQuery:
    """Read which entries `GET /time_entries` asks for.

    Raises:
        WireError: a parameter is not what it should be; the text names it.
    """
    return EntryQuery(
        user_id=read_one(params, "user_id", read_id),
        client_id=read_one(params, "client_id", read_id),
        project_id=read_one(params, "project_id", read_id),
        task_id=read_one(params, "task_id", read_id),
        is_billed=read_one(params, "is_billed", _truth),
        is_running=read_one(params, "is_running", _truth),
        is_approved=read_one(params, "approval_status", _approval),
        updated_since=read_one(params, "updated_since", read_instant),
        first=read_one(params, "from", iso_date),
        last=read_one(params, "to", iso_date),
    )


def read_row_query(params: Mapping[str, str]) -> RowQuery:
    """Read which rows of another list are asked for.

    Raises:
        WireError: a parameter is not what it should be; the text names it.
    """
    return RowQuery(
        is_active=read_one(params, "is_active", _truth),
        updated_since=read_one(params, "updated_since", read_instant),
        client_id=read_one(params, "client_id", read_id),
    )


def iso_date(text: str) -> date:
    """Read `2016-01-27` as a local date.

    Raises:
        ValueError: it is none; the text says what to write.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError("write a date like 2016-01-27") from error


def read_one(params: Mapping[str, str], name: str, read: Callable[[str], T]) -> T | None:
    """Read one parameter with a function for its text; None when it was not sent.

    Raises:
        WireError: the function raised ValueError; the text names the parameter.
    """
    text = params.get(name, "").strip()
    if not text:
        return None
    try:
        return read(text)
    except ValueError as error:
        raise WireError(f"{name}: {error}.") from error


def read_id(text: str) -> int:
    """Read an id.

    Raises:
        ValueError: it is none; the text says what to write.
    """
    if text.isascii() and text.isdigit() and len(text) < 20:
        return int(text)
    raise ValueError("write an id, which is a number like 175")


def _number_up_to(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 20 and 1 <= int(text) <= most:
            return int(text)
        raise ValueError(f"write a number from 1 to {most}")

    return read


def _truth(text: str) -> bool:
    if text.lower() in _TRUTHS:
        return _TRUTHS[text.lower()]
    raise ValueError("write true or false")


def _approval(text: str) -> bool:
    if text in _APPROVED:
        return _APPROVED[text]
    raise ValueError("write approved or unsubmitted")


def read_instant(text: str) -> datetime:
    """Read `2016-01-27T09:00:00Z` or `2016-01-27 09:00` as an instant; without a zone it is UTC.

    Raises:
        ValueError: it is none; the text says what to write.
    """
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a plus in an address is a blank
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("write an instant like 2016-01-27T09:00:00Z") from error
