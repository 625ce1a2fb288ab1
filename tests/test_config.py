"""The configuration file."""

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
