"""The grammar of the quick line, as a table; and what its lines would do."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.domain.pair_index import PairIndex
from tui.domain.quick.grammar import Note, Said, Stop, Work, read_line
from tui.domain.quick.plan import Adds, Notes, Plan, Scene, Starts, Stops, plan
from tui.domain.quick.preview import preview
from tui.domain.quick.times import Ago, At, Long, Now, Span, When
from tui.domain.quick.words import Trouble

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
DEV, DESIGN, CALLS, REVIEW = (
    Task(1, "Development"),
    Task(2, "Design"),
    Task(3, "Meetings"),
    Task(4, "Review"),
)
CATALOG = Catalog(
    (
        Project(
            id=1,
            name="Website relaunch",
            client_id=1,
            client="Acme",
            code="WEB-2",
            tasks=(DEV, DESIGN),
        ),
        Project(id=2, name="Support", client_id=2, client="Globex", tasks=(CALLS, DEV)),
        Project(id=3, name="14775", client_id=3, client="Apple", tasks=(REVIEW,)),
        Project(id=4, name="Sun sails", client_id=4, client="Monday Club", tasks=(CALLS,)),
    )
)
ALIASES = {"web": "acme dev", "bad": "nothing here"}
INDEX = PairIndex(CATALOG)
WEB_DEV, WEB_DESIGN, SUPPORT_CALLS, SUPPORT_DEV, SAILS = (1, 1), (1, 2), (2, 3), (2, 1), (4, 3)


def read(line: str) -> Said | None:
    return read_line(line, INDEX, ALIASES, TODAY)


H = lambda text: Long(Decimal(text))  # noqa: E731

TABLE: list[tuple[str, When, tuple[tuple[int, int], ...], date | None, str]] = [
    ("1:30 acme web dev fix login", H("1.5"), (WEB_DEV,), None, "fix login"),
    ("25m review yesterday", H("0.42"), ((3, 4),), TODAY - timedelta(1), ""),
    ("30m review", H("0.5"), ((3, 4),), None, ""),
    ("9-10:30 support meet", Span(time(9), time(10, 30)), (SUPPORT_CALLS,), None, ""),
    ("9am-noon design", Span(time(9), time(12)), (WEB_DESIGN,), None, ""),
    ("9:00 – 10:30 design", Span(time(9), time(10, 30)), (WEB_DESIGN,), None, ""),
    ("9:00- design", Span(time(9), None), (WEB_DESIGN,), None, ""),
    ("+ design", Now(), (WEB_DESIGN,), None, ""),
    ("+design", Now(), (WEB_DESIGN,), None, ""),
    ("design", Now(), (WEB_DESIGN,), None, ""),
    ("+ -20m design", Ago(timedelta(minutes=20)), (WEB_DESIGN,), None, ""),
    ("+ @9:05 design", At(time(9, 5)), (WEB_DESIGN,), None, ""),
    ("-20m dev", Ago(timedelta(minutes=20)), (WEB_DEV, SUPPORT_DEV), None, ""),
    ("-1:30 design", Ago(timedelta(minutes=90)), (WEB_DESIGN,), None, ""),
    ("@10:40 design", At(time(10, 40)), (WEB_DESIGN,), None, ""),
    ("@9am design", At(time(9)), (WEB_DESIGN,), None, ""),
    ("2 design", H("2"), (WEB_DESIGN,), None, ""),
    ("1,5 design", H("1.5"), (WEB_DESIGN,), None, ""),
    (".75 design", H("0.75"), (WEB_DESIGN,), None, ""),
    ("1h30m design", H("1.5"), (WEB_DESIGN,), None, ""),
    ("1h 30m design", H("1.5"), (WEB_DESIGN,), None, ""),
    ("design 45m icons", H("0.75"), (WEB_DESIGN,), None, "icons"),
    ("design icons 45m", Now(), (WEB_DESIGN,), None, "icons 45m"),
    ("1:00 14775", H("1"), ((3, 4),), None, ""),
    ("1:00 web-2 des", H("1"), (WEB_DESIGN,), None, ""),
    ("1:00 @web fix", H("1"), (WEB_DEV,), None, "fix"),
    ("+ @web", Now(), (WEB_DEV,), None, ""),
    ("1:00 yesterday design icons", H("1"), (WEB_DESIGN,), TODAY - timedelta(1), "icons"),
    ("1:00 design icons fri", H("1"), (WEB_DESIGN,), FRIDAY, "icons"),
    ("1:00 design icons 20 nov", H("1"), (WEB_DESIGN,), FRIDAY, "icons"),
    ("1:00 design 2026-11-20", H("1"), (WEB_DESIGN,), FRIDAY, ""),
    ("1:00 sun meet", H("1"), (SAILS,), None, ""),
    ("1:00 design: dev call on monday", H("1"), (WEB_DESIGN,), None, "dev call on monday"),
    ('1:00 design "dev call  on monday"', H("1"), (WEB_DESIGN,), None, "dev call  on monday"),
    ("1:00 design a b", H("1"), (WEB_DESIGN,), None, "a b"),
    ("+ design -20m", Ago(timedelta(minutes=20)), (WEB_DESIGN,), None, ""),
    ("1:00 acme des 2 tickets", H("1"), (WEB_DESIGN,), None, "2 tickets"),
    ('1:00 design "call client" fri', H("1"), (WEB_DESIGN,), FRIDAY, "call client"),
    ('1:00 design "call on fri', H("1"), (WEB_DESIGN,), None, "call on fri"),
    ("design @10:40 icons", At(time(10, 40)), (WEB_DESIGN,), None, "icons"),
    ("9-10 design p", Span(time(9), time(10)), (WEB_DESIGN,), None, "p"),
    ('1:00 design "say "hi"', H("1"), (WEB_DESIGN,), None, 'say "hi"'),
    ("1:00 design 'tis done", H("1"), (WEB_DESIGN,), None, "'tis done"),
    ("1:00 " + "design " * 20 + "end", H("1"), (WEB_DESIGN,), None, "design " * 8 + "end"),
    ("1:00 DESIGN Icons & “Save”", H("1"), (WEB_DESIGN,), None, "Icons & “Save”"),
]


@pytest.mark.parametrize(
    ("line", "when", "pairs", "day", "notes"), TABLE, ids=[row[0] for row in TABLE]
)
def test_the_grammar(
    line: str, when: When, pairs: tuple[tuple[int, int], ...], day: date | None, notes: str
) -> None:
    said = read(line)
    assert isinstance(said, Work)
    assert said.when == when
    assert tuple(choice.ids for choice in said.choices) == pairs
    assert (said.day, said.notes) == (day, notes)


def test_without_words_nothing_is_picked() -> None:
    for line in ("1:30", "+", "-20m", "@10:40", "1:00 yesterday"):
        said = read(line)
        assert isinstance(said, Work)
        assert said.choices == ()
        with pytest.raises(Trouble, match="On what"):
            plan(said, None, scene())


def test_other_lines() -> None:
    assert read("   ") is None
    assert read('"the second factor') == Note("the second factor")
    assert read('"') == Note("")
    stop = read("stop @14:30")
    assert isinstance(stop, Stop)
    assert stop.when == At(time(14, 30))
    assert isinstance(read("stop"), Stop)
    assert read("stop @-5m").when == Ago(timedelta(minutes=5))  # type: ignore[union-attr]
    assert read("stop 14:30").when == At(time(14, 30))  # type: ignore[union-attr]


TROUBLE = [
    ("1:30 nowhere fix", "nowhere", "begins with “nowhere”"),
    ("1:75 design", "1:75", "60 minutes"),
    ("30 design", "30", "write 30m"),
    ("9-25:00 design", "25:00", "not a time of day"),
    ("-20 design", "-20", "Write -20m or -20h"),
    ("-25h design", "25h", "24 hours"),
    ("@9:77 design", "9:77", "not a time of day"),
    ("1:00 @nobody", "@nobody", "no alias"),
    ("1:00 design 31 feb", "31 feb", "has no day 31"),
    ("1:00 @bad", "@bad", "stands for “nothing here”"),
    ("stop @", "@", "When?"),
    ("stop later", "later", "not a time of day"),
]


@pytest.mark.parametrize(("line", "under", "why"), TROUBLE, ids=[row[0] for row in TROUBLE])
def test_trouble_says_where_and_why(line: str, under: str, why: str) -> None:
    with pytest.raises(Trouble) as caught:
        read(line)
    assert why in str(caught.value)
    marked = line[caught.value.start : caught.value.end]
    assert marked == under.strip() or (under == " " and caught.value.start == len(line) + 1)


# What it would do

ROBIN = Person(id=1, first_name="Robin", is_admin=True)
HOURS = Account(name="A", me=ROBIN, zone=ZoneInfo("Europe/Berlin"), zone_name="Europe/Berlin")
TIMES = Account(
    name="A",
    me=ROBIN,
    zone=ZoneInfo("Europe/Berlin"),
    zone_name="Europe/Berlin",
    timestamp_timers=True,
)
DECIMAL = Account(
    name="A",
    me=ROBIN,
    zone=ZoneInfo("Europe/Berlin"),
    zone_name="Europe/Berlin",
    hours_format=HoursFormat.DECIMAL,
)


def running(minutes: int, *, started: bool = False, closed: bool = False) -> TimeEntry:
    """An entry whose timer has run so many minutes, with half an hour booked before."""
    since = NOON - timedelta(minutes=minutes)
    local = since.astimezone(HOURS.zone)
    booked = Decimal("0.00") if started else Decimal("0.50")
    return TimeEntry(
        id=7,
        user_id=1,
        spent_date=TODAY,
        client="Acme",
        project_id=1,
        project="Website relaunch",
        task_id=2,
        task="Design",
        hours=booked,
        hours_without_timer=booked,
        timer_started_at=since,
        started_at=local.time().replace(second=0) if started else None,
        is_closed=closed,
    )


def planned(line: str, scene: Scene) -> Plan:
    said = read(line)
    assert said is not None
    return plan(said, said.choices[0] if isinstance(said, Work) else None, scene)


def scene(account: Account = HOURS, runs: TimeEntry | None = None, shown: date = TODAY) -> Scene:
    return Scene(account=account, now=NOON, shown=shown, running=runs, row=runs)


def test_a_switch_in_the_past_keeps_the_total() -> None:
    there = scene(runs=running(42))
    found = planned("-20m dev: parser", there)
    assert isinstance(found, Starts)
    assert found.trim is not None
    assert (found.trim.hours, found.hours) == (Decimal("0.87"), Decimal("0.33"))  # 0:52 and 0:20
    assert found.draft.starts_timer
    assert found.draft.notes == "parser"
    assert [(h.verb, h.text) for h in preview(found, there)] == [
        ("Stops", "Acme · Website relaunch · Design at 14:24 (0:52 instead of 1:12)"),
        ("Starts", "Acme · Website relaunch · Development at 14:24, running 0:20"),
    ]


def test_in_a_decimal_account_the_hundredths_are_kept() -> None:
    there = scene(DECIMAL, running(44))
    found = planned("@14:30 design", there)
    assert isinstance(found, Starts)
    assert found.trim is not None
    assert running(44).hours_at(NOON) == found.trim.hours + found.hours


def test_where_start_and_end_are_tracked_one_ends_where_the_other_begins() -> None:
    found = planned("-20m dev", scene(TIMES, running(42, started=True)))
    assert isinstance(found, Starts)
    assert found.trim is not None
    assert found.trim.ended_at == found.draft.started_at == time(14, 24)


@pytest.mark.parametrize("line", ["-80m dev", "@13:00 dev", "stop @13:00"])
def test_nothing_begins_before_what_runs_was_started(line: str) -> None:
    with pytest.raises(Trouble, match=r"runs since 13:32: nothing begins before that"):
        planned(line, scene(runs=running(42)))


def test_a_switch_may_be_put_right_by_another_one() -> None:
    begun = replace(running(0), hours_without_timer=Decimal("0.33"))  # it was `-20m` just now
    found = planned("stop -5m", scene(runs=begun))
    assert isinstance(found, Stops)
    assert found.trim.hours == Decimal("0.25")


def test_what_ends_as_it_begins_is_no_time() -> None:
    with pytest.raises(Trouble, match="ends when it begins"):
        planned("9-9 design", scene())


def test_a_span_over_midnight_is_not_booked_before_it_is_over() -> None:
    with pytest.raises(Trouble, match="8:00 would be tomorrow's, which is still to come"):
        planned("9-8 acme dev", scene())
    adds = planned("9-8 acme dev yesterday", scene())
    assert isinstance(adds, Adds)
    assert adds.draft.hours == Decimal(23)


def test_the_caret_is_under_the_time_that_cannot_be() -> None:
    for line, under in (("@16:00 design", "@16:00"), ("+ design yesterday", "yesterday")):
        with pytest.raises(Trouble) as caught:
            planned(line, scene())
        assert line[caught.value.start : caught.value.end] == under


def test_a_time_to_come_is_no_start() -> None:
    with pytest.raises(Trouble, match=r"16:00 is still to come"):
        planned("@16:00 dev", scene())


def test_a_locked_timer_is_not_stopped_by_a_member() -> None:
    member = Account(name="A", me=Person(id=2, first_name="Mia"), zone=HOURS.zone)
    with pytest.raises(Trouble, match="approved"):
        planned("+ dev", scene(member, running(42, closed=True)))


def test_entries_go_on_the_shown_day_and_timers_on_today() -> None:
    there = scene(shown=FRIDAY)
    saved, started = planned("1:30 design", there), planned("+ design", there)
    assert isinstance(saved, Adds)
    assert isinstance(started, Starts)
    assert (saved.draft.spent_date, started.draft.spent_date) == (FRIDAY, TODAY)
    assert preview(saved, there)[0].text.endswith("Design, Fri 20 Nov")
    assert preview(started, there)[0].text.endswith("Design, today")
    with pytest.raises(Trouble, match="A timer starts today"):
        planned("+ design yesterday", there)


def test_a_span_is_hours_or_times_as_the_account_tracks() -> None:
    by_hours, by_times = planned("9-10:30 design", scene()), planned("9-10:30 design", scene(TIMES))
    assert isinstance(by_hours, Adds)
    assert isinstance(by_times, Adds)
    assert (by_hours.draft.hours, by_hours.draft.started_at) == (Decimal("1.50"), None)
    assert (by_times.draft.hours, by_times.draft.started_at) == (None, time(9))


def test_a_duration_ends_now_where_start_and_end_are_tracked() -> None:
    found = planned("1:30 design", scene(TIMES))
    assert isinstance(found, Adds)
    assert (found.draft.started_at, found.draft.ended_at) == (time(13, 14), time(14, 44))
    with pytest.raises(Trouble, match="before midnight"):
        planned("15h design", scene(TIMES))
    with pytest.raises(Trouble, match="write 9-10:30"):
        planned("1:30 design fri", scene(TIMES))


def test_a_day_of_another_year_is_told_with_it() -> None:
    there = scene()
    assert preview(planned("1:00 design 2062-11-20", there), there)[0].text.endswith("20 Nov 2062")


@pytest.mark.parametrize("line", ["22-6 design 9999-12-31", "0-1 design 0001-01-01"])
def test_the_calendar_has_an_end(line: str) -> None:
    with pytest.raises(Trouble, match="further than the calendar goes"):
        planned(line, scene())


def test_what_ran_over_a_day_is_put_right_by_hand() -> None:
    long = running(25 * 60 + 12, started=True)
    with pytest.raises(Trouble, match="Start and end cannot tell that"):
        planned("stop -5m", scene(TIMES, long))
    with pytest.raises(Trouble, match="more than 24 hours"):
        planned("stop -5m", scene(HOURS, running(25 * 60)))


def test_a_time_that_there_is_twice_is_no_start() -> None:
    second = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)  # 2:40 for the second time
    there = Scene(account=TIMES, now=second, shown=date(2026, 10, 25))
    with pytest.raises(Trouble, match="twice"):
        planned("-5m design", there)


# After midnight, and in the nights in which the clock changes


def after_midnight(account: Account = HOURS) -> Scene:
    """Twenty past midnight, with what runs since 23:10 on Monday."""
    now = datetime(2026, 11, 23, 23, 20, 10, tzinfo=UTC)
    since = now - timedelta(minutes=70)
    started = time(23, 10) if account.timestamp_timers else None
    runs = replace(
        running(0),
        hours_without_timer=Decimal(0),
        hours=Decimal(0),
        timer_started_at=since.replace(second=0),
        started_at=started,
    )
    return Scene(account=account, now=now, shown=TODAY + timedelta(1), running=runs, row=runs)


@pytest.mark.parametrize("account", [HOURS, TIMES], ids=["hours", "times"])
@pytest.mark.parametrize("line", ["stop @23:30", "stop -50m", "stop 23:30"])
def test_a_time_that_is_still_to_come_today_was_yesterday(account: Account, line: str) -> None:
    there = after_midnight(account)
    found = planned(line, there)
    assert isinstance(found, Stops)
    assert account.local_time(found.trim.at) == "23:30"
    assert account.today(found.trim.at) == TODAY
    assert found.trim.hours in (Decimal("0.33"), Decimal("0.34"))  # -50m is at 23:30:10
    assert found.trim.ended_at == (time(23, 30) if account.timestamp_timers else None)
    (stops,) = preview(found, there)
    assert stops.text.endswith(" · Design yesterday at 23:30 (0:20 instead of 1:10)")
    assert stops.brief.startswith("yesterday 23:30 0:20 ")


def test_a_switch_at_a_time_yesterday_starts_today() -> None:
    there = after_midnight()
    found = planned("@23:30 dev", there)
    assert isinstance(found, Starts)
    assert (found.draft.spent_date, found.hours) == (TODAY + timedelta(1), Decimal("0.84"))
    assert "yesterday at 23:30, running 0:50" in preview(found, there)[1].text


def test_a_time_before_it_ran_is_not_yesterdays() -> None:
    with pytest.raises(Trouble, match=r"14:00 is still to come"):
        planned("stop @14:00", after_midnight())
    with pytest.raises(Trouble, match="runs since yesterday 23:10: nothing begins before that"):
        planned("stop -80m", after_midnight())


def test_what_was_booked_today_did_not_run_yesterday() -> None:
    there = after_midnight()
    assert there.running is not None
    runs = replace(there.running, spent_date=there.today)
    with pytest.raises(Trouble, match=r"23:30 is still to come"):
        planned("stop @23:30", replace(there, running=runs))


def test_a_duration_is_counted_over_real_hours_where_the_clock_changes() -> None:
    for now, on, started in (
        (datetime(2026, 3, 29, 2, 0, tzinfo=UTC), date(2026, 3, 29), time(0)),  # 4:00
        (datetime(2026, 10, 25, 4, 0, tzinfo=UTC), date(2026, 10, 25), time(2)),  # 5:00
    ):
        there = Scene(account=TIMES, now=now, shown=on)
        hours = "3h" if on.month == 3 else "4h"
        found = planned(f"{hours} design", there)
        assert isinstance(found, Adds)
        assert found.draft.started_at == started
    with pytest.raises(Trouble, match="it was 02:00 twice"):
        planned("3h design", there)


def test_of_two_times_in_the_night_the_later_one_is_meant() -> None:
    second = datetime(2026, 10, 25, 1, 40, tzinfo=UTC)  # 2:40 for the second time
    runs = replace(
        running(0), timer_started_at=second - timedelta(hours=2), spent_date=date(2026, 10, 25)
    )
    there = Scene(account=HOURS, now=second, shown=date(2026, 10, 25), running=runs)
    found = planned("stop @2:30", there)
    assert isinstance(found, Stops)
    assert second - found.trim.at == timedelta(minutes=10)


def test_stopping_and_notes() -> None:
    there = scene(runs=running(42))
    stopped = planned("stop -12m", there)
    assert isinstance(stopped, Stops)
    assert stopped.trim.hours == Decimal("1.00")
    noted = planned('"new words', there)
    assert isinstance(noted, Notes)
    assert noted.notes == "new words"
    with pytest.raises(Trouble, match="No timer is running"):
        planned("stop", scene())
    with pytest.raises(Trouble, match="no row"):
        planned('"new words', scene())
