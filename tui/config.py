"""The configuration file, and where things live on a person's machine.

`config.toml` is read without pydantic when there is none, which is the first start. It is written
to a temporary file beside it and moved into place, so that a full disk costs nothing.
"""

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from platformdirs import PlatformDirs

DIRS = PlatformDirs("windrow", appauthor=False)
FILE_NAME = "config.toml"


class ConfigError(Exception):
    """The configuration cannot be used; the message says which file, where, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An account somewhere else: where it is, who logs in, and where the password comes from.

    The password itself never stands here: it comes from the environment (`password_env` names
    the variable), from what a command prints (`password_command`), or it is asked for.
    """

    kind: Literal["harvest-v1"]
    url: str
    email: str
    wire: Literal["json", "xml"] = "json"
    password_env: str = ""
    password_command: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """What a person may set; `profile` is the one opened when none is named."""

    theme: str = "windrow-dark"
    profile: str = ""
    profiles: dict[str, Profile] = field(default_factory=dict)


def config_path() -> Path:
    """Where the configuration lives."""
    return Path(DIRS.user_config_dir) / FILE_NAME


def data_dir() -> Path:
    """Where the embedded account lives."""
    return Path(DIRS.user_data_dir)


def log_path() -> Path:
    """Where the log lives."""
    return Path(DIRS.user_state_dir) / "windrow.log"


def load(path: Path) -> Config:
    """Read the configuration; what is not there has its default.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds what we do not know.
    """
    if not path.exists():
        return Config()
    import tomllib

    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(_sentence(path, str(error))) from error
    return _checked(path, tree)


def _checked(path: Path, tree: dict[str, object]) -> Config:
    from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

    with_config(ConfigDict(extra="forbid"))(Profile)
    strict = with_config(ConfigDict(extra="forbid"))(Config)
    try:
        return TypeAdapter(strict).validate_python(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        if first["loc"][-1] == "password":
            words = f"{where}: a password does not belong here; name password_env or"
            raise ConfigError(_sentence(path, f"{words} password_command instead")) from None
        if first["type"] == "unexpected_keyword_argument":
            raise ConfigError(_sentence(path, f"there is no setting “{where}”")) from None
        raise ConfigError(_sentence(path, f"{where}: {first['msg']}")) from None


def _sentence(path: Path, problem: str) -> str:
    return f"The configuration {path} cannot be read: {problem}. Mend it, or move it away."


def save(config: Config, path: Path) -> None:
    """Write the configuration.

    Raises:
        OSError: the directory or the disk does not allow it; the old file is as it was.
    """
    import tempfile

    import tomli_w

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".config-")
    try:
        with os.fdopen(handle, "wb") as file:
            tomli_w.dump(_tree(config), file)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _tree(config: Config) -> dict[str, Any]:
    """What is to be written: what is blank stays out."""
    tree = asdict(config)
    profiles = tree.pop("profiles")
    kept = {name: value for name, value in tree.items() if value}
    filled = {name: {k: v for k, v in one.items() if v} for name, one in profiles.items()}
    return {**kept, "profiles": filled} if filled else kept
