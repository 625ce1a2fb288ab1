"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2016, 1, 27, 9, 0, tzinfo=UTC)
"""A Wednesday."""


class FrozenClock:
    """Tells the same instant (UTC) until it is advanced."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float = 0, **parts: float) -> datetime:
        """Move on by seconds, or by hours, days and whatever else a timedelta takes."""
        self.now += timedelta(seconds=seconds, **parts)
        return self.now
