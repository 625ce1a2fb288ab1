"""How the account shows things, as it was told last: so that a start need not wait for it."""

import json
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.domain.account import Account, Person
from tui.domain.hours import HoursFormat
from tui.memory.store import Memory
from tui.memory.trouble import MemoryTrouble

PLAIN = ("name", "zone_name", "decimal_symbol", "clock_24h", "week_start", "timestamp_timers")
OF_A_PERSON = ("id", "first_name", "last_name", "email", "is_admin")


class KnownAccount:
    """The settings of the account. Every call may raise MemoryTrouble.

    Args:
        memory: where they are kept.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def keep(self, account: Account) -> None:
        """Keep the settings as they were told."""
        text = _to_json(account)
        with self._memory.reading() as db:
            if db.execute("SELECT json FROM account").fetchone() == (text,):
                return
        with self._memory.changing() as db:
            db.execute("DELETE FROM account")
            db.execute("INSERT INTO account VALUES (?)", (text,))

    def read(self) -> Account | None:
        """The settings as they were told last; None where they never were."""
        with self._memory.reading() as db:
            row = db.execute("SELECT json FROM account").fetchone()
        return None if row is None else _from_json(row[0])


def _to_json(account: Account) -> str:
    hours = account.week_hours
    tree: dict[str, object] = {name: getattr(account, name) for name in PLAIN}
    tree["me"] = {name: getattr(account.me, name) for name in OF_A_PERSON}
    tree["zone"] = _zone_name(account.zone)
    tree["hours_format"] = account.hours_format.value
    tree["week_hours"] = None if hours is None else str(hours)
    return json.dumps(tree)


def _from_json(text: str) -> Account:
    try:
        tree: dict[str, Any] = json.loads(text)
        hours = tree["week_hours"]
        return Account(
            me=Person(**tree["me"]),
            zone=_zone(tree["zone"]),
            hours_format=HoursFormat(tree["hours_format"]),
            week_hours=None if hours is None else Decimal(hours),
            **{name: tree[name] for name in PLAIN},
        )
    except (ValueError, TypeError, KeyError, ArithmeticError, ZoneInfoNotFoundError) as error:
        raise MemoryTrouble(f"What was remembered cannot be read: {error}.") from error


def _zone_name(zone: tzinfo) -> str | int:
    """The name of a zone, or how many seconds it is ahead of UTC where it has none."""
    if isinstance(zone, ZoneInfo) and zone.key:
        return zone.key
    ahead = datetime.now(UTC).astimezone(zone).utcoffset() or timedelta()
    return int(ahead.total_seconds())


def _zone(known: str | int) -> tzinfo:
    if isinstance(known, str):
        return ZoneInfo(known)
    return timezone(timedelta(seconds=known)) if known else UTC
