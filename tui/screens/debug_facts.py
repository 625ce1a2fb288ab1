"""What the debug panel tells: plain values in, names and sentences out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from statistics import median

from tui.api.meter import CALLS_A_FRAME, FRAME_SECONDS, HOUR_SECONDS, Failure, Meter

KB, MB = 1e3, 1e6

Fact = tuple[str, str]
"""A name, and what there is to say of it; a name alone is a heading."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What the process has used so far.

    `cpu` and `since` are seconds: of processor time, and since the start. `resident` and `own` are
    bytes of memory, with what is shared and without, None where the system does not tell. `writes`
    and `written` are how often something went to the terminal, and how many bytes.
    """

    cpu: float
    since: float
    resident: int | None
    own: int | None
    ticks: int
    writes: int | None
    written: int | None
    tasks: int
    timers: int
    threads: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How the shown day came: how often it was read and written, when, and what may come next.

    `read_at` is a UTC instant; `failures` are those since the last success.
    """

    reads: int
    writes: int
    read_at: datetime | None
    is_focused: bool
    failures: int
    every: float
    skew: timedelta


def calls(meter: Meter | None) -> Iterator[Fact]:
    """What the account was asked, and what of it is left."""
    if meter is None:
        yield "Calls", "none: the account is not open"
        return
    counted = ", ".join(f"{what} {many}" for what, many in meter.calls.most_common(6))
    yield "Calls", f"{meter.calls.total()}, {meter.within(HOUR_SECONDS)} in the last hour"
    if counted:
        yield "", counted
    used = meter.within(FRAME_SECONDS)
    yield "Budget", f"{used} of {CALLS_A_FRAME} in the last {FRAME_SECONDS:.0f} s"
    yield "Bytes", f"{_kb(meter.sent)} sent, {_kb(meter.received)} received"
    if meter.latencies:
        middle, slowest = median(meter.latencies), max(meter.latencies)
        yield "Answers", f"{middle * 1000:.1f} ms, {slowest * 1000:.1f} ms the slowest"


def reading(told: Reading, zone: tzinfo) -> Iterator[Fact]:
    """How fresh the day is."""
    at = "not yet" if told.read_at is None else f"at {told.read_at.astimezone(zone):%H:%M:%S}"
    times = "once" if told.reads == 1 else f"{told.reads} times"
    yield "Day", f"read {times}, last {at}; {told.writes} changes"
    where = "in focus" if told.is_focused else "without the focus"
    failed = f", {told.failures} failed" if told.failures else ""
    yield "Again", f"every {told.every:.0f} s {where}{failed}"
    yield "Skew", f"{told.skew.total_seconds():+.1f} s"


def costs(used: Costs) -> Iterator[Fact]:
    """What it costs the machine."""
    share = used.cpu / used.since if used.since else 0.0
    yield "Processor", f"{used.cpu:.2f} s in {_span(used.since)}, {share:.2%}"
    if used.resident is not None:
        own = "" if used.own is None else f", {used.own / MB:.1f} MB of its own"
        yield "Memory", f"{used.resident / MB:.1f} MB{own}"
    yield "Ticks", f"{used.ticks}"
    if used.writes is not None and used.written is not None:
        yield "Terminal", f"{_kb(used.written)} in {used.writes} writes"
    yield "At work", f"{used.tasks} tasks, {used.timers} timers, {used.threads} threads"


def errors(failures: Iterable[Failure], zone: tzinfo) -> Iterator[Fact]:
    """What failed last, the newest first."""
    told = [(f"{one.at.astimezone(zone):%H:%M:%S}", one.sentence) for one in failures]
    yield "Failed", "" if told else "nothing"
    yield from reversed(told)


def _kb(count: int) -> str:
    return f"{count / KB:,.1f} kB"


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
