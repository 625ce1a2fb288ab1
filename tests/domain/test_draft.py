"""What a form produced: a draft, a change of only what changed, or a sentence at each field."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from tests.domain.conftest import AUDIT, CODING, NINE, SHOP, TALKING, TODAY, WEB, entry, running
from tui.domain.catalog import Choice
from tui.domain.draft import Change, Draft, Typed, only_changed, read_change, read_draft
from tui.domain.entry import EVERY_FIELD, OPEN_UNDER_LOCK, Field, TimeEntry

PAIR = Choice(WEB, CODING)
TEN = NINE + timedelta(hours=1)


def changed(
    entry: TimeEntry, typed: Typed, editable: frozenset[Field] = EVERY_FIELD
) -> Change | dict[Field, str]:
    """Read an edited form at ten."""
    return read_change(entry, typed, editable, TEN, TODAY)


def test_a_form_becomes_a_draft() -> None:
    typed = Typed(choice=PAIR, date="mon", hours="1:20", notes="Templates")
    assert read_draft(typed, TODAY) == Draft(
        project_id=1,
        task_id=1,
        spent_date=date(2016, 1, 25),
        hours=Decimal("1.33"),
        notes="Templates",
    )


@pytest.mark.parametrize(("hours", "read"), [("", None), (None, None), ("0", Decimal(0))])
def test_only_blank_hours_start_a_timer(hours: str | None, read: Decimal | None) -> None:
    draft = read_draft(Typed(choice=PAIR, date="today", hours=hours), TODAY)
    assert draft == Draft(project_id=1, task_id=1, spent_date=TODAY, hours=read)


def test_every_field_says_what_is_wrong_with_it() -> None:
    problems = read_draft(Typed(date="31 feb", hours="25:00"), TODAY)
    assert problems == {
        Field.PROJECT: "Pick a project and a task.",
        Field.DATE: "February 2016 has no day 31.",
        Field.HOURS: "A time entry holds 24 hours at most.",
    }


def test_a_draft_needs_a_date() -> None:
    problems = read_draft(Typed(choice=PAIR, date=" "), TODAY)
    assert isinstance(problems, dict)
    assert list(problems) == [Field.DATE]


def test_an_untouched_form_changes_nothing() -> None:
    change = changed(entry(), Typed())
    assert change == Change()
    assert not change


def test_an_untouched_field_is_never_read_back() -> None:
    """What is shown of 0.99 hours is 0:59; a note edit must not make 0.98 of it."""
    assert changed(entry("0.99"), Typed(notes="New")) == Change(notes="New")


def test_typing_the_same_again_changes_nothing() -> None:
    same = Typed(choice=PAIR, date="today", hours="1:30", notes="Templates")
    assert changed(entry(), same) == Change()


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        (Typed(date="yesterday"), Change(spent_date=date(2016, 1, 26))),
        (Typed(hours="2"), Change(hours=Decimal(2))),
        (Typed(notes="New"), Change(notes="New")),
        (Typed(notes=""), Change(notes="")),
        (Typed(choice=Choice(WEB, TALKING)), Change(task_id=2)),
        (Typed(choice=Choice(SHOP, CODING)), Change(project_id=2)),
        (Typed(choice=Choice(AUDIT, TALKING)), Change(project_id=3, task_id=2)),
    ],
)
def test_a_change_holds_only_what_changed(typed: Typed, change: Change) -> None:
    assert changed(entry(), typed) == change
    assert change


@pytest.mark.parametrize("cleared", ["", "  "])
def test_trap_6_cleared_hours_are_0_and_never_a_new_timer(cleared: str) -> None:
    assert changed(entry(), Typed(hours=cleared)) == Change(hours=Decimal(0))


def test_trap_5_the_typed_hours_of_a_running_entry_include_its_timer() -> None:
    assert changed(running("1.50"), Typed(hours="3:00")) == Change(hours=Decimal(2))


def test_the_shown_hours_of_a_running_entry_change_nothing() -> None:
    assert changed(running("1.50"), Typed(hours="2:30")) == Change()


def test_a_running_entry_can_be_cut_down_to_its_timer() -> None:
    assert changed(running("1.50"), Typed(hours="1:00")) == Change(hours=Decimal(0))


@pytest.mark.parametrize("typed", ["0:59", "0", ""])
def test_a_running_entry_cannot_hold_less_than_its_timer(typed: str) -> None:
    problems = changed(running("1.50"), Typed(hours=typed))
    assert problems == {
        Field.HOURS: "The timer alone has run 1:00:00; stop it to book less.",
    }


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_changes() -> None:
    problems = changed(entry(), Typed(date="soon", hours="abc", notes="New"))
    assert isinstance(problems, dict)
    assert list(problems) == [Field.DATE, Field.HOURS]


EVERYTHING = Typed(
    choice=Choice(AUDIT, TALKING),
    date="yesterday",
    hours="2",
    start="9:00",
    end="11am",
    notes="New",
)


def test_under_a_lock_only_hours_and_notes_change() -> None:
    locked = entry(is_closed=True)
    change = changed(locked, EVERYTHING, OPEN_UNDER_LOCK)
    times = {"started_at": time(9), "ended_at": time(11)}
    assert change == Change(hours=Decimal(2), notes="New", **times)


def test_where_nothing_may_be_edited_nothing_changes() -> None:
    assert changed(entry(is_billed=True), EVERYTHING, frozenset()) == Change()


@pytest.mark.parametrize("field", Field)
def test_each_field_changes_only_when_it_may(field: Field) -> None:
    change = changed(entry(), EVERYTHING)
    assert isinstance(change, Change)
    assert touched(change) == EVERY_FIELD
    assert touched(only_changed(entry(), change, frozenset({field}))) == {field}
    assert touched(only_changed(entry(), change, EVERY_FIELD - {field})) == EVERY_FIELD - {field}


def test_a_change_that_was_made_has_nothing_left_to_change() -> None:
    change = Change(hours=Decimal("1.50"), notes="Templates", spent_date=TODAY)
    assert not only_changed(entry(), change, EVERY_FIELD)


def test_hours_set_to_0_and_emptied_notes_are_changes() -> None:
    assert touched(Change(hours=Decimal(0))) == {Field.HOURS}
    assert touched(Change(notes="")) == {Field.NOTES}
    assert Change(hours=Decimal(0))


TIMED = {"started_at": time(9), "ended_at": time(10, 30)}


def test_a_draft_of_start_and_end() -> None:
    typed = Typed(choice=Choice(WEB, CODING), date="today", start="9", end="10:30")
    draft = read_draft(typed, TODAY)
    assert isinstance(draft, Draft)
    assert (draft.started_at, draft.ended_at, draft.hours) == (time(9), time(10, 30), None)
    assert not draft.starts_timer


def test_an_open_end_is_a_timer_and_an_end_alone_is_none() -> None:
    choice = Choice(WEB, CODING)
    draft = read_draft(Typed(choice=choice, date="today", start="9"), TODAY)
    assert isinstance(draft, Draft)
    assert draft.starts_timer
    problems = read_draft(Typed(choice=choice, date="today", end="9"), TODAY)
    assert problems == {Field.START: "An end needs a start."}


def test_a_stopped_entry_is_not_opened_again_by_clearing_its_end() -> None:
    problems = changed(entry(**TIMED), Typed(end=""))
    assert isinstance(problems, dict)
    assert list(problems) == [Field.END]
    assert changed(entry(**TIMED), Typed(start="")) == {Field.START: "A start is needed."}


def test_an_end_given_to_a_running_entry_stops_it() -> None:
    timed = running(started_at=time(9))
    assert changed(timed, Typed(end="9:45")) == Change(ended_at=time(9, 45))
    assert changed(timed, Typed(end="", start="8:50")) == Change(started_at=time(8, 50))


def touched(change: Change) -> set[Field]:
    """The fields that a change touches."""
    values = {
        Field.PROJECT: change.project_id,
        Field.TASK: change.task_id,
        Field.DATE: change.spent_date,
        Field.HOURS: change.hours,
        Field.START: change.started_at,
        Field.END: change.ended_at,
        Field.NOTES: change.notes,
    }
    return {field for field, value in values.items() if value is not None}


def test_an_entry_without_times_takes_both_or_none() -> None:
    """A start alone would let a stopped timer run, an end alone would be lost."""
    assert changed(entry(), Typed(start="9:00")) == {
        Field.END: "A start needs an end: a stopped entry stays stopped."
    }
    assert changed(entry(), Typed(end="9:00")) == {Field.START: "An end needs a start."}
    assert changed(running(), Typed(end="9:00")) == {Field.START: "An end needs a start."}
    assert changed(running(), Typed(start="9:00")) == Change(started_at=time(9))
    both = Change(started_at=time(9), ended_at=time(10))
    assert changed(entry(), Typed(start="9:00", end="10:00")) == both
