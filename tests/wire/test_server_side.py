"""The account's side of the wire: replies as the specification prints them, requests as sent."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.wire import v1_server as wire
from tui.wire.tree import WireError, number

WRITTEN = datetime(2016, 1, 27, 21, 49, 19, tzinfo=UTC)
ENTRY = TimeEntry(
    id=420932553,
    user_id=508343,
    spent_date=date(2016, 1, 24),
    client="Apple",
    project_id=5198193,
    project="14775",
    task_id=2892243,
    task="Backend Programming",
    hours=Decimal("3.00"),
    hours_without_timer=Decimal("3.00"),
    notes="Test API support",
    created_at=WRITTEN,
    updated_at=WRITTEN,
)
SPECIFIED = {
    "project_id": "5198193",
    "project": "14775",
    "user_id": 508343,
    "spent_at": "2016-01-24",
    "task_id": "2892243",
    "task": "Backend Programming",
    "client": "Apple",
    "id": 420932553,
    "notes": "Test API support",
    "created_at": "2016-01-27T21:49:19Z",
    "updated_at": "2016-01-27T21:49:19Z",
    "hours_without_timer": 3,
    "hours": 3,
}


class TestEntries:
    def test_the_specifications_reply(self) -> None:
        told = {"client_id": None, "is_closed": None, "is_billed": None}
        assert wire.write_entry(ENTRY) == {**SPECIFIED, **told}

    def test_a_running_entry_tells_since_when(self) -> None:
        zone = ZoneInfo("Europe/Berlin")
        fields = {name: getattr(ENTRY, name) for name in TimeEntry.__dataclass_fields__}
        running = TimeEntry(**{**fields, "timer_started_at": WRITTEN.astimezone(zone)})
        assert wire.write_entry(running)["timer_started_at"] == "2016-01-27T21:49:19Z"
        assert "timer_started_at" not in wire.write_entry(ENTRY)

    def test_hours_of_the_timer_that_was_stopped(self) -> None:
        key = "hours_for_previously_running_timer"
        assert key not in wire.write_entry(ENTRY)
        assert wire.write_entry(ENTRY, Decimal("0.00"))[key] == 0
        assert wire.write_entry(ENTRY, Decimal("1.07"))[key] == 1.07

    @pytest.mark.parametrize(
        ("hours", "text"), [("3.00", "3"), ("1.07", "1.07"), ("0.10", "0.1"), ("24", "24")]
    )
    def test_hours_are_the_shortest_number(self, hours: str, text: str) -> None:
        assert str(number(Decimal(hours))) == text


class TestSheets:
    PROJECT = Project(
        id=7, name="Web", client_id=3, client="Acme", code="W", tasks=(Task(9, "Talk", False),)
    )

    def test_ids_are_numbers_within_projects(self) -> None:
        tree = wire.write_sheet(Day(date(2016, 1, 24), (ENTRY,)), Catalog((self.PROJECT,)))
        assert tree["for_day"] == "2016-01-24"
        assert tree["day_entries"] == [wire.write_entry(ENTRY)]
        (project,) = tree["projects"]
        assert (project["id"], project["client_id"], project["code"]) == (7, 3, "W")
        assert project["tasks"] == [{"id": 9, "name": "Talk", "billable": False}]

    def test_slim_leaves_projects_out(self) -> None:
        tree = wire.write_sheet(Day(date(2016, 1, 24)), None)
        assert tree == {"for_day": "2016-01-24", "day_entries": []}


def test_who_am_i() -> None:
    account = Account(
        name="Firm",
        me=Person(id=5, first_name="Ada", last_name="Byron", email="a@b.c", is_admin=True),
        zone=ZoneInfo("America/New_York"),
        zone_name="America/New_York",
        hours_format=HoursFormat.DECIMAL,
        decimal_symbol=",",
        clock_24h=False,
        week_start=6,
    )
    tree = wire.write_account(account, WRITTEN)
    company, user = tree["company"], tree["user"]
    assert (company["time_format"], company["clock"]) == ("decimal", "12h")
    assert (company["decimal_symbol"], company["thousands_separator"]) == (",", ".")
    assert company["week_start_day"] == "Sunday"
    assert (user["admin"], user["timestamp_timers"]) == (True, False)
    assert user["timezone_identifier"] == "America/New_York"
    assert user["timezone_utc_offset"] == -5 * 3600
    summer = wire.write_account(account, WRITTEN + timedelta(days=180))
    assert summer["user"]["timezone_utc_offset"] == -4 * 3600


class TestRequests:
    def test_the_specifications_request(self) -> None:
        body = {
            "notes": "Test API support",
            "hours": 3,
            "project_id": "5198193",
            "task_id": "2892243",
            "spent_at": "2016-1-24",
        }
        assert wire.read_request(body) == wire.Request(
            project_id=5198193,
            task_id=2892243,
            spent_date=date(2016, 1, 24),
            hours=Decimal("3.00"),
            notes="Test API support",
        )

    @pytest.mark.parametrize("blank", [None, "", "  "])
    def test_blank_is_not_sent(self, blank: str | None) -> None:
        body = {"hours": blank, "spent_at": blank, "project_id": blank, "task_id": blank}
        assert wire.read_request(body) == wire.Request()

    def test_blank_notes_are_notes(self) -> None:
        assert wire.read_request({"notes": ""}).notes == ""
        assert wire.read_request({"notes": None}).notes is None
        assert wire.read_request({"unknown": [1]}) == wire.Request()

    @pytest.mark.parametrize(
        ("sent", "hours"),
        [
            (0, "0.00"),
            ("0", "0.00"),
            (1.07, "1.07"),
            (" 1.5 ", "1.50"),
            (1.005, "1.00"),
            (1.015, "1.02"),
            ("-1", "-1.00"),
        ],
    )
    def test_hours(self, sent: object, hours: str) -> None:
        assert wire.read_request({"hours": sent}).hours == Decimal(hours)

    @pytest.mark.parametrize(
        "sent", ["1:30", "1,5", "x", True, [], {}, "NaN", "sNaN", float("nan"), "Infinity", 1e300]
    )
    def test_no_hours(self, sent: object) -> None:
        with pytest.raises(WireError, match="hours"):
            wire.read_request({"hours": sent})

    @pytest.mark.parametrize(
        ("sent", "day"),
        [
            ("2016-1-24", "2016-01-24"),
            ("2016-01-24", "2016-01-24"),
            ("2009/12/28", "2009-12-28"),
            ("20160124", "2016-01-24"),
            ("2016-01-24T00:00:00Z", "2016-01-24"),
            ("2016-01-24T23:30:00.123-05:00", "2016-01-24"),
            ("2016-01-24 00:00:00", "2016-01-24"),
            ("2016/1/24 23:59", "2016-01-24"),
            ("2016-01-24 00:00:00 UTC", "2016-01-24"),
            ("2016-01-24 23:30:00 -0500", "2016-01-24"),
            ("Tue, 17 Oct 2006 23:45:07 +0000", "2006-10-17"),
            ("Tue, 17 Oct 2006", "2006-10-17"),
            ("Sun, Jan 24 2015", "2015-01-24"),
            ("Tue, 17 Oct 2015", "2015-10-17"),
            (" 17 Oct 2006 ", "2006-10-17"),
            ("Oct 17, 2006", "2006-10-17"),
        ],
    )
    def test_dates(self, sent: str, day: str) -> None:
        assert wire.read_request({"spent_at": sent}).spent_date == date.fromisoformat(day)

    @pytest.mark.parametrize(
        "sent",
        [
            *("soon", "2016-02-30", "2016-13-1", "0-0-0", "1-2", "-", ",", "Sun, 40 Jan 2015"),
            *("20160230", "2016012", "201601240", "20160124x", "2016-01-24 at noon"),
            *("2016-01-24T", "2016-01-24Tx", "00:00:00", "1453593600"),
        ],
    )
    def test_no_dates(self, sent: str) -> None:
        with pytest.raises(WireError, match="not a date"):
            wire.read_request({"spent_at": sent})

    @pytest.mark.parametrize("body", [[], None, "x", {"spent_at": 3}, {"task_id": "x"}])
    def test_no_requests(self, body: object) -> None:
        with pytest.raises(WireError):
            wire.read_request(body)
