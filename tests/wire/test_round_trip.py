"""What one end writes the other reads as the same value, through real JSON.

tests/wire/test_xml.py does the same through XML, and tests/account/test_round_trip.py through the
whole account. `WINDROW_EXAMPLES=1000` tries so many examples of each instead of a few.
"""

import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.day import Day
from tui.domain.draft import Change, Draft, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.domain.hours import HoursFormat
from tui.wire import v1_client, v1_server
from tui.wire.tree import WireError

quick = settings(
    max_examples=int(os.environ.get("WINDROW_EXAMPLES", "40")), deadline=None, database=None
)

ids = st.integers(1, 2**63 - 1)
HOSTILE = (
    "[bold]x[/] [/y]",
    "&amp; &#27; &lt;b&gt; ]]> <![CDATA[ -->",
    "\x00\x1b[31m\x07\x9b2J\x7f",
    "\u202e\u2066\u200b\ufeff\ufffe",
    " \r\n\t\r ",
    "null",
    "12:00am",
    "{'\"\\",
    "👩\u200d👩\u200d👧 日本語 e\u0301",
)
texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
hours = st.integers(0, 100_00).map(lambda number: Decimal(number) / 100)
dates = st.dates(date(1000, 1, 1))
instants = st.integers(0, 4_000_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))
entries_of_hours = st.builds(
    TimeEntry,
    id=ids,
    user_id=ids,
    spent_date=dates,
    client=texts,
    project_id=ids,
    project=texts,
    task_id=ids,
    task=texts,
    hours=hours,
    hours_without_timer=hours,
    notes=texts,
    client_id=st.none() | ids,
    timer_started_at=st.none() | instants,
    is_closed=st.booleans(),
    is_billed=st.booleans(),
    created_at=st.none() | instants,
    updated_at=st.none() | instants,
)
entries_of_times = st.builds(
    lambda entry, started, ended: replace(entry, started_at=started, ended_at=ended),
    entries_of_hours,
    minutes,
    st.none() | minutes,
)
entries = entries_of_hours | entries_of_times
"""Of both kinds of account."""
tasks = st.builds(Task, ids, texts, st.booleans())
projects = st.builds(
    Project,
    id=ids,
    name=texts,
    client_id=ids,
    client=texts,
    code=texts,
    tasks=st.lists(tasks, max_size=3).map(tuple),
)
accounts = st.builds(
    Account,
    name=texts,
    me=st.builds(
        Person,
        id=ids,
        first_name=texts,
        last_name=texts,
        email=texts,
        is_admin=st.booleans(),
    ),
    zone=st.just(ZoneInfo("Europe/Berlin")),
    zone_name=st.just("Europe/Berlin"),
    hours_format=st.sampled_from(HoursFormat),
    decimal_symbol=st.sampled_from(".,"),
    clock_24h=st.booleans(),
    week_start=st.sampled_from([0, 5, 6]),
    timestamp_timers=st.booleans(),
)
drafts_of_hours = st.builds(
    Draft,
    project_id=ids,
    task_id=ids,
    spent_date=dates,
    hours=st.none() | hours,
    notes=texts,
)
drafts_of_times = st.builds(
    lambda draft, started, ended: replace(draft, hours=None, started_at=started, ended_at=ended),
    drafts_of_hours,
    minutes,
    st.none() | minutes,
)
drafts = drafts_of_hours | drafts_of_times
changes = st.builds(
    Change,
    project_id=st.none() | ids,
    task_id=st.none() | ids,
    spent_date=st.none() | dates,
    hours=st.none() | hours,
    notes=st.none() | texts,
)


changes_of_times = st.builds(
    lambda change, started, ended: replace(change, hours=None, started_at=started, ended_at=ended),
    changes,
    st.none() | minutes,
    st.none() | minutes,
)


def sent(tree: object) -> object:
    """Carry a tree over the wire."""
    return json.loads(json.dumps(tree))


@quick
@given(entries, st.none() | hours)
def test_entries(entry: TimeEntry, stopped: Decimal | None) -> None:
    tree = sent(v1_server.write_entry(entry, stopped))
    assert v1_client.read_toggled(tree) == v1_client.Toggled(entry, stopped)
    assert v1_client.read_entry(tree) == entry


