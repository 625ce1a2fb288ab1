"""What an account was asked for: calls, bytes, how long they took, and what failed.

One meter counts for all sheets of a login, as the account does. It never holds what was sent.
"""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from time import monotonic

CALLS_A_FRAME, FRAME_SECONDS = 100, 15.0
"""How many calls a person may make, and in how long. Source: the facts page, "Errors"."""
HOUR_SECONDS = 3600.0
LATENCIES = 100
FAILURES = 20
LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed at an instant (UTC), in a sentence."""

    at: datetime
    sentence: str


class Meter:
    """Counts calls.

    `calls` are counted by method and outcome (`GET 200`, `GET no answer`); `sent` and `received`
    are bytes with their headers; `latencies` are the seconds of the last answers, oldest first.

    Args:
        timer: a clock of seconds that never goes back.
    """

    def __init__(self, timer: Callable[[], float] = monotonic) -> None:
        self.calls: Counter[str] = Counter()
        self.sent = 0
        self.received = 0
        self.latencies: deque[float] = deque(maxlen=LATENCIES)
        self.failures: deque[Failure] = deque(maxlen=FAILURES)
        self._timer = timer
        self._recent: deque[float] = deque()

    def called(self, method: str, outcome: str, seconds: float | None = None) -> None:
        """Count a call; `seconds` is how long its answer took, None where none came."""
        self.calls[f"{method} {outcome}"] += 1
        if seconds is not None:
            self.latencies.append(seconds)
        self._recent.append(self._timer())
        self._forget()

    def weighed(self, sent: int, received: int) -> None:
        """Count bytes."""
        self.sent += sent
        self.received += received

    def failed(self, at: datetime, sentence: str) -> None:
        """Keep what failed at an instant (UTC)."""
        self.failures.append(Failure(at, sentence[:LONGEST_SENTENCE]))

    def within(self, seconds: float) -> int:
        """How many calls were made in the last so many seconds, an hour at most."""
        since = self._timer() - min(seconds, HOUR_SECONDS)
        return sum(1 for _ in takewhile(lambda at: at >= since, reversed(self._recent)))

    @property
    def is_half_used(self) -> bool:
        """Whether the person needs what is left of the calls that may be made in this while."""
        return 2 * self.within(FRAME_SECONDS) > CALLS_A_FRAME

    def _forget(self) -> None:
        since = self._timer() - HOUR_SECONDS
        while self._recent and self._recent[0] < since:
            self._recent.popleft()
