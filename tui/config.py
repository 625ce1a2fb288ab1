"""The configuration file, and where things live on a person's machine.

`config.toml` is read without pydantic when there is none, which is the first start. It is written
to a temporary file beside it and moved into place, so that a full disk costs nothing.
"""

import os
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from platformdirs import PlatformDirs

from tui.domain.hours import exact

if TYPE_CHECKING:
    from tui.profiles import Profile

DIRS = PlatformDirs("windrow", appauthor=False)
FILE_NAME = "config.toml"
KINDS = ("harvest-v1", "harvest-v2")
MOST_IDLE_MINUTES = 480


class ConfigError(Exception):
    """The configuration cannot be used; the message says which file, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a person may set; `profile` is the one opened when none is named.

    `keys` are the keys that commands are to have: one, several, or `""` for none. `aliases` are
    short names (`@dev`) and the words that they stand for. `step_minutes` is the time that one
    press puts on an entry or takes off it. `week_hours` are the hours that a week is to have, 0
    for none; without it the account says. `ascii` puts signs and frames in ASCII. `untracked`
    shows today's time that is on no entry.

    Without a sign for `idle_minutes` the person is away, 0 for never. `reminders` are said when a
    timer may have been forgotten. `notify` is how the desktop is told, if at all.
    """

    theme: str = "windrow-dark"
    ascii: bool = False
    profile: str = ""
    step_minutes: int = 5
    week_hours: float | None = None
    untracked: bool = True
    idle_minutes: int = 10
    reminders: bool = True
    notify: "Literal['off', 'osc9', 'osc777']" = "off"
    keys: dict[str, str | list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    profiles: "dict[str, Profile]" = field(default_factory=dict)

    @property
    def week_target(self) -> Decimal | None:
        """The hours that a week is to have, in hundredths; None leaves them to the account."""
        return None if self.week_hours is None else exact(str(self.week_hours))

    @property
    def places(self) -> tuple[tuple[str, str], ...]:
        """The accounts that may be opened: their names, and where they are."""
        elsewhere = ((name, profile.place) for name, profile in self.profiles.items())
        return (("local", "on this machine"), *elsewhere)


def config_path() -> Path:
    """Where the configuration lives."""
    return Path(DIRS.user_config_dir) / FILE_NAME


def data_dir() -> Path:
    """Where the embedded account lives."""
    return Path(DIRS.user_data_dir)


def log_path() -> Path:
    """Where the log lives."""
    return Path(DIRS.user_state_dir) / "windrow.log"


def memory_path(name: str) -> Path:
    """Where Windrow keeps what it remembers by itself of an account, by its profile's name."""
    return Path(DIRS.user_state_dir) / "memory" / f"{name}.db"


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
    from pydantic import ConfigDict, Discriminator, TypeAdapter, ValidationError, with_config

    from tui.domain.aliases import check_aliases
    from tui.domain.invalid import Invalid
    from tui.profiles import HarvestV1, HarvestV2, Profile

    for kind in (HarvestV1, HarvestV2, Config):
        with_config(ConfigDict(extra="forbid"))(kind)
    named = dict[str, Annotated[Profile, Discriminator("kind")]]
    try:
        profiles = TypeAdapter(named).validate_python(tree.pop("profiles", {}))
        config = TypeAdapter(Config).validate_python(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ConfigError(
            _sentence(path, _problem(first["type"], first["loc"], first["msg"]))
        ) from None
    if not 1 <= config.step_minutes <= 60:
        raise ConfigError(_sentence(path, "step_minutes: write a number from 1 to 60"))
    if not 0 <= config.idle_minutes <= MOST_IDLE_MINUTES:
        most = MOST_IDLE_MINUTES
        raise ConfigError(_sentence(path, f"idle_minutes: write a number from 0 to {most}"))
    if config.week_hours is not None and not 0 <= config.week_hours <= 168:
        raise ConfigError(_sentence(path, "week_hours: write a number from 0 to 168"))
    try:
        check_aliases(config.aliases)
    except Invalid as error:
        raise ConfigError(_sentence(path, str(error))) from error
    return replace(config, profiles=profiles)


def _problem(kind: str, loc: tuple[int | str, ...], message: str) -> str:
    """Say what is wrong at a place in the tree."""
    if kind.startswith("union_tag"):
        return f"profiles.{loc[0]}.kind: write {' or '.join(KINDS)}"
    if loc[0] == "keys" and len(loc) > 1:
        return f'keys.{loc[1]}: write a key in quotes, like "U", or several in a list'
    place = [str(part) for part in loc if part not in KINDS]
    where = ".".join(["profiles", *place] if len(place) > 1 else place)
    if place[-1] in ("password", "token"):
        what = place[-1]
        words = f"a {what} does not belong here; name {what}_env or {what}_command instead"
        return f"{where}: {words}"
    if kind == "unexpected_keyword_argument":
        return f"there is no setting “{where}”"
    return f"{where}: {message}"


def _sentence(path: Path, problem: str) -> str:
    return f"The configuration {path} cannot be read: {problem}. Mend it, or move it away."


def save(config: Config, path: Path) -> None:
    """Write the configuration; the person's own lines and comments stay where they can.

    Raises:
        OSError: the directory or the disk does not allow it; the old file is as it was.
    """
    import tempfile

    text = _text(config, path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".config-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _text(config: Config, path: Path) -> str:
    import tomli_w

    from tui.config_text import changed_text

    tree = _tree(config)
    try:
        text = changed_text(path.read_text(encoding="utf-8"), tree)
    except (OSError, ValueError):
        text = None  # there is none, or none that can be changed
    return tomli_w.dumps(tree) if text is None else text


def _tree(config: Config) -> dict[str, Any]:
    """What is to be written: what is as it is by itself stays out, the kind of a profile aside."""
    tree = {f.name: getattr(config, f.name) for f in fields(config) if f.name != "profiles"}
    own = Config()
    kept = {n: value for n, value in tree.items() if value != getattr(own, n) or n == "theme"}
    profiles = {name: _profile_tree(profile) for name, profile in config.profiles.items()}
    return {**kept, "profiles": profiles} if profiles else kept


def _profile_tree(profile: "Profile") -> dict[str, Any]:
    return {
        field.name: value
        for field in fields(profile)
        if (value := getattr(profile, field.name)) != field.default or field.name == "kind"
    }
