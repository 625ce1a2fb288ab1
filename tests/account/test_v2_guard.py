"""Tokens at the guard: who comes in to API V2, and what the others are told."""

import logging
from collections.abc import Callable

import httpx
import pytest

from tests.account.served import PASSWORD, give_passwords, serving
from tests.account.small import ADA, BOB, CODING, WEB
from tests.clock import FrozenClock
from tui.account import setup_rules
from tui.account.serving import guarded
from tui.account.setup import Kind
from tui.account.store import Store
from tui.account.throttle import Limit
from tui.account.tokens import digest_of

OWN = "http://127.0.0.1:8420"
FEW = Limit(max_calls=3, seconds=15, lockout_seconds=15)
ADAS, BOBS = "adas-token", "bobs-token"
ME, ACCOUNTS = "/v2/users/me", "/api/v2/accounts"
Enter = Callable[..., httpx.AsyncClient]


@pytest.fixture
def enter(store: Store, clock: FrozenClock) -> Enter:
    """Make a client of a guarded account, which all clients of a test share."""
    with store.write():
        store.set_token(ADA, digest_of(ADAS))
        store.set_token(BOB, digest_of(BOBS))
    apps: dict[object, object] = {}

    def make(
        token: str | None = ADAS, *, peer: str = "127.0.0.1", **options: object
    ) -> httpx.AsyncClient:
        app = apps.setdefault(tuple(options.items()), guarded(store, clock, **options))
        headers = {"Harvest-Account-Id": "1"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        transport = httpx.ASGITransport(app, client=(peer, 5))
        return httpx.AsyncClient(transport=transport, base_url=OWN, headers=headers)

    return make


async def refused(client: httpx.AsyncClient, headers: object = None, path: str = ME) -> None:
    """See that a stranger is told nothing but that, in V2's shape."""
    reply = await client.get(path, headers=headers)
    assert reply.status_code == 401
    assert list(reply.json()) == ["error", "error_description"]
    assert reply.json()["error"] == "invalid_token"
    assert reply.headers["WWW-Authenticate"].startswith("Bearer ")
    assert "Date" in reply.headers


async def test_a_token_opens_ones_own(enter: Enter) -> None:
    for token, id_ in ((ADAS, ADA), (BOBS, BOB)):
        assert (await enter(token).get(ME)).json()["id"] == id_
        assert (await enter(token).get(ACCOUNTS)).json()["user"]["id"] == id_


async def test_the_scheme_in_any_letters(enter: Enter) -> None:
    for scheme in ("bearer", "BEARER", "Bearer "):
        headers = {"Authorization": f"{scheme} {ADAS}"}
        assert (await enter(None).get(ME, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Bearer {ADAS}x",
        f"Bearer {ADAS} x",
        f"Bearer {digest_of(ADAS)}",
        f"Token {ADAS}",
        ADAS,
        b"Bearer \xff\xfe",
        "Bearer " + "A" * 9000,
    ],
)
async def test_strangers(enter: Enter, header: str | bytes) -> None:
    for path in (ME, ACCOUNTS, "/v2/nothing", "/v2"):
        await refused(enter(None), {"Authorization": header}, path)


async def test_nobody_without_a_token_comes_in(enter: Enter, store: Store) -> None:
    """The digest of none is none of anybody's."""
    with store.write():
        store.set_token(BOB, "")
    await refused(enter(""), {"Authorization": "Bearer "})
    await refused(enter(BOBS))


async def test_a_password_opens_v1_alone(enter: Enter, store: Store) -> None:
    give_passwords(store)
    client = enter(None)
    client.auth = ("ada@example.com", PASSWORD)
    assert (await client.get("/daily")).status_code == 200
    await refused(client)


async def test_a_token_opens_v1_as_well(enter: Enter) -> None:
    client = enter(BOBS)
    del client.headers["Harvest-Account-Id"]
    assert (await client.get("/account/who_am_i")).json()["user"]["id"] == BOB
    reply = await enter("wrong").get("/daily")
    assert reply.status_code == 401
    assert reply.json() == {"message": "Authentication failed for API request."}
    assert reply.headers["WWW-Authenticate"].startswith("Basic ")


async def test_a_token_that_was_taken_away_or_replaced(enter: Enter, store: Store) -> None:
    assert (await enter().get(ME)).status_code == 200
    with store.write():
        store.set_token(ADA, digest_of("new"))
    await refused(enter())
    assert (await enter("new").get(ME)).status_code == 200


async def test_somebody_archived(enter: Enter, store: Store) -> None:
    assert (await enter(BOBS).get(ME)).status_code == 200
    with store.write():
        setup_rules.change(store, Kind.PERSON, BOB, {"is_active": 0}, 0)
    await refused(enter(BOBS))


@pytest.mark.parametrize("account", [None, "", "2", "01", "x", "1, 2"])
async def test_the_account_must_be_named(enter: Enter, account: str | None) -> None:
    client = enter()
    if account is None:
        del client.headers["Harvest-Account-Id"]
    else:
        client.headers["Harvest-Account-Id"] = account
    reply = await client.get(ME)
    assert reply.status_code == 401
    assert reply.json()["error_description"] == "Send the header Harvest-Account-Id: 1 as well."
    assert (await client.get(ACCOUNTS)).json()["accounts"][0]["id"] == 1
    assert (await client.get(f"{ACCOUNTS}/")).status_code == 200


async def test_the_program_must_be_named(enter: Enter) -> None:
    client = enter()
    client.headers["User-Agent"] = " "
    reply = await client.get(ME)
    assert (reply.status_code, "User-Agent" in reply.json()["message"]) == (400, True)
    assert (await client.get("/daily")).status_code == 200


async def test_too_many_calls_are_429_without_a_word(enter: Enter, clock: FrozenClock) -> None:
    """V1 and V2 count together, and each says it in its own way."""
    client = enter(calls=FEW)
    for path in (ME, "/daily", ME):
        assert (await client.get(path)).status_code == 200
    reply = await client.get(ME)
    assert (reply.status_code, reply.content) == (429, b"")
    assert "retry-after" not in reply.headers
    assert "content-type" not in reply.headers
    reply = await client.get("/daily")
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "15")
    assert (await enter(BOBS, calls=FEW).get(ME)).status_code == 200
    clock.advance(16)
    assert (await client.get(ME)).status_code == 200


