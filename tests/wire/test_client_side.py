"""The client's side of the wire: what servers have really sent, and what is sent to them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.wire.test_server_side import ENTRY, SPECIFIED
from tui.domain.draft import Change, Draft
from tui.domain.hours import HoursFormat
from tui.wire import v1_client as wire
from tui.wire.tree import WireError

STARTED = datetime(2006, 10, 18, 10, 45, 7, tzinfo=UTC)


class TestEntries:
    def test_the_specifications_reply(self) -> None:
        assert wire.read_entry(SPECIFIED) == ENTRY

    @pytest.mark.parametrize("ids", [("5198193", "2892243"), (5198193, 2892243)])
    def test_ids_are_strings_or_numbers(self, ids: tuple[object, object]) -> None:
        tree = {**SPECIFIED, "project_id": ids[0], "task_id": ids[1]}
        assert wire.read_entry(tree) == ENTRY

    @pytest.mark.parametrize("nothing", [{}, {"timer_started_at": None}, {"timer_started_at": ""}])
    def test_absent_null_and_blank_timers_are_none(self, nothing: dict[str, object]) -> None:
        assert not wire.read_entry({**SPECIFIED, **nothing}).is_running

    @pytest.mark.parametrize(
        "text",
        ["2006-10-18T10:45:07Z", "Wed, 18 Oct 2006 10:45:07 +0000", "2006-10-18T12:45:07+02:00"],
    )
    def test_instants_in_both_forms(self, text: str) -> None:
        entry = wire.read_entry({**SPECIFIED, "timer_started_at": text})
        assert entry.timer_started_at == STARTED

    def test_what_may_be_missing(self) -> None:
        least = {"id": 2**40, "spent_at": "2016-01-24", "project_id": 1, "task_id": 2}
        entry = wire.read_entry(least)
        assert (entry.id, entry.hours, entry.notes) == (2**40, 0, "")
        entry = wire.read_entry({**least, "hours": 1.5, "notes": None, "is_closed": None})
        assert entry.hours_without_timer == Decimal("1.50")
        assert not entry.lock

    def test_locks(self) -> None:
        assert wire.read_entry({**SPECIFIED, "is_closed": True, "is_billed": "true"}).is_billed

    def test_previous_hours(self) -> None:
        tree = {**SPECIFIED, "hours_for_previously_running_timer": 1.07}
        assert wire.read_toggled(tree) == wire.Toggled(ENTRY, Decimal("1.07"))
        assert wire.read_toggled(SPECIFIED).stopped_hours is None

    @pytest.mark.parametrize(
        "change",
        [{"id": None}, {"spent_at": "x"}, {"hours": "NaN"}, {"timer_started_at": "soon"}],
    )
    def test_foreign_shapes(self, change: dict[str, object]) -> None:
        with pytest.raises(WireError):
            wire.read_entry({**SPECIFIED, **change})


class TestSheets:
    def test_missing_projects_are_not_told(self) -> None:
        sheet = wire.read_sheet({"for_day": "2016-01-24", "day_entries": [SPECIFIED]})
        assert sheet.day.entries == (ENTRY,)
        assert sheet.catalog is None

    def test_projects(self) -> None:
        project = {"id": 1, "name": 14775, "client": "Apple", "client_id": 3, "code": None}
        tasks = [{"id": 2, "name": "Talk", "billable": False}]
        tree = {"for_day": "2016-01-24", "projects": [{**project, "tasks": tasks}]}
        catalog = wire.read_sheet(tree).catalog
        assert catalog is not None
        (choice,) = catalog.choices
        assert choice.ids == (1, 2)
        assert (choice.project.name, choice.project.code) == ("14775", "")

    @pytest.mark.parametrize("tree", [None, [], {}, {"for_day": "2016-01-24", "projects": 3}])
    def test_foreign_shapes(self, tree: object) -> None:
        with pytest.raises(WireError):
            wire.read_sheet(tree)


class TestAccounts:
    def test_settings(self) -> None:
        company = {"name": "Firm", "week_start_day": "Saturday", "clock": "12h"}
        shown = {"time_format": "decimal", "decimal_symbol": ","}
        user = {"id": 5, "first_name": "Ada", "admin": True, "timestamp_timers": True}
        tree = {"company": {**company, **shown}, "user": user}
        account = wire.read_account(tree, ZoneInfo("Asia/Tokyo"))
        assert (account.name, account.week_start, account.clock_24h) == ("Firm", 5, False)
        assert (account.hours_format, account.decimal_symbol) == (HoursFormat.DECIMAL, ",")
        assert account.me.is_admin
        assert account.timestamp_timers
        assert account.zone == ZoneInfo("Asia/Tokyo")

    @pytest.mark.parametrize(
        ("told", "zone"),
        [
            ({"timezone_identifier": "Europe/Berlin"}, ZoneInfo("Europe/Berlin")),
            ({"timezone_identifier": "Mars/Olympus"}, UTC),
            (
                {"timezone_identifier": "../x", "timezone_utc_offset": 3600},
                timezone(_hour := timedelta(hours=1)),
            ),
            ({"timezone_identifier": None, "timezone_utc_offset": "3600"}, timezone(_hour)),
            ({}, UTC),
        ],
    )
    def test_zones(self, told: dict[str, object], zone: object) -> None:
        assert wire.read_account({"company": {}, "user": {"id": 5, **told}}).zone == zone


class TestRequests:
    DRAFT = Draft(project_id=1, task_id=2, spent_date=date(2016, 1, 24), hours=Decimal("1.50"))

    def test_a_draft(self) -> None:
        assert wire.write_draft(self.DRAFT) == {
            "project_id": "1",
            "task_id": "2",
            "spent_at": "2016-01-24",
            "hours": 1.5,
            "notes": "",
        }

    def test_only_no_hours_go_blank(self) -> None:
        drafts = {"": None, 0: Decimal("0.00")}
        for sent, hours in drafts.items():
            draft = Draft(project_id=1, task_id=2, spent_date=date(2016, 1, 24), hours=hours)
            assert wire.write_draft(draft)["hours"] == sent

    def test_hours_always_go_along_without_the_timer(self) -> None:
        running = wire.read_entry(
            {**SPECIFIED, "hours": 5, "timer_started_at": "2016-01-27T20:00:00Z"}
        )
        assert wire.write_change(running, Change(notes="x")) == {"hours": 3, "notes": "x"}
        assert wire.write_change(running, Change(hours=Decimal(0))) == {"hours": 0}

    def test_only_what_changes_goes_along(self) -> None:
        assert wire.write_change(ENTRY, Change(task_id=4)) == {
            "hours": 3,
            "project_id": "5198193",
            "task_id": "4",
        }
        moved = wire.write_change(ENTRY, Change(spent_date=date(2016, 2, 1)))
        assert moved == {"hours": 3, "spent_at": "2016-02-01"}


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({"message": "No."}, "No."),
        ({"error": "invalid_token", "error_description": "Expired."}, "Expired."),
        ({"error": "Not Found", "status": 404}, "Not Found"),
        ({"message": None}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_messages(tree: object, message: str) -> None:
    assert wire.read_message(tree) == message
