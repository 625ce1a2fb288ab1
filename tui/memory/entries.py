"""Entries as JSON, as the memory keeps them."""

from pydantic import TypeAdapter

from tui.domain.entry import TimeEntry

_ADAPTER = TypeAdapter(TimeEntry)


def to_json(entry: TimeEntry | None) -> str | None:
    """Write an entry; None stays None."""
    return None if entry is None else _ADAPTER.dump_json(entry, exclude_defaults=True).decode()


def from_json(text: str | None) -> TimeEntry | None:
    """Read an entry that was written by `to_json`."""
    return None if text is None else _ADAPTER.validate_json(text)
