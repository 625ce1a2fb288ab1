"""Reports as other programs read them: CSV, JSON, and calendars."""

import csv
import json
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.conftest import CATALOG, DRAWING, TODAY, WEB, entry, running
from tui.domain.account import Account, Person
from tui.domain.catalog import Catalog
from tui.domain.entry import TimeEntry
from tui.domain.hours import HoursFormat
from tui.domain.spans import Span, month_of
from tui.wire.report import Report, report_of
from tui.wire.report_csv import COLUMNS, guarded, unguarded, write_csv
from tui.wire.report_ics import LONGEST_LINE, escaped, folded, write_ics
from tui.wire.report_json import write_json

EXAMPLES = int(os.environ.get("WINDROW_EXAMPLES", "40"))
NOW = datetime(2016, 1, 27, 9, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ADA = Person(id=1, first_name="Ada", last_name="Byron", email="ada@example.com")
ACCOUNT = Account(name="Firm", me=ADA, zone=BERLIN, zone_name="Europe/Berlin")
texts = st.text(
    st.one_of(
        st.sampled_from("=+-@'\t\r\n\",;\\ \0＝é🙂\u2028\x1b\x7f"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)
some_entries = st.builds(
    entry,
    booked=st.integers(0, 2400).map(lambda hundredths: str(Decimal(hundredths) / 100)),
    id=st.integers(1, 2**63 - 1),
    spent_date=st.dates(),
    client=texts,
    project=texts,
    task=texts,
    notes=texts,
    project_id=st.sampled_from([1, 2, 99]),
    task_id=st.sampled_from([1, 2, 3]),
    is_closed=st.sampled_from([True, False, None]),
    is_billed=st.sampled_from([True, False, None]),
    started_at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    ended_at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    created_at=st.none() | st.just(NOW),
)


def report(*entries: TimeEntry, account: Account = ACCOUNT, **values: Any) -> Report:
    made = report_of(account, month_of(TODAY), entries, CATALOG, "local", NOW)
    return replace(made, **values)


class TestReport:
    def test_it_goes_by_date(self) -> None:
        late, early = entry(id=1), entry(id=2, spent_date=TODAY - timedelta(days=1))
        assert [e.id for e in report(late, entry(id=3), early).entries] == [2, 1, 3]

    def test_a_running_timer_has_its_hours_so_far(self) -> None:
        (one,) = report(running("1.00", NOW - timedelta(hours=2))).entries
        assert one.hours == 3

    def test_billable_is_what_project_and_task_are(self) -> None:
        free = replace(WEB, id=8, billable=False)
        task = replace(WEB, id=9, tasks=(replace(DRAWING, billable=False),))
        projects = {project.id: project for project in (WEB, free, task)}
        asked = [(WEB.id, 1), (WEB.id, 77), (8, 1), (9, DRAWING.id), (77, 1)]
        told = [
            report(projects=projects).is_billable(entry(project_id=project, task_id=task))
            for project, task in asked
        ]
        assert told == [True, None, False, False, None]


class TestCsv:
    def test_the_columns_of_harvest(self) -> None:
        text = write_csv(report(entry(is_closed=True, is_billed=False, notes='Say "hi",\nyou')))
        assert text == (
            "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,"
            "First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,"
            "Cost Amount,Currency,External Reference URL\r\n"
            '2016-01-27,Acme,Website relaunch,WEB-2,Coding,"Say ""hi"",\nyou",1.50,Yes,No,Yes,'
            "Ada,Byron,,,,,,,,\r\n"
        )

    def test_what_is_not_told_is_blank(self) -> None:
        (row,) = rows(report(entry(project_id=99)))
        assert [row[name] for name in COLUMNS[7:10]] == ["", "", ""]
        assert row["Project Code"] == ""

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "''-x"]
    )
    def test_a_spreadsheet_executes_nothing(self, text: str) -> None:
        assert guarded(text) == f"'{text}"
        assert unguarded(guarded(text)) == text
        (row,) = rows(report(entry(notes=text, client=text, project=text, task=text)))
        for name in ("Notes", "Client", "Project", "Task"):
            assert row[name] == f"'{text}"

    @pytest.mark.parametrize("text", ["", "1-1", "it's", "'tis", "'", "a=b", "ada@example.com"])
    def test_other_text_is_as_it_is(self, text: str) -> None:
        assert guarded(text) == unguarded(text) == text

    @settings(max_examples=max(EXAMPLES, 40), deadline=None, database=None)
    @given(st.lists(some_entries, min_size=25, max_size=25))
    def test_it_reads_back_as_it_was(self, entries: list[TimeEntry]) -> None:
        """Forty lists of 25 entries: a thousand."""
        made = report(*entries)
        read = rows(made)
        assert len(read) == len(entries)
        for row, one in zip(read, made.entries, strict=True):
            assert date.fromisoformat(row["Date"]) == one.spent_date
            assert Decimal(row["Hours"]) == one.hours
            names = ("Client", "Project", "Task", "Notes")
            told = (one.client, one.project, one.task, one.notes)
            assert tuple(unguarded(row[name]) for name in names) == told
            assert row["Project Code"] == made.code(one)
            answers = {"": None, "Yes": True, "No": False}
            asked = ("Billable?", "Invoiced?", "Approved?")
            assert tuple(answers[row[name]] for name in asked) == (
                made.is_billable(one),
                one.is_billed,
                one.is_closed,
            )
            assert not re.match(r"\s*[=+\-@]", row["Notes"])


def rows(made: Report) -> list[dict[str, str]]:
    """Read CSV as any program does, from bytes in UTF-8."""
    text = write_csv(made).encode().decode()
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


class TestJson:
    def test_every_field_is_there(self) -> None:
        one = entry(
            "1.07", started_at=time(9), ended_at=time(10, 4), created_at=NOW, is_closed=True
        )
        tree = json.loads(write_json(report(one)))
        assert tree["account"] == {"name": "Firm", "zone": "Europe/Berlin"}
        assert tree["person"]["email"] == "ada@example.com"
        assert (tree["from"], tree["to"]) == ("2016-01-01", "2016-01-31")
        assert tree["written_at"] == "2016-01-27T09:00:00Z"
        assert tree["entries"] == [
            {
                "id": 7,
                "user_id": 1,
                "spent_date": "2016-01-27",
                "client": "Acme",
                "client_id": None,
                "project_id": 1,
                "project": "Website relaunch",
                "project_code": "WEB-2",
                "task_id": 1,
                "task": "Coding",
                "hours": 1.07,
                "hours_without_timer": 1.07,
                "notes": "Templates",
                "timer_started_at": None,
                "started_at": "09:00",
                "ended_at": "10:04",
                "is_closed": True,
                "is_billed": None,
                "is_locked": None,
                "locked_reason": "",
                "created_at": "2016-01-27T09:00:00Z",
                "updated_at": None,
                "is_running": False,
                "billable": True,
            }
        ]

    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(some_entries)
    def test_text_and_hours_are_exact(self, one: TimeEntry) -> None:
        (told,) = json.loads(write_json(report(one)).encode(), parse_float=Decimal)["entries"]
        assert (told["notes"], told["client"], Decimal(told["hours"])) == (
            one.notes,
            one.client,
            one.hours,
        )


def properties(text: str) -> list[tuple[str, str]]:
    """Unfold a calendar into names and values, checking its lines."""
    assert text.endswith("\r\n")
    raw = text.encode().split(b"\r\n")[:-1]
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    assert max(map(len, raw)) <= LONGEST_LINE
    assert all(line.decode() for line in raw)
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    return [(name, value) for name, _, value in (line.partition(":") for line in lines)]


def event(made: Report) -> dict[str, str]:
    """The one event of a calendar."""
    found = properties(write_ics(made))
    start, end = found.index(("BEGIN", "VEVENT")), found.index(("END", "VEVENT"))
    return dict(found[start + 1 : end])


class TestCalendar:
    def test_the_frame(self) -> None:
        found = properties(write_ics(report(entry(), entry(id=8))))
        assert found[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
        assert found[2][0] == "PRODID"
        assert found[-1] == ("END", "VCALENDAR")
        assert found.count(("BEGIN", "VEVENT")) == found.count(("END", "VEVENT")) == 2

    def test_hours_alone_lie_on_the_whole_day(self) -> None:
        told = event(report(entry(updated_at=NOW - timedelta(days=1), created_at=NOW)))
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told.pop("UID"))
        assert told == {
            "DTSTAMP": "20160126T090000Z",
            "CREATED": "20160127T090000Z",
            "DTSTART;VALUE=DATE": "20160127",
            "TRANSP": "TRANSPARENT",
            "SUMMARY": "1:30 Acme · Website relaunch · Coding",
            "DESCRIPTION": "Templates",
        }

    def test_hours_as_the_account_shows_them(self) -> None:
        account = replace(ACCOUNT, hours_format=HoursFormat.DECIMAL, decimal_symbol=",")
        told = event(report(entry(client=""), account=account))
        assert told["SUMMARY"] == "1\\,50 Website relaunch · Coding"

    @pytest.mark.parametrize(
        ("on", "started", "ended", "expected"),
        [
            ("2016-01-27", time(9), time(10, 30), ("20160127T080000Z", "20160127T093000Z")),
            ("2016-07-27", time(9), time(10, 30), ("20160727T070000Z", "20160727T083000Z")),
            ("2016-01-27", time(23), time(1), ("20160127T220000Z", "20160128T000000Z")),
            ("2016-03-26", time(23), time(4), ("20160326T220000Z", "20160327T020000Z")),
            ("2016-01-27", time(9), time(9), ("20160127T080000Z", None)),
            ("2016-01-27", time(9), None, ("20160127T080000Z", "20160127T090000Z")),
            ("2016-01-27", time(11), None, ("20160127T100000Z", None)),
        ],
    )
    def test_start_and_end_are_an_event(
        self, on: str, started: time, ended: time | None, expected: tuple[str, str | None]
    ) -> None:
        one = entry(spent_date=date.fromisoformat(on), started_at=started, ended_at=ended)
        told = event(report(one))
        assert (told["DTSTART"], told.get("DTEND")) == expected
        assert told["SUMMARY"] == "Acme · Website relaunch · Coding"

    @pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
    @pytest.mark.parametrize("on", [date.min, date.max])
    def test_the_ends_of_the_calendar(self, zone: str, on: date) -> None:
        account = replace(ACCOUNT, zone=ZoneInfo(zone))
        for started, ended in ((time(1), time(23)), (time(23), time(1))):
            one = entry(spent_date=on, started_at=started, ended_at=ended)
            assert event(report(one, account=account))["UID"]

    def test_ids_stay_and_differ(self) -> None:
        one = entry(created_at=NOW)
        uid = event(report(one))["UID"]
        assert event(report(replace(one, notes="New"), written_at=NOW + timedelta(1)))["UID"] == uid
        others = (replace(one, id=8), replace(one, created_at=NOW - timedelta(1)))
        assert uid not in {event(report(other))["UID"] for other in others}
        assert event(report(one, source="harvest-v2 api 1"))["UID"] != uid

    def test_text_is_escaped(self) -> None:
        assert escaped("a\\b;c,d\r\ne\rf\ng\th\x1b\0") == "a\\\\b\\;c\\,d\\ne\\nf\\ng\th��"

    @pytest.mark.parametrize("character", ["x", "é", "€", "🙂"])
    @pytest.mark.parametrize("length", [70, 74, 75, 76, 149, 150, 151, 300])
    def test_lines_are_folded_between_characters(self, character: str, length: int) -> None:
        line = "S:" + character * length
        lines = folded(line).encode().split(b"\r\n")
        assert lines.pop() == b""
        assert all(len(part) <= 75 and part.decode() for part in lines)
        assert all(len(part) > 70 for part in lines[:-1])
        assert b"".join([lines[0], *(part[1:] for part in lines[1:])]).decode() == line

    @settings(max_examples=EXAMPLES, deadline=None, database=None)
    @given(some_entries)
    def test_notes_come_back(self, one: TimeEntry) -> None:
        told = event(report(one)).get("DESCRIPTION", "")
        steps = {r"\n": "\n", r"\N": "\n"}
        read = re.sub(r"\\(.)", lambda m: steps.get(m[0], m[1]), told)
        lines = one.notes.replace("\r\n", "\n").replace("\r", "\n")
        assert read == re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "�", lines)


def test_a_report_of_nothing() -> None:
    nothing = report_of(ACCOUNT, Span(TODAY, TODAY), (), Catalog(), "local", NOW)
    assert write_csv(nothing) == f"{','.join(COLUMNS)}\r\n"
    assert json.loads(write_json(nothing))["entries"] == []
