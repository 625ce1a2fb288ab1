"""What is shown of an account before the account is there."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.memory.test_store import ACCOUNT, NOON, TODAY, entry
from tui.desk.past import Past
from tui.domain.account import Account
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.memory.glimpse import glimpse
from tui.memory.known_account import KnownAccount
from tui.memory.store import Memory
from tui.memory.trouble import MemoryTrouble

BERLIN = replace(
    ACCOUNT,
    zone=ZoneInfo("Europe/Berlin"),
    zone_name="Berlin",
    hours_format=HoursFormat.DECIMAL,
    decimal_symbol=",",
    clock_24h=False,
    week_start=6,
    timestamp_timers=True,
    week_hours=Decimal("38.50"),
)


def seen(path: Path, account: Account, *days: Day) -> None:
    """See days of an account, as a session does."""
    past = Past(Memory(path), lambda: NOON)
    with closing(past.memory):
        past.belong_to(account, account.me.id, "1")
        for day in days:
            past.saw(day)


def running(entry_id: int, on: date) -> TimeEntry:
    return replace(entry(entry_id, on=on), timer_started_at=NOON)


def test_a_day_is_there_as_it_was_seen_last(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    today, before = Day(TODAY, (entry(1), running(2, TODAY))), Day(TODAY - timedelta(days=1))
    seen(path, BERLIN, before, today)
    last = glimpse(path, None, NOON)
    assert last is not None
    assert (last.account, last.day, last.running) == (BERLIN, today, today.entries[1])
    yesterday = glimpse(path, before.date, NOON)
    assert yesterday is not None
    assert (yesterday.day, yesterday.running) == (before, today.entries[1])


def test_a_timer_of_another_day_is_known(tmp_path: Path) -> None:
    path, yesterday = tmp_path / "a.db", TODAY - timedelta(days=1)
    seen(path, ACCOUNT, Day(yesterday, (running(3, yesterday),)), Day(TODAY, (entry(4),)))
    last = glimpse(path, None, NOON)
    assert last is not None
    assert last.running == running(3, yesterday)


def test_what_was_never_seen_is_not_made_up(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert glimpse(path, None, NOON) is None
    assert not path.exists()
    seen(path, ACCOUNT, Day(TODAY))
    assert glimpse(path, TODAY + timedelta(days=1), NOON) is None
    Memory(tmp_path / "b.db").close()
    assert glimpse(tmp_path / "b.db", None, NOON) is None


def test_another_accounts_past_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    seen(path, BERLIN, Day(TODAY, (entry(1),)))
    with closing(Memory(path)) as memory:
        memory.belong_to("2")
    assert glimpse(path, None, NOON) is None


def test_settings_that_change_are_known_at_once(tmp_path: Path) -> None:
    past = Past(Memory(tmp_path / "a.db"), lambda: NOON)
    for account in (ACCOUNT, BERLIN):
        past.belong_to(account, 1, "1")
    assert KnownAccount(past.memory).read() == BERLIN
    colleague = replace(ACCOUNT, name="never", me=replace(ACCOUNT.me, id=9))
    past.belong_to(ACCOUNT, colleague.me.id, "1")
    assert KnownAccount(past.memory).read() == BERLIN
    past.memory.close()


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=5, minutes=30))])
def test_a_zone_without_a_name_keeps_its_distance(tmp_path: Path, zone: timezone) -> None:
    with closing(Memory(tmp_path / "a.db")) as memory:
        KnownAccount(memory).keep(replace(ACCOUNT, zone=zone))
        known = KnownAccount(memory).read()
    assert known is not None
    assert known.today(datetime(2026, 11, 23, 18, 45, tzinfo=UTC)) == (
        datetime(2026, 11, 23, 18, 45, tzinfo=UTC).astimezone(zone).date()
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"me": 1, "week_hours": null}'])
def test_damaged_settings_are_told(tmp_path: Path, text: str) -> None:
    with closing(Memory(tmp_path / "a.db")) as memory:
        with memory.changing() as db:
            db.execute("INSERT INTO account VALUES (?)", (text,))
        with pytest.raises(MemoryTrouble, match="cannot be read"):
            KnownAccount(memory).read()
