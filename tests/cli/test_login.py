"""`windrow login`: from a token to a profile, and everything that can go wrong on the way."""

import sys
from pathlib import Path

import httpx
import pytest

from tests.account.served import PASSWORD as SERVED_PASSWORD
from tests.account.served import served
from tests.account.small import BOB, FOUNDER
from tests.cli.conftest import Desk
from tests.cli.harvest import (
    ACME,
    BETA,
    PASSWORD,
    TOKEN,
    Harvest,
    Ring,
    Somebody,
)
from tests.clock import FrozenClock
from tests.terminal.pane import Pane, pane_env
from tui import config
from tui.account import tokens
from tui.account.store import Store
from tui.cli.login import log_in_anew
from tui.profiles import HarvestV1, HarvestV2, Profile

V1_URL = "https://acme.harvestapp.com"
ROOT = Path(__file__).parents[2]


def saved(name: str = "acme") -> Profile:
    return config.load(config.config_path()).profiles[name]


def default() -> str:
    return config.load(config.config_path()).profile


class TestAtTheKeyboard:
    def test_a_token_and_enter_is_enough(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        somebody.types(f"  {TOKEN}\t", "", "", "")
        told = somebody.run("login")
        assert told.code == 0
        assert "https://id.getharvest.com/developers" in told.err
        assert "Acme Inc.: you are Ada Byron, administrator." in told.err
        assert (
            "It tracks start and end times, shows them as 1,50 on a 12-hour clock, begins its "
            "weeks on Sunday, and its days are those of Europe/Berlin." in told.err
        )
        assert told.out.splitlines() == [
            "Saved the profile “acme-inc”. Its token is in the system's keyring.",
            "Open it with: windrow",
            "Your own account on this machine: windrow --profile local",
        ]
        assert saved("acme-inc") == HarvestV2(account_id=123, keyring=True)
        assert default() == "acme-inc"
        assert ring.kept == {("windrow", "acme-inc"): TOKEN}
        assert harvest.hosts == {"id.getharvest.com", "api.harvestapp.com"}
        assert harvest.seen[1].headers["Harvest-Account-Id"] == "123"

    def test_one_of_several_accounts_is_picked(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        harvest.accounts = [ACME, BETA]
        harvest.replies["/v2/company"] = httpx.Response(403, json={"message": "Not authorized!"})
        somebody.types(TOKEN, "3", "two", "2", "", "n", "1")
        told = somebody.run("login")
        assert "  1  Acme (123)\n  2  Beta Ltd (456)" in told.err
        assert told.err.count("Write a number from 1 to 2.") == 2
        assert "Beta Ltd: you are Ada Byron, administrator." in told.err
        assert "that is a guess" in told.err
        assert saved("beta-ltd") == HarvestV2(account_id=456, keyring=True)
        assert told.out.endswith("Open it with: windrow --profile beta-ltd\n")
        assert default() == ""

    def test_a_file_that_only_its_owner_may_read(
        self, somebody: Somebody, harvest: Harvest, no_ring: None
    ) -> None:
        somebody.types(TOKEN, "acme", "y", "")
        told = somebody.run("login")
        assert "keyring" not in told.err
        assert f"1  a file that only you may read: {somebody.file}" in told.err
        assert saved() == HarvestV2(account_id=123, token_file=str(somebody.file))
        assert somebody.file.read_text() == f"{TOKEN}\n"
        assert somebody.file.stat().st_mode & 0o777 == 0o600

    def test_a_variable_is_said_with_what_to_set(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        somebody.types(TOKEN, "acme", "n", "3", "no name", "MY_TOKEN")
        told = somebody.run("login")
        assert "“no name” is no name for a variable" in told.err
        assert "MY_TOKEN, which is not set yet" in told.out
        assert "export MY_TOKEN=…" in told.out
        assert saved() == HarvestV2(account_id=123, token_env="MY_TOKEN")
        assert ring.kept == {}

    def test_a_command_must_print_the_very_token(
        self, somebody: Somebody, harvest: Harvest, ring: Ring, tmp_path: Path
    ) -> None:
        (tmp_path / "token").write_text(TOKEN)
        right = f"cat '{tmp_path / 'token'}'"
        somebody.types(TOKEN, "acme", "n", "4", "echo another", "4", "false", "4", right)
        told = somebody.run("login")
        assert "prints another token than the one that was checked" in told.err
        assert "failed with exit code 1. Choose another place." in told.err
        assert saved() == HarvestV2(account_id=123, token_command=right)

    def test_a_keyring_that_refuses_is_not_the_end(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        ring.refusal = RuntimeError("locked")
        somebody.types(TOKEN, "acme", "n", "1", "2")
        told = somebody.run("login")
        assert "The system's keyring refused it: locked: …. Choose another place." in told.err
        assert somebody.file.exists()

    def test_a_name_is_asked_until_it_is_one(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        somebody.types(TOKEN, "../evil", "local", "mine", "", "")
        told = somebody.run("login")
        assert "“../evil” cannot be the name" in told.err
        assert "“local” is your own account" in told.err
        assert saved("mine")

    def test_what_was_there_is_kept(self, somebody: Somebody, harvest: Harvest, ring: Ring) -> None:
        somebody.profile(
            'theme = "windrow-light"\nprofile = "acme-inc"\n[profiles.acme-inc]\n'
            f'kind = "harvest-v1"\nurl = "{V1_URL}"\nemail = "a@b.c"\npassword_env = "X"\n'
        )
        somebody.types(TOKEN, "", "", "")
        assert "windrow --profile acme-inc-2" in somebody.does("login")
        after = config.load(somebody.config)
        assert (after.theme, after.profile) == ("windrow-light", "acme-inc")
        assert list(after.profiles) == ["acme-inc", "acme-inc-2"]

    def test_v1_asks_for_address_and_email(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        somebody.types(PASSWORD, f"{V1_URL}/", "ada@example.com", "", "", "")
        told = somebody.run("login", "--v1")
        assert "Old & Co: you are Ada Byron, administrator." in told.err
        assert saved("old-co") == HarvestV1(url=V1_URL, email="ada@example.com", keyring=True)
        assert ring.kept == {("windrow", "old-co"): PASSWORD}

    @pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
    def test_stopped_at_the_token(
        self, somebody: Somebody, harvest: Harvest, end: type[BaseException]
    ) -> None:
        somebody.types(end)
        assert somebody.refuses("login") == "Stopped; nothing was saved."

    @pytest.mark.parametrize("lines", [(), ("acme",), ("acme", "y"), ("acme", "y", "3")])
    def test_stopped_at_a_question(
        self, somebody: Somebody, harvest: Harvest, ring: Ring, lines: tuple[str, ...]
    ) -> None:
        somebody.types(TOKEN, *lines)
        assert somebody.refuses("login") == "Stopped; nothing was saved."
        assert ring.kept == {}

    def test_from_inside_the_program(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        somebody.types(TOKEN, "acme", "n", "", "")
        assert log_in_anew() == "acme"
        somebody.types(TOKEN, "later", "n", "3", "LATER_TOKEN", "")
        assert log_in_anew() is None
        somebody.types("wrong", "")
        assert log_in_anew() is None


class TestScripts:
    def test_a_token_from_stdin(self, somebody: Somebody, harvest: Harvest, ring: Ring) -> None:
        somebody.sends(f"{TOKEN}\r\nmore\n")
        somebody.does("login", "--stdin", "--keep", "file", "--name", "acme", "--account", "123")
        assert somebody.file.read_text() == f"{TOKEN}\n"
        assert default() == "acme"
        somebody.sends(TOKEN)
        told = somebody.run("login", "--stdin")
        assert "The profile “acme” is this account already." in told.err
        assert (told.code, "acme-inc" in config.load(config.config_path()).profiles) == (1, False)
        somebody.sends(TOKEN)
        somebody.does("login", "--stdin", "--name", "acme-inc")
        assert saved("acme-inc").keyring
        assert default() == "acme"
        somebody.sends(TOKEN)
        somebody.does("login", "--stdin", "--default", "--name", "third")
        assert default() == "third"

    def test_a_secret_that_is_there_already_is_not_asked_for(
        self, somebody: Somebody, harvest: Harvest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("MY_TOKEN", TOKEN)
        (tmp_path / "token").write_text(TOKEN)
        somebody.sends("")
        said = somebody.does("login", "--keep", "env:MY_TOKEN", "--name", "env")
        assert "the environment variable MY_TOKEN, which holds it" in said
        somebody.does("login", "--keep", f"command:cat '{tmp_path}/token'", "--name", "command")
        assert saved("command").keeping.command == f"cat '{tmp_path}/token'"

    def test_an_account_of_another_server(
        self, somebody: Somebody, harvest: Harvest, ring: Ring
    ) -> None:
        somebody.sends(TOKEN)
        somebody.does("login", "--stdin", "--url", "http://127.0.0.1:8420/", "--name", "acme")
        assert saved() == HarvestV2(account_id=123, url="http://127.0.0.1:8420/v2", keyring=True)
        assert harvest.hosts == {"127.0.0.1"}

    def test_v1_on_a_real_connection(
        self, somebody: Somebody, ring: Ring, clock: FrozenClock, desk: Desk
    ) -> None:
        store = Store.open(desk.path, founder=FOUNDER, clock=clock)
        with served(store, clock) as url:
            v1 = ("login", "--v1", "--stdin", "--url", url, "--email", "ada@example.com")
            somebody.sends("wrong\n")
            assert "does not accept this password: check the e-mail" in somebody.refuses(*v1)
            somebody.sends(SERVED_PASSWORD)
            somebody.does(*v1, "--name", "acme")
        store.close()
        assert saved() == HarvestV1(url=url, email="ada@example.com", keyring=True)
        somebody.sends(SERVED_PASSWORD)
        assert "Check the network and the address" in somebody.refuses("login", "acme", "--stdin")

    def test_v2_on_a_real_connection(
        self, somebody: Somebody, ring: Ring, clock: FrozenClock, desk: Desk
    ) -> None:
        token = tokens.made()
        with desk.store() as store:
            with store.write():
                store.set_token(BOB, tokens.digest_of(token))
            with served(store, clock) as url:
                v2 = ("login", "--stdin", "--url", url, "--name", "acme")
                somebody.sends(f"{token}x")
                assert "does not accept this token" in somebody.refuses(*v2)
                somebody.sends(token)
                told = somebody.run(*v2)
        assert told.code == 0
        assert ": you are Bob Lee, member." in told.err
        profile = saved()
        assert isinstance(profile, HarvestV2)
        assert (profile.url, profile.keyring) == (f"{url}/v2", True)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--keep", "drawer"], "write keyring, file, env:NAME or command:“…”"),
            (["--keep", "env:1 2"], "is no place"),
            (["--account", "acme"], "invalid int value"),
            (["--email", "a@b.c"], "--email goes with --v1"),
            (["--v1", "--account", "1"], "--account is for API V2"),
            (["acme", "--keep", "file"], "--keep is for a new profile: leave out “acme”"),
            (["acme", "--v1"], "--v1 is for a new profile"),
        ],
    )
    def test_wrong_usage(
        self,
        home: Path,
        capsys: pytest.CaptureFixture[str],
        somebody: Somebody,
        arguments: list[str],
        words: str,
    ) -> None:
        with pytest.raises(SystemExit) as end:
            somebody.run("login", *arguments)
        assert end.value.code == 2
        assert words in capsys.readouterr().err


class TestANewSecret:
    @pytest.fixture
    def logged_in(self, somebody: Somebody, harvest: Harvest, ring: Ring) -> Somebody:
        for where in ("keyring", "file"):
            somebody.sends(TOKEN)
            somebody.does("login", "--stdin", "--keep", where, "--name", where)
        harvest.token = "another"
        return somebody

    def test_it_is_kept_where_the_old_one_was(self, logged_in: Somebody, ring: Ring) -> None:
        before = logged_in.config.read_text()
        logged_in.types("another")
        assert "keyring keeps it" in logged_in.does("login", "keyring")
        assert ring.kept == {("windrow", "keyring"): "another"}
        assert "keeps it" in logged_in.does("login", "file")
        assert logged_in.config.with_name("file.token").read_text() == "another\n"
        assert logged_in.config.read_text() == before

    def test_a_wrong_one_changes_nothing(self, logged_in: Somebody, ring: Ring) -> None:
        logged_in.types(TOKEN)
        assert "does not accept this token" in logged_in.refuses("login", "file")
        assert "does not accept this token" in logged_in.refuses("login", "keyring")
        assert ring.kept == {("windrow", "keyring"): TOKEN}

    def test_what_the_person_keeps_is_looked_at(
        self, logged_in: Somebody, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        logged_in.profile(
            '[profiles.env]\nkind = "harvest-v2"\naccount_id = 1\ntoken_env = "HARVEST_TOKEN"\n'
            '[profiles.asked]\nkind = "harvest-v2"\naccount_id = 1\n'
        )
        assert "HARVEST_TOKEN is not set" in logged_in.refuses("login", "env")
        monkeypatch.setenv("HARVEST_TOKEN", TOKEN)
        said = logged_in.refuses("login", "env")
        assert "“env” has its token from the environment variable HARVEST_TOKEN: change it" in said
        monkeypatch.setenv("HARVEST_TOKEN", "another")
        assert "nothing to change" in logged_in.does("login", "env")
        logged_in.sends("another")
        assert "it is asked for each time" in logged_in.does("login", "asked", "--stdin")

    def test_there_is_none_of_that_name(self, logged_in: Somebody) -> None:
        said = logged_in.refuses("login", "nowhere")
        assert said == "There is no profile “nowhere”; there are: local, keyring, file."
        assert "nobody logs in to it" in logged_in.refuses("login", "local")


@pytest.mark.terminal
def test_in_a_terminal_nothing_typed_is_seen(home: Path) -> None:
    env = pane_env(home, PYTHONPATH=str(ROOT))
    command = [sys.executable, "-m", "tui", "login", "--url", "http://127.0.0.1:9/v2"]
    with Pane(command, env) as pane:
        pane.wait_for("Token for 127.0.0.1:9 (stays unseen):")
        pane.send(TOKEN)
        pane.send("\x03")
        pane.wait_for("Stopped; nothing was saved.")
        assert pane.exit_code() == 1
        assert pane.is_cooked
        assert TOKEN.encode() not in pane.raw
        assert b"Traceback" not in pane.raw
    assert [path for path in home.rglob("*") if path.is_file()] == []
