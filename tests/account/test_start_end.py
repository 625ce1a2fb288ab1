"""An account that tracks start and end."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import httpx
import pytest

from tests.account.book import TODAY, YESTERDAY, Book
from tests.account.small import CODING, WEB
from tests.clock import FrozenClock
from tui.account.rules import Refusal
from tui.account.store import Store
from tui.domain.entry import TimeEntry

NINE, TEN = time(9), time(10)
PAIR = {"project_id": WEB, "task_id": CODING}


@pytest.fixture
def book(store: Store, ada: Book, clock: FrozenClock) -> Book:
    """Ada's sheet at 10:00:30 in Berlin."""
    track(store, start_end=True)
    clock.advance(30)
    return ada


def track(store: Store, *, start_end: bool) -> None:
    with store.write():
        store.save_settings(replace(store.settings(), timestamp_timers=start_end))


def times(entry: TimeEntry) -> tuple[time | None, time | None]:
    return entry.started_at, entry.ended_at


def test_hours_are_what_lies_between(book: Book) -> None:
    entry = book.add(started_at=NINE, ended_at=time(10, 20)).entry
    assert times(entry) == (NINE, time(10, 20))
    assert (entry.hours, entry.is_running) == (Decimal("1.33"), False)
    assert book.seconds(entry) == 80 * 60


def test_an_end_before_the_start_is_on_the_next_day(book: Book) -> None:
    entry = book.add(started_at=time(22), ended_at=time(1, 30)).entry
    assert (entry.hours, entry.spent_date) == (Decimal("3.50"), TODAY)


def test_the_night_in_which_the_clock_changes(book: Book) -> None:
    entry = book.add(started_at=time(1), ended_at=time(4), spent_date=date(2016, 3, 27)).entry
    assert entry.hours == 2


@pytest.mark.parametrize("values", [{}, {"started_at": TEN}])
def test_an_open_end_is_a_running_timer(book: Book, values: dict[str, time]) -> None:
    first = book.add().entry
    entry = book.add(**values).entry
    assert times(entry) == (TEN, None)
    assert entry.timer_started_at == datetime(2016, 1, 27, 9, 0, tzinfo=UTC)
    assert not book.show(first).is_running


def test_a_timer_may_have_been_started_earlier_but_not_later_nor_a_day_ago(book: Book) -> None:
    entry = book.add(started_at=time(8, 30)).entry
    assert entry.hours == Decimal("1.51")
    for wrong in ({"started_at": time(10, 2)}, {"started_at": NINE, "spent_date": YESTERDAY}):
        with pytest.raises(Refusal, match="give the end as well"):
            book.add(**wrong)


def test_an_end_alone_is_refused(book: Book) -> None:
    with pytest.raises(Refusal, match="a start is needed"):
        book.add(ended_at=TEN)


def test_hours_alone_are_kept_without_times(book: Book) -> None:
    entry = book.add("1.25").entry
    assert (entry.hours, times(entry)) == (Decimal("1.25"), (None, None))


def test_stopping_ends_at_the_minute(book: Book, clock: FrozenClock) -> None:
    entry = book.add().entry
    clock.advance(minutes=45, seconds=29)
    stopped = book.toggle(entry).entry
    assert stopped.id == entry.id
    assert times(stopped) == (TEN, time(10, 45))
    assert book.seconds(stopped) == 45 * 60


def test_a_stop_and_a_start_at_the_same_moment_meet(book: Book, clock: FrozenClock) -> None:
    first = book.add().entry
    clock.advance(minutes=20, seconds=10)
    booked = book.add()
    assert booked.stopped_hours == Decimal("0.33")
    assert book.show(first).ended_at == booked.entry.started_at == time(10, 20)


def test_trap_3_starting_a_stopped_entry_makes_a_new_one_today(
    book: Book, clock: FrozenClock
) -> None:
    old = book.add(started_at=NINE, ended_at=TEN, spent_date=YESTERDAY, notes="Same").entry
    new = book.toggle(old).entry
    assert new.id != old.id
    assert (new.spent_date, new.notes, new.project_id) == (TODAY, "Same", old.project_id)
    assert times(new) == (TEN, None)
    assert book.show(old) == old


