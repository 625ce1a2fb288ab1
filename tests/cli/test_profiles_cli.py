"""`windrow profiles` and `windrow logout`: what there is, what opens by itself, what goes."""

import json
from pathlib import Path

import pytest

from tests.cli.harvest import Ring, Somebody
from tui import config
from tui.memory.store import Memory

CONFIG = """\
theme = "windrow-light"
profile = "acme"

[profiles.acme]
kind = "harvest-v2"
account_id = 123
keyring = true

[profiles.old]
kind = "harvest-v1"
url = "https://old.harvestapp.com"
email = "ada@example.com"
password_command = "pass show harvest"

[profiles.beta]
kind = "harvest-v2"
account_id = 456
token_env = "BETA_TOKEN"
timers = "start-end"

[profiles.asked]
kind = "harvest-v2"
account_id = 9
url = "http://127.0.0.1:8420/v2"
"""


@pytest.fixture
def person(somebody: Somebody, ring: Ring) -> Somebody:
    """Somebody with profiles of every kind."""
    ring.kept["windrow", "acme"] = "a token"
    somebody.profile(f'{CONFIG}\n[profiles.filed]\nkind = "harvest-v2"\naccount_id = 7\n')
    with somebody.config.open("a") as file:
        file.write(f'token_file = "{somebody.config.with_name("filed.token")}"\n')
    somebody.config.with_name("filed.token").write_text("a token")
    return somebody


def names() -> list[str]:
    return list(config.load(config.config_path()).profiles)


class TestList:
    def test_every_account_is_listed(self, person: Somebody) -> None:
        lines = person.does("profiles").splitlines()
        assert [line.split()[:2] for line in lines[:2]] == [["local", "local"], ["*", "acme"]]
        assert lines[1].split("  ")[0] == "* acme"
        assert lines[0].endswith("account.db")
        assert lines[1].endswith("account 123      token from the system's keyring")
        assert lines[2].endswith("ada@example.com  password from the command `pass show harvest`")
        assert lines[3].endswith("token from the environment variable BETA_TOKEN")
        assert lines[4].endswith("token from the keyboard, at each start")
        assert lines[5].endswith(f"token from the file {person.config.with_name('filed.token')}")

    def test_for_programs(self, person: Somebody) -> None:
        told = json.loads(person.does("profiles", "--json"))
        assert told["default"] == "acme"
        local, acme, old, beta, asked, filed = told["profiles"]
        assert (local["name"], local["kind"], local["kept"]) == ("local", "local", None)
        assert acme == {
            "name": "acme",
            "kind": "harvest-v2",
            "address": "https://api.harvestapp.com/v2",
            "account": 123,
            "email": None,
            "secret": "token",
            "kept": "keyring",
            "place": None,
            "default": True,
        }
        assert set(local) == set(acme)
        assert (old["email"], old["secret"], old["kept"]) == (
            "ada@example.com",
            "password",
            "command",
        )
        assert (beta["kept"], beta["place"]) == ("env", "BETA_TOKEN")
        assert asked["kept"] is None
        assert filed["place"].endswith("filed.token")

    def test_the_first_day(self, somebody: Somebody) -> None:
        assert somebody.does("profiles").startswith("* local  local  ")
        assert somebody.files() == {}

    def test_a_default_that_is_none_of_them(self, somebody: Somebody) -> None:
        somebody.profile('profile = "gone"')
        said = somebody.does("profiles")
        assert said.splitlines()[0].startswith("  local")
        assert "“gone” opened, which is none of them" in said

    @pytest.mark.parametrize("command", [["profiles"], ["logout", "acme"]])
    def test_a_damaged_configuration(self, somebody: Somebody, command: list[str]) -> None:
        somebody.profile("theme = [")
        assert "Mend it, or move it away." in somebody.refuses(*command, code=2)


class TestDefault:
    def test_one_is_chosen(self, person: Somebody) -> None:
        said = person.does("profiles", "default", "beta")
        assert said == "`windrow` opens the profile “beta” from now on."
        after = config.load(person.config)
        assert (after.profile, after.theme) == ("beta", "windrow-light")
        told = json.loads(person.does("profiles", "default", "acme", "--json"))
        assert told["default"] == "acme"

    def test_our_own_account_again(self, person: Somebody) -> None:
        assert "your own account" in person.does("profiles", "default", "local")
        assert config.load(person.config).profile == ""
        assert person.does("profiles").startswith("* local")

    def test_one_that_is_not_there(self, person: Somebody) -> None:
        said = person.refuses("profiles", "default", "gone")
        assert said.startswith("There is no profile “gone”; there are: local, acme, old")


class TestLogout:
    def test_out_of_the_keyring(self, person: Somebody, ring: Ring) -> None:
        ring.kept["windrow", "other"] = "stays"
        assert person.does("logout", "acme").splitlines() == [
            "“acme” is no profile any more. Its token is gone from the system's keyring.",
            "`windrow` opens your own account on this machine again.",
        ]
        assert ring.kept == {("windrow", "other"): "stays"}
        assert names() == ["old", "beta", "asked", "filed"]
        after = config.load(person.config)
        assert (after.profile, after.theme) == ("", "windrow-light")

    def test_the_file_is_deleted(self, person: Somebody) -> None:
        assert "The file with its token is deleted" in person.does("logout", "filed")
        assert not person.config.with_name("filed.token").exists()
        assert config.load(person.config).profile == "acme"

    def test_what_was_remembered_of_it_is_deleted(self, person: Somebody) -> None:
        path = config.memory_path("acme")
        Memory(path).close()
        assert "for undo and search, is deleted" in person.does("logout", "acme")
        assert not path.exists()

    def test_another_file_stays(self, person: Somebody, tmp_path: Path) -> None:
        mine = tmp_path / "mine"
        mine.write_text("a token")
        person.profile(
            f'[profiles.acme]\nkind = "harvest-v2"\naccount_id = 1\ntoken_file = "{mine}"\n'
        )
        assert f"{mine} is yours: delete it" in person.does("logout", "acme")
        assert mine.exists()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("beta", "The environment variable BETA_TOKEN is yours: unset it"),
            ("old", "What `pass show harvest` prints is yours"),
            ("asked", "Its token was kept nowhere."),
        ],
    )
    def test_what_it_cannot_take_away(self, person: Somebody, name: str, words: str) -> None:
        assert words in person.does("logout", name)
        assert name not in names()

    def test_a_keyring_that_refuses(self, person: Somebody, ring: Ring) -> None:
        ring.refusal = RuntimeError("locked")
        said = person.refuses("logout", "acme")
        assert "does not give it away: locked. Nothing was changed" in said
        assert "is left where it was" in person.does("logout", "acme", "--leave-secret")
        assert "acme" not in names()

    def test_a_full_disk(self, person: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("tui.config._text", full)
        said = person.refuses("logout", "acme")
        assert "But this was done already: Its token is gone from the system's keyring." in said

    @pytest.mark.parametrize(
        ("name", "words"), [("gone", "no profile “gone”"), ("local", "nobody")]
    )
    def test_one_that_is_not_there(self, person: Somebody, name: str, words: str) -> None:
        assert words in person.refuses("logout", name)


@pytest.mark.parametrize("command", [["login", "--help"], ["logout", "--help"], ["profiles", "-h"]])
def test_help_says_what_the_exit_codes_are(
    somebody: Somebody, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        somebody.run(*command)
    assert end.value.code == 0
    assert f"usage: windrow {command[0]}" in capsys.readouterr().out
