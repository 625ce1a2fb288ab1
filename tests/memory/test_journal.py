"""The journal's claims, halves and empty steps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tui.domain.entry import TimeEntry
from tui.memory.journal import Journal
from tui.memory.store import Memory

NOON = datetime(2026, 11, 23, 13, 44, tzinfo=UTC)
ENTRY = TimeEntry(
    id=5,
    user_id=1,
    spent_date=date(2026, 11, 23),
    client="Acme",
    project_id=1,
    project="Website",
    task_id=1,
    task="Programming",
    hours=Decimal(1),
    hours_without_timer=Decimal(1),
)
OTHER = replace(ENTRY, notes="other")


@pytest.fixture
def journal() -> Journal:
    return Journal(Memory(), 1)


def changed(journal: Journal) -> int:
    step = journal.begin("changed it", NOON)
    assert journal.record(step, ENTRY, OTHER)
    return step


def test_a_claim_is_one_persons_until_it_is_released_or_a_minute_old(journal: Journal) -> None:
    step = changed(journal)
    assert journal.claim(step, "one", NOON)
    assert journal.claim(step, "one", NOON + timedelta(seconds=30))
    assert not journal.claim(step, "two", NOON + timedelta(seconds=89))
    assert journal.claim(step, "two", NOON + timedelta(seconds=90))
    journal.release("one")
    assert not journal.claim(step, "one", NOON + timedelta(seconds=91))
    journal.release("two")
    assert journal.claim(step, "one", NOON + timedelta(seconds=91))


def test_a_claim_of_a_clock_that_was_put_back_is_void(journal: Journal) -> None:
    step = changed(journal)
    assert journal.claim(step, "one", NOON)
    assert journal.claim(step, "two", NOON - timedelta(hours=1))


def test_a_step_that_is_gone_cannot_be_claimed(journal: Journal) -> None:
    step = changed(journal)
    journal.forget(step)
    assert not journal.claim(step, "one", NOON)


def test_timesheets_are_claimed_one_by_one() -> None:
    memory = Memory()
    one, two = Journal(memory, 1), Journal(memory, 2)
    assert one.claim(changed(one), "one", NOON)
    assert two.claim(changed(two), "two", NOON)


def test_what_is_half_done_is_known_and_still_to_be_done(journal: Journal) -> None:
    step = changed(journal)
    last = journal.last_done()
    assert last is not None
    (edit,) = last.edits
    anew = replace(ENTRY, id=9)
    journal.halfway(step, edit.thing, anew, OTHER)
    assert journal.halves(step) == {edit.thing: OTHER}
    assert journal.known(edit.thing).entry == anew
    assert journal.last_done() == last
    journal.turned(step, edit.thing, anew, taken_back=True)
    assert journal.halves(step) == {}
    assert journal.last_done() is None


def test_what_came_to_something_else_is_redone_from_there(journal: Journal) -> None:
    step = changed(journal)
    instead = replace(ENTRY, hours=Decimal(2))
    journal.turned(step, 1, instead, taken_back=True, instead=instead)
    undone = journal.last_undone()
    assert undone is not None
    assert undone.edits[0].before == instead


def test_a_change_and_its_way_back_are_no_edit(journal: Journal) -> None:
    step = changed(journal)
    later = replace(ENTRY, updated_at=NOON)
    assert not journal.record(step, OTHER, later)
    assert journal.last_done() is None
    assert journal.record(step, later, OTHER)
    assert journal.last_done() is not None


def test_what_was_made_and_deleted_is_no_edit(journal: Journal) -> None:
    step = journal.begin("made it", NOON)
    journal.record(step, None, ENTRY)
    assert not journal.record(step, ENTRY, None)
    assert journal.last_done() is None
