"""XML as a format of the trees that JSON holds."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.test_round_trip import (
    accounts,
    changes,
    changes_of_times,
    dates,
    drafts,
    entries,
    hours,
    instants,
    projects,
    quick,
)
from tests.wire.test_server_side import ENTRY
from tui.domain.account import Account
from tui.domain.catalog import Catalog, Project
from tui.domain.day import Day
from tui.domain.draft import Change, Draft
from tui.domain.entry import TimeEntry
from tui.wire import codec, v1_client, v1_server
from tui.wire.codec import JSON, XML
from tui.wire.tree import Tree, WireError
from tui.wire.v1_reports import write_report

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<request><notes>&b;</notes></request>"""
OUTSIDE = b"""<!DOCTYPE request [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<request><notes>&x;</notes></request>"""


def sent(name: str, tree: object) -> object:
    """Carry a tree over the wire."""
    return XML.load(XML.dump(name, tree))


def text(name: str, tree: object) -> str:
    return XML.dump(name, tree).decode()


def cleaned(value: object) -> object:
    """A domain value with its texts as XML can hold them."""
    if isinstance(value, str):
        return XML.carried(value)
    if isinstance(value, tuple):
        return tuple(cleaned(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        names = [name for name in value.__dataclass_fields__ if name != "zone"]
        return replace(value, **{name: cleaned(getattr(value, name)) for name in names})
    return value


class TestRoundTrips:
    @quick
    @given(entries, st.none() | hours, st.sampled_from(["add", "timer", "update"]))
    def test_entries(self, entry: TimeEntry, stopped: Decimal | None, name: str) -> None:
        tree = sent(name, v1_server.write_entry(entry, stopped))
        assert v1_client.read_toggled(tree) == v1_client.Toggled(cleaned(entry), stopped)

    @quick
    @given(dates, st.lists(entries, max_size=3), st.none() | st.lists(projects, max_size=3))
    def test_sheets(self, on: object, rows: list[TimeEntry], offered: list[Project] | None) -> None:
        day, catalog = Day(on, tuple(rows)), None if offered is None else Catalog(tuple(offered))
        tree = sent("daily", v1_server.write_sheet(day, catalog))
        assert v1_client.read_sheet(tree) == v1_client.Sheet(cleaned(day), cleaned(catalog))

    @quick
    @given(accounts, instants)
    def test_accounts(self, account: Account, now: datetime) -> None:
        tree = sent("hash", v1_server.write_account(account, now))
        assert v1_client.read_account(tree) == cleaned(account)

    @quick
    @given(drafts)
    def test_drafts(self, draft: Draft) -> None:
        body = v1_client.write_draft(cleaned(draft))
        assert v1_server.read_request(sent("request", body)) == v1_server.read_request(body)

    @quick
    @given(entries, changes | changes_of_times)
    def test_changes(self, entry: TimeEntry, change: Change) -> None:
        body = v1_client.write_change(entry, cleaned(change))
        assert v1_server.read_request(sent("request", body)) == v1_server.read_request(body)

    @quick
    @given(st.text())
    def test_all_that_xml_can_hold_comes_back(self, notes: str) -> None:
        assert sent("request", {"notes": notes}) == {"notes": XML.carried(notes)}

    def test_only_what_xml_cannot_hold_is_replaced(self) -> None:
        kept = "a\tb\nc\rd\r\n <&>\"' ]]> é日🎉\x85\u2028\ufffd"
        assert XML.carried(kept) == kept
        assert XML.carried("\x00\x0b\x1b\ufffe\uffff\ud800\udfff") == "\ufffd" * 7
        assert JSON.carried("\x00") == "\x00"

    @quick
    @given(st.binary(max_size=60) | st.text("<>/&;ab'\"= \n![]-?x#1", max_size=60).map(str.encode))
    def test_anything_is_read_or_refused(self, body: bytes) -> None:
        try:
            tree = XML.load(body)
        except WireError:
            return
        assert isinstance(tree, dict | list)


class TestWriting:
    def test_hours_of_another_timer_stand_beside_the_entry(self) -> None:
        written = text("timer", v1_server.write_entry(ENTRY, Decimal("1.50")))
        assert written.endswith(
            "    </day_entry>\n"
            '    <hours_for_previously_running_timer type="float">1.50'
            "</hours_for_previously_running_timer>\n"
            "</timer>\n"
        )

    def test_what_the_document_does_not_print_comes_last(self) -> None:
        running = replace(
            ENTRY, client_id=3, timer_started_at=ENTRY.created_at, is_closed=True, is_billed=False
        )
        tail = text("timer", v1_server.write_entry(running)).split("</updated_at>\n")[1]
        assert [line.strip() for line in tail.splitlines()] == [
            '<timer_started_at type="datetime">Wed, 27 Jan 2016 21:49:19 +0000</timer_started_at>',
            '<client_id type="integer">3</client_id>',
            '<is_closed type="boolean">true</is_closed>',
            '<is_billed type="boolean">false</is_billed>',
            "</day_entry>",
            "</timer>",
        ]

    def test_a_sheet(self) -> None:
        tree = {
            "for_day": "2016-01-24",
            "day_entries": [],
            "projects": [{"id": 7, "code": "", "tasks": [{"id": 9, "billable": False}]}],
        }
        assert text("daily", tree).splitlines()[1:] == [
            "<daily>",
            '    <for_day type="date">2016-01-24</for_day>',
            "    <day_entries></day_entries>",
            "    <projects>",
            "        <project>",
            '            <id type="integer">7</id>',
            "            <code></code>",
            "            <tasks>",
            "                <task>",
            '                    <id type="integer">9</id>',
            '                    <billable type="boolean">false</billable>',
            "                </task>",
            "            </tasks>",
            "        </project>",
            "    </projects>",
            "</daily>",
        ]

    def test_lists_of_what_an_account_is_set_up_with(self) -> None:
        tree = {"id": 1, "client_id": 2, "created_at": "2008-04-09T12:07:56Z", "code": None}
        assert text("task_assignments", [{"task_assignment": tree}]).splitlines()[1:] == [
            '<task-assignments type="array">',
            "    <task-assignment>",
            '        <id type="integer">1</id>',
            '        <client-id type="integer">2</client-id>',
            '        <created-at type="datetime">2008-04-09T12:07:56Z</created-at>',
            '        <code nil="true"></code>',
            "    </task-assignment>",
            "</task-assignments>",
        ]
        assert text("clients", []).splitlines()[1:] == ['<clients type="array"></clients>']

    def test_a_wrapper_is_its_own_envelope(self) -> None:
        assert text("request", {"client": {"name": "A & B"}}).splitlines()[1:] == [
            "<client>",
            "    <name>A &amp; B</name>",
            "</client>",
        ]

    def test_errors(self) -> None:
        assert text("hash", {"message": "No <b>."}).splitlines()[1:] == [
            "<hash>",
            "    <message>No &lt;b&gt;.</message>",
            "</hash>",
        ]

    def test_reports(self) -> None:
        written = text("day_entries", write_report([ENTRY]))
        assert '<day-entries type="array">\n    <day-entry>\n        <id' in written
        assert '<project-id type="integer">5198193</project-id>' in written
        assert '<created-at type="datetime">2016-01-27T21:49:19Z</created-at>' in written
        assert '<timer-started-at nil="true"></timer-started-at>' in written
        assert "hours-with-timer" not in written


class TestReading:
    @pytest.mark.parametrize(
        ("xml", "tree"),
        [
            ("<request><project-id>1</project-id></request>", {"project_id": "1"}),
            ("<day-entry><notes/></day-entry>", {"notes": ""}),
            ("<x><notes>  a\n </notes></x>", {"notes": "  a\n "}),
            ("<x><n>a<!-- b --><![CDATA[<c>]]>&amp;</n></x>", {"n": "a<c>&"}),
            ("<x><id nil='true'/><b nil='false'/></x>", {"id": None, "b": ""}),
            ("<x/>", {}),
            ("<message>No.</message>", {"message": "No."}),
            ("<x xmlns='urn:y'><z:a xmlns:z='urn:z'>1</z:a></x>", {"a": "1"}),
            ("<client><name>A</name></client>", {"client": {"name": "A"}}),
            ("<task-assignment/>", {"task_assignment": {}}),
            ("<clients type='array'/>", []),
            ("<clients/>", []),
            ("<clients><client><id>1</id></client></clients>", [{"client": {"id": "1"}}]),
            ("<things type='array'><x>1</x></things>", [{"x": "1"}]),
            ("<day-entries><day-entry><id>1</id></day-entry></day-entries>",
             [{"day_entry": {"id": "1"}}]),
            ("<daily><day_entries/><projects> </projects></daily>",
             {"day_entries": [], "projects": []}),
            ("<daily><projects><project><tasks><task><id>1</id></task></tasks></project>"
             "</projects></daily>", {"projects": [{"tasks": [{"id": "1"}]}]}),
            ("<daily><projects nil='true'/></daily>", {"projects": None}),
            ("<any><day_entry><id>1</id><task>T</task></day_entry><h>2</h></any>",
             {"id": "1", "task": "T", "h": "2"}),
        ],
    )  # fmt: skip
    def test_trees(self, xml: str, tree: object) -> None:
        assert XML.load(xml.encode()) == tree

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
    def test_encodings(self, encoding: str) -> None:
        name = encoding.removesuffix("-sig")
        xml = f'<?xml version="1.0" encoding="{name}"?><x><notes>é</notes></x>'
        assert XML.load(xml.encode(encoding)) == {"notes": "é"}

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"<",
            b"<x>",
            b"<x/><y/>",
            b"<x>\xff</x>",
            b"<x>&#0;</x>",
            b"<x>&nbsp;</x>",
            b"<y:x/>",
            b"\xff\xfe<",
            b"{}",
            b"<x>" * 100_000,
            b"<x>" * 33 + b"</x>" * 33,
            b"<?xml version='1.0' encoding='UTF-16'?><x/>",
            b"<?xml version='1.0' encoding='martian'?><x/>",
            b"<?xml version='1.0' encoding='base64'?><x/>",
            b"<?xml version='1.0' encoding='utf-7'?><x/>",
            b"<html><body>Bad gateway</body></html>",
            b"<!DOCTYPE html><x/>",
            LAUGHS,
            OUTSIDE,
        ],
    )
    def test_what_is_refused(self, body: bytes) -> None:
        with pytest.raises(WireError) as raised:
            XML.load(body)
        assert str(raised.value).endswith(".")

    def test_depth(self) -> None:
        assert XML.load(b"<x>" * 32 + b"</x>" * 32)

    @pytest.mark.parametrize("format_", [JSON, XML])
    def test_size(self, monkeypatch: pytest.MonkeyPatch, format_: codec.Codec) -> None:
        monkeypatch.setattr(codec, "LARGEST", 10)
        with pytest.raises(WireError, match="too large to be read: 11 bytes"):
            format_.load(b"<x></x>    ")

    def test_the_oldest_replies(self) -> None:
        """As they were printed in 2006, with blanks around values and a zone that is none."""
        xml = """<daily>
          <for_day type="date">Wed, 18 Oct 2006</for_day>
          <day_entries>
            <day_entry>
              <id type="integer"> 195168 </id>
              <spent_at type="date"> 2006-10-18 </spent_at>
              <project_id>3</project_id><task_id>14</task_id>
              <hours type="float"> 2.06 </hours>
              <is_closed type="boolean"> false </is_closed>
              <timer_started_at type="datetime">
                Wed, 18 Oct 2006 09:53:06 -0000
              </timer_started_at>
            </day_entry>
          </day_entries>
          <projects>
            <project><id>3</id><name>P</name><tasks>
              <task><id>14</id><name>T</name><billable type="boolean"></billable></task>
            </tasks></project>
          </projects>
        </daily>"""
        sheet = v1_client.read_sheet(XML.load(xml.encode()))
        (entry,) = sheet.day.entries
        assert str(sheet.day.date) == str(entry.spent_date) == "2006-10-18"
        assert (entry.id, entry.hours, entry.is_closed) == (195168, Decimal("2.06"), False)
        assert entry.timer_started_at == datetime(2006, 10, 18, 9, 53, 6, tzinfo=UTC)
        assert sheet.catalog is not None
        assert sheet.catalog.projects[0].tasks[0].billable is True

    @pytest.mark.parametrize("said", ["Wed, soon", ",", "Wed, 99 Oct 2006", "Wed, 18 Oct", ""])
    def test_no_dates(self, said: str) -> None:
        with pytest.raises(WireError, match="for_day"):
            v1_client.read_sheet({"for_day": said})

    def test_errors(self) -> None:
        for xml in ("<hash><message>No.</message></hash>", "<errors><error>No.</error></errors>"):
            assert v1_client.read_message(XML.load(xml.encode())) == "No."


