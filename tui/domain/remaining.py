"""What stays on an entry when time is taken off it: hundredths of an hour that add up again.

A hundredth is 36 seconds, so that what a timer shows is met to about half a minute only. Taken are
the nearest hundredths that show no minute less than is left, and in a decimal account the very
hundredths that are left. Pure.
"""

from datetime import datetime
from decimal import Decimal

from tui.domain.entry import TimeEntry
from tui.domain.hours import HUNDREDTH, HoursFormat, exact, from_seconds, to_minutes, to_seconds

NONE = Decimal("0.00")


def still_booked(
    entry: TimeEntry, taken: int, now: datetime, timer: int, style: HoursFormat
) -> Decimal:
    """Tell the hours to be booked beside a timer, so that an entry shows what it had, but for some.

    Args:
        entry: as it ran, with all it had.
        taken: the seconds that leave it; in a clock account whole minutes.
        now: the present instant (UTC).
        timer: the seconds that the timer which goes on has counted by then.
        style: how the account shows hours.
    """
    had = entry.seconds(now)
    left = max(0, had - taken)
    shown = max(0, _shown(had, style) - _shown(taken, style))

    def distance(hours: Decimal) -> tuple[int, int]:
        seconds = to_seconds(hours) + timer
        off = _shown(seconds, style) - shown
        is_less = max(0, -off) if style is HoursFormat.CLOCK else abs(off)
        return is_less, abs(seconds - left)

    near = from_seconds(max(0, left - timer))
    return min((max(NONE, near + step * HUNDREDTH) for step in range(-2, 3)), key=distance)


def without(hours: Decimal, minutes: int, style: HoursFormat) -> Decimal:
    """Tell the hours of a stopped entry without some minutes, so that it shows so many less."""
    if style is HoursFormat.DECIMAL:
        return max(NONE, exact(hours) - from_seconds(minutes * 60))
    return from_seconds(max(0, to_minutes(hours) - minutes) * 60)


def _shown(seconds: int, style: HoursFormat) -> int:
    """What a running clock of so many seconds shows: its minutes, or its hundredths."""
    if style is HoursFormat.DECIMAL:
        return int(from_seconds(seconds) / HUNDREDTH)
    return seconds // 60
