"""Accounts elsewhere, as `config.toml` names them: where they are, and where their secret is kept.

No secret stands here: it comes from the system's keyring, the environment, what a command prints,
or a file that only its owner may read; else it is asked for.
"""

from dataclasses import dataclass
from typing import Literal

API_V2 = "https://api.harvestapp.com/v2"

Timers = Literal["", "duration", "start-end"]
Clock = Literal["", "12h", "24h"]
HoursFormat = Literal["", "hours", "decimal"]
Decimal = Literal["", ".", ","]
Week = Literal["", "monday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """Where a profile's secret is kept; `what` is what it is called: password or token."""

    what: str
    keyring: bool = False
    env: str = ""
    command: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestV1:
    """An account over API V1: an e-mail and a password open it."""

    kind: Literal["harvest-v1"] = "harvest-v1"
    url: str
    email: str
    wire: Literal["json", "xml"] = "json"
    keyring: bool = False
    password_env: str = ""
    password_command: str = ""
    password_file: str = ""

    @property
    def keeping(self) -> Keeping:
        """Where its password is kept."""
        return Keeping(
            what="password",
            keyring=self.keyring,
            env=self.password_env,
            command=self.password_command,
            file=self.password_file,
        )

    @property
    def whose(self) -> str:
        """Whose secret is asked for, and where it goes."""
        return f"{self.email} at {self.url}"

    @property
    def place(self) -> str:
        """What tells it from other accounts, in short."""
        return f"V1 · {_host(self.url)} · {self.email}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestV2:
    """An account over API V2: a personal access token opens it.

    `timers` and what follows it say how the account shows things, for members, whom it does not
    tell; blank leaves it to what the entries show, or what is usual.
    """

    kind: Literal["harvest-v2"] = "harvest-v2"
    account_id: int
    url: str = API_V2
    keyring: bool = False
    token_env: str = ""
    token_command: str = ""
    token_file: str = ""
    timers: Timers = ""
    clock: Clock = ""
    format: HoursFormat = ""
    decimal: Decimal = ""
    week: Week = ""

    @property
    def keeping(self) -> Keeping:
        """Where its token is kept."""
        return Keeping(
            what="token",
            keyring=self.keyring,
            env=self.token_env,
            command=self.token_command,
            file=self.token_file,
        )

    @property
    def whose(self) -> str:
        """Whose secret is asked for, and where it goes."""
        return f"account {self.account_id} at {self.url}"

    @property
    def place(self) -> str:
        """What tells it from other accounts, in short."""
        return f"V2 · {_host(self.url)} · {self.account_id}"


Profile = HarvestV1 | HarvestV2


def _host(url: str) -> str:
    return url.partition("//")[2].partition("/")[0]
