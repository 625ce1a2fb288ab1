"""What the benchmark found, as a table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

HEAD = ("what", "windrow", "bare", "ratio", "budget", "")
GAP = "  "


@dataclass(frozen=True, slots=True)
class Unit:
    """How a figure is shown."""

    name: str
    factor: float = 1.0
    digits: int = 1

    def show(self, value: float | None) -> str:
        return "" if value is None else f"{value * self.factor:,.{self.digits}f} {self.name}"


MILLISECONDS = Unit("ms", 1000)
MEGABYTES = Unit("MB", 1e-6)
BYTES = Unit("B", digits=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: what was measured, on Windrow and on the bare screen, and what it may be.

    The budget is for the ratio when `of_ratio`, else for Windrow's own figure.
    """

    what: str
    unit: Unit
    windrow: float
    bare: float | None = None
    budget: float | None = None
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        return self.windrow / self.bare if self.bare and self.of_ratio else None

    @property
    def verdict(self) -> str:
        measured = self.ratio if self.of_ratio else self.windrow
        if self.budget is None or measured is None:
            return ""
        return "ok" if measured <= self.budget else "over"

    def cells(self) -> tuple[str, ...]:
        return (
            self.what,
            self.unit.show(self.windrow),
            self.unit.show(self.bare),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self._budget(),
            self.verdict,
        )

    def _budget(self) -> str:
        if self.budget is None:
            return ""
        return f"≤ {self.budget:.2f}" if self.of_ratio else f"≤ {self.unit.show(self.budget)}"


@dataclass(frozen=True, slots=True)
class Missing:
    """What could not be measured, and why."""

    what: str
    reason: str


def measured(what: str, measure: Callable[[], list[Finding]]) -> list[Finding | Missing]:
    """Measure; a program that does not do what is waited for costs its lines, not the rest."""
    try:
        return [*measure()]
    except (AssertionError, ImportError, OSError) as error:
        return [Missing(what, str(error) or type(error).__name__)]


def table(found: Iterable[Finding | Missing]) -> str:
    """Set the findings as a table, and below it what is missing."""
    found = list(found)
    rows = [HEAD, *(line.cells() for line in found if isinstance(line, Finding))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_row(row, widths) for row in rows]
    lines += [f"\nNot measured: {x.what}: {x.reason}" for x in found if isinstance(x, Missing)]
    return "\n".join(lines)


def _row(cells: Iterable[str], widths: list[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    words = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
    return GAP.join(words).rstrip()
