"""The memory's file: made, kept, told when it cannot be used, and never another account's."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from tui.domain.account import Account, Person
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.memory.days import KnownDays
from tui.memory.entries import from_json, to_json
from tui.memory.journal import Journal
from tui.memory.store import Memory, forget, opened
from tui.memory.trouble import MemoryTrouble

NOON = datetime(2026, 11, 23, 13, 44, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ACCOUNT = Account(name="A", me=Person(id=1, first_name="Robin"))


def entry(entry_id: int, notes: str = "", hours: str = "1.00", on: date = TODAY) -> TimeEntry:
    return TimeEntry(
        id=entry_id,
        user_id=1,
        spent_date=on,
        client="Acme",
        project_id=1,
        project="Website",
        task_id=2,
        task="Design",
        hours=Decimal(hours),
        hours_without_timer=Decimal(hours),
        notes=notes,
        created_at=NOON,
    )


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "memory" / "local.db"
    Memory(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_damaged_file_is_left_and_told(tmp_path: Path) -> None:
    path = tmp_path / "local.db"
    path.write_bytes(b"no database" * 1000)
    memory, trouble = opened(path)
    assert str(path) in trouble
    assert "undone until you quit" in trouble
    assert path.read_bytes() == b"no database" * 1000
    assert Journal(memory, 1).begin("made", NOON)  # it works as long as the program runs


def test_a_file_of_a_newer_windrow_is_left(tmp_path: Path) -> None:
    path = tmp_path / "local.db"
    Memory(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(MemoryTrouble, match="newer Windrow"):
        Memory(path)


def test_what_was_remembered_of_another_account_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "local.db"
    memory = Memory(path)
    memory.belong_to("one")
    journal = Journal(memory, 1)
    journal.record(journal.begin("made", NOON), None, entry(5))
    KnownDays(memory, 1).remember(Day(TODAY, (entry(5),)), ACCOUNT)
    memory.close()
    again = Memory(path)
    again.belong_to("one")
    assert Journal(again, 1).last_done() is not None
    again.belong_to("another")
    assert Journal(again, 1).last_done() is None
    assert KnownDays(again, 1).find("website") == []


def test_forgetting_deletes_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "local.db"
    memory = Memory(path)
    memory.belong_to("one")
    assert forget(path)
    assert list(tmp_path.iterdir()) == []
    assert not forget(path)
    memory.close()


def test_a_journal_goes_back_and_forth() -> None:
    journal = Journal(Memory(), 1)
    first = journal.begin("made", NOON)
    journal.record(first, None, entry(5))
    second = journal.begin("changed", NOON)
    journal.record(second, entry(5), entry(5, "words"))
    journal.record(second, entry(5, "words"), entry(5, "other words"))  # one edit, in the end
    step = journal.last_done()
    assert step is not None
    assert (step.what, len(step.edits)) == ("changed", 1)
    edit = step.edits[0]
    assert (edit.before, edit.after) == (entry(5), entry(5, "other words"))
    journal.turned(second, edit.thing, entry(5), taken_back=True)
    assert (journal.last_done(), journal.last_undone()) != (step, None)
    undone = journal.last_undone()
    assert undone is not None
    assert undone.id == second
    journal.begin("something else", NOON)
    assert journal.last_undone() is None  # what was taken back is gone for good


def test_an_entry_that_came_back_is_the_same_thing_under_its_new_id() -> None:
    journal = Journal(Memory(), 1)
    step = journal.begin("made", NOON)
    journal.record(step, None, entry(5))
    gone = journal.begin("deleted", NOON)
    journal.record(gone, entry(5), None)
    deleted = journal.last_done()
    assert deleted is not None
    thing = deleted.edits[0].thing
    journal.turned(gone, thing, entry(9), taken_back=True)
    assert journal.known(thing).entry_id == 9
    assert journal.first_ids() == {9: 5}
    made = journal.last_done()
    assert made is not None
    assert made.edits[0].thing == thing


def test_an_id_that_is_given_again_is_another_thing() -> None:
    journal = Journal(Memory(), 1)
    journal.record(journal.begin("made", NOON), None, entry(5))
    journal.record(journal.begin("deleted", NOON), entry(5), None)
    journal.record(journal.begin("made", NOON), None, entry(5, "another"))
    last = journal.last_done()
    assert last is not None
    assert last.edits[0].before is None
    things = {last.edits[0].thing}
    journal.turned(last.id, last.edits[0].thing, None, taken_back=True)
    deleted = journal.last_done()
    assert deleted is not None
    assert deleted.edits[0].thing not in things


def test_what_was_made_and_deleted_in_one_step_is_nothing() -> None:
    journal = Journal(Memory(), 1)
    step = journal.begin("tried", NOON)
    journal.record(step, None, entry(5))
    journal.record(step, entry(5), None)
    assert journal.last_done() is None


def test_each_person_has_a_journal() -> None:
    memory = Memory()
    one, other = Journal(memory, 1), Journal(memory, 2)
    one.record(one.begin("made", NOON), None, entry(5))
    assert other.last_done() is None
    other.begin("made", NOON)
    assert one.last_done() is not None


def test_known_days_are_searched_and_counted() -> None:
    days = KnownDays(Memory(), 1)
    friday = date(2026, 11, 20)
    assert days.remember(
        Day(TODAY, (entry(5, "Fix the LOGIN form"), entry(6, "100% _done_"))), ACCOUNT
    )
    assert days.remember(Day(friday, (entry(4, "login page", on=friday),)), ACCOUNT)
    assert not days.remember(Day(friday, (entry(4, "login page", on=friday),)), ACCOUNT)  # no news
    assert [e.id for e in days.find("login acme")] == [5, 4]
    assert [e.id for e in days.find("% _done")] == [6]
    assert days.find("  ") == []
    assert days.since() == friday
    assert days.dates() == {friday, TODAY}
    assert (1, 2, TODAY, 13) in days.uses()
    assert days.remember(Day(TODAY, ()), ACCOUNT)
    assert [e.id for e in days.find("login")] == [4]


def test_favourites_are_kept() -> None:
    days = KnownDays(Memory(), 1)
    days.favour((1, 2), is_favourite=True)
    days.favour((1, 2), is_favourite=True)
    assert days.favourites() == {(1, 2)}
    days.favour((1, 2), is_favourite=False)
    assert days.favourites() == frozenset()


def test_an_entry_is_kept_whole() -> None:
    plain = entry(5, "Zeile 1\nZeile „2“ \x00 \U0001f9d1")
    full = replace(
        plain,
        client_id=7,
        timer_started_at=NOON,
        started_at=time(9, 5),
        ended_at=time(0, 0),
        is_closed=False,
        is_billed=True,
        is_locked=None,
        locked_reason="why",
        updated_at=NOON,
    )
    for one in (plain, full, None):
        assert from_json(to_json(one)) == one


def test_half_a_character_is_remembered_as_well() -> None:
    days = KnownDays(Memory(), 1)
    broken = entry(5, "login \ud83d form")
    assert days.remember(Day(TODAY, (broken,)), ACCOUNT)
    assert days.find("login form") == [broken]


def test_a_damaged_row_is_trouble_and_no_crash() -> None:
    for text in ("{", '{"id": 1}', '{"id": 1, "made_up": 2}', '{"spent_date": "soon"}', "[]"):
        with pytest.raises(MemoryTrouble, match="cannot be read"):
            from_json(text)


def test_panes_that_start_at_once_share_a_new_file(tmp_path: Path) -> None:
    for turn in range(5):
        path = tmp_path / f"{turn}.db"
        with ThreadPoolExecutor(8) as pool:
            assert [trouble for _, trouble in pool.map(opened, [path] * 8)] == [""] * 8
