"""What is remembered of when a person was there."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tui.domain.attendance import Attendance, Stretch
from tui.memory.attendance import KnownAttendance
from tui.memory.store import LAYOUT, Memory
from tui.memory.trouble import MemoryTrouble

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LUNCH = Stretch(NINE + timedelta(hours=3), NINE + timedelta(hours=4))
MORNING = Attendance(TODAY, NINE, LUNCH.end, (LUNCH,))


def test_what_was_seen_is_known_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "local.db"
    memory = Memory(path)
    KnownAttendance(memory, 1).keep(MORNING)
    memory.close()
    known = KnownAttendance(Memory(path), 1)
    assert known.of(TODAY) == MORNING
    assert known.of(TODAY + timedelta(days=1)) == Attendance(TODAY + timedelta(days=1))


def test_what_two_panes_saw_is_put_together() -> None:
    memory = Memory()
    one, other = KnownAttendance(memory, 1), KnownAttendance(memory, 1)
    one.keep(MORNING)
    later = Attendance(TODAY, NINE + timedelta(hours=1), NINE + timedelta(hours=6))
    other.keep(later)
    assert other.of(TODAY) == Attendance(TODAY, NINE, later.last, (LUNCH,))


def test_only_the_latest_day_is_kept_and_each_person_has_their_own() -> None:
    memory = Memory()
    mine, hers = KnownAttendance(memory, 1), KnownAttendance(memory, 2)
    mine.keep(MORNING)
    hers.keep(MORNING)
    tomorrow = Attendance(TODAY + timedelta(days=1), NINE + timedelta(days=1), LUNCH.end)
    mine.keep(tomorrow)
    assert mine.of(TODAY) == Attendance(TODAY)
    assert hers.of(TODAY) == MORNING


def test_a_day_without_a_sign_is_not_kept() -> None:
    known = KnownAttendance(Memory(), 1)
    known.keep(Attendance(TODAY))
    assert known.of(TODAY) == Attendance(TODAY)


def test_it_is_forgotten_with_the_account() -> None:
    memory = Memory()
    memory.belong_to("one")
    KnownAttendance(memory, 1).keep(MORNING)
    memory.belong_to("another")
    assert KnownAttendance(memory, 1).of(TODAY) == Attendance(TODAY)


def test_a_damaged_row_is_told() -> None:
    memory = Memory()
    with memory.changing() as db:
        db.execute("INSERT INTO attendance VALUES (1, '2026-11-23', 'soon', 'later', '[]')")
    with pytest.raises(MemoryTrouble, match="damaged"):
        KnownAttendance(memory, 1).of(TODAY)


def test_a_memory_of_the_first_layout_is_brought_to_the_present_one(tmp_path: Path) -> None:
    path = tmp_path / "local.db"
    Memory(path).close()
    with sqlite3.connect(path) as db:  # as the Windrow before wrote it
        db.execute("DROP TABLE attendance")
        db.execute("DROP TABLE account")
        db.execute("ALTER TABLE thing DROP COLUMN first_id")
        db.execute("INSERT INTO thing (person_id, entry_id) VALUES (1, 7)")
        db.execute("INSERT INTO favourite VALUES (1, 2, 3)")
        db.execute("PRAGMA user_version = 1")
        laid_out = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    memory = Memory(path)
    KnownAttendance(memory, 1).keep(MORNING)
    memory.close()
    Memory(path).close()
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (LAYOUT,)
        assert db.execute("SELECT entry_id, first_id FROM thing").fetchall() == [(7, None)]
        assert db.execute("SELECT * FROM favourite").fetchall() == [(1, 2, 3)]
        assert db.execute("SELECT count(*) FROM attendance").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (laid_out[0] + 2,)
