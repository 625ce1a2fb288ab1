"""Requests and replies in both formats: which one is read, which one is answered."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.account.conftest import Caller
from tests.account.small import BOB, CODING, TALKING, WEB
from tests.account.test_daily_routes import PAIR, add
from tests.wire.test_specification import XML_REQUEST
from tests.wire.test_xml import LAUGHS, OUTSIDE
from tui.account.server import create_app
from tui.account.store import Store
from tui.domain.clock import Clock
from tui.wire.codec import XML

BOTH_XML = {"Accept": "application/xml", "Content-Type": "application/xml"}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BODY = f"<request><project_id>{WEB}</project_id><task_id>{CODING}</task_id><hours>1.5</hours>"


def is_xml(reply: httpx.Response) -> bool:
    """Which format a reply is in, by its type and its content, which must agree."""
    kind, text = reply.headers["Content-Type"], reply.text
    assert (kind == "application/xml; charset=utf-8") == text.startswith(DECLARATION)
    assert (kind == "application/json") == text.startswith(("{", "["))
    return text.startswith(DECLARATION)


def message(reply: httpx.Response) -> str:
    tree: Any = XML.load(reply.content) if is_xml(reply) else reply.json()
    return str(tree["message"])


class TestReplies:
    @pytest.mark.parametrize(
        ("accept", "sent", "xml"),
        [
            ("application/xml", "application/json", True),
            ("application/json", "application/xml", False),
            ("text/xml", "", True),
            ("text/html, application/xml;q=0.9, application/json", "", True),
            ("text/html, application/json, application/xml", "application/xml", False),
            ("*/*", "application/xml", True),
            ("*/*", "text/xml; charset=utf-8", True),
            ("text/html", "", False),
            ("", "", False),
            ("nonsense; ;,/", "also; nonsense", False),
            ("application/xhtml+xml", "", False),
        ],
    )
    async def test_what_is_asked_for(
        self, client: httpx.AsyncClient, accept: str, sent: str, xml: bool
    ) -> None:
        headers = {"Accept": accept, "Content-Type": sent}
        for path in ("/daily", "/nowhere", "/daily/show/9", "/clients"):
            assert is_xml(await client.get(path, headers=headers)) is xml

    async def test_several_lines_of_accept(self, client: httpx.AsyncClient) -> None:
        lines = [("Accept", "text/html"), ("Accept", "application/xml")]
        assert is_xml(await client.get("/daily", headers=lines))

    @pytest.mark.parametrize(
        ("address", "start"),
        [
            ("/daily", "daily"),
            ("/daily/27/2016?slim=1", "daily"),
            ("/daily/show/1", "timer"),
            ("/daily/timer/1", "timer"),
            ("/account/who_am_i", "hash"),
            ("/clients", 'clients type="array"'),
            ("/clients/1", "client"),
            ("/projects", 'projects type="array"'),
            ("/projects/1", "project"),
            ("/tasks", 'tasks type="array"'),
            ("/people", 'users type="array"'),
            ("/people/1", "user"),
            ("/projects/1/task_assignments", 'task-assignments type="array"'),
            ("/projects/1/task_assignments/1", "task-assignment"),
            ("/people/1/entries?from=20160101&to=20160131", 'day-entries type="array"'),
        ],
    )
    async def test_every_call_has_its_envelope(
        self, client: httpx.AsyncClient, address: str, start: str
    ) -> None:
        await add(client, hours=1)
        reply = await client.get(address, headers=BOTH_XML)
        assert is_xml(reply)
        assert reply.text.splitlines()[1] == f"<{start}>"
        XML.load(reply.content)

    async def test_who_am_i_has_dashes(self, client: httpx.AsyncClient) -> None:
        text = (await client.get("/account/who_am_i", headers=BOTH_XML)).text
        assert '<timestamp-timers type="boolean">false</timestamp-timers>' in text
        assert '<timezone-utc-offset type="integer">3600</timezone-utc-offset>' in text

    async def test_blank_replies_are_blank(self, client: httpx.AsyncClient) -> None:
        await add(client, hours=1)
        reply = await client.delete("/daily/delete/1", headers=BOTH_XML)
        assert (reply.status_code, reply.content) == (200, b"")


class TestRefusals:
    @pytest.mark.parametrize(
        ("method", "address", "body", "status"),
        [
            ("POST", "/daily/add", b"<request><hours>x</hours></request>", 400),
            ("POST", "/daily/add", b"<request/>", 422),
            ("POST", "/daily/add", b"<r>" + b"x" * 1024 * 1024 + b"</r>", 413),
            ("GET", "/daily", b"<request/>", 400),
            ("GET", "/daily/367/2015", b"", 404),
            ("GET", "/nowhere", b"", 404),
            ("GET", "/daily/add", b"", 405),
            ("GET", "/" + "1" * 5000, b"", 414),
            ("GET", "/people/1/entries", b"", 400),
        ],
    )
    async def test_errors_are_in_xml_too(
        self, client: httpx.AsyncClient, method: str, address: str, body: bytes, status: int
    ) -> None:
        reply = await client.request(method, address, content=body, headers=BOTH_XML)
        assert reply.status_code == status
        assert is_xml(reply)
        assert message(reply)
        assert ("Allow" in reply.headers) == (status == 405)

    async def test_strangers_and_members(self, client: httpx.AsyncClient, caller: Caller) -> None:
        caller.id = None
        reply = await client.get("/daily", headers=BOTH_XML)
        assert (reply.status_code, is_xml(reply)) == (401, True)
        assert message(reply) == "Authentication failed for API request."
        caller.id = BOB
        reply = await client.get("/people", headers=BOTH_XML)
        assert (reply.status_code, is_xml(reply)) == (403, True)

    @pytest.mark.parametrize("error", [ZeroDivisionError("secret"), sqlite3.Error("secret")])
    async def test_failures(self, store: Store, clock: Clock, error: Exception) -> None:
        def broken(_: object) -> int:
            raise error

        app = create_app(store, authenticate=broken, clock=clock)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://account") as client:
            reply = await client.get("/daily", headers=BOTH_XML)
        assert (reply.status_code, is_xml(reply)) == (500, True)
        assert "Error" not in reply.text


class TestBodies:
    @pytest.mark.parametrize(
        "kind",
        ["application/xml", "text/xml", "application/json", "", "text/plain", FORM["Content-Type"]],
    )
    @pytest.mark.parametrize(
        "body",
        [
            BODY + "</request>",
            "\ufeff \n" + DECLARATION + "\n" + BODY + "</request>",
            BODY.replace("_id", "-id") + "</request>",
            BODY.replace("request>", "day_entry>") + "</day_entry>",
            f"<any>{BODY.replace('request>', 'day-entry>')}</day-entry></any>",
            json.dumps({**PAIR, "hours": 1.5}),
            "\ufeff\n" + json.dumps({**PAIR, "hours": 1.5}),
            json.dumps({"request": {**PAIR, "hours": "1.5"}}),
            json.dumps({"day_entry": {**PAIR, "hours": "1.5"}}),
        ],
    )
    async def test_what_arrives_is_read_whatever_its_type_says(
        self, client: httpx.AsyncClient, kind: str, body: str
    ) -> None:
        headers = {"Content-Type": kind, "Accept": "application/json"}
        reply = await client.post("/daily/add", content=body.encode(), headers=headers)
        assert (reply.status_code, reply.json().get("hours")) == (201, 1.5), reply.text

    async def test_the_printed_request(
        self, client: httpx.AsyncClient, make_pair: Callable[[int, int], None]
    ) -> None:
        make_pair(5198193, 2892243)
        reply = await client.post("/daily/add", content=XML_REQUEST, headers=BOTH_XML)
        assert reply.status_code == 201
        assert reply.headers["Location"] == "/daily/show/1"
        printed, told = reply.text.split("+0000</updated_at>\n", 1)
        assert printed.splitlines()[:5] == [
            DECLARATION,
            "<add>",
            "    <day_entry>",
            '        <id type="integer">1</id>',
            '        <spent_at type="date">2015-01-24</spent_at>',
        ]
        assert '<hours type="float">3.00</hours>' in printed
        assert "client_id" in told

    @pytest.mark.parametrize("hours", ["<hours/>", "<hours> </hours>", "", "<hours nil='true'/>"])
    async def test_blank_hours_start_a_timer(self, client: httpx.AsyncClient, hours: str) -> None:
        body = BODY.replace("<hours>1.5</hours>", hours) + "</request>"
        reply = await client.post("/daily/add", content=body, headers=BOTH_XML)
        assert '<timer_started_at type="datetime">Wed, 27 Jan 2016 09:00:00' in reply.text

    async def test_another_timers_hours_stand_beside_the_entry(
        self, client: httpx.AsyncClient
    ) -> None:
        await add(client)
        await add(client, hours=1)
        reply = await client.get("/daily/timer/2", headers=BOTH_XML)
        assert "</day_entry>\n    <hours_for_previously_running_timer" in reply.text

    async def test_updates(self, client: httpx.AsyncClient) -> None:
        await add(client, hours=1)
        body = f"<request><hours>1.07</hours><task_id>{TALKING}</task_id></request>"
        reply = await client.put("/daily/update/1", content=body, headers=BOTH_XML)
        assert "<task>Talking</task>" in reply.text
        assert (await client.get("/daily/show/1")).json()["hours"] == 1.07

    async def test_all_that_xml_can_hold_comes_back(self, client: httpx.AsyncClient) -> None:
        notes = "a\r\nb\tc <&> ]]> 日本語 🎉"
        body = XML.dump("request", {**PAIR, "hours": 1, "notes": notes})
        await client.post("/daily/add", content=body, headers=BOTH_XML)
        assert (await client.get("/daily/show/1")).json()["notes"] == notes

    async def test_what_xml_cannot_hold_is_replaced_in_a_reply(
        self, client: httpx.AsyncClient
    ) -> None:
        await add(client, hours=1, notes="a\x00\x1b[2J")
        tree: Any = XML.load((await client.get("/daily/show/1", headers=BOTH_XML)).content)
        assert tree["notes"] == "a\ufffd\ufffd[2J"

    @pytest.mark.parametrize(
        "query", ["project_id=1&task_id=1&hours=1.5", "project-id=1&task-id=1&hours=1.5"]
    )
    async def test_parameters_in_the_address_or_a_form(
        self, client: httpx.AsyncClient, query: str
    ) -> None:
        assert (await client.post(f"/daily/add?{query}")).json()["hours"] == 1.5
        reply = await client.post("/daily/add", content=f"{query}&notes=%C3%A9+1", headers=FORM)
        assert (reply.json()["hours"], reply.json()["notes"]) == (1.5, "é 1")

    async def test_wrappers_in_the_address_or_a_form(self, client: httpx.AsyncClient) -> None:
        reply = await client.post("/clients/?client%5Bname%5D=Umbra")
        assert (reply.status_code, reply.headers["Location"]) == (201, "/clients/3")
        await client.put("/clients/3", content="client[name]=Penumbra", headers=FORM)
        assert (await client.get("/clients/3")).json()["client"]["name"] == "Penumbra"
        await client.put("/clients/3?client[active]=false")
        assert (await client.get("/clients/3")).json()["client"]["active"] is False

    async def test_a_wrapper_in_the_address_beside_whose_sheet_it_is(
        self, client: httpx.AsyncClient
    ) -> None:
        query = f"of_user={BOB}&request[project-id]={WEB}&request[task_id]={CODING}"
        tree = (await client.post(f"/daily/add?{query}&request[hours]=2")).json()
        assert (tree["user_id"], tree["hours"]) == (BOB, 2)

    async def test_what_an_account_is_set_up_with(self, client: httpx.AsyncClient) -> None:
        for path, body in (
            ("/clients", "<client><name>Umbra</name></client>"),
            ("/projects", "<project><name>Blog</name><client-id type='integer'>3</client-id>"
             "<active type='boolean'>true</active></project>"),
            ("/projects/4/task_assignments", "<task><id type='integer'>1</id></task>"),
            ("/projects/4/task_assignments/add_with_create_new_task",
             "<task><name>Writing</name></task>"),
            ("/people", "<user><first-name>Eve</first-name><last-name>Ash</last-name>"
             "<email>eve@example.com</email><is-admin type='boolean'>true</is-admin></user>"),
        ):  # fmt: skip
            reply = await client.post(path, content=body, headers=BOTH_XML)
            assert (reply.status_code, reply.content) == (201, b""), reply.text
        body = "<client><active type='boolean'>false</active></client>"
        assert (await client.put("/clients/3", content=body, headers=BOTH_XML)).status_code == 200
        assert (await client.get("/clients/3")).json()["client"]["active"] is False
        assert (await client.get("/people/3")).json()["user"]["is_admin"] is True
        blog = (await client.get("/daily")).json()["projects"][-1]
        assert [task["name"] for task in blog["tasks"]] == ["Coding", "Writing"]


class TestHostileBodies:
    @pytest.mark.parametrize(
        "body",
        [
            LAUGHS,
            OUTSIDE,
            b"<!DOCTYPE html><html/>",
            b"<r>" * 100_000,
            b"<r>" * 300_000,
            b"<r " + b"a='1' " * 1000 + b"/>",
            b"<r>\xff\xfe</r>",
            b"<r>\xed\xa0\x80</r>",
            b"<?xml version='1.0' encoding='UTF-16'?><r/>",
            b"<?xml version='1.0' encoding='martian'?><r/>",
            b"<?xml version='1.0' encoding='bz2'?><r/>",
            "<r><hours>1".encode("utf-16"),
            b"\xfe\xff\x00",
            b"\xef\xbb\xbf",
            b"\xef\xbb\xbf{",
            b"{\xff}",
            b"\x00",
            b"[1]",
            b"<clients type='array'/>",
            b"<request><notes><b>x</b></notes></request>",
            b"<request><hours type='array'><h/></hours></request>",
            b"<request><project_id>" + b"9" * 10_000 + b"</project_id></request>",
        ],
    )
    @pytest.mark.parametrize("kind", ["application/xml", "application/json", ""])
    async def test_they_are_refused_with_a_sentence(
        self, client: httpx.AsyncClient, body: bytes, kind: str
    ) -> None:
        headers = {"Content-Type": kind} if kind else {}
        reply = await client.post("/daily/add", content=body, headers=headers)
        assert reply.status_code == 400, reply.text
        assert message(reply)
        assert (await client.get("/daily")).json()["day_entries"] == []

    @pytest.mark.parametrize("body", ["notes=%ff", b"\xff=1", "&".join(["a=1"] * 1001)])
    async def test_forms(self, client: httpx.AsyncClient, body: bytes | str) -> None:
        reply = await client.post("/daily/add", content=body, headers=FORM)
        assert (reply.status_code, message(reply)) == (
            400,
            "The request is not readable as a form.",
        )

    async def test_nothing_outside_is_read(self, client: httpx.AsyncClient) -> None:
        reply = await client.post("/daily/add", content=OUTSIDE, headers=BOTH_XML)
        assert message(reply) == "XML with a document type or entities is not read."


@pytest.fixture
def make_pair(store: Store) -> Callable[[int, int], None]:
    """Give a project and a task of the account the ids that a test needs."""

    def make(project_id: int, task_id: int) -> None:
        with store.write():
            run = store._connection.execute
            run("INSERT INTO project VALUES (?, 1, '14775', '', 1, 1, '', 1, 1)", (project_id,))
            run("INSERT INTO task VALUES (?, 'Backend', 1, 0, 1, 1, 1)", (task_id,))
            run("INSERT INTO task_assignment VALUES (99, ?, ?, 1, 1, 1)", (project_id, task_id))

    return make
