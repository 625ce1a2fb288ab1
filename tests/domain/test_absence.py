"""Absences, worked out from signs."""

from datetime import datetime, timedelta

import pytest

from tests.domain.conftest import NINE, entry, running
from tui.domain.absence import Absences, lasting

TEN = timedelta(minutes=10)
ROW = running()


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def looked(known: Absences, sign: float, now: float) -> Absences:
    return known.looked(at(sign), at(now), ROW, TEN)


def test_it_begins_after_the_longest_pause_and_ends_with_the_next_sign() -> None:
    known = Absences(at(0))
    assert looked(known, 5, 14.9).waiting == ()
    gone = looked(known, 5, 15)
    assert gone.is_away
    assert [(a.since, a.until) for a in gone.waiting] == [(at(5), None)]
    assert looked(gone, 5, 30) == gone
    back = looked(gone, 31, 31)
    assert not back.is_away
    assert back.returned_at == at(31)
    assert [a.minutes(at(90)) for a in back.waiting] == [26]


def test_an_absence_between_two_looks_is_seen_too() -> None:
    back = looked(Absences(at(0)), 40, 41)
    assert [(a.since, a.until) for a in back.waiting] == [(at(0), at(40))]


def test_only_what_the_timer_counted_is_asked_about() -> None:
    late = running(since=at(30))
    known = Absences(at(0)).looked(at(0), at(39), late, TEN)
    assert known.waiting == ()
    assert known.looked(at(0), at(40), late, TEN).waiting[0].minutes(at(40)) == 10
    assert Absences(at(0)).looked(at(60), at(60), None, TEN).waiting == ()


def test_a_sign_of_the_future_and_a_clock_set_back_are_none() -> None:
    known = looked(Absences(at(0)), 90, 9)
    assert known == Absences(at(0))
    assert looked(Absences(at(50)), 0, 20) == Absences(at(20))


def test_while_nobody_looked_the_person_may_have_been_there() -> None:
    gone = looked(Absences(at(0)), 0, 12)
    back = gone.unwatched(at(60))
    assert back.last == at(60)
    assert [a.minutes(at(99)) for a in back.waiting] == [60]
    assert Absences(at(0)).unwatched(at(60)).waiting == ()


def test_what_adds_up_is_asked_about_at_once_and_else_the_oldest() -> None:
    known = looked(looked(Absences(at(0)), 12, 12), 40, 40)
    one, both = known.asked(at(41), adds_up=False), known.asked(at(41), adds_up=True)
    assert one is not None
    assert both is not None
    assert (one.minutes(at(41)), both.minutes(at(41))) == (12, 40)
    assert known.answered(adds_up=True).waiting == ()
    assert known.answered(adds_up=False).waiting == known.waiting[1:]
    assert Absences(at(0)).asked(at(1), adds_up=True) is None


def test_they_go_with_the_version_that_they_are_about() -> None:
    known = looked(Absences(at(0)), 12, 12)
    assert known.about(ROW) is known
    assert known.about(entry()).waiting == ()
    assert known.about(None).waiting == ()


def test_after_an_answer_later_ones_are_about_what_goes_on() -> None:
    known = looked(looked(Absences(at(0)), 12, 12), 40, 40)
    on = running(since=at(12), id=8)
    moved = known.answered(adds_up=False).moved_to(on)
    assert [(a.entry.id, a.minutes(at(50))) for a in moved.waiting] == [(8, 28)]
    anew = running(since=at(45))
    assert known.moved_to(anew).waiting == ()
    assert known.moved_to(None).waiting == ()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (12, "12 minutes"),
        (60, "1 hour"),
        (61, "1 hour 1 minute"),
        (150, "2 hours 30 minutes"),
    ],
)
def test_minutes_are_said_in_words(minutes: int, said: str) -> None:
    assert lasting(minutes) == said
