"""When something was last typed into one of the person's terminals.

The kernel notes for each terminal when it was read last, in steps of eight seconds. That works
over SSH, on Wayland and without a desktop, and covers every pane of tmux.
"""

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

DEVICES = Path("/dev")


def last_typed(
    now: datetime, folder: Path = DEVICES, user_id: int | None = None
) -> datetime | None:
    """Tell the latest instant (UTC) at which one of a person's terminals was typed into.

    What lies after `now` is none: the clock was set back since. None where there is no terminal.
    """
    mine = os.getuid() if user_id is None else user_id
    latest, end = None, now.timestamp()
    for found in _terminals(folder):
        if found.st_uid == mine and found.st_atime <= end:
            latest = max(latest or 0.0, found.st_atime)
    return None if latest is None else datetime.fromtimestamp(latest, UTC)


def _terminals(folder: Path) -> Iterator[os.stat_result]:
    """All terminals: the `tty…` of a folder, and the numbers in its folder `pts`.

    What else is there, `ptmx`, is read for what programs print.
    """
    yield from _devices(folder, lambda name: name.startswith("tty"))
    yield from _devices(folder / "pts", str.isdecimal)


def _devices(folder: Path, wanted: Callable[[str], bool]) -> Iterator[os.stat_result]:
    """The character devices of a folder; there may be no such folder, and each may go any time."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - the names alone, a few thousand times a day
    except OSError:
        return
    for name in filter(wanted, names):
        try:
            found = (folder / name).stat()
        except OSError:
            continue
        if is_terminal(found):
            yield found


def is_terminal(found: os.stat_result) -> bool:
    """Tell whether a file is a character device."""
    return stat.S_ISCHR(found.st_mode)
