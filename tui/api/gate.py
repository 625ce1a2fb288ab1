"""The throttle gate: one for all calls of a login, since each call made meanwhile prolongs it.

Source: the facts page, "Errors": 100 calls in 15 seconds, then 503 or 429 with `Retry-After` as
seconds, as a date, or missing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from tui.api.backend import Throttled

LONGEST_SECONDS = 120.0
"""Pauses longer than this are told instead of waited out."""

Told = Callable[[float], None]
"""Takes the seconds of a pause that begins now."""


class Gate:
    """Lets calls through, or keeps them waiting until a pause is over.

    Args:
        sleep: waits so many seconds.
        timer: a clock of seconds that never goes back.
    """

    def __init__(
        self,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        timer: Callable[[], float] = monotonic,
    ) -> None:
        self._sleep = sleep
        self._timer = timer
        self._opens_at = 0.0
        self._watchers: list[Told] = []

    @property
    def seconds(self) -> float:
        """For how many seconds more it is closed; 0 when it is open."""
        return max(0.0, self._opens_at - self._timer())

    def watch(self, told: Told) -> None:
        """Tell of every pause from now on."""
        self._watchers.append(told)

    def close(self, seconds: float) -> None:
        """Keep all calls waiting for so many seconds from now, or longer if it is so already."""
        self._opens_at = max(self._opens_at, self._timer() + seconds)
        if self.seconds <= LONGEST_SECONDS:  # longer ones are told by the calls themselves
            for told in self._watchers:
                told(self.seconds)

    async def passed(self) -> None:
        """Wait until the gate is open.

        Raises:
            Throttled: that takes too long to keep somebody waiting.
        """
        while (left := self.seconds) > 0:
            if left > LONGEST_SECONDS:
                minutes = round(left / 60)
                raise Throttled(f"Too many calls: try again in {minutes} minutes.", left)
            await self._sleep(left)
