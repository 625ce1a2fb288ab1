"""The files that the benchmark reads days of are accounts like any other."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench import reading
from tests.bench.account import FOUNDER
from tests.bench.volume import ENTRIES_A_DAY, PEOPLE, fill
from tests.clock import START
from tui.account.store import Store


def test_everybody_has_the_same_number_of_entries_on_each_day(tmp_path: Path) -> None:
    volume = fill(tmp_path / "account.db", 1_000, START)
    opened = Store.open(volume.path, founder=FOUNDER, clock=lambda: START)
    with closing(opened) as store, store.read():
        assert store.entries.count() == 1_000
        assert len(store.people()) == PEOPLE
        for number in range(volume.days):
            for person in store.people():
                day = store.entries.day(person.id, volume.date(number), 0)
                assert len(day.entries) == ENTRIES_A_DAY
    with closing(sqlite3.connect(volume.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_lines_of_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "READS", 2)
    monkeypatch.setattr(reading, "WARM_UP", 1)
    monkeypatch.setattr(reading, "OPENINGS", 1)
    found = reading.large_account(tmp_path, many=2_000)
    assert [(line.budget, line.ratio is not None) for line in found] == [
        (1.5, True),
        (1.5, True),
        (None, True),
    ]
