"""One timer a person, whose sheets, and the quirks of an update."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.account.book import TODAY, YESTERDAY, Book
from tests.account.small import ADA, BOB, CODING, DRAWING, OLD, SHOP, TALKING, WEB
from tests.clock import FrozenClock
from tui.account import rules
from tui.account.rules import Refusal
from tui.account.setup import Kind
from tui.account.store import Store


class TestTimers:
    def test_blank_hours_start_a_timer(self, ada: Book, clock: FrozenClock) -> None:
        booked = ada.add()
        assert booked.entry.timer_started_at == clock()
        assert booked.entry.hours == 0
        assert booked.stopped_hours is None
        clock.advance(90 * 60)
        entry = ada.show(booked.entry)
        assert (entry.hours, entry.hours_without_timer) == (Decimal("1.50"), 0)

    def test_hours_start_none(self, ada: Book) -> None:
        for hours in ("0", "1.07", "24"):
            booked = ada.add(hours)
            assert not booked.entry.is_running
            assert booked.entry.hours == Decimal(hours)

    def test_starting_stops_the_other_and_tells_its_final_hours(
        self, ada: Book, clock: FrozenClock
    ) -> None:
        first = ada.add(spent_date=YESTERDAY).entry
        clock.advance(3601)
        second = ada.add()
        assert second.stopped_hours == Decimal("1.00")
        assert ada.seconds(first) == 3601
        assert not ada.show(first).is_running
        clock.advance(1800)
        third = ada.toggle(first)
        assert third.entry.is_running
        assert third.entry.spent_date == YESTERDAY
        assert third.stopped_hours == Decimal("0.50")
        assert not ada.show(second.entry).is_running

    def test_finished_hours_leave_the_timer_alone(self, ada: Book, clock: FrozenClock) -> None:
        running = ada.add().entry
        assert ada.add("2").stopped_hours is None
        assert ada.show(running).is_running

    def test_toggle_stops_with_exact_seconds_and_starts_again(
        self, ada: Book, clock: FrozenClock
    ) -> None:
        entry = ada.add().entry
        clock.advance(10.9)
        stopped = ada.toggle(entry)
        assert stopped.stopped_hours is None
        assert not stopped.entry.is_running
        assert ada.seconds(entry) == 10
        ada.toggle(entry)
        clock.advance(7)
        ada.toggle(entry)
        assert ada.seconds(entry) == 17

    def test_a_clock_that_went_back_books_nothing(self, ada: Book, clock: FrozenClock) -> None:
        entry = ada.update(ada.add().entry, hours=Decimal(1))
        clock.advance(hours=-3)
        assert ada.show(entry).hours == 1
        assert ada.toggle(entry).entry.hours == 1

    def test_people_do_not_stop_each_other(self, ada: Book, bob: Book) -> None:
        hers, his = ada.add().entry, bob.add()
        assert his.stopped_hours is None
        assert ada.show(hers).is_running
        assert bob.show(his.entry).is_running

    def test_a_refused_start_stops_nothing(self, ada: Book) -> None:
        running = ada.add().entry
        with pytest.raises(Refusal):
            ada.add(task_id=DRAWING)
        assert ada.show(running).is_running


class TestUpdate:
    def test_only_what_is_named_changes(self, ada: Book) -> None:
        entry = ada.add("1.5", notes="one\ntwo").entry
        after = ada.update(entry, hours=Decimal("1.5"), notes="three")
        assert after == replace(entry, notes="three")
        after = ada.update(entry, hours=Decimal("2"), spent_date=YESTERDAY, project_id=SHOP)
        assert (after.spent_date, after.project, after.client) == (YESTERDAY, "Shop", "Globex")
        assert after.notes == "three"

    def test_without_hours_they_become_0(self, ada: Book) -> None:
        entry = ada.update(ada.add("3").entry, notes="oops")
        assert entry.hours == 0
        assert not entry.is_running

    def test_the_same_hundredths_keep_the_seconds(self, ada: Book, clock: FrozenClock) -> None:
        entry = ada.add().entry
        clock.advance(3 * 3600 + 10)
        hours = ada.toggle(entry).entry.hours
        ada.update(entry, hours=hours, notes="x")
        assert ada.seconds(entry) == 3 * 3600 + 10
        ada.update(entry, hours=Decimal("1.33"))
        assert ada.seconds(entry) == 80 * 60

    def test_more_than_a_day_on_the_timer_survives_a_note(
        self, ada: Book, clock: FrozenClock
    ) -> None:
        entry = ada.add().entry
        clock.advance(hours=30)
        entry = ada.toggle(entry).entry
        assert ada.update(entry, hours=entry.hours, notes="x").hours == 30

    def test_a_running_entry_is_not_counted_twice(self, ada: Book, clock: FrozenClock) -> None:
        entry = ada.add().entry
        clock.advance(3600)
        entry = ada.show(entry)
        after = ada.update(entry, hours=entry.hours_without_timer, notes="x")
        assert (after.hours, after.is_running) == (1, True)
        after = ada.update(entry, hours=Decimal(2))
        assert (after.hours, after.hours_without_timer) == (3, 2)
        assert after.timer_started_at == entry.timer_started_at

    @pytest.mark.parametrize("hours", ["-0.01", "24.01"])
    def test_hours_have_bounds(self, ada: Book, hours: str) -> None:
        entry = ada.add("1").entry
        for call in (lambda: ada.add(hours), lambda: ada.update(entry, hours=Decimal(hours))):
            with pytest.raises(Refusal, match="between 0 and 24") as refusal:
                call()
            assert refusal.value.status == 422

    def test_notes_have_bounds(self, ada: Book) -> None:
        entry = ada.add("1", notes="é" * 65_535).entry
        for call in (
            lambda: ada.add(notes="x" * 65_536),
            lambda: ada.update(entry, hours=Decimal(1), notes="x" * 65_536),
        ):
            with pytest.raises(Refusal, match="65,535"):
                call()

    def test_the_pair_must_be_picked_only_when_it_changes(self, ada: Book, store: Store) -> None:
        entry = ada.add("1").entry
        with store.write():
            store.setup.save(Kind.PROJECT, WEB, {"is_active": 0}, 1)
        assert ada.update(entry, hours=Decimal(2), project_id=WEB, task_id=CODING).hours == 2
        for pair in ((WEB, TALKING), (OLD, CODING), (SHOP, TALKING), (10**30, CODING), (-1, -1)):
            with pytest.raises(Refusal) as refusal:
                ada.update(entry, hours=Decimal(2), project_id=pair[0], task_id=pair[1])
            assert refusal.value.status == 422
        assert ada.update(entry, hours=Decimal(2), project_id=SHOP).project_id == SHOP

    @pytest.mark.parametrize("pair", [(WEB, DRAWING), (OLD, CODING), (99, CODING), (2**64, 1)])
    def test_a_new_entry_needs_a_pair(self, ada: Book, pair: tuple[int, int]) -> None:
        with pytest.raises(Refusal) as refusal:
            ada.add("1", project_id=pair[0], task_id=pair[1])
        assert refusal.value.status == 422


class TestSheets:
    def test_the_entries_of_others_are_not_there(self, ada: Book, bob: Book) -> None:
        entry = ada.add("1").entry
        for call in (bob.show, bob.toggle, bob.delete, bob.update):
            with pytest.raises(Refusal) as refusal:
                call(entry)
            assert refusal.value.status == 404

    def test_administrators_work_on_the_sheets_of_others(
        self, book_of: Callable[..., Book], bob: Book
    ) -> None:
        boss = book_of(ADA, BOB)
        entry = boss.add().entry
        assert entry.user_id == BOB
        assert bob.show(entry).is_running
        locked = boss.lock(bob.add("1").entry)
        assert boss.update(locked, hours=Decimal(2)).hours == 2

    @pytest.mark.parametrize(("me", "of_user"), [(BOB, ADA), (BOB, BOB), (ADA, 99), (ADA, 0)])
    def test_other_sheets_are_refused(
        self, book_of: Callable[..., Book], me: int, of_user: int
    ) -> None:
        with pytest.raises(Refusal) as refusal:
            _ = book_of(me, of_user).sheet
        assert refusal.value.status == 404

    def test_a_day_is_in_order_and_nobody_elses(self, ada: Book, bob: Book) -> None:
        ids = [ada.add("1").entry.id for _ in range(3)]
        bob.add("1")
        ada.add("1", spent_date=YESTERDAY)
        with ada.store.read():
            day = rules.day(ada.store, ada.sheet, TODAY, ada.clock())
        assert [entry.id for entry in day.entries] == ids

    def test_ids_are_never_given_out_again(self, ada: Book) -> None:
        first = ada.add("1").entry
        ada.delete(first)
        assert ada.add("1").entry.id > first.id


def test_approve_and_invoice_choose(ada: Book, bob: Book, store: Store) -> None:
    hers, his = ada.add("1").entry, bob.add("1", project_id=SHOP).entry
    with store.write():
        assert store.entries.approve(TODAY, TODAY, BOB, 1) == 1
        assert store.entries.approve(YESTERDAY, YESTERDAY, None, 1) == 0
        assert store.entries.invoice(TODAY, TODAY, 2, 1) == 1
    assert not ada.show(hers).lock
    assert bob.show(his).is_closed
    assert bob.show(his).is_billed