class TestChoosing:
    def test_by_name(self) -> None:
        assert (codec.codec_of("json"), codec.codec_of("xml")) == (JSON, XML)

    @pytest.mark.parametrize(
        ("media_type", "found"),
        [
            ("application/json", JSON),
            (" Application/JSON ; charset=utf-8", JSON),
            ("application/vnd.harvest+json", JSON),
            ("application/xml", XML),
            ("text/xml;q=0.5", XML),
            ("application/atom+xml", XML),
            ("application/xhtml+xml", None),
            ("text/html", None),
            ("*/*", None),
            ("xml", None),
            ("", None),
        ],
    )
    def test_by_media_type(self, media_type: str, found: codec.Codec | None) -> None:
        assert codec.codec_named(media_type) is found

    @pytest.mark.parametrize(
        ("body", "found"),
        [
            (b"<x/>", XML),
            (b"\xef\xbb\xbf \r\n\t<x/>", XML),
            (b" {}", JSON),
            (b"[]", JSON),
            (b"a=1", None),
            (b"", None),
            (b" " * 2000 + b"<", None),
        ],
    )
    def test_by_what_arrives(self, body: bytes, found: codec.Codec | None) -> None:
        assert codec.codec_within(body) is found

    @pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b"1" * 5000])
    def test_json_that_is_refused(self, body: bytes) -> None:
        with pytest.raises(WireError, match="cannot be read as JSON"):
            JSON.load(body)

    def test_json_can_say_half_a_surrogate_pair(self) -> None:
        tree: Tree = {"notes": "é\ud800"}
        assert JSON.load(JSON.dump("request", tree)) == tree


def test_the_machinery_is_not_loaded_before_it_is_used() -> None:
    script = (
        "import sys, tui.wire.codec as codec; codec.JSON.load(codec.JSON.dump('x', {}));"
        "assert not any('xml' in name for name in sys.modules), 1;"
        "codec.XML.load(b'<x/>'); assert 'defusedxml' in sys.modules, 2"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
