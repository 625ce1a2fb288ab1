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

    The desktop is asked when nothing was typed for half of the time after which somebody is away:
    who works in a browser is seen often enough to be there all the time.

    Args:
        clock: this machine's clock (UTC).
        away_after: after how long without a sign somebody is away; nothing for never.
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
        self._quiet = away_after / 2
        self._seen: datetime | None = None
        self._typed = typed
        self._desktop = desktop or Logind()

    async def last_sign(self) -> datetime | None:
        """The latest sign of the person (UTC); None where this machine tells nothing."""
        now = self._clock()
        if self._seen is not None and self._seen > now:
            self._seen = None  # the clock was set back
        typed = self._typed(now)
        known = _latest(typed, self._seen)
        if not self._quiet or (known is not None and now - known < self._quiet):
            return known
        self._seen = _latest(self._seen, await self._desktop.last_sign(now))
        return _latest(typed, self._seen)


def _latest(*signs: datetime | None) -> datetime | None:
    return max((sign for sign in signs if sign is not None), default=None)
