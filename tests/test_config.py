"""The configuration file."""

import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from tui.config import Config, ConfigError, load, save


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

    monkeypatch.setattr("tomli_w.dump", full)
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
    assert config.profiles["work"].password_command == "pass show harvest"
    assert (config.profile, config.profiles["work"].wire) == ("work", "xml")
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
