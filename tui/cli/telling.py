"""Tells panes and status bars that the account on this machine was written to without a pane."""

import logging
import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

from tui import config
from tui.account.failures import AccountFileError
from tui.cli.opening import LOCAL
from tui.domain.clock import Clock
from tui.outside.bell import ring
from tui.outside.keeping import Sight, known_from
from tui.outside.known import keep

if TYPE_CHECKING:
    from tui.account.store import Store

_log = logging.getLogger("windrow.outside")


def tell_of_changes(store: "Store", by: str, clock: Clock) -> None:
    """Ring the bells of its panes, and keep for status bars what its owner's day is like now.

    The change is done by then, so what fails here is noted in the log only.
    """
    try:
        keep(LOCAL, known_from(_sight(store, clock)))
    except (OSError, sqlite3.Error, AccountFileError, config.ConfigError) as error:
        _log.warning("what runs could not be kept for status bars: %s", error)
    ring(LOCAL, by)


def _sight(store: "Store", clock: Clock) -> Sight:
    target, now = config.load(config.config_path()).week_target, clock()
    with store.read():
        account = store.account(store.owner())
        seconds = int(now.timestamp())
        today = store.entries.day(account.me.id, account.today(now), seconds)
        running = store.entries.running(account.me.id)
        return Sight(
            profile=LOCAL,
            place="local account",
            account=account,
            now=now,
            skew=timedelta(),
            today=today,
            running=running.at(seconds) if running else None,
            week_hours=account.week_hours if target is None else target,
        )
