"""An account elsewhere to move from, and the command line of the one who moves.

The account elsewhere is a small embedded one in the process, behind a line that may fail.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.account.small import ADA, CODING, FOUNDER, OLD, SHOP, TALKING, WEB
from tests.api.conftest import House, Pauses
from tests.cli.conftest import Told
from tests.clock import FrozenClock
from tui.__main__ import main
from tui.account.entries import Record
from tui.account.store import Store
from tui.api.backend import Backend
from tui.domain.entry import TimeEntry

PAIRS = ((WEB, CODING), (WEB, TALKING), (SHOP, CODING), (OLD, CODING))
PROFILE = """
[profiles.work]
kind = "harvest-v1"
url = "https://work.example.com"
email = "ada@example.com"
password_env = "WORK_PASSWORD"
"""


def configure(home: Path, text: str) -> None:
    """Write the configuration."""
    folder = home / "config" / "windrow"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(text, encoding="utf-8")


@dataclass
class Move:
    """A house to move from, whose profile is called `work`, and a home to move to."""

    house: House
    path: Path
    capsys: pytest.CaptureFixture[str]
    connect: Callable[[], Awaitable[Backend]]
    pauses: Pauses = field(default_factory=Pauses)

    @property
    def clock(self) -> FrozenClock:
        """The clock of both ends."""
        return self.house.clock

    def track(self, on: str | date, person_id: int = ADA, **values: Any) -> int:
        """Let somebody track time there."""
        spent = date.fromisoformat(on) if isinstance(on, str) else on
        given = {"project_id": WEB, "task_id": CODING, "seconds": 4800, **values}
        instant = self.house.instant
        with self.house.store.write():
            return self.house.store.entries.insert(
                Record(
                    person_id=person_id,
                    spent_date=spent,
                    created_at=instant,
                    updated_at=instant,
                    **given,
                )
            )

    def change(self, entry_id: int, **values: Any) -> None:
        """Change an entry there."""
        change(self.house.store, entry_id, **values)

    def fill(self, entries: int, first: date) -> None:
        """Track time there, four entries on each of so many days."""
        for number in range(entries):
            project_id, task_id = PAIRS[number % 4]
            self.track(
                first + timedelta(days=number // 4),
                project_id=project_id,
                task_id=task_id,
                seconds=36 * (number % 500),
                notes=f"Work {number}\n=SUM(A1)" if number % 7 else "",
                is_closed=number % 5 == 0,
                is_billed=number % 11 == 0,
                started=time(9, number % 60) if number % 3 == 0 else None,
                ended=time(10, number % 60) if number % 3 == 0 else None,
            )

    def run(self, *arguments: str) -> Told:
        """Run a command."""
        code = main(list(arguments))
        out, err = self.capsys.readouterr()
        return Told(code, out, err)

    def brings(self, first: str = "2016-01-01", last: str = "2016-01-31") -> str:
        """Import a span, January when none is named."""
        told = self.run("import", "harvest", "--from", first, "--to", last)
        assert (told.code, told.err) == (0, "")
        return told.out.removesuffix("\n")

    def facts(self, first: str = "2016-01-01", last: str = "2016-01-31") -> dict[str, Any]:
        """Import a span, and tell what came of it as a program reads it."""
        told = self.run("import", "harvest", "--from", first, "--to", last, "--json")
        assert (told.code, told.err) == (0, "")
        facts: dict[str, Any] = json.loads(told.out)
        return facts

    def fails(self, first: str = "2016-01-01", last: str = "2016-01-31") -> str:
        """Import a span, which is not to go well."""
        told = self.run("import", "harvest", "--from", first, "--to", last)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("windrow: ")
        return told.err.removeprefix("windrow: ").removesuffix("\n")

    def opened(self) -> Store:
        """The account that is moved to."""
        return Store.open(self.path, founder=FOUNDER, clock=self.clock)

    def here(self) -> list[TimeEntry]:
        """All entries of the account that is moved to."""
        return entries_in(self.opened(), closes=True)

    def there(self) -> list[TimeEntry]:
        """All entries of the one who moves in the account elsewhere."""
        return entries_in(self.house.store)


def entries_in(store: Store, *, closes: bool = False) -> list[TimeEntry]:
    with store.read():
        owner = store.owner().id
        found = store.entries.of_person(owner, date.min, date.max, 0)
    if closes:
        store.close()
    return found


def change(store: Store, entry_id: int, **values: Any) -> None:
    with store.write():
        stored = store.entries.find(entry_id)
        assert stored is not None
        store.entries.save(replace(stored.record, **values))


def seen(entry: TimeEntry) -> tuple[object, ...]:
    """What a person sees of an entry, whatever its ids are."""
    return (
        entry.spent_date,
        entry.client,
        entry.project,
        entry.task,
        entry.hours,
        entry.notes,
        entry.is_closed,
        entry.is_billed,
        entry.started_at,
        entry.ended_at,
        entry.created_at,
        entry.updated_at,
    )
