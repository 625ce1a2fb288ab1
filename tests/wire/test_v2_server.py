"""The server's side of API V2, against the client's: what one writes, the other reads."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tui.domain.account import Account, Person
from tui.domain.catalog import Project, Task
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.wire import v2_client as client
from tui.wire import v2_queries as queries
from tui.wire import v2_rows as rows
from tui.wire import v2_server as server
from tui.wire.rails_zones import _BY_NAME, iana_name, rails_name
from tui.wire.tree import WireError

NOW = datetime(2016, 1, 27, 10, 30, tzinfo=UTC)
ENTRY = TimeEntry(
    id=175,
    user_id=5,
    spent_date=date(2016, 1, 27),
    client="Acme",
    client_id=3,
    project_id=1,
    project="Web",
    task_id=2,
    task="Coding",
    hours=Decimal("1.07"),
    hours_without_timer=Decimal("1.07"),
    notes="[b] &amp;\nnext",
    is_closed=False,
    is_billed=False,
    is_locked=False,
    created_at=datetime(2016, 1, 27, 9, tzinfo=UTC),
    updated_at=datetime(2016, 1, 27, 10, tzinfo=UTC),
)
RUNNING = replace(
    ENTRY, hours=Decimal("2.57"), timer_started_at=datetime(2016, 1, 27, 9, tzinfo=UTC), notes=""
)
TIMED = replace(ENTRY, started_at=time(9), ended_at=time(10, 4))
OPEN = replace(RUNNING, started_at=time(0), hours_without_timer=Decimal("0.00"))
AROUND = server.Surroundings(user="Ada Byron", code="W", task_assignment_id=9)
ROW = {"id": 7, "is_active": 1, "created_at": 0, "updated_at": 60}
ADA = {**ROW, "first_name": "Ada", "last_name": "Byron", "email": "ada@x.y", "is_admin": 1}


@pytest.mark.parametrize("entry", [ENTRY, RUNNING, TIMED, OPEN])
def test_an_entry_comes_out_as_it_went_in(entry: TimeEntry) -> None:
    assert client.read_entry(server.write_entry(entry, AROUND), NOW) == entry


def test_an_entry_has_every_documented_part() -> None:
    assert server.write_entry(TIMED, AROUND) == {
        "id": 175,
        "spent_date": "2016-01-27",
        "user": {"id": 5, "name": "Ada Byron"},
        "client": {"id": 3, "name": "Acme", "currency": ""},
        "project": {"id": 1, "name": "Web", "code": "W"},
        "task": {"id": 2, "name": "Coding"},
        "user_assignment": {
            "id": 1,
            "is_project_manager": False,
            "is_active": True,
            "use_default_rates": True,
            "budget": None,
            "hourly_rate": None,
        },
        "task_assignment": {
            "id": 9,
            "billable": True,
            "is_active": True,
            "hourly_rate": None,
            "budget": None,
        },
        "hours": 1.07,
        "hours_without_timer": 1.07,
        "rounded_hours": 1.07,
        "notes": "[b] &amp;\nnext",
        "created_at": "2016-01-27T09:00:00Z",
        "updated_at": "2016-01-27T10:00:00Z",
        "is_locked": False,
        "locked_reason": None,
        "approval_status": "unsubmitted",
        "is_closed": False,
        "is_billed": False,
        "timer_started_at": None,
        "started_time": "9:00am",
        "ended_time": "10:04am",
        "is_running": False,
        "invoice": None,
        "external_reference": None,
        "billable": True,
        "budgeted": False,
        "billable_rate": None,
        "cost_rate": None,
    }


def test_what_is_not_there_is_null() -> None:
    tree = server.write_entry(RUNNING, AROUND)
    assert (tree["notes"], tree["started_time"], tree["ended_time"]) == (None, None, None)
    assert (tree["is_running"], tree["timer_started_at"]) == (True, "2016-01-27T09:00:00Z")


@pytest.mark.parametrize(
    ("locks", "words", "status"),
    [
        ({"is_closed": True}, "It was approved", "approved"),
        ({"is_billed": True}, "It was invoiced", "unsubmitted"),
        ({"is_billed": True, "is_closed": True}, "It was invoiced", "approved"),
    ],
)
def test_locks(locks: dict[str, bool], words: str, status: str) -> None:
    tree = server.write_entry(replace(ENTRY, **locks), AROUND)
    assert (tree["is_locked"], tree["locked_reason"]) == (True, words)
    assert tree["approval_status"] == status


@pytest.mark.parametrize(
    ("page", "total", "pages", "previous", "following"),
    [
        (queries.Page(1, 2), 0, 1, None, None),
        (queries.Page(1, 2), 2, 1, None, None),
        (queries.Page(1, 2), 3, 2, None, 2),
        (queries.Page(2, 2), 5, 3, 1, 3),
        (queries.Page(3, 2), 5, 3, 2, None),
        (queries.Page(9, 2), 5, 3, 3, None),
    ],
)
def test_pages(
    page: queries.Page, total: int, pages: int, previous: int | None, following: int | None
) -> None:
    tree = server.write_page("rows", [{}], page, total, lambda number: f"http://x/{number}")
    assert (tree["rows"], tree["page"], tree["per_page"]) == ([{}], page.number, 2)
    assert (tree["total_pages"], tree["total_entries"]) == (pages, total)
    assert (tree["previous_page"], tree["next_page"]) == (previous, following)
    assert tree["links"] == {
        "first": "http://x/1",
        "next": following and f"http://x/{following}",
        "previous": previous and f"http://x/{previous}",
        "last": f"http://x/{pages}",
    }
    assert client.read_next(tree) == tree["links"]["next"]


@pytest.mark.parametrize(
    "account",
    [
        Account(
            name="Ada's",
            me=Person(id=7, first_name="Ada", last_name="Byron", email="ada@x.y", is_admin=True),
            zone=ZoneInfo("Europe/Berlin"),
            zone_name="Europe/Berlin",
            hours_format=HoursFormat.DECIMAL,
            decimal_symbol=",",
            clock_24h=False,
            week_start=6,
            timestamp_timers=True,
        ),
        Account(
            name="Eve's",
            me=Person(id=7, first_name="Eve", email="eve@x.y"),
            zone=ZoneInfo("Antarctica/Troll"),
            zone_name="Antarctica/Troll",
        ),
    ],
)
def test_an_account(account: Account) -> None:
    me = account.me
    row = {**ROW, "first_name": me.first_name, "last_name": me.last_name, "email": me.email}
    user = rows.write_user({**row, "is_admin": int(me.is_admin)}, account.zone_name)
    company = server.write_company(account, "http://127.0.0.1:8420")
    told = client.read_account(user, company, client.Habits())
    assert told == replace(account, week_hours=Decimal("35.00"))  # as told of everybody
    assert (company["base_uri"], company["full_domain"]) == (
        "http://127.0.0.1:8420",
        "127.0.0.1:8420",
    )


def test_a_user() -> None:
    user = rows.write_user(ADA, "Europe/London")
    assert user["timezone"] == "London"
    assert user["access_roles"] == ["administrator"]
    assert (user["created_at"], user["updated_at"]) == (
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:01:00Z",
    )
    member = rows.write_user({**ADA, "is_admin": 0}, "Europe/London")
    assert (member["access_roles"], member["is_admin"]) == (["member"], False)


@pytest.mark.parametrize("zone", sorted(set(_BY_NAME.values())))
def test_every_zone_that_rails_knows_comes_back(zone: str) -> None:
    assert rails_name(zone) in _BY_NAME
    assert iana_name(rails_name(zone)) == zone


def test_the_accounts_of_a_token() -> None:
    account = Account(name="Ada's", me=Person(id=7, first_name="Ada", email="ada@x.y"))
    assert server.write_accounts(account) == {
        "user": {"id": 7, "first_name": "Ada", "last_name": "", "email": "ada@x.y"},
        "accounts": [{"id": 1, "name": "Ada's", "product": "harvest"}],
    }


def test_what_may_be_picked() -> None:
    tasks = (Task(2, "Coding"), Task(3, "Rest", billable=False))
    project = Project(id=1, name="Web", client_id=3, client="Acme", code="W", tasks=tasks)
    pairs = {(1, 2): ROW, (1, 3): {**ROW, "id": 8}}
    tree = rows.write_project_assignment(project, pairs)
    assert client.read_assignments({"project_assignments": [tree]}) == (project,)
    assert [one["id"] for one in tree["task_assignments"]] == [7, 8]


@pytest.mark.parametrize(
    "draft",
    [
        Draft(project_id=1, task_id=2, spent_date=date(2016, 1, 27)),
        Draft(
            project_id=1, task_id=2, spent_date=date(2016, 1, 27), hours=Decimal("1.07"), notes="x"
        ),
        Draft(
            project_id=1,
            task_id=2,
            spent_date=date(2016, 1, 27),
            started_at=time(0),
            ended_at=time(12),
        ),
    ],
)
def test_a_draft_comes_in_as_it_was_sent(draft: Draft) -> None:
    asked = server.read_request(client.write_draft(draft, user_id=5))
    assert (asked.user_id, asked.project_id, asked.task_id) == (5, 1, 2)
    assert (asked.spent_date, asked.hours) == (draft.spent_date, draft.hours)
    assert (asked.started_at, asked.ended_at) == (draft.started_at, draft.ended_at)
    assert (asked.notes or "", asked.is_open) == (draft.notes, False)


@pytest.mark.parametrize("change", [Change(), Change(notes=""), Change(hours=Decimal(0))])
def test_a_change_says_only_what_changes(change: Change) -> None:
    asked = server.read_request(client.write_change(change))
    assert (asked.notes, asked.hours) == (change.notes, change.hours)
    assert asked == server.Request(notes=change.notes, hours=change.hours)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"notes": None}, server.Request(notes="")),
        ({"project_id": " 12 ", "task_id": "", "user_id": None}, server.Request(project_id=12)),
        ({"ended_time": None}, server.Request(is_open=True)),
        (
            {"started_time": "9am", "ended_time": ""},
            server.Request(started_at=time(9), is_open=True),
        ),
        ({"started_time": None, "ended_time": None}, server.Request()),
        ({"hours": "1.255", "unknown": []}, server.Request(hours=Decimal("1.26"))),
        ({"hours": None, "spent_date": None}, server.Request()),
    ],
)
def test_absent_null_and_blank(tree: dict[str, object], expected: server.Request) -> None:
    assert server.read_request(tree) == expected


@pytest.mark.parametrize("value", [True, 1.5, [], {}, "x", "-1", "1.0", "٣", "1" * 20])
@pytest.mark.parametrize("name", ["project_id", "task_id", "user_id"])
def test_what_is_no_id(name: str, value: object) -> None:
    with pytest.raises(WireError, match=name):
        server.read_request({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("spent_date", value) for value in (1, True, [], "2016-1-27", "27.1.2016", "today")),
        *(("hours", value) for value in ("1:30", True, [], "NaN", "x")),
        *(("started_time", value) for value in (9, "25:00", [], "13pm")),
        *(("notes", value) for value in (1, [], {})),
    ],
)
def test_wrong_types(name: str, value: object) -> None:
    with pytest.raises(WireError, match=name):
        server.read_request({name: value})


def test_which_entries() -> None:
    params = {
        "user_id": "5",
        "client_id": " 1 ",
        "project_id": "",
        "is_billed": "false",
        "is_running": "True",
        "approval_status": "approved",
        "updated_since": "2016-01-27T10:00:00+01:00",
        "from": "2016-01-01",
        "to": "2016-01-31",
        "unknown": "x",
    }
    assert queries.read_entry_query(params) == queries.EntryQuery(
        user_id=5,
        client_id=1,
        is_billed=False,
        is_running=True,
        is_approved=True,
        updated_since=datetime(2016, 1, 27, 9, tzinfo=UTC),
        first=date(2016, 1, 1),
        last=date(2016, 1, 31),
    )
    assert queries.read_page({}) == queries.Page(1, 2000)
    assert queries.read_page({"page": "3", "per_page": "7"}).first == 14


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("page", value) for value in ("0", "-1", "x", "1.5", "9" * 30, "٣")),
        *(("per_page", value) for value in ("0", "2001", "all")),
    ],
)
def test_what_is_no_page(name: str, value: str) -> None:
    with pytest.raises(WireError, match=f"{name}: write a number from 1 to"):
        queries.read_page({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("user_id", "me"),
        ("client_id", "-1"),
        ("is_running", "yes"),
        ("approval_status", "submitted?"),
        ("updated_since", "0001-01-01T00:00:00+23:59"),
        ("updated_since", "x"),
        ("from", "2016-02-30"),
        ("to", "mon"),
    ],
)
def test_what_no_query_may_say(name: str, value: str) -> None:
    with pytest.raises(WireError, match=f"{name}: write "):
        queries.read_entry_query({name: value})
