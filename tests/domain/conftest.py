"""Values to test with: an entry, a day's clock, and what may be picked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tui.domain.catalog import Catalog, Choice, Project, Task
from tui.domain.entry import TimeEntry

TODAY = date(2016, 1, 27)
"""A Wednesday."""
NINE = datetime(2016, 1, 27, 9, 0, tzinfo=UTC)

CODING, TALKING, DRAWING = Task(1, "Coding"), Task(2, "Talking"), Task(3, "Drawing")
WEB = Project(
    id=1, name="Website relaunch", code="WEB-2", client_id=1, client="Acme", tasks=(CODING, TALKING)
)
SHOP = Project(id=2, name="Shop", client_id=1, client="Acme", tasks=(CODING,))
AUDIT = Project(id=3, name="Audit", client_id=2, client="Globex", tasks=(TALKING, DRAWING))
CATALOG = Catalog((WEB, SHOP, AUDIT))

ENTRY = TimeEntry(
    id=7,
    user_id=1,
    spent_date=TODAY,
    client="Acme",
    project_id=WEB.id,
    project=WEB.name,
    task_id=CODING.id,
    task=CODING.name,
    hours=Decimal("1.50"),
    hours_without_timer=Decimal("1.50"),
    notes="Templates",
)


def entry(booked: str = "1.50", **values: Any) -> TimeEntry:
    """An entry of so many hours, with other values as they are named."""
    hours = Decimal(booked)
    return replace(ENTRY, **{"hours": hours, "hours_without_timer": hours, **values})


def running(booked: str = "0.00", since: datetime = NINE, **values: Any) -> TimeEntry:
    """An entry whose timer runs, on top of so many booked hours."""
    return entry(booked, timer_started_at=since, **values)


def names(choices: list[Choice]) -> list[str]:
    """Choices as they read: project and task."""
    return [f"{choice.project.name}: {choice.task.name}" for choice in choices]
