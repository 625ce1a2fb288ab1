"""The time entry: who may change what of it, and the clock that runs on it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.domain.conftest import NINE, entry, running
from tui.domain.account import Account, Person
from tui.domain.entry import (
    Field,
    Lock,
    Role,
    editable_fields,
    lock_reason,
    may_delete,
    may_toggle,
)

OPEN = {"is_closed": False, "is_billed": False}
APPROVED = {"is_closed": True, "is_billed": False}
INVOICED = {"is_closed": False, "is_billed": True}
BOTH = {"is_closed": True, "is_billed": True}
UNDER_LOCK = {Field.HOURS, Field.START, Field.END, Field.NOTES}
ALL = {Field.PROJECT, Field.TASK, Field.DATE} | UNDER_LOCK
MATRIX = [
    (OPEN, Role.MEMBER, ALL),
    (OPEN, Role.ADMINISTRATOR, ALL),
    (APPROVED, Role.MEMBER, set()),
    (APPROVED, Role.ADMINISTRATOR, UNDER_LOCK),
    (INVOICED, Role.MEMBER, set()),
    (INVOICED, Role.ADMINISTRATOR, UNDER_LOCK),
    (BOTH, Role.MEMBER, set()),
    (BOTH, Role.ADMINISTRATOR, UNDER_LOCK),
]


@pytest.mark.parametrize(("flags", "role", "fields"), MATRIX)
def test_a_lock_leaves_these_fields_to_each_role(
    flags: dict[str, bool], role: Role, fields: set[Field]
) -> None:
    assert editable_fields(entry(**flags), role) == fields


def test_every_field_is_known_to_the_matrix() -> None:
    assert set(Field) == ALL


@pytest.mark.parametrize(("flags", "role", "fields"), MATRIX)
def test_who_may_not_touch_the_hours_may_neither_delete_nor_start(
    flags: dict[str, bool], role: Role, fields: set[Field]
) -> None:
    assert may_delete(entry(**flags), role) is bool(fields)
    assert may_toggle(entry(**flags), role) is bool(fields)


def test_where_start_and_end_are_tracked_a_lock_keeps_nobody_from_starting_a_new_entry() -> None:
    assert may_toggle(entry(**APPROVED), Role.MEMBER, timestamp_timers=True)
    assert not may_toggle(running(**APPROVED), Role.MEMBER, timestamp_timers=True)


@pytest.mark.parametrize(
    ("flags", "lock"),
    [
        (OPEN, Lock.OPEN),
        (APPROVED, Lock.APPROVED),
        (INVOICED, Lock.INVOICED),
        (BOTH, Lock.INVOICED),
    ],
)
def test_invoiced_weighs_more_than_approved(flags: dict[str, bool], lock: Lock) -> None:
    assert entry(**flags).lock is lock


@pytest.mark.parametrize(
    ("flags", "role", "sentence"),
    [
        (OPEN, Role.MEMBER, ""),
        (OPEN, Role.ADMINISTRATOR, ""),
        (APPROVED, Role.ADMINISTRATOR, "Approved: project, task and date are fixed."),
        (INVOICED, Role.ADMINISTRATOR, "Invoiced: project, task and date are fixed."),
        (APPROVED, Role.MEMBER, "Approved: only an administrator may change this entry."),
        (BOTH, Role.MEMBER, "Invoiced: only an administrator may change this entry."),
    ],
)
def test_a_lock_says_why(flags: dict[str, bool], role: Role, sentence: str) -> None:
    assert lock_reason(entry(**flags), role) == sentence


def test_an_entry_without_a_timer_stands_still() -> None:
    still = entry("1.33")
    assert not still.is_running
    assert still.seconds(NINE) == still.seconds(NINE + timedelta(days=1)) == 80 * 60
    assert still.timer_seconds(NINE) == 0


def test_a_running_clock_counts_from_what_is_booked_and_when_it_started() -> None:
    timed = running("1.50")
    assert timed.is_running
    assert timed.seconds(NINE) == 90 * 60
    assert timed.seconds(NINE + timedelta(seconds=61)) == 90 * 60 + 61
    assert timed.timer_seconds(NINE + timedelta(seconds=61)) == 61
    assert timed.hours_at(NINE + timedelta(minutes=15)) == Decimal("1.75")


def test_trap_7_the_hours_as_read_include_the_timer_and_are_no_base_for_it() -> None:
    read_at_ten = running("1.00", hours=Decimal("2.00"))
    assert read_at_ten.seconds(NINE + timedelta(hours=1)) == 2 * 3600


def test_a_booked_third_of_an_hour_is_the_base_as_its_minutes() -> None:
    assert running("0.33").seconds(NINE + timedelta(seconds=1)) == 20 * 60 + 1


def test_a_clock_before_the_start_never_goes_below_what_is_booked() -> None:
    early = NINE - timedelta(hours=3)
    assert running("1.50").seconds(early) == 90 * 60
    assert running("1.50").timer_seconds(early) == 0


def test_parts_of_a_second_do_not_count_yet() -> None:
    assert running().seconds(NINE + timedelta(seconds=1, microseconds=999_999)) == 1


@pytest.mark.parametrize(
    ("zone", "started", "looked", "seconds"),
    [
        # past midnight
        ("Europe/Berlin", (2016, 1, 27, 23, 30), (2016, 1, 28, 0, 30), 3600),
        ("Pacific/Apia", (2016, 1, 27, 23, 59), (2016, 1, 28, 0, 1), 120),
        # 2:00 to 3:00 does not exist
        ("Europe/Berlin", (2016, 3, 27, 1, 30), (2016, 3, 27, 3, 30), 3600),
        ("America/New_York", (2016, 3, 13, 1, 30), (2016, 3, 13, 3, 30), 3600),
        # 2:00 to 3:00, or 1:00 to 2:00, comes twice
        ("Europe/Berlin", (2016, 10, 30, 1, 30), (2016, 10, 30, 3, 30), 3 * 3600),
        ("America/New_York", (2016, 11, 6, 0, 30), (2016, 11, 6, 2, 30), 3 * 3600),
        # a whole day is skipped
        ("Pacific/Apia", (2011, 12, 29, 23, 30), (2011, 12, 31, 0, 30), 3600),
    ],
)
def test_a_clock_counts_real_time_whatever_the_clock_on_the_wall_does(
    zone: str, started: tuple[int, ...], looked: tuple[int, ...], seconds: int
) -> None:
    local = ZoneInfo(zone)
    since = datetime(*started, tzinfo=local).astimezone(UTC)
    assert running(since=since).seconds(datetime(*looked, tzinfo=local)) == seconds


@pytest.mark.parametrize(("fold", "seconds"), [(0, 1800), (1, 1800 + 3600)])
def test_the_hour_that_comes_twice_is_told_apart(fold: int, seconds: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    since = datetime(2016, 10, 30, 2, 0, tzinfo=berlin).astimezone(UTC)
    looked = datetime(2016, 10, 30, 2, 30, fold=fold, tzinfo=berlin)
    assert running(since=since).seconds(looked) == seconds


ADA = Person(id=1, first_name="Ada", last_name="Byron", is_admin=True)


@pytest.mark.parametrize(
    ("zone", "iso"),
    [("Europe/Berlin", "2016-01-28"), ("UTC", "2016-01-27"), ("Pacific/Apia", "2016-01-28")],
)
def test_trap_8_today_is_the_date_in_the_zone_of_the_account(zone: str, iso: str) -> None:
    account = Account(name="Analytical", me=ADA, zone=ZoneInfo(zone))
    assert account.today(datetime(2016, 1, 27, 23, 30, tzinfo=UTC)).isoformat() == iso


@pytest.mark.parametrize(
    ("hour", "clock_24h", "shown"),
    [
        (0, True, "00:05"),
        (14, True, "14:05"),
        (0, False, "12:05am"),
        (9, False, "9:05am"),
        (12, False, "12:05pm"),
        (23, False, "11:05pm"),
    ],
)
def test_a_time_of_day_is_shown_by_the_clock_of_the_account(
    hour: int, clock_24h: bool, shown: str
) -> None:
    account = Account(name="Analytical", me=ADA, clock_24h=clock_24h)
    assert account.local_time(datetime(2016, 1, 27, hour, 5, tzinfo=UTC)) == shown


@pytest.mark.parametrize(
    ("person", "name", "role"),
    [
        (ADA, "Ada Byron", Role.ADMINISTRATOR),
        (Person(id=2, first_name="Bob"), "Bob", Role.MEMBER),
    ],
)
def test_a_person_has_a_name_and_a_role(person: Person, name: str, role: Role) -> None:
    assert (person.name, person.role) == (name, role)
