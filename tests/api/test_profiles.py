"""An account elsewhere: its address, its password, and the way there."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.account.served import PASSWORD, served
from tests.api.conftest import TODAY, added, draft
from tests.clock import FrozenClock
from tui.account.store import Store
from tui.api.address import check_address
from tui.api.backend import LoginNeeded, Unreachable
from tui.api.connect import elsewhere
from tui.api.credentials import CredentialError, Secret, secret_of
from tui.profiles import HarvestV1

URL = "https://acme.harvestapp.com"
SECRET = "xK9-geheim-µ"


def profile(url: str = URL, **values: object) -> HarvestV1:
    return HarvestV1(url=url, email="ada@example.com", **values)


def never(question: str) -> str:
    raise AssertionError(question)


class TestPasswords:
    def test_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HARVEST_PASSWORD", SECRET)
        password = secret_of("work", profile(password_env="HARVEST_PASSWORD"), never)
        assert password.reveal() == SECRET

    def test_from_a_command(self, tmp_path: Path) -> None:
        script = tmp_path / "pass.py"
        script.write_text(f"print({SECRET!r}); print('user: ada')", encoding="utf-8")
        command = f"{sys.executable} -X utf8 '{script}'"
        assert secret_of("work", profile(password_command=command), never).reveal() == SECRET

    def test_from_the_person(self) -> None:
        asked: list[str] = []

        def ask(question: str) -> str:
            asked.append(question)
            return SECRET

        assert secret_of("work", profile(), ask).reveal() == SECRET
        assert asked == [f"Password of ada@example.com at {URL}: "]

    @pytest.mark.parametrize(
        ("where", "problem"),
        [
            ({"password_env": "NO_SUCH_VARIABLE"}, "NO_SUCH_VARIABLE is not set"),
            ({"password_command": "true"}, "printed nothing"),
            ({"password_command": "false"}, "failed with exit code 1"),
            ({"password_command": "no-such-command-here"}, "cannot be run"),
            ({"password_command": "'unclosed"}, "cannot be run"),
            ({}, "no password was typed"),
        ],
    )
    def test_where_there_is_none_it_is_said_why(self, where: dict[str, str], problem: str) -> None:
        with pytest.raises(CredentialError, match=problem):
            secret_of("work", profile(**where), lambda _: "")

    def test_a_secret_shows_itself_to_nobody(self) -> None:
        secret = Secret(SECRET)
        assert SECRET not in f"{secret} {secret!r} {[secret]} {vars(type(secret))}"


class TestAddresses:
    @pytest.mark.parametrize(
        "url", [URL, "http://127.0.0.1:8420", "http://localhost", "http://[::1]:80", f"{URL}/"]
    )
    def test_encrypted_or_on_this_machine(self, url: str) -> None:
        check_address(url)

    @pytest.mark.parametrize(
        ("url", "problem"),
        [
            ("http://acme.harvestapp.com", "is not encrypted: write https://acme"),
            ("http://127.0.0.1.evil.example", "is not encrypted"),
            ("acme.harvestapp.com", "is no address"),
            ("ftp://acme.harvestapp.com", "is no address"),
            ("https://", "is no address"),
            ("https://ada:pw@acme.harvestapp.com", "holds no name and no password"),
            ("htps://ada:pw@acme.harvestapp.com", "holds no name and no password"),
        ],
    )
    def test_all_others_get_no_password(self, url: str, problem: str) -> None:
        with pytest.raises(ValueError, match=problem):
            elsewhere("work", profile(url), Secret(SECRET), datetime.now)


@pytest.mark.parametrize("wire", ["json", "xml"])
async def test_a_day_on_a_served_account(store: Store, clock: FrozenClock, wire: str) -> None:
    with served(store, clock) as url:
        place = elsewhere("laptop", profile(url, wire=wire), Secret(PASSWORD), clock)
        backend = await place.connect()
        entry = await added(backend)
        assert (await backend.day(TODAY)).entries == (entry,)
        assert (await backend.add(draft(None))).entry.is_running
        await backend.aclose()


async def test_a_wrong_password_is_said_once(store: Store, clock: FrozenClock) -> None:
    with served(store, clock) as url:
        backend = await elsewhere("laptop", profile(url), Secret(SECRET), clock).connect()
        with pytest.raises(LoginNeeded, match="Authentication failed") as raised:
            await backend.me()
        assert SECRET not in repr(raised.getrepr(showlocals=True))
        await backend.aclose()


async def test_nobody_there_is_said_with_the_name_of_the_profile(
    store: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.api.session.BACKOFF_SECONDS", (0, 0))
    with served(store, clock) as url:
        pass
    backend = await elsewhere("laptop", profile(url), Secret(SECRET), clock).connect()
    with pytest.raises(Unreachable, match="laptop cannot be reached"):
        await backend.me()
    await backend.aclose()


def test_an_account_elsewhere_has_nothing_to_show_before_it_is_open(clock: FrozenClock) -> None:
    place = elsewhere("laptop", profile(), Secret(SECRET), clock)
    assert place.glance(None) is None
    assert place.is_lasting
    assert clock() < datetime.now(UTC)
