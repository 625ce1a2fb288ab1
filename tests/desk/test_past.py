"""What the desk learns by itself, and what it remembers of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.clock import FrozenClock
from tests.desk.desks import sat_at
from tui.desk.desk import LEARNT_DAYS
from tui.memory.store import Memory

NOON = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


async def test_the_last_weeks_are_read_once_for_good(tmp_path: Path) -> None:
    clock, path = FrozenClock(NOON), tmp_path / "memory.db"
    (tmp_path / "one").mkdir()
    async with sat_at(tmp_path / "one", clock, start_end=False, memory=Memory(path)) as desk:
        assert desk.find("login") == []
        assert desk.known_since() is None
        await desk.learn(TODAY)
        assert desk.known_since() == TODAY - timedelta(days=LEARNT_DAYS)
        found = desk.find("website")
        assert found
        assert found == sorted(found, key=lambda entry: entry.spent_date, reverse=True)
    remembered = Memory(path)
    (tmp_path / "two").mkdir()
    async with sat_at(tmp_path / "two", clock, start_end=False, memory=remembered) as desk:
        assert desk.find("website") == found
        assert TODAY not in desk.past.known_dates()


async def test_what_is_done_often_comes_first(tmp_path: Path) -> None:
    clock = FrozenClock(NOON)
    async with sat_at(tmp_path, clock, start_end=False) as desk:
        assert desk.habits.best == []
        await desk.learn(TODAY)
        await desk.day(TODAY)
        assert desk.habits.best
        favourite = desk.catalog.choices[-1].ids
        desk.favour(favourite, is_favourite=True)
        assert desk.habits.best[0] == favourite
        assert desk.habits.standing(favourite).is_favourite
