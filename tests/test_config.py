"""The configuration file."""

import re
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from tui.config import Config, ConfigError, load, save
from tui.profiles import HarvestV1, HarvestV2


def test_no_file_is_the_first_start(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Config()


def test_what_is_saved_is_read_back_and_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    save(Config(theme="windrow-light"), path)
    assert load(path) == Config(theme="windrow-light")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("theme = [", "Invalid value"),
        ("colour = 'x'", "there is no setting “colour”"),
        ("theme = 7", "theme: Input should be a valid string"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load(path)
    assert str(path) in str(error.value)
    assert problem in str(error.value)
    assert "Mend it, or move it away." in str(error.value)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("idle_minutes = -1", "idle_minutes: write a number from 0 to 480"),
        ("idle_minutes = 481", "idle_minutes: write a number from 0 to 480"),
        ("reminders = 'often'", "reminders: Input should be a valid boolean"),
        ("notify = 'loud'", "notify: Input should be 'off', 'osc9' or 'osc777'"),
    ],
)
def test_what_is_asked_and_told_can_only_be_set_to_what_there_is(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(problem)):
        load(path)


def test_what_is_asked_and_told_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("idle_minutes = 0\nreminders = false\nnotify = 'osc777'", encoding="utf-8")
    assert load(path) == Config(idle_minutes=0, reminders=False, notify="osc777")


def test_a_directory_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_save_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    save(Config(theme="one"), path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.config._text", full)
    with pytest.raises(OSError, match="No space left"):
        save(Config(theme="two"), path)
    assert load(path) == Config(theme="one")
    assert [file.name for file in tmp_path.iterdir()] == ["config.toml"]


PROFILE = """
profile = "work"

[profiles.work]
kind = "harvest-v1"
url = "https://acme.harvestapp.com"
email = "ada@example.com"
wire = "xml"
password_command = "pass show harvest"
"""


def test_profiles_are_read_and_survive_a_choice_of_theme(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(PROFILE, encoding="utf-8")
    config = load(path)
    work = config.profiles["work"]
    assert isinstance(work, HarvestV1)
    assert (config.profile, work.wire, work.password_command) == (
        "work",
        "xml",
        "pass show harvest",
    )
    save(replace(config, theme="windrow-light"), path)
    assert load(path) == replace(config, theme="windrow-light")
    assert "password_env" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("password = 'hunter2'", "name password_env or password_command instead"),
        ("kind = 'toggl'", "profiles.work.kind"),
        ("wire = 'yaml'", "profiles.work.wire"),
        ("colour = 'red'", "there is no setting “profiles.work.colour”"),
    ],
)
def test_a_wrong_profile_is_said_without_its_secrets(
    tmp_path: Path, line: str, problem: str
) -> None:
    path = tmp_path / "config.toml"
    key = line.partition(" ")[0]
    lines = [kept for kept in PROFILE.splitlines() if not kept.startswith(f"{key} =")]
    path.write_text("\n".join([*lines, line]), encoding="utf-8")
    with pytest.raises(ConfigError, match=problem) as raised:
        load(path)
    assert "hunter2" not in "".join(traceback.format_exception(raised.value))


def test_a_profile_needs_an_address(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[profiles.work]\nkind = 'harvest-v1'\nemail = 'a@b.c'", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"profiles\.work\.url"):
        load(path)


COMMENTED = """# mine
theme = "windrow-dark"   # evenings

[profiles.work]  # the office
kind = "harvest-v1"
url = "https://acme.harvestapp.com"
email = "ada@example.com"
password_env = "PW"
"""


def test_a_choice_of_theme_leaves_every_other_line_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    save(replace(load(path), theme="nord", profile="work"), path)
    text = path.read_text(encoding="utf-8")
    assert text == COMMENTED.replace(
        'theme = "windrow-dark"   # evenings\n\n', 'theme = "nord"\n\nprofile = "work"\n'
    )
    assert load(path).profile == "work"


def test_a_new_profile_is_added_at_the_end_and_an_old_one_can_go(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMMENTED, encoding="utf-8")
    config = load(path)
    more = {**config.profiles, "home": HarvestV2(account_id=7, token_env="T")}
    save(replace(config, profiles=more), path)
    assert path.read_text(encoding="utf-8").startswith(COMMENTED)
    assert load(path).profiles == more
    save(replace(config, profiles={}), path)
    assert load(path) == Config()


def test_keys_are_read_and_survive_a_choice_of_theme(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    text = '# mine\n[keys]  # of the left hand\nundo = "Z"\nedit = ["e", "F2"]\ndelete = ""\n'
    path.write_text(text, encoding="utf-8")
    config = load(path)
    assert config.keys == {"undo": "Z", "edit": ["e", "F2"], "delete": ""}
    save(replace(config, theme="windrow-light"), path)
    assert load(path) == replace(config, theme="windrow-light")
    assert path.read_text(encoding="utf-8").endswith(text.removeprefix("# mine\n"))


def test_a_table_of_keys_with_nothing_in_it_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("# mine\n[keys]\n# none yet\n", encoding="utf-8")
    assert load(path) == Config()
    save(Config(theme="windrow-light"), path)
    assert "# none yet" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ["1", "[1]", "true", "{ a = 1 }"])
def test_a_key_that_is_no_text_is_named(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[keys]\nundo = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"keys\.undo: write a key in quotes"):
        load(path)


ALIASED = """theme = "nord"

[aliases]   # what I type all day
dev = "acme web dev"
stand-up = "globex meet"
"""


def test_aliases_are_read_and_survive_a_choice_of_theme(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(ALIASED, encoding="utf-8")
    config = load(path)
    assert config.aliases == {"dev": "acme web dev", "stand-up": "globex meet"}
    save(replace(config, theme="windrow-light"), path)
    assert path.read_text(encoding="utf-8") == ALIASED.replace("nord", "windrow-light")
    save(replace(config, profiles={"home": HarvestV2(account_id=7, token_env="T")}), path)
    assert load(path).aliases == config.aliases


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('9am = "acme"', "the alias “9am” reads as a time of day; give it another name"),
        ('"a b" = "acme"', "the alias “a b” may have letters, digits, - and _ only"),
        ('dev = ""', "the alias “dev” stands for nothing"),
        ("dev = 7", "aliases.dev: Input should be a valid string"),
    ],
)
def test_an_alias_that_cannot_be_used_is_said(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[aliases]\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="Mend it, or move it away") as raised:
        load(path)
    assert problem in str(raised.value)


def test_the_hours_of_a_week_are_read_and_survive_a_choice_of_theme(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("week_hours = 37.5   # four days and a half\n", encoding="utf-8")
    config = load(path)
    assert str(config.week_target) == "37.50"
    save(replace(config, theme="nord"), path)
    assert "week_hours = 37.5   # four days and a half\n" in path.read_text(encoding="utf-8")
    path.write_text("week_hours = 0\n", encoding="utf-8")
    assert str(load(path).week_target) == "0.00"
    assert Config().week_target is None


@pytest.mark.parametrize("value", ["-1", "169", "nan", '"forty"'])
def test_hours_that_no_week_has_are_said(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"week_hours = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="week_hours"):
        load(path)


def test_the_step_of_time_is_some_minutes(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("step_minutes = 15\n", encoding="utf-8")
    assert load(path).step_minutes == 15
    for minutes in (0, 61):
        path.write_text(f"step_minutes = {minutes}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match="step_minutes: write a number from 1 to 60"):
            load(path)
    path.unlink()
    save(Config(theme="one"), path)
    assert "step_minutes" not in path.read_text(encoding="utf-8")
