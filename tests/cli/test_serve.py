"""`windrow serve`: what it says, what it refuses, and how it ends."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Timer

import httpx
import pytest

from tests.account.served import CHEAP, PASSWORD
from tests.account.small import ADA, BOB, CODING, FOUNDER, WEB
from tests.account.writing import now
from tui.account import sample, serving
from tui.account.entries import Record
from tui.account.store import Store
from tui.account.tokens import digest_of
from tui.cli import listening, serve
from tui.cli.ending import End
from tui.cli.offer import Offer, Secret, offer_account
from tui.cli.parser import parse
from tui.domain.account import Person

ROOT = Path(__file__).parents[2]
ADAS = ("ada@example.com", PASSWORD)
TODAY = date(2016, 1, 27)
CERTIFICATE = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
    "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
)


@pytest.fixture
def machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with a place for temporary files, and no password in the environment."""
    (home / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(home / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for variable in ("WINDROW_PASSWORD", "WINDROW_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    return home


@pytest.fixture
def account(machine: Path, small_account: bytes) -> Iterator[Store]:
    """The person's own account, open as a pane has it open; Ada has a password."""
    path = machine / "data" / "windrow" / "account.db"
    path.parent.mkdir(mode=0o700, parents=True)
    path.write_bytes(small_account)
    store = Store.open(path, founder=FOUNDER, clock=now)
    with store.write():
        store.set_password(ADA, CHEAP)
    yield store
    store.close()


def options(*arguments: str) -> Namespace:
    return parse(["serve", "--port", "0", *arguments])[1]


@contextmanager
def started(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Start `windrow serve` in a process of its own."""
    command = [sys.executable, "-m", "tui", "serve", "--port", "0", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:
        watchdog = Timer(20, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()


def end(process: "subprocess.Popen[str]", sign: signal.Signals) -> tuple[str, str]:
    """End it, see that it ends well and soon, and give what else it wrote."""
    began = time.monotonic()
    process.send_signal(sign)
    rest = process.communicate()
    assert process.returncode == 0, rest
    assert time.monotonic() - began < 2
    return rest


def add(url: str) -> list[int]:
    """Start fifteen timers over HTTP, each of which stops the one before."""
    body = {"project_id": WEB, "task_id": CODING, "spent_at": str(TODAY)}
    with httpx.Client(base_url=url, auth=ADAS, trust_env=False) as client:
        replies = [client.post("/daily/add", json=body) for _ in range(15)]
    return [int(reply.raise_for_status().json()["id"]) for reply in replies]


def insert(store: Store) -> int:
    """Write an entry as a program does that has the file open."""
    with store.write():
        return store.entries.insert(
            Record(
                person_id=ADA,
                project_id=WEB,
                task_id=CODING,
                spent_date=TODAY,
                seconds=60,
                created_at=0,
                updated_at=0,
            )
        )


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1, and its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [*CERTIFICATE.split(), "-keyout", key, "-out", cert],
        check=True,
        capture_output=True,
    )
    return cert, key


class TestServing:
    def test_a_demo_for_programs(self, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WINDROW_PASSWORD", "pass wörd")
        monkeypatch.setenv("WINDROW_TOKEN", "my-token")
        with started("--demo", "--json", "--log") as process:
            line = json.loads(process.stdout.readline())
            assert line["email"] == "robin@windrow.example"
            assert line["password"] == "pass wörd"
            assert (line["token"], line["account_id"]) == ("my-token", 1)
            assert line["url"].startswith("http://127.0.0.1:")
            assert list((machine / "tmp").iterdir())
            with httpx.Client(base_url=line["url"], trust_env=False) as client:
                for email in (line["email"], "marta@windrow.example"):
                    reply = client.get("/daily?slim=1", auth=(email, line["password"]))
                    assert reply.json()["day_entries"]
                assert client.get("/daily").status_code == 401
                bearer = {"Authorization": "Bearer my-token", "Harvest-Account-Id": "1"}
                assert client.get("/v2/users/me", headers=bearer).json()["email"] == line["email"]
                file = next((machine / "tmp").glob("*/account.db"))
                file.rename(file.with_name("elsewhere.db"))
                client.auth = (line["email"], line["password"])
                assert client.post("/daily/add?project_id=1&task_id=1").status_code == 500
                out, err = end(process, signal.SIGTERM)
        assert out == ""
        assert [log.split()[:3] for log in err.splitlines()] == [
            ["GET", "/daily", "200"],
            ["GET", "/daily", "200"],
            ["GET", "/daily", "401"],
            ["GET", "/v2/users/me", "200"],
            ["POST", "/daily/add", "500"],
        ]
        log = (machine / "state" / "windrow" / "windrow.log").read_text()
        assert f"The account file {file} was moved" in log
        assert list((machine / "tmp").iterdir()) == []
        assert not (machine / "data").exists()

    def test_a_pane_and_two_servers_write_at_once(self, account: Store) -> None:
        with started("--json") as one, started() as other:
            line = json.loads(one.stdout.readline())
            assert (line["email"], line["password"]) == (ADAS[0], None)
            assert (line["token"], line["account_id"]) == (None, 1)
            told = [other.stdout.readline().rstrip() for _ in range(5)]
            assert told[0].startswith("Windrow serves your account at http://127.0.0.1:")
            urls = (line["url"], told[0].split()[-1])
            assert told[1:] == [
                "These may log in, with e-mail and their password:",
                "  ada@example.com  Ada Byron",
                f"Try it:  curl -u ada@example.com {urls[1]}/daily",
                "ctrl+c ends it.",
            ]
            with ThreadPoolExecutor(2) as callers:
                theirs = list(callers.map(add, urls))
                ours = [insert(account) for _ in range(15)]
            made = [*ours, *theirs[0], *theirs[1]]
            assert end(one, signal.SIGINT) == ("", "")
            assert end(other, signal.SIGTERM) == ("", "")
        with account.read():
            stored = account.entries.day(ADA, TODAY, 0).entries
            assert account.entries.count() == len(made) == len(set(made)) == 45
        assert {entry.id for entry in stored} == set(made)
        assert sum(entry.is_running for entry in stored) == 1

    @pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate with openssl")
    def test_tls(self, machine: Path, account: Store) -> None:
        cert, key = certificate(machine)
        with started("--json", "--tls-cert", str(cert), "--tls-key", str(key)) as process:
            url = json.loads(process.stdout.readline())["url"]
            assert url.startswith("https://127.0.0.1:")
            trust = ssl.create_default_context(cafile=str(cert))
            with httpx.Client(verify=trust, auth=ADAS, trust_env=False) as client:
                assert client.get(f"{url}/daily").status_code == 200
                assert client.get(f"{url}/daily", headers={"Origin": url}).status_code == 200
                assert end(process, signal.SIGTERM) == ("", "")


class TestEnding:
    def test_before_it_serves(self, machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A signal while the demo is being filled leaves nothing behind."""

        def interrupted(*_: object, **__: object) -> None:
            assert list((machine / "tmp").iterdir())
            signal.raise_signal(signal.SIGTERM)

        monkeypatch.setattr(sample, "fill", interrupted)
        before = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
        assert serve.run(options("--demo")) == 0
        assert list((machine / "tmp").iterdir()) == []
        assert before == [
            signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        ]

    def test_only_the_first_signal_counts(self) -> None:
        ending, calls = End(), []
        with ending.on_signals():
            with ending.calling(lambda: calls.append(1)):
                signal.raise_signal(signal.SIGINT)
                signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGTERM)
        assert calls == [1]

    def test_cleaning_up_is_not_interrupted(self) -> None:
        served, starting = End(), End()
        with served.on_signals():
            with served.calling(lambda: None):
                pass  # it failed, and was not asked to end
            signal.raise_signal(signal.SIGTERM)
        with starting.on_signals():
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGTERM)
            signal.raise_signal(signal.SIGINT)

    def test_a_signal_that_is_ignored_stays_so(self) -> None:
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            with End().on_signals():
                signal.raise_signal(signal.SIGHUP)
        finally:
            signal.signal(signal.SIGHUP, before)


class TestRefusals:
    """One sentence on stderr, exit code 2, and nothing is left open."""

    @pytest.fixture
    def refused(self, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
        def refuse(*arguments: str) -> str:
            assert serve.run(options(*arguments)) == 2
            out, err = capsys.readouterr()
            assert out == ""
            assert err.startswith("windrow: ")
            assert err.count("\n") == 1
            return err

        return refuse

    def test_nobody_has_a_password(
        self, account: Store, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WINDROW_PASSWORD", "this is for demos")
        with account.write():
            account.set_password(ADA, "")
        told = refused()
        assert "windrow account password" in told
        assert "windrow account token" in told

    def test_a_token_that_is_none(
        self, machine: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WINDROW_TOKEN", "two words")
        assert "WINDROW_TOKEN says is no token" in refused("--demo")

    def test_a_damaged_account(self, machine: Path, refused: Callable[..., str]) -> None:
        path = machine / "data" / "windrow" / "account.db"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x" * 5000)
        assert f"The account file {path} is not an account" in refused()
        assert path.read_bytes() == b"x" * 5000

    def test_a_port_in_use(self, account: Store, refused: Callable[..., str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            told = refused("--port", str(port))
        assert f"port {port} is in use; name another with --port" in told

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may use every port")
    def test_a_port_of_the_system(self, account: Store, refused: Callable[..., str]) -> None:
        assert "port 1 needs rights that you do not have" in refused("--port", "1")

    @pytest.mark.parametrize("port", ["-1", "65536", "x", "1.5", "٣", "9" * 5000])
    def test_no_port(self, port: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            options(f"--port={port}")
        assert ended.value.code == 2
        assert "name a number from 0 to 65535" in capsys.readouterr().err

    @pytest.mark.parametrize("host", ["192.0.2.1", "0.0.0.0", "::", "255.255.255.255"])
    @pytest.mark.parametrize("know", [(), ("--i-know",)])
    def test_where_others_can_reach_it(
        self, machine: Path, refused: Callable[..., str], host: str, know: tuple[str, ...]
    ) -> None:
        told = refused("--demo", "--host", host, *know)
        assert f"other machines can reach {host}" in told
        assert "--i-know, --tls-cert FILE and --tls-key FILE" in told

    def test_tls_does_not_suffice_where_others_can_reach_it(
        self, machine: Path, refused: Callable[..., str]
    ) -> None:
        files = ("--tls-cert", "a.pem", "--tls-key", "b.pem")
        assert "add --i-know" in refused("--demo", "--host", "0.0.0.0", *files)

    def test_a_kind_of_account_without_a_demo(self, refused: Callable[..., str]) -> None:
        assert "--start-end goes with --demo" in refused("--start-end")

    def test_no_such_host(self, machine: Path, refused: Callable[..., str]) -> None:
        for host in ("no.such.host.invalid", "x" * 300, "127.0.0.1:80"):
            assert f"there is no host “{host}”" in refused("--demo", "--host", host)

    def test_an_address_of_another_machine(
        self, account: Store, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serving, "is_loopback", lambda _: True)
        told = refused("--host", "192.0.2.1")
        assert "192.0.2.1 is no address of this machine" in told

    def test_one_tls_file(self, machine: Path, refused: Callable[..., str]) -> None:
        for option in ("--tls-cert", "--tls-key"):
            assert "TLS needs two files" in refused("--demo", option, "a.pem")

    def test_tls_files_that_are_none(self, machine: Path, refused: Callable[..., str]) -> None:
        (machine / "no.pem").write_text("not a certificate")
        for name in ("missing.pem", "no.pem", ""):
            file = str(machine / name)
            told = refused("--demo", "--tls-cert", file, "--tls-key", file)
            assert f"the TLS files {machine / name} and" in told
            assert "cannot be used: " in told

    def test_without_the_extra(
        self, machine: Path, refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "uvicorn", None)
        monkeypatch.delitem(sys.modules, "tui.account.serving")
        told = refused("--demo")
        assert "uvicorn, which is not installed" in told
        assert ".[serve]" in told


@pytest.mark.parametrize(
    ("host", "url", "names"),
    [
        ("127.0.0.1", "http://127.0.0.1:{port}", {"127.0.0.1"}),
        ("localhost", "http://localhost:{port}", {"localhost", "127.0.0.1"}),
        ("0.0.0.0", "http://desk:{port}", {"0.0.0.0", "desk"}),
    ],
)
def test_names_and_address(
    host: str, url: str, names: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "desk")
    address = serving.address_of(host)
    asked = options("--host", host)
    with listening.listener_at(address, asked) as listener:
        port = listener.getsockname()[1]
        assert listening.url_of(listener, asked) == url.format(port=port)
    assert set(listening.names_of(host, address)) == names


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_address_of_ipv6() -> None:
    asked = options("--host", "::1")
    with listening.listener_at(serving.address_of("::1"), asked) as listener:
        port = listener.getsockname()[1]
        assert listening.url_of(listener, asked) == f"http://[::1]:{port}"


def test_who_may_log_in_with_what(account: Store) -> None:
    """A token alone suffices; whoever has a password stands for all in an example with one."""
    with account.write():
        account.set_token(BOB, digest_of("t"))
    offer = offer_account(account)
    assert "with e-mail and their password, or their token:\n  ada@" in offer.text("http://x")
    assert [person.id for person in offer.people] == [ADA, BOB]
    with account.write():
        account.set_password(ADA, "")
        account.set_token(ADA, digest_of("u"))
    offer = offer_account(account)
    assert [person.id for person in offer.people] == [ADA, BOB]
    assert "with their token:" in offer.text("http://x")
    assert 'Try it:  curl -H "Authorization: Bearer TOKEN" -H' in offer.text("http://x")
    with account.write():
        account.set_password(BOB, CHEAP)
    offer = offer_account(account)
    assert [person.id for person in offer.people] == [BOB, ADA]
    assert "Try it:  curl -u bob@example.com http://x/daily" in offer.text("http://x")


def test_what_is_told_of_a_demo(capsys: pytest.CaptureFixture[str]) -> None:
    robin = Person(id=1, first_name="Robin\x1b[2J", email="robin@windrow.example")
    made_up = {
        "password": Secret("made-up", is_made_up=True),
        "token": Secret("t1", is_made_up=True),
    }
    text = Offer(people=(robin,), **made_up).text("http://x:1")
    assert "Robin�[2J" in text
    assert "the password made-up:" in text
    assert "curl -u robin@windrow.example:made-up http://x:1/daily" in text
    assert (
        "Or V2:   curl -H \"Authorization: Bearer t1\" -H 'Harvest-Account-Id: 1' "
        "http://x:1/v2/time_entries" in text
    )
    chosen = {"password": Secret("chosen"), "token": Secret("t2-chosen")}
    offer = Offer(people=(robin,), **chosen)
    assert "chosen" not in offer.text("http://x:1") + repr(offer)
    assert "WINDROW_PASSWORD" in offer.text("http://x:1")
    assert "Bearer $WINDROW_TOKEN" in offer.text("http://x:1")
