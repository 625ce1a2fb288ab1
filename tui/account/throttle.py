"""How many calls somebody may make in a while. Source: the facts page, "Errors", throttle.

Instants are aware (UTC), from an injected clock. One that is set back forgets what lies ahead of
it, so that nobody is locked out for as long as the clock was wrong.
"""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tui.account.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Limit:
    """How many calls in how many seconds, and how many seconds somebody is locked out after."""

    max_calls: int = 100
    seconds: int = 15
    lockout_seconds: int = 15


HARVEST = Limit()
"""What Harvest allows a person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody has used of a limit; `last_access_at` is the instant of the last call."""

    limit: Limit = HARVEST
    count: int = 0
    last_access_at: datetime | None = None


class LockedOut(Refusal):
    """Too many calls: 503; `retry_after` is in whole seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(503, message)
        self.retry_after = retry_after


@dataclass(slots=True)
class _Record:
    calls: deque[datetime] = field(default_factory=deque)
    last: datetime | None = None
    is_locked: bool = False

    def forget(self, now: datetime, limit: Limit) -> None:
        """Drop what no longer counts at an instant."""
        if self.last and not _is_within(self.last, now, limit.lockout_seconds):
            self.is_locked = False
        while self.calls and not _is_within(self.calls[0], now, limit.seconds):
            self.calls.popleft()

    def is_over(self, now: datetime, limit: Limit) -> bool:
        """Tell whether nothing of it matters any more."""
        longest = max(limit.seconds, limit.lockout_seconds)
        return self.last is None or not _is_within(self.last, now, longest)


class Throttle:
    """Counts calls by whoever makes them."""

    def __init__(self, limit: Limit = HARVEST) -> None:
        self.limit = limit
        self._records: dict[Hashable, _Record] = {}
        self._swept: datetime | None = None

    def count(self, who: Hashable, now: datetime) -> None:
        """Count one call.

        Raises:
            LockedOut: it is one too many, or somebody is locked out, which begins anew with it.
        """
        self._sweep(now)
        record = self._records.setdefault(who, _Record())
        record.forget(now, self.limit)
        record.last = now
        if not record.is_locked and len(record.calls) < self.limit.max_calls:
            record.calls.append(now)
            return
        record.is_locked = True
        record.calls.clear()
        wait = self.limit.lockout_seconds
        raise LockedOut(
            f"There were more than {self.limit.max_calls} calls in {self.limit.seconds} seconds; "
            f"make none for {wait} seconds, then go on.",
            wait,
        )

    def standing(self, who: Hashable, now: datetime) -> Standing:
        """Tell what somebody has used, without counting; locked out is all of it."""
        record = self._records.get(who)
        if record is None:
            return Standing(self.limit)
        record.forget(now, self.limit)
        used = self.limit.max_calls if record.is_locked else len(record.calls)
        return Standing(self.limit, used, record.last)

    def _sweep(self, now: datetime) -> None:
        """Forget, now and then, who has not called for long."""
        if self._swept is not None and _is_within(self._swept, now, self.limit.seconds):
            return
        self._swept = now
        for who in [w for w, record in self._records.items() if record.is_over(now, self.limit)]:
            del self._records[who]


def _is_within(then: datetime, now: datetime, seconds: int) -> bool:
    return timedelta(0) <= now - then < timedelta(seconds=seconds)
