"""A desk in a small account that begins empty: its zone, how it tracks, over which wire."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.account.small import CODING, FOUNDER, SHOP, TALKING, WEB, fill
from tests.api.conftest import House
from tests.api.line import Line
from tests.api.wires import WIRES
from tests.clock import FrozenClock
from tests.desk.days import Picture, picture
from tui.account.store import Store
from tui.desk.desk import Desk
from tui.desk.undoing import BACK, FORTH
from tui.domain.away import Away
from tui.domain.catalog import Choice
from tui.domain.draft import Draft
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.domain.week import Tally, week_of


@dataclass(frozen=True)
class Way:
    """How an account tracks time and shows it, and over which API it is spoken to."""

    start_end: bool = False
    style: HoursFormat = HoursFormat.CLOCK
    wire: str = "v1"
    zone: str = "Europe/Berlin"


HOURS = Way()
DECIMAL = Way(style=HoursFormat.DECIMAL)
TIMES = Way(start_end=True)
PLACE = Path(__file__).parent
"""Where the accounts in memory say that they are; nobody writes there."""

WAYS = {
    "hours": HOURS,
    "decimal": DECIMAL,
    "times": TIMES,
    "hours-v2": replace(HOURS, wire="v2"),
    "times-v2": replace(TIMES, wire="v2"),
}


class Room:
    """A person at a desk, with a clock, a line that fails as wished, and a phone."""

    def __init__(
        self,
        house: House,
        desk: Desk,
        phone: Desk,
        line: Line,
        way: Way,
        file: sqlite3.Connection,
    ) -> None:
        self.house = house
        self.desk = desk
        self.phone = phone
        self.line = line
        self.way = way
        self.file = file
        self.clock = house.clock
        assert desk.account is not None
        self.account = desk.account

    @property
    def today(self) -> date:
        """The local date."""
        return self.account.today(self.clock())

    @property
    def talking(self) -> Choice:
        """Another task than the one that runs."""
        return self.choice(WEB, TALKING)

    @property
    def shop(self) -> Choice:
        """Another project than the one that runs."""
        return self.choice(SHOP, CODING)

    def choice(self, project_id: int, task_id: int) -> Choice:
        """What may be picked."""
        found = self.desk.catalog.find(project_id, task_id)
        assert found is not None
        return found

    async def start(self, booked: str = "0", notes: str = "parser") -> TimeEntry:
        """Start a timer now, by hours on top of what is booked."""
        draft = Draft(project_id=WEB, task_id=CODING, spent_date=self.today, notes=notes)
        if not self.way.start_end and Decimal(booked):
            made = (await self.desk.add(replace(draft, hours=Decimal(booked)), None)).entry
            assert made is not None
            entry = (await self.desk.toggle(made, None)).entry
        else:
            entry = (await self.desk.add(draft, None)).entry
        assert entry is not None
        return entry

    async def away(self, entry: TimeEntry, seconds: int, *, later: int | None = 0) -> Away:
        """Go away now for some seconds; `later` after the return nothing was answered yet.

        None stands for nobody being back.
        """
        away = Away(entry, self.clock())
        self.clock.advance(seconds)
        if later is None:
            return away
        away = away.ended(self.clock())
        self.clock.advance(later)
        return away

    def at(self, hour: int, minute: int = 0, on: date | None = None) -> datetime:
        """An instant by the local clock."""
        return datetime.combine(on or self.today, time(hour, minute), self.account.zone)

    async def rows(self, on: date | None = None) -> list[str]:
        """What a day shows, oldest first: `Web · Coding 0:30 10:00 – 10:30 *`, `*` for running."""
        words = self.desk.words
        return [
            " ".join(
                filter(
                    None,
                    (
                        f"{e.project} · {e.task}",
                        words.hours(e),
                        self.account.span(e),
                        "*" if e.is_running else "",
                        f"“{e.notes}”" if e.notes else "",
                    ),
                )
            )
            for e in (await self.desk.day(on or self.today)).entries
        ]

    async def total(self, on: date | None = None) -> int:
        """What a day's rows show together: minutes, or hundredths in a decimal account."""
        day = await self.desk.day(on or self.today)
        return Tally.of(self.account, self.desk.now()).sum(day.entries)

    async def week_total(self) -> str:
        """What the week of today shows."""
        days = await self.desk.days(week_of(self.today, 0))
        tally = Tally.of(self.account, self.desk.now())
        return tally.label(tally.sum(entry for day in days for entry in day.entries))

    async def picture(self) -> Picture:
        """The days of a week."""
        return await picture(self.desk, week_of(self.today, 0))

    async def undo(self) -> str:
        """Take the last step back."""
        return (await self.desk.turn(BACK)).message

    async def redo(self) -> str:
        """Do it again."""
        return (await self.desk.turn(FORTH)).message


@cache
def _filled() -> str:
    """An account that is set up, as the statements that make it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "account.db"
        store = Store.open(path, founder=FOUNDER, clock=FrozenClock())
        fill(store, int(FrozenClock()().timestamp()))
        store.close()
        with closing(sqlite3.connect(path)) as file:
            return "\n".join(file.iterdump())


@asynccontextmanager
async def room(now: datetime, way: Way = HOURS) -> AsyncIterator[Room]:
    """An empty account in its zone at an instant (UTC)."""
    clock = FrozenClock(now)
    file = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    file.executescript(_filled())
    file.execute("PRAGMA foreign_keys = ON")
    store = Store(file, PLACE)
    with store.write():
        settings = store.settings()
        store.save_settings(
            replace(
                settings,
                zone_name=way.zone,
                timestamp_timers=way.start_end,
                hours_format=way.style,
            )
        )
    house = House(store, clock)
    line = house.line()
    try:
        desks = []
        for over in (line, house.line()):
            desk = Desk(house.over(WIRES[way.wire], over), clock)
            await desk.open()
            await desk.read_catalog()
            desks.append(desk)
        yield Room(house, *desks, line, way, file)
        for desk in desks:
            await desk.aclose()
    finally:
        store.close()
