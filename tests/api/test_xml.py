"""The client in XML, and across the formats: a reply is read by what arrives."""

import json

import httpx
import pytest

from tests.api.conftest import TODAY, House, added, draft, open_session
from tests.api.line import Line, lost_reply, reply
from tests.api.test_every_call import use_everything
from tests.api.test_setup import ALL_NEW
from tests.api.test_setup import read as read_choice
from tests.clock import FrozenClock
from tests.wire.test_specification import JSON_ENTRY, JSON_REPLY, XML_ENTRY, XML_REPLY
from tui.account.setup import Kind
from tui.api.backend import Broken, NotFound, Refused, Throttled, Unclear
from tui.api.v1 import V1
from tui.domain.draft import Change
from tui.wire.codec import JSON, XML, Codec

MESSAGE = b"<hash><message>The account's own words.</message></hash>"
SAID = "The account's own words."


@pytest.fixture
def xml(house: House, line: Line) -> V1:
    """The administrator's backend in XML."""
    return house.v1(line, codec=XML)


async def test_every_call_says_that_it_speaks_xml(xml: V1, line: Line) -> None:
    await use_everything(xml)
    for request in line.requests:
        assert bool(request.content) is (request.method == "POST")
        assert not request.content or request.content.startswith(b"<?xml ")
        assert request.headers["Accept"] == "application/xml"
        assert request.headers["Content-Type"] == "application/xml"


async def test_both_formats_tell_the_same(xml: V1, v1: V1, house: House) -> None:
    first = await added(xml, "1.07", notes="a\r\nb <&> \t日本語")
    await added(xml, None)
    assert await xml.me() == await v1.me()
    assert await xml.day(TODAY) == await v1.day(TODAY)
    assert await xml.catalog() == await v1.catalog()
    assert await xml.clients() == await v1.clients()
    assert await xml.people() == await v1.people()
    assert await xml.entry(first.id) == await v1.entry(first.id) == first
    assert await xml.running(TODAY) == await v1.running(TODAY)


async def test_what_is_new_is_made_once(xml: V1, line: Line, house: House) -> None:
    choice = await xml.create(ALL_NEW)
    assert read_choice(choice) == ("Umbra", "Blog", "Writing")
    line.repair()
    assert await xml.create(ALL_NEW) == choice
    assert line.writes == []
    house.archive(Kind.CLIENT, 1)
    assert "Acme" not in [client.name for client in await xml.clients()]


@pytest.mark.parametrize("codec", [JSON, XML], ids=["json", "xml"])
@pytest.mark.parametrize(
    ("body", "entry"), [(JSON_REPLY, JSON_ENTRY), (XML_REPLY, XML_ENTRY)], ids=["json", "xml"]
)
@pytest.mark.parametrize("kind", ["application/json", "application/xml", "text/html", ""])
async def test_a_reply_is_read_by_what_arrives(
    house: House, line: Line, codec: Codec, body: str, entry: object, kind: str
) -> None:
    line.fail("GET", reply(200, body.encode(), Content_Type=kind))
    assert await house.v1(line, codec=codec).entry(1) == entry


@pytest.mark.parametrize("codec", [JSON, XML], ids=["json", "xml"])
@pytest.mark.parametrize("body", [MESSAGE, json.dumps({"message": SAID}).encode()])
@pytest.mark.parametrize(
    ("status", "error"), [(404, NotFound), (422, Refused), (503, Throttled), (429, Throttled)]
)
async def test_a_refusal_is_read_by_what_arrives(
    line: Line, clock: FrozenClock, codec: Codec, body: bytes, status: int, error: type[Exception]
) -> None:
    line.break_down("GET", reply(status, body))
    with pytest.raises(error, match=SAID):
        await open_session(line, clock, codec=codec).read("/daily")


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Bad gateway</body></html>",
        b"<daily><for_day>2016-01-2",
        b"<!DOCTYPE daily [<!ENTITY a 'b'>]><daily/>",
        b"<a>" * 100_000,
        b"[" * 100_000,
    ],
)
async def test_what_is_no_reply_is_said(
    house: House, line: Line, clock: FrozenClock, body: bytes
) -> None:
    session = open_session(line, clock, codec=XML)
    line.break_down(fault=reply(200, body))
    with pytest.raises(Broken, match="something that is not Harvest's API"):
        await session.read("/daily")
    with pytest.raises(Unclear):
        await session.write("POST", "/daily/add", {"hours": 1})


async def test_another_shape_is_said(xml: V1, line: Line) -> None:
    line.break_down("GET", reply(200, b"<daily><for_day>soon</for_day></daily>"))
    with pytest.raises(Broken, match="cannot be read"):
        await xml.day(TODAY)
    with pytest.raises(Broken):
        await xml.clients()


async def test_a_lost_answer_is_found_though_its_notes_were_altered(
    xml: V1, line: Line, house: House
) -> None:
    """What XML has no character for arrives as U+FFFD: that is the entry that was made."""
    line.fail("POST", lost_reply(httpx.ReadError))
    entry = (await xml.add(draft("1", notes="bell \x07"))).entry
    assert entry.notes == "bell \ufffd"
    line.fail("POST", lost_reply(httpx.ReadError))
    changed = await xml.update(entry, Change(notes="bell \x07 and book"))
    assert changed.notes == "bell \ufffd and book"
    assert len((await xml.day(TODAY)).entries) == 1
