"""Spans of local dates, both ends included."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tui.domain.dates import parse_date
from tui.domain.invalid import Invalid


@dataclass(frozen=True, slots=True)
class Span:
    """From one local date to another one, which is not before it."""

    first: date
    last: date

    @property
    def dates(self) -> tuple[date, ...]:
        """Every date of the span."""
        days = (self.last - self.first).days
        return tuple(self.first + timedelta(days=number) for number in range(days + 1))

    def months(self) -> Iterator["Span"]:
        """Cut the span where months end."""
        first = self.first
        while True:
            last = min(month_of(first).last, self.last)
            yield Span(first, last)
            if last >= self.last:
                return
            first = last + timedelta(days=1)

    def __str__(self) -> str:
        """Name the span: `from 2026-11-01 to 2026-11-30`, or `on 2026-11-23`."""
        if self.first == self.last:
            return f"on {self.first}"
        return f"from {self.first} to {self.last}"


def month_of(day: date) -> Span:
    """Tell the month that a date lies in."""
    return Span(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def read_span(first: str | None, last: str | None, today: date) -> Span:
    """Read the ends of a span as people type dates.

    Without a beginning it begins with the month of its end, without an end it ends with the
    present month; without both it is the present month.

    Raises:
        Invalid: one is no date, or the span ends before it begins.
    """
    end = month_of(today).last if last is None else parse_date(last, today)
    start = month_of(end).first if first is None else parse_date(first, today)
    if end < start:
        raise Invalid(f"{end} lies before {start}: write the earlier date first.")
    return Span(start, end)