def test_a_locked_entry_may_be_started_anew_by_a_member(
    book: Book, bob: Book, clock: FrozenClock
) -> None:
    old = bob.lock(bob.add(started_at=NINE, ended_at=TEN).entry)
    assert bob.toggle(old).entry.is_closed is False


def test_a_timer_over_midnight_stays_on_its_day(book: Book, clock: FrozenClock) -> None:
    entry = book.add().entry
    clock.advance(hours=15)
    stopped = book.toggle(entry).entry
    assert (stopped.spent_date, times(stopped)) == (TODAY, (TEN, time(1)))
    assert stopped.hours == 15


def test_new_times_give_new_hours_and_what_is_not_sent_stays(book: Book) -> None:
    entry = book.add(started_at=NINE, ended_at=TEN).entry
    changed = book.update(entry, ended_at=time(11))
    assert (times(changed), changed.hours) == ((NINE, time(11)), Decimal(2))
    changed = book.update(entry, notes="New")
    assert (times(changed), changed.hours, changed.notes) == ((NINE, time(11)), Decimal(2), "New")


def test_new_hours_move_the_end(book: Book) -> None:
    entry = book.add(started_at=NINE, ended_at=TEN).entry
    changed = book.update(entry, hours=Decimal("1.50"))
    assert (times(changed), changed.hours) == ((NINE, time(10, 30)), Decimal("1.50"))


def test_an_end_stops_a_running_timer_at_that_time(book: Book) -> None:
    entry = book.add(started_at=NINE).entry
    changed = book.update(entry, ended_at=time(9, 40))
    assert not changed.is_running
    assert changed.hours == Decimal("0.67")


def test_the_start_of_a_running_timer_may_be_moved(book: Book) -> None:
    entry = book.add().entry
    changed = book.update(entry, started_at=time(9, 30), notes="Earlier")
    assert changed.is_running
    assert changed.seconds(book.clock()) == 30 * 60 + 30


async def test_a_blank_end_lets_it_run_and_stops_the_other(
    book: Book, client: httpx.AsyncClient
) -> None:
    stopped = book.add(started_at=NINE, ended_at=time(9, 15)).entry
    other = book.add().entry
    body = {"started_at": "9:00am", "ended_at": ""}
    reply = (await client.post(f"/daily/update/{stopped.id}", json=body)).json()
    assert (reply["started_at"], reply["ended_at"]) == ("9:00am", "")
    assert reply["timer_started_at"] == "2016-01-27T08:00:00Z"
    assert not book.show(other).is_running


async def test_the_specifications_request_over_the_wire(
    book: Book, client: httpx.AsyncClient
) -> None:
    body = {
        "notes": "Test API support",
        "started_at": "8:00am",
        "ended_at": "9:00am",
        "project_id": str(WEB),
        "task_id": str(CODING),
        "spent_at": "2015-11-24",
    }
    reply = await client.post("/daily/add", json=body)
    assert reply.status_code == 201
    told = reply.json()
    assert (told["started_at"], told["ended_at"], told["hours"]) == ("8:00am", "9:00am", 1)
    assert "timer_started_at" not in told
    update = {**body, "notes": "New notes.", "ended_at": "9:10am"}
    told = (await client.post(f"/daily/update/{told['id']}", json=update)).json()
    assert (told["ended_at"], told["hours"], told["notes"]) == ("9:10am", 1.17, "New notes.")


def test_an_account_of_hours_takes_times_as_the_hours_between(ada: Book) -> None:
    entry = ada.add(started_at=time(8), ended_at=time(9)).entry
    assert (entry.hours, times(entry), entry.is_running) == (1, (None, None), False)
    assert ada.update(entry, started_at=time(8), ended_at=time(9, 10)).hours == Decimal("1.17")


def test_a_timer_outlives_a_change_of_the_account(
    store: Store, book: Book, clock: FrozenClock
) -> None:
    entry = book.add().entry
    track(store, start_end=False)
    clock.advance(minutes=30)
    stopped = book.toggle(entry).entry
    assert (times(stopped), book.seconds(stopped)) == ((None, None), 30 * 60 + 30)
    timed = book.toggle(stopped).entry
    track(store, start_end=True)
    clock.advance(minutes=10)
    stopped = book.toggle(timed).entry
    assert (times(stopped), book.seconds(stopped)) == ((None, None), 40 * 60 + 30)
