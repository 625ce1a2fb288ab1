"""A Harvest made of replies, and somebody at the keyboard who logs in to it."""

import getpass
import io
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import httpx
import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError
from rich.console import Console
from rich.traceback import Traceback

from tui.__main__ import main

TOKEN = "1234567.pt.MARKED-geheim-token"
PASSWORD = "MARKED geheim pässword"
ME = {
    "id": 7,
    "first_name": "Ada",
    "last_name": "Byron",
    "email": "ada@example.com",
    "timezone": "Berlin",
    "is_active": True,
    "access_roles": ["administrator"],
}
COMPANY = {
    "name": "Acme Inc.",
    "week_start_day": "Sunday",
    "wants_timestamp_timers": True,
    "time_format": "decimal",
    "clock": "12h",
    "decimal_symbol": ",",
}
WHO = {
    "company": {"name": "Old & Co", "week_start_day": "Monday", "time_format": "hours_minutes"},
    "user": {"id": 7, "first_name": "Ada", "last_name": "Byron", "admin": True},
}
ACME = {"id": 123, "name": "Acme", "product": "harvest"}
BETA = {"id": 456, "name": "Beta Ltd", "product": "harvest"}
FORECAST = {"id": 789, "name": "Plans", "product": "forecast"}


class Told(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@dataclass
class Harvest:
    """What answers: paths with their replies, and who has asked for what."""

    token: str = field(default=TOKEN, repr=False)
    accounts: list[dict[str, object]] = field(default_factory=lambda: [ACME, FORECAST])
    replies: dict[str, httpx.Response | Exception] = field(default_factory=dict)
    seen: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        set_reply = self.replies.get(request.url.path)
        if isinstance(set_reply, Exception):
            raise set_reply
        if set_reply is not None:
            return set_reply
        if request.url.path == "/account/who_am_i":
            return httpx.Response(200, json=WHO)
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return httpx.Response(401, json={"error": "invalid_token"})
        trees: Mapping[str, object] = {
            "/api/v2/accounts": {"user": {}, "accounts": self.accounts},
            "/v2/users/me": ME,
            "/v2/company": COMPANY,
            "/v2/time_entries": {"time_entries": [], "links": {}},
        }
        return httpx.Response(200, json=trees[request.url.path])

    @property
    def hosts(self) -> set[str]:
        return {request.url.host for request in self.seen}


class Ring(KeyringBackend):
    """A keyring in memory, which may refuse."""

    priority = -1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.refusal: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.refusal:
            raise KeyringError(f"{self.refusal}: {password}")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse()
        del self.kept[service, username]

    def _refuse(self) -> None:
        if self.refusal:
            raise self.refusal


class Tty(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


class Somebody:
    """Logs in, at the keyboard or with a script."""

    def __init__(
        self, home: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.home, self._patch, self._capsys = home, patch, capsys
        self.questions: list[str] = []
        self.typed = ""

    @property
    def config(self) -> Path:
        return self.home / "config" / "windrow" / "config.toml"

    @property
    def file(self) -> Path:
        return self.config.with_name("acme.token")

    def types(self, secret: str | type[BaseException], *lines: str) -> None:
        """Sit down at the keyboard, to type a secret when asked for it, and these lines."""
        self._patch.setattr(sys, "stdin", Tty("".join(f"{line}\n" for line in lines)))
        self._patch.setattr(getpass, "getpass", lambda question: self._give(question, secret))

    def _give(self, question: str, secret: str | type[BaseException]) -> str:
        self.questions.append(question)
        if isinstance(secret, str):
            return secret
        raise secret

    def sends(self, text: str) -> None:
        """Have a script send something."""
        self._patch.setattr(sys, "stdin", io.StringIO(text))

    def run(self, *arguments: str) -> Told:
        code = main(list(arguments))
        out, err = self._capsys.readouterr()
        self.typed += out + err
        return Told(code, out, err)

    def does(self, *arguments: str) -> str:
        told = self.run(*arguments)
        assert told.code == 0, told
        return told.out.removesuffix("\n")

    def refuses(self, *arguments: str, code: int = 1) -> str:
        before = self.files()
        told = self.run(*arguments)
        assert (told.code, told.out.strip()) == (code, ""), told
        assert self.files() == before
        said = told.err.rpartition("windrow: ")[2]
        assert said.endswith(".\n"), told
        return said.removesuffix("\n")

    def files(self) -> dict[str, bytes]:
        """Every file that logging in may touch, and the log."""
        folders = (self.home / "config", self.home / "state")
        paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.home)): path.read_bytes() for path in paths}

    def profile(self, text: str) -> None:
        """Write config.toml."""
        self.config.parent.mkdir(parents=True, exist_ok=True)
        self.config.write_text(text, encoding="utf-8")


def shown_with_locals(error: BaseException) -> str:
    """Draw a traceback as the most talkative program does, without the frames of the test."""
    frames = error.__traceback__
    while frames is not None and "tests" in Path(frames.tb_frame.f_code.co_filename).parts:
        frames = frames.tb_next
    output = io.StringIO()
    console = Console(file=output, width=500)
    shown = Traceback.from_exception(
        type(error),
        error,
        frames,
        show_locals=True,
        extra_lines=0,
        locals_max_length=None,
        locals_max_string=None,
        locals_hide_dunder=False,
        locals_hide_sunder=False,
    )
    console.print(shown)
    return re.sub(r"\s+", " ", output.getvalue())


@pytest.fixture
def harvest(monkeypatch: pytest.MonkeyPatch) -> Harvest:
    """Harvest, on the other side of every connection."""
    from tui.api import harvest as module

    answers = Harvest()

    def client(url: str, headers: Mapping[str, str] | None = None) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=url, headers=headers, transport=httpx.MockTransport(answers)
        )

    monkeypatch.setattr(module, "new_client", client)
    return answers


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A keyring, in place of the system's."""
    before, mine = keyring.get_keyring(), Ring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> Iterator[None]:
    """A system without a keyring."""
    from keyring.backends import fail

    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def somebody(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Somebody:
    from tui.api.session import Session

    monkeypatch.setitem(Session.__init__.__kwdefaults__, "backoff", (0, 0))
    monkeypatch.delenv("HARVEST_TOKEN", raising=False)
    return Somebody(home, monkeypatch, capsys)
