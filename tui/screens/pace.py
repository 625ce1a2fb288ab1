"""How often the shown day is read by itself."""

from dataclasses import dataclass

FOCUSED_SECONDS = 60.0
BLURRED_SECONDS = 600.0
RETRY_SECONDS = (60.0, 120.0, 300.0, 600.0)


@dataclass(frozen=True, slots=True)
class Pace:
    """What decides how old the shown day may get.

    `pause` are the seconds that the account itself asked to be left alone.
    """

    is_focused: bool = True
    failures: int = 0
    pause: float = 0.0

    @property
    def seconds(self) -> float:
        """The age in seconds at which the day is read again."""
        usual = FOCUSED_SECONDS if self.is_focused else BLURRED_SECONDS
        last = min(self.failures, len(RETRY_SECONDS))
        return max(usual, RETRY_SECONDS[last - 1] if last else 0.0, self.pause)
