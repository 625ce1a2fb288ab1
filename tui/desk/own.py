"""What a person brings to the desk: their words, their ways, and where their past is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A person's own settings, as far as the timesheet needs them.

    `aliases` are their words for projects and tasks; `step_minutes` is what one press adds to or
    takes from a row; `week_hours` are the hours of a full week, None where the account says it or
    nobody does; `memory` is the file of what is remembered, None for as long as the program runs.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    step_minutes: int = 5
    week_hours: Decimal | None = None
    memory: Path | None = None