async def test_failed_ones_are_slowed_down(enter: Enter, clock: FrozenClock) -> None:
    assert (await enter().get(ME)).status_code == 200
    for _ in range(10):
        await refused(enter("wrong"))
    reply = await enter("wrong").get(ME)
    assert (reply.status_code, reply.content) == (429, b"")
    assert (await enter(BOBS).get(ME)).status_code == 429
    assert (await enter().get(ME)).status_code == 200  # it was right before
    assert (await enter("wrong", peer="10.0.0.9").get(ME)).status_code == 401
    clock.advance(61)
    assert (await enter(BOBS).get(ME)).status_code == 200


async def test_passwords_and_tokens_fail_together(enter: Enter, store: Store) -> None:
    give_passwords(store)
    for _ in range(5):
        await enter("wrong").get(ME)
        await enter(None).get("/daily", auth=("ada@example.com", "wrong"))
    assert (await enter("wrong").get(ME)).status_code == 429
    assert (await enter(None).get("/daily", auth=("ada@example.com", "no"))).status_code == 503


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "evil.example"}],
)
async def test_no_page_comes_in(enter: Enter, headers: dict[str, str]) -> None:
    for method, path in (("GET", ME), ("PATCH", "/v2/time_entries/1/stop"), ("OPTIONS", ME)):
        reply = await enter().request(method, path, headers=headers)
        assert (reply.status_code, list(reply.json())) == (403, ["message"])
        assert "access-control-allow-origin" not in reply.headers


async def test_a_body_that_is_too_large(enter: Enter) -> None:
    reply = await enter().post("/v2/time_entries", content=b" " * 1_048_577)
    assert (reply.status_code, reply.json()) == (413, {"message": "The request is too large."})
    reply = await enter().request("GET", ME, json={})
    assert (reply.status_code, "body" in reply.json()["message"]) == (400, True)


async def test_tokens_are_never_logged(enter: Enter, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await enter().get(ME)
        await refused(enter("secret-guess"))
    assert not any(word in caplog.text for word in (ADAS, "secret-guess", digest_of(ADAS)))


async def test_over_a_socket(store: Store, clock: FrozenClock, enter: Enter) -> None:
    """As a program comes in, with the addresses of pages that lead back to where it called."""
    headers = {"Authorization": f"Bearer {ADAS}", "Harvest-Account-Id": "1"}
    with serving(guarded(store, clock)) as url:
        async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as client:
            pair = {"project_id": WEB, "task_id": CODING, "spent_date": "2016-01-27"}
            for hours in (1, 2):
                reply = await client.post("/v2/time_entries", json={**pair, "hours": hours})
                assert reply.status_code == 201
            page = (await client.get("/v2/time_entries?per_page=1")).json()
            assert page["links"]["next"] == f"{url}/v2/time_entries?page=2&per_page=1"
            second = (await client.get(page["links"]["next"])).json()
            assert [entry["hours"] for entry in second["time_entries"]] == [1]
