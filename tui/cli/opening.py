"""From the name of an account to the account: the one on this machine, or one of a profile."""

import logging
from dataclasses import replace
from getpass import getpass
from typing import TYPE_CHECKING

from tui.domain.clock import Clock

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from tui.api.connect import Glance, Place
    from tui.config import Config

log = logging.getLogger("windrow.cli")

LOCAL = "local"
"""The name of the account on this machine, wherever a profile is named."""


def open_place(name: str, settings: "Config", clock: Clock) -> "Place":
    """Open the account of a name; blank is the one that the configuration names, else our own.

    A secret is fetched from where the profile keeps it, or asked for at the terminal.

    Raises:
        AccountFileError: our own account's file cannot be used.
        CredentialError: there is no secret to be had.
        LookupError: there is no such profile; the text lists those there are.
        ValueError: the profile's address is none, or is not encrypted.
    """
    from tui.api import connect
    from tui.config import memory_path

    name = name or settings.profile or LOCAL
    if name == LOCAL:
        from tui.config import data_dir

        return replace(connect.local(data_dir(), clock), memory=memory_path(name))
    from tui.api.address import check_address
    from tui.api.credentials import secret_of

    profile = settings.profiles.get(name)
    if profile is None:
        known = ", ".join([LOCAL, *settings.profiles])
        raise LookupError(f"there is no profile “{name}”; there are: {known}")
    check_address(profile.url)
    place = connect.elsewhere(name, profile, secret_of(name, profile, getpass), clock)
    path = memory_path(name)
    return replace(place, memory=path, glance=lambda on: _seen_last(path, on, clock()))


def _seen_last(path: "Path", on: "date | None", now: "datetime") -> "Glance | None":
    """What is remembered of an account that is elsewhere."""
    from tui.api.connect import Glance
    from tui.memory.glimpse import glimpse
    from tui.memory.trouble import MemoryTrouble

    try:
        seen = glimpse(path, on, now)
    except MemoryTrouble as error:
        log.warning("%s", error)  # the timesheet says so itself once it opens its memory
        return None
    if seen is None:
        return None
    return Glance(seen.account, seen.day, seen.running, is_remembered=True)