@quick
@given(dates, st.lists(entries, max_size=3), st.none() | st.lists(projects, max_size=3))
def test_sheets(on: date, rows: list[TimeEntry], offered: list[Project] | None) -> None:
    day, catalog = Day(on, tuple(rows)), None if offered is None else Catalog(tuple(offered))
    tree = sent(v1_server.write_sheet(day, catalog))
    assert v1_client.read_sheet(tree) == v1_client.Sheet(day, catalog)


@quick
@given(accounts, instants)
def test_accounts(account: Account, now: datetime) -> None:
    assert v1_client.read_account(sent(v1_server.write_account(account, now))) == account


@quick
@given(drafts)
def test_drafts(draft: Draft) -> None:
    request = v1_server.read_request(sent(v1_client.write_draft(draft)))
    assert request == v1_server.Request(
        project_id=draft.project_id,
        task_id=draft.task_id,
        spent_date=draft.spent_date,
        hours=draft.hours,
        started_at=draft.started_at,
        ended_at=draft.ended_at,
        is_open=draft.started_at is not None and draft.ended_at is None,
        notes=draft.notes,
    )


@quick
@given(entries_of_times, changes_of_times)
def test_changes_of_start_and_end(entry: TimeEntry, change: Change) -> None:
    """Both times go along, and an end is left open only where it is open (trap 4)."""
    request = v1_server.read_request(sent(v1_client.write_change(entry, change)))
    ended = change.ended_at or entry.ended_at
    assert request.hours is None
    assert (request.started_at, request.ended_at) == (change.started_at or entry.started_at, ended)
    assert request.is_open is (ended is None)
    assert request.notes == change.notes


@quick
@given(entries_of_hours, minutes)
def test_an_end_alone_is_not_lost(entry: TimeEntry, ended: time) -> None:
    for tree in (
        v1_client.write_change(entry, Change(ended_at=ended)),
        v1_client.write_draft(
            Draft(project_id=1, task_id=1, spent_date=entry.spent_date, ended_at=ended)
        ),
    ):
        request = v1_server.read_request(sent(tree))
        assert (request.started_at, request.ended_at, request.hours) == (None, ended, None)


@quick
@given(entries_of_hours, changes)
def test_changes(entry: TimeEntry, change: Change) -> None:
    """What does not change is either left out or repeated; hours are never left out."""
    request = v1_server.read_request(sent(v1_client.write_change(entry, change)))
    asked = Change(
        project_id=request.project_id,
        task_id=request.task_id,
        spent_date=request.spent_date,
        hours=request.hours,
        notes=request.notes,
    )
    assert request.hours is not None
    assert only_changed(entry, asked, EVERY_FIELD) == only_changed(entry, change, EVERY_FIELD)


@quick
@given(minutes)
def test_times_of_day(at: time) -> None:
    tree = {"started_at": v1_server.write_time(at), "ended_at": v1_server.write_time(None)}
    request = v1_server.read_request(sent(tree))
    assert (request.started_at, request.ended_at, request.is_open) == (at, None, True)


@quick
@given(dates, st.sampled_from(["{:%Y-%m-%d}", "{0:%Y}/{0.month}/{0.day}", "{:%a, %d %b %Y}"]))
def test_dates(on: date, form: str) -> None:
    assert v1_server.read_spent_at(form.format(on)) == on


@quick
@given(st.text(max_size=20) | st.from_regex(r"[\w ,/:+-]{0,20}", fullmatch=True))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        on = v1_server.read_spent_at(text)
    except WireError:
        return
    assert isinstance(on, date)


@quick
@given(st.recursive(st.none() | st.booleans() | st.floats() | texts, st.lists, max_leaves=3))
def test_any_value_is_read_or_refused(value: object) -> None:
    names = ("project_id", "task_id", "spent_at", "hours", "notes", "id", "timer_started_at")
    for name in (*names, "started_at", "ended_at", "is_closed", "created_at"):
        for read in (v1_server.read_request, v1_client.read_entry, v1_client.read_sheet):
            try:
                read(
                    {"id": 1, "spent_at": "2016-01-24", "project_id": 1, "task_id": 1, name: value}
                )
            except WireError:
                continue


def test_instants_are_whole_seconds() -> None:
    started = datetime(2016, 1, 27, 9, tzinfo=UTC)
    assert v1_server.write_instant(started + timedelta(microseconds=5)) == "2016-01-27T09:00:00Z"
