"""The last sign of the person at this machine."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from tui.domain.clock import Clock
from tui.outside.logind import Logind
from tui.outside.terminals import last_typed


class Presence(Protocol):
    """Tells when the person was last seen.

    Windrow asks it a few times a minute; what does the asking is replaced in tests.
    """

    async def last_sign(self) -> datetime | None:
        """The latest sign of the person (UTC); None where this machine tells nothing."""


class Machine:
    """This machine: the person's terminals, and what the desktop saw.

    The desktop is asked only when the terminals alone say that nobody is there.

    Args:
        clock: this machine's clock (UTC).
        away_after: how long nothing is typed before the desktop is asked.
        typed: tells when something was typed last.
        desktop: tells what the desktop saw.
    """

    def __init__(
        self,
        clock: Clock,
        away_after: timedelta,
        typed: Callable[[datetime], datetime | None] = last_typed,
        desktop: Logind | None = None,
    ) -> None:
        self._clock = clock
        self._away_after = away_after
        self._typed = typed
        self._desktop = desktop or Logind()

    async def last_sign(self) -> datetime | None:
        """The latest sign of the person (UTC); None where this machine tells nothing."""
        now = self._clock()
        typed = self._typed(now)
        if typed is not None and now - typed < self._away_after:
            return typed
        seen = await self._desktop.last_sign(now)
        return max((sign for sign in (typed, seen) if sign is not None), default=None)
