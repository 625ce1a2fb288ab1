"""The specification's own examples, copied from it, in both directions and both formats."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.wire import v1_client, v1_server
from tui.wire.codec import JSON, XML
from tui.wire.tree import Tree

XML_REQUEST = """\
<request>
  <notes>Test API support</notes>
  <hours>3</hours>
  <project_id type="integer">5198193</project_id>
  <task_id type="integer">2892243</task_id>
  <spent_at type="date">Sun, Jan 24 2015</spent_at>
</request>
"""
XML_REPLY = """\
<?xml version="1.0" encoding="UTF-8"?>
<add>
    <day_entry>
        <id type="integer">420934300</id>
        <spent_at type="date">2016-01-24</spent_at>
        <user_id type="integer">508343</user_id>
        <client>Apple</client>
        <project_id>5198193</project_id>
        <project>14775</project>
        <task_id>2892243</task_id>
        <task>Backend Programming</task>
        <hours type="float">3.00</hours>
        <hours_without_timer type="float">3.00</hours_without_timer>
        <notes>Test API support</notes>
        <created_at type="datetime">Wed, 27 Jan 2016 21:52:50 +0000</created_at>
        <updated_at type="datetime">Wed, 27 Jan 2016 21:52:50 +0000</updated_at>
    </day_entry>
</add>
"""
JSON_REQUEST = """\
{
  "notes": "Test API support",
  "hours": 3,
  "project_id": "5198193",
  "task_id": "2892243",
  "spent_at": "2016-1-24"
}
"""
JSON_REPLY = """\
{
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
    "hours": 3
}
"""
XML_TIMES = """\
<request>
  <notes>Test API support</notes>
  <started_at>8:00am</started_at>
  <ended_at>9:00am</ended_at>
  <project_id type="integer">5198193</project_id>
  <task_id type="integer">2892243</task_id>
  <spent_at type="date">Tue, 17 Oct 2015</spent_at>
</request>
"""
JSON_TIMES = """\
 {
  "notes": "Test API support",
  "started_at": "8:00am",
  "ended_at": "9:00am",
  "project_id": "5198193",
  "task_id": "2892243",
  "spent_at": "2015-11-24"
}
"""
XML_UPDATE = """\
<request>
  <notes>New notes.</notes>
  <hours>1.07</hours>
  <spent_at type="date">Tue, 17 Oct 2016</spent_at>
  <project_id>52234</project_id>
  <task_id>67567</task_id>
