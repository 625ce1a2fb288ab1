"""Hours: exact decimals, as people type them and as they read them.

Hours are `Decimal` numbers of hundredths, as Harvest has them: 1.50 is one hour and a half.
A hundredth is 36 seconds, so most whole minutes reach the wire rounded: 1:20 travels as 1.33.
Reading such a hundredth as its minute again (never more than 18 seconds away) keeps 1:20 a 1:20,
also as the base of a running clock. Floats never take part.
"""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

from tui.domain.invalid import Invalid

HUNDREDTH = Decimal("0.01")
SECONDS_A_HUNDREDTH = 36
LONGEST = Decimal(24)

_CLOCK = re.compile(r"(?P<hours>\d{0,3}):(?P<minutes>\d\d)")
_UNITS = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:[.,]\d+)?)\s*h(?:ours?|rs?)?)?"
    r"\s*(?:(?P<minutes>\d{1,4})\s*(?:m(?:in(?:utes?|s)?)?)?)?"
)
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d*)?|[.,]\d+")
_HINT = "write 1:30, 1.5, 1,5 or 90m"


class HoursFormat(StrEnum):
    """How an account shows hours; the values are Harvest's names in `time_format`."""

    CLOCK = "hours_minutes"
    DECIMAL = "decimal"


def exact(number: Decimal | int | str) -> Decimal:
    """Round a number of hours half to even, to hundredths."""
    return Decimal(number).quantize(HUNDREDTH, rounding=ROUND_HALF_EVEN)


def to_seconds(hours: Decimal) -> int:
    """Turn hours into whole seconds: the whole minute they were rounded from, if there is one."""
    minutes = to_minutes(hours)
    if from_seconds(minutes * 60) == exact(hours):
        return minutes * 60
    return _hundredths(hours) * SECONDS_A_HUNDREDTH


def from_seconds(seconds: int) -> Decimal:
    """Turn whole seconds into hours, rounded half to even to hundredths."""
    return exact(Decimal(seconds) / 3600)


def to_minutes(hours: Decimal) -> int:
    """Turn hours into the nearest whole minute; every h:mm survives hours and back."""
    return (_hundredths(hours) * SECONDS_A_HUNDREDTH + 30) // 60


def _hundredths(hours: Decimal) -> int:
    return int(exact(hours) / HUNDREDTH)


def parse_hours(text: str) -> Decimal | None:
    """Read hours as people type them: `1:30`, `1.5`, `1,5`, `.75`, `90m`, `1h 30m`.

    Returns hours in hundredths, or None for blank text (which is not the same as 0).

    Raises:
        Invalid: the text is not a number of hours, or is not between 0 and 24.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    if typed.startswith(("-", "−")):
        raise Invalid(f"Hours cannot be less than 0: {_HINT}.")
    hours = exact(_read(typed))
    if hours > LONGEST:
        raise Invalid("A time entry holds 24 hours at most.")
    return hours


def _read(typed: str) -> Decimal:
    if match := _CLOCK.fullmatch(typed):
        minutes = int(match["minutes"])
        if minutes > 59:
            raise Invalid(f"An hour has 60 minutes: {match['hours'] or 0}:{minutes} is not a time.")
        return Decimal(int(match["hours"] or 0)) + Decimal(minutes) / 60
    if _NUMBER.fullmatch(typed):
        return Decimal(typed.replace(",", "."))
    if typed[0].isdigit() and (match := _UNITS.fullmatch(typed)):
        whole = Decimal((match["hours"] or "0").replace(",", "."))
        return whole + Decimal(match["minutes"] or 0) / 60
    raise Invalid(f"“{typed}” is not a number of hours: {_HINT}.")


def format_hours(
    hours: Decimal, style: HoursFormat = HoursFormat.CLOCK, decimal_symbol: str = "."
) -> str:
    """Show hours as the account does: `1:30`, or `1.50` with its decimal symbol."""
    if style is HoursFormat.DECIMAL:
        return f"{exact(hours):.2f}".replace(".", decimal_symbol)
    minutes = to_minutes(hours)
    return f"{minutes // 60}:{minutes % 60:02}"


def format_clock(seconds: int) -> str:
    """Show seconds as a running clock: `0:42:10`."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
