"""Who comes past the guard of an account that is served, and what the others are told."""

import asyncio
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator
from threading import current_thread, main_thread

import httpx
import pytest

from tests.account.served import CHEAP, PASSWORD, give_passwords
from tests.account.small import ADA, BOB, CODING, WEB
from tests.clock import FrozenClock
from tui.account import logins, setup_rules
from tui.account.passwords import fits, hashed
from tui.account.server import create_app
from tui.account.serving import guarded
from tui.account.setup import Kind
from tui.account.store import Store
from tui.account.throttle import Limit

STRANGER = {"message": "Authentication failed for API request."}
OWN = "http://127.0.0.1:8420"
FEW = Limit(max_calls=3, seconds=15, lockout_seconds=15)
ADAS = ("ada@example.com", PASSWORD)
BOBS = ("bob@example.com", PASSWORD)
Enter = Callable[..., httpx.AsyncClient]


@pytest.fixture
def enter(store: Store, clock: FrozenClock) -> Enter:
    """Make a client of a guarded account, which all clients of a test share."""
    give_passwords(store)
    apps: dict[object, object] = {}

    def make(
        auth: tuple[str, str] | None = ADAS, *, peer: str = "127.0.0.1", **options: object
    ) -> httpx.AsyncClient:
        key = tuple(options.items())
        app = apps.setdefault(key, guarded(store, clock, **options))
        transport = httpx.ASGITransport(app, client=(peer, 5))
        return httpx.AsyncClient(transport=transport, base_url=OWN, auth=auth)

    return make


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, bool]]]:
    """Each password that was checked, and whether that happened away from the event loop."""
    seen: list[tuple[str, bool]] = []

    def check(password: str, stored: str) -> bool:
        seen.append((stored, current_thread() is not main_thread()))
        return fits(password, stored)

    monkeypatch.setattr(logins, "fits", check)
    return seen


async def running(store: Store) -> int:
    """Start a timer of Ada's and tell its id."""
    app = create_app(store, authenticate=lambda _: ADA, clock=FrozenClock())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=OWN) as client:
        body = {"project_id": WEB, "task_id": CODING}
        return int((await client.post("/daily/add", json=body)).json()["id"])


class TestPages:
    """No page of a browser triggers anything."""

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost:1", "LOCALHOST:8420", "[::1]:9", "[0:0:0:0:0:0:0:1]"]
    )
    async def test_our_names(self, enter: Enter, host: str) -> None:
        assert (await enter().get("/daily", headers={"Host": host})).status_code == 200

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "127.0.0.1.evil.example",
            "evil.example:8420",
            "localhost.evil.example",
            "10.0.0.1",
            "127.0.0.1@evil.example",
            "127.0.0.1:8420:8420",
            "::1",
            "",
            " ",
            "[evil]",
        ],
    )
    async def test_other_names(self, enter: Enter, host: str) -> None:
        reply = await enter().get("/daily", headers={"Host": host})
        assert reply.status_code == 403
        assert "host name" in reply.json()["message"]

    async def test_the_host_it_listens_on(self, enter: Enter) -> None:
        client = enter(hosts=("Desk.local",))
        assert (await client.get("/daily", headers={"Host": "desk.local:8420"})).status_code == 200
        assert (await client.get("/daily", headers={"Host": "shelf.local"})).status_code == 403

    @pytest.mark.parametrize(
        ("url", "status"),
        [("http://10.0.0.7:8420", 200), ("http://[fe80::1]", 200), ("http://evil.example", 403)],
    )
    async def test_the_address_that_was_called(self, enter: Enter, url: str, status: int) -> None:
        """A number is never rebound; here the called address is what the client calls."""
        client = enter()
        client.base_url = url
        assert (await client.get("/daily")).status_code == status

    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "http://evil.example"},
            {"Origin": "http://127.0.0.1:3000"},
            {"Origin": "http://localhost:8420"},
            {"Origin": "https://127.0.0.1:8420"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "new-word"},
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
    async def test_pages_of_others(
        self, enter: Enter, headers: dict[str, str], method: str
    ) -> None:
        for auth in (ADAS, None):
            reply = await enter(auth).request(method, "/daily", headers=headers)
            assert reply.status_code == 403
            assert reply.json()["message"].startswith("Web pages may not")
            assert "access-control-allow-origin" not in reply.headers

    async def test_two_origins(self, enter: Enter) -> None:
        headers = [("Origin", OWN), ("Origin", "http://evil.example")]
        assert (await enter().get("/daily", headers=headers)).status_code == 403

    @pytest.mark.parametrize(
        "headers", [{"Origin": OWN}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}]
    )
    async def test_our_own_pages(self, enter: Enter, headers: dict[str, str]) -> None:
        assert (await enter().get("/daily", headers=headers)).status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "same-origin"},
            {"Sec-Purpose": "prefetch"},
            {"Purpose": "prefetch"},
            {"X-Moz": "prefetch"},
            {"Referer": "http://evil.example/"},
        ],
    )
    async def test_no_browser_toggles(
        self, enter: Enter, store: Store, headers: dict[str, str]
    ) -> None:
        id_ = await running(store)
        for path in (f"/daily/timer/{id_}", f"/daily/timer/{id_}/", f"/daily/%74imer/{id_}"):
            assert (await enter().get(path, headers=headers)).status_code == 403
        assert "timer_started_at" in (await enter().get(f"/daily/show/{id_}")).json()
        reply = await enter().get(f"/daily/timer/{id_}")
        assert reply.status_code == 200
        assert "timer_started_at" not in reply.json()