</request>
"""
JSON_UPDATE = """\
 {
  "notes": "New notes.",
  "started_at": "8:00am",
  "ended_at": "9:10am",
  "project_id": "5198193",
  "task_id": "2892243",
  "spent_at": "2015-11-24"
}
"""

XML_ENTRY = TimeEntry(
    id=420934300,
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
    created_at=datetime(2016, 1, 27, 21, 52, 50, tzinfo=UTC),
    updated_at=datetime(2016, 1, 27, 21, 52, 50, tzinfo=UTC),
)
JSON_WRITTEN = datetime(2016, 1, 27, 21, 49, 19, tzinfo=UTC)
JSON_ENTRY = replace(XML_ENTRY, id=420932553, created_at=JSON_WRITTEN, updated_at=JSON_WRITTEN)

CREATE = v1_server.Request(
    notes="Test API support",
    hours=Decimal("3.00"),
    project_id=5198193,
    task_id=2892243,
    spent_date=date(2016, 1, 24),
)
TIMES = replace(CREATE, hours=None, started_at=time(8), ended_at=time(9))
REQUESTS = [
    (XML_REQUEST, replace(CREATE, spent_date=date(2015, 1, 24))),
    (JSON_REQUEST, CREATE),
    (XML_TIMES, replace(TIMES, spent_date=date(2015, 10, 17))),
    (JSON_TIMES, replace(TIMES, spent_date=date(2015, 11, 24))),
    (
        XML_UPDATE,
        v1_server.Request(
            notes="New notes.",
            hours=Decimal("1.07"),
            spent_date=date(2016, 10, 17),
            project_id=52234,
            task_id=67567,
        ),
    ),
    (
        JSON_UPDATE,
        replace(TIMES, notes="New notes.", ended_at=time(9, 10), spent_date=date(2015, 11, 24)),
    ),
]


def loaded(text: str) -> object:
    return (XML if text.lstrip().startswith("<") else JSON).load(text.encode())


def as_printed(entry: TimeEntry) -> Tree:
    """The reply without what the document does not print."""
    silent = ("client_id", "is_closed", "is_billed")
    tree = v1_server.write_entry(entry)
    return {name: value for name, value in tree.items() if name not in silent}


@pytest.mark.parametrize(
    ("reply", "entry"), [(XML_REPLY, XML_ENTRY), (JSON_REPLY, JSON_ENTRY)], ids=["xml", "json"]
)
def test_the_client_reads_the_printed_replies(reply: str, entry: TimeEntry) -> None:
    assert v1_client.read_entry(loaded(reply)) == entry
    assert v1_client.read_toggled(loaded(reply)) == v1_client.Toggled(entry, None)


@pytest.mark.parametrize(("printed", "request_"), REQUESTS)
def test_the_server_reads_the_printed_requests(printed: str, request_: v1_server.Request) -> None:
    assert v1_server.read_request(loaded(printed)) == request_


def test_the_server_writes_the_printed_xml_byte_for_byte() -> None:
    assert XML.dump("add", as_printed(XML_ENTRY)) == XML_REPLY.encode()


def test_the_server_writes_the_printed_json_in_its_order() -> None:
    assert json.dumps(as_printed(JSON_ENTRY), indent=4) + "\n" == JSON_REPLY
    assert (
        JSON.dump("add", as_printed(JSON_ENTRY))
        == json.dumps(json.loads(JSON_REPLY), separators=(",", ":")).encode()
    )


DRAFT = Draft(
    project_id=5198193,
    task_id=2892243,
    spent_date=date(2016, 1, 24),
    hours=Decimal("3.00"),
    notes="Test API support",
)
TIMED_DRAFT = replace(DRAFT, hours=None, started_at=time(8), ended_at=time(9))


@pytest.mark.parametrize(("draft", "printed"), [(DRAFT, JSON_REQUEST), (TIMED_DRAFT, JSON_TIMES)])
def test_the_client_writes_what_the_printed_json_says(draft: Draft, printed: str) -> None:
    """Dates are always sent as YYYY-MM-DD."""
    sent = json.loads(JSON.dump("request", v1_client.write_draft(draft)))
    assert sent == {**json.loads(printed), "spent_at": "2016-01-24"}


@pytest.mark.parametrize(("draft", "printed"), [(DRAFT, XML_REQUEST), (TIMED_DRAFT, XML_TIMES)])
def test_the_client_writes_what_the_printed_xml_says(draft: Draft, printed: str) -> None:
    """Line for line, but for the date, and after the declaration that the reply is printed with."""
    declaration, *lines = XML.dump("request", v1_client.write_draft(draft)).decode().splitlines()
    assert declaration == XML_REPLY.splitlines()[0]
    date_line = '<spent_at type="date">2016-01-24</spent_at>'
    expected = [date_line if "spent_at" in line else line.strip() for line in printed.splitlines()]
    assert [line.strip() for line in lines] == expected


def test_the_client_writes_what_the_printed_updates_say() -> None:
    change = Change(
        project_id=52234,
        task_id=67567,
        spent_date=date(2016, 10, 17),
        hours=Decimal("1.07"),
        notes="New notes.",
    )
    sent = XML.load(XML.dump("request", v1_client.write_change(XML_ENTRY, change)))
    assert sent == {**dict_of(XML_UPDATE), "spent_at": "2016-10-17"}
    change = Change(
        project_id=5198193,
        task_id=2892243,
        spent_date=date(2015, 11, 24),
        started_at=time(8),
        ended_at=time(9, 10),
        notes="New notes.",
    )
    sent = JSON.load(JSON.dump("request", v1_client.write_change(JSON_ENTRY, change)))
    assert sent == dict_of(JSON_UPDATE)


def dict_of(printed: str) -> Tree:
    tree = loaded(printed)
    assert isinstance(tree, dict)
    return tree
