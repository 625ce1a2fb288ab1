"""What logind knows of the person: its idle hint, which desktops keep."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

SECONDS = 2.0

Ask = Callable[[], Awaitable[str | None]]
"""Asks logind; None where it does not answer."""


class Logind:
    """The idle hint. Where there is no logind it is asked once, and never again.

    Args:
        ask: how it is asked.
    """

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask or (lambda: asked(command_for(os.getuid())))
        self._is_there = True

    async def last_sign(self, now: datetime) -> datetime | None:
        """The latest sign that the desktop saw, at an instant (both UTC); None if it tells none."""
        if not self._is_there:
            return None
        said = await self._ask()
        if said is None:
            self._is_there = False
            return None
        return sign_in(said, now)


def command_for(user_id: int) -> Sequence[str]:
    """What asks for the hint of a user."""
    wanted = ("-p", "IdleHint", "-p", "IdleSinceHint")
    return ("loginctl", "show-user", str(user_id), *wanted)


def sign_in(said: str, now: datetime) -> datetime | None:
    """Read what logind said at an instant; the latest sign of the person (both UTC).

    A hint that was never given says nothing: its time is 0 then.
    """
    told = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
    since = told.get("IdleSinceHint", "")
    if not since.isdecimal() or int(since) == 0:
        return None
    if told.get("IdleHint") == "no":
        return now
    if told.get("IdleHint") != "yes":
        return None
    with suppress(OverflowError, ValueError, OSError):
        return min(now, datetime.fromtimestamp(int(since) / 1_000_000, UTC))
    return None


async def asked(command: Sequence[str], seconds: float = SECONDS) -> str | None:
    """Run a command and tell what it says; None where it fails or takes longer than that."""
    quiet = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=quiet, stdout=asyncio.subprocess.PIPE, stderr=quiet
        )
    except OSError:
        return None
    try:
        said, _ = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError:
        said = b""
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return said.decode(errors="replace") if process.returncode == 0 else None