class TestLogins:
    @pytest.mark.parametrize("email", ["ada@example.com", "ADA@Example.Com"])
    async def test_one_sees_ones_own(self, enter: Enter, email: str) -> None:
        assert (await enter((email, PASSWORD)).get("/account/who_am_i")).json()["user"]["id"] == ADA
        assert (await enter(BOBS).get("/account/who_am_i")).json()["user"]["id"] == BOB

    @pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
    async def test_both_encodings(self, enter: Enter, store: Store, encoding: str) -> None:
        client = enter(None)
        with store.write():
            store.set_password(ADA, hashed("pässwörd", cost=2))
        token = b64encode("ada@example.com:pässwörd".encode(encoding)).decode()
        for scheme in ("Basic", "basic", "BASIC "):
            headers = {"Authorization": f"{scheme} {token}"}
            assert (await client.get("/daily", headers=headers)).status_code == 200

    async def test_a_password_may_hold_colons(self, enter: Enter, store: Store) -> None:
        client = enter(("ada@example.com", "a:b:"))
        with store.write():
            store.set_password(ADA, hashed("a:b:", cost=2))
        assert (await client.get("/daily")).status_code == 200

    @pytest.mark.parametrize(
        "header",
        [
            "",
            "Basic",
            "Basic ",
            "Basic !!!!",
            "Basic YWRh",
            "Basic " + b64encode(f"ada@example.com:{PASSWORD}".encode()).decode() + "x",
            "Bearer " + b64encode(f"ada@example.com:{PASSWORD}".encode()).decode(),
            b64encode(f"ada@example.com:{PASSWORD}".encode()).decode(),
            b"Basic \xff\xfe",
            "Basic " + b64encode(b"\x00:\x00").decode(),
            "Basic " + b64encode(b":").decode(),
            "Basic " + b64encode(b"\xff\xff:\xff").decode(),
        ],
    )
    async def test_malformed_headers(self, enter: Enter, header: str | bytes) -> None:
        await refused(enter(None), {"Authorization": header})

    async def test_all_strangers_are_told_the_same(
        self, enter: Enter, store: Store, checked: list[tuple[str, bool]]
    ) -> None:
        clients = {
            "nobody": enter(("nobody@example.com", PASSWORD)),
            "wrong": enter(("ada@example.com", "wrong")),
            "blank": enter(("ada@example.com", "")),
            "archived": enter(("cleo@example.com", PASSWORD)),
            "none set": enter(BOBS),
            "none set, blank": enter(("bob@example.com", "")),
            "stored text": enter(("ada@example.com", CHEAP)),
        }
        with store.write():
            cleo = {"first_name": "Cleo", "email": "cleo@example.com", "is_active": 0}
            id_ = setup_rules.create(store, Kind.PERSON, cleo, 0)
            store.set_password(id_, CHEAP)
            store.set_password(BOB, "")
        for client in clients.values():
            await refused(client)
        assert len(checked) == len(clients)
        assert all(stored.startswith("scrypt$") for stored, _ in checked)
        nobodys = [stored for stored, _ in checked if stored != CHEAP]
        assert len(nobodys) == 4
        assert all("$n=32768,r=8,p=1$" in stored for stored in nobodys)
        await refused(enter(None))
        assert len(checked) == len(clients)

    async def test_a_login_is_checked_once_and_not_on_the_event_loop(
        self, enter: Enter, clock: FrozenClock, checked: list[tuple[str, bool]]
    ) -> None:
        client = enter()
        for _ in range(3):
            assert (await client.get("/daily")).status_code == 200
        assert checked == [(CHEAP, True)]
        clock.advance(minutes=10)
        assert (await client.get("/daily")).status_code == 200
        assert len(checked) == 2

    async def test_logins_at_the_same_time_are_checked_once(
        self, enter: Enter, checked: list[tuple[str, bool]]
    ) -> None:
        client = enter()
        replies = await asyncio.gather(*(client.get("/daily") for _ in range(20)))
        assert {reply.status_code for reply in replies} == {200}
        assert len(checked) == 1

    async def test_what_is_remembered_ends_with_the_password(
        self, enter: Enter, store: Store
    ) -> None:
        client = enter()
        assert (await client.get("/daily")).status_code == 200
        with store.write():
            store.set_password(ADA, hashed("another", cost=2))
        await refused(client)
        assert (await enter(("ada@example.com", "another")).get("/daily")).status_code == 200

    async def test_what_is_remembered_ends_with_the_person(
        self, enter: Enter, store: Store
    ) -> None:
        client = enter(BOBS)
        assert (await client.get("/daily")).status_code == 200
        with store.write():
            setup_rules.change(store, Kind.PERSON, BOB, {"is_active": 0}, 0)
        await refused(client)

    async def test_nothing_of_it_is_logged(
        self, enter: Enter, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(0)
        await enter().get("/daily")
        await refused(enter(("ada@example.com", "battery staple")))
        assert PASSWORD not in caplog.text
        assert "battery staple" not in caplog.text

    async def test_a_file_that_fails_is_told(
        self, enter: Enter, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: str) -> None:
            raise sqlite3.OperationalError("the disk is on fire")

        monkeypatch.setattr(store, "person_by_email", fail)
        reply = await enter().get("/daily")
        assert reply.status_code == 500
        assert reply.json()["message"].startswith("The account file cannot be used")


async def refused(client: httpx.AsyncClient, headers: object = None) -> None:
    """See that a stranger is told nothing but that."""
    reply = await client.get("/daily", headers=headers)
    assert reply.status_code == 401
    assert reply.json() == STRANGER
    assert reply.headers["WWW-Authenticate"] == 'Basic realm="Windrow", charset="UTF-8"'
    assert reply.headers["Date"] == "Wed, 27 Jan 2016 09:00:00 GMT"


class TestGuessing:
    async def test_guesses_are_slowed_down(
        self, enter: Enter, clock: FrozenClock, checked: list[tuple[str, bool]]
    ) -> None:
        known = enter()
        assert (await known.get("/daily")).status_code == 200
        guesser = enter(("ada@example.com", "guess"))
        for _ in range(10):
            assert (await guesser.get("/daily")).status_code == 401
        for client in (guesser, enter(BOBS)):
            reply = await client.get("/daily")
            assert reply.status_code == 503
            assert reply.headers["Retry-After"] == "15"
            assert reply.json()["message"].startswith("Too many logins have failed; wait 15")
        assert len(checked) == 11
        assert (await known.get("/daily")).status_code == 200
        assert (await enter(BOBS, peer="10.0.0.9").get("/daily")).status_code == 200
        clock.advance(minutes=1)
        assert (await guesser.get("/daily")).status_code == 401

    async def test_guesses_at_the_same_time_count_as_well(
        self, enter: Enter, checked: list[tuple[str, bool]]
    ) -> None:
        guesser = enter(("ada@example.com", "guess"))
        replies = await asyncio.gather(*(guesser.get("/daily") for _ in range(30)))
        assert sorted(reply.status_code for reply in replies) == [401] * 10 + [503] * 20
        assert len(checked) == 10

    async def test_calls_without_credentials_are_no_guesses(self, enter: Enter) -> None:
        for _ in range(30):
            assert (await enter(None).get("/daily")).status_code == 401
        assert (await enter().get("/daily")).status_code == 200


class TestThrottle:
    async def test_too_many_calls(self, enter: Enter, clock: FrozenClock) -> None:
        client = enter(calls=FEW)
        statuses = [(await client.get("/daily")).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 503]
        clock.advance(14)
        reply = await client.get("/nowhere")
        assert reply.status_code == 503
        assert reply.headers["Retry-After"] == "15"
        assert reply.json()["message"].startswith("There were more than 3 calls in 15 seconds")
        clock.advance(14)
        assert (await client.get("/daily")).status_code == 503
        assert (await enter(BOBS, calls=FEW).get("/daily")).status_code == 200
        clock.advance(15)
        assert (await client.get("/daily")).status_code == 200

    async def test_a_call_too_many_changes_nothing(self, enter: Enter) -> None:
        client, body = enter(calls=FEW), {"project_id": WEB, "task_id": CODING, "hours": 1}
        statuses = [(await client.post("/daily/add", json=body)).status_code for _ in range(5)]
        assert statuses == [201, 201, 201, 503, 503]
        assert len((await enter().get("/daily")).json()["day_entries"]) == 3

    async def test_the_standing(self, enter: Enter, clock: FrozenClock) -> None:
        client, path = enter(calls=FEW), "/account/rate_limit_status"
        assert (await client.get(path)).json() == {
            "lockout_seconds": 15,
            "last_access_at": None,
            "max_calls": 3,
            "count": 0,
            "timeframe_limit": 15,
            "requests_available": 3,
        }
        await client.get("/daily")
        used = (await client.get(path + "/")).json()
        assert (used["count"], used["requests_available"]) == (1, 2)
        assert used["last_access_at"] == "2016-01-27T09:00:00Z"
        for _ in range(5):
            await client.get("/daily")
        clock.advance(14)
        used = (await client.get(path)).json()
        assert (used["count"], used["requests_available"]) == (3, 0)
        clock.advance(1)
        assert (await client.get("/daily")).status_code == 200

    async def test_only_reading_the_standing_is_free(self, enter: Enter) -> None:
        client = enter(calls=FEW)
        for _ in range(3):
            assert (await client.post("/account/rate_limit_status")).status_code == 405
        assert (await client.get("/daily")).status_code == 503
        assert (await enter(None).get("/account/rate_limit_status")).status_code == 401

    async def test_without_a_guard_nothing_is_counted(self, client: httpx.AsyncClient) -> None:
        for _ in range(3):
            standing = (await client.get("/account/rate_limit_status")).json()
            assert (standing["count"], standing["requests_available"]) == (0, 100)


class TestFormats:
    """Whoever asks for XML gets it, refusals included."""

    @pytest.mark.parametrize(
        ("address", "options", "headers", "status"),
        [
            ("/daily", {}, {"Origin": "null"}, 403),
            ("/daily", {}, {"Authorization": "Basic !"}, 401),
            ("/daily", {"calls": Limit(max_calls=0)}, {}, 503),
            ("/daily/add", {}, {"Content-Length": "9999999"}, 413),
        ],
    )
    async def test_refusals(
        self, enter: Enter, address: str, options: object, headers: dict[str, str], status: int
    ) -> None:
        auth = None if "Authorization" in headers else ADAS
        asked = {**headers, "Accept": "application/xml"}
        reply = await enter(auth, **options).post(address, headers=asked)
        assert reply.status_code == status
        assert reply.headers["Content-Type"] == "application/xml; charset=utf-8"
        assert "<message>" in reply.text

    async def test_the_standing(self, enter: Enter) -> None:
        headers = {"Accept": "application/xml"}
        reply = await enter().get("/account/rate_limit_status", headers=headers)
        assert reply.headers["Content-Type"] == "application/xml; charset=utf-8"
        assert ">100</max" in reply.text


class TestBodies:
    async def test_a_length_that_is_too_large(self, enter: Enter) -> None:
        for length in ("1048577", "9" * 400):
            headers = {"Content-Length": length}
            reply = await enter().post("/daily/add", headers=headers, content=b"{}")
            assert reply.status_code == 413
            assert reply.json() == {"message": "The request is too large."}
            reply = await enter(None).post("/daily/add", headers=headers, content=b"{}")
            assert reply.status_code == 401

    async def test_a_body_that_is_too_large(self, enter: Enter) -> None:
        async def parts() -> object:
            for _ in range(17):
                yield b" " * 65536

        reply = await enter().post("/daily/add", content=parts())
        assert reply.status_code == 413

    async def test_a_get_with_a_body(self, enter: Enter) -> None:
        reply = await enter().request("GET", "/daily", json={})
        assert reply.status_code == 400
