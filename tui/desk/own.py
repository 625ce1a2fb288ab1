"""What a person brings to the desk: their words, their ways, and where their past is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A person's own settings, as far as the timesheet needs them.

    `aliases` are their words for projects and tasks; `step_minutes` is what one press adds to or
    takes from a row; `memory` is the file of what is remembered, None to forget it at the end;
    `outside` is the name by which other programs on this machine know the account, blank where
    none is to.
    Without a sign for `idle_minutes` they are away, 0 for never; with `reminders` they are told of
    a timer that may have been forgotten.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    step_minutes: int = 5
    memory: Path | None = None
    outside: str = ""
    idle_minutes: int = 10
    reminders: bool = True
