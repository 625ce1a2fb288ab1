"""What the strip says: pure functions from what is known to the parts of its lines."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rich.cells import cell_len

from tui.domain.dates import relative_day, short_date
from tui.domain.day import total_label
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours
from tui.widgets.bars import sheet_label
from tui.widgets.line import Part, Parts
from tui.widgets.rows import clock_piece, state_piece
from tui.widgets.text import clip, one_line
from tui.widgets.view import EMPTY, Status, View

MARK, MARKED = "▌", "◆"
NO_TIMER = "○ no timer"
SENDING = "… sending"
WORKING_DAYS = 5
NAME_LEAST = 14
NOTES_LEAST = 12
ROOMY = 40


@dataclass(frozen=True, slots=True)
class Brief:
    """The strip's first line: `clock` ticks, at the left of `name` or, `is_aside`, behind it."""

    name: Parts = ()
    clock: str = ""
    total: str = ""
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What the strip is about: the view, the row under the cursor, the instant (UTC).

    `has_row` says that the row has a line of its own below.
    """

    view: View
    entry: TimeEntry | None
    now: datetime
    has_row: bool = False

    @property
    def running(self) -> TimeEntry | None:
        """What runs, on whatever day."""
        return self.view.running

    @property
    def is_at_running(self) -> bool:
        """Whether the cursor stands on what runs."""
        running = self.running
        return self.entry is not None and running is not None and self.entry.id == running.id


def brief(scene: Scene, width: int) -> Brief:
    """Lay the first line out: clock and total are whole, and names take what room is left."""
    if scene.view is EMPTY:
        return Brief()
    clock = clock_text(scene)
    row = scene.entry
    if scene.has_row or row is None or scene.is_at_running:
        beside, hours = _running_name(scene), ""
    else:
        whose = sheet_label(scene.view.sheet_of, is_narrow=True)
        beside, hours = tuple(f"{whose}{name}" for name in names(row)), _hours(row, scene)
    is_aside = bool(hours) and scene.running is not None
    taken = cell_len(clock) + 3
    if hours and cell_len(hours) + taken + 6 > width:
        hours = "…"
    taken += cell_len(hours) + 3 if hours else 0
    least = min(NAME_LEAST, max(map(cell_len, beside), default=0))
    totals = _totals(scene)
    room = width - taken
    total = next((t for t in totals if _cells(t) + least <= room), totals[-1])
    if _cells(total) + 1 > room:
        total = ""
    room -= _cells(total) or 1
    return Brief(_named(scene, beside, hours, room), clock, total, is_aside)


def _cells(total: str) -> int:
    return cell_len(total) + 3 if total else 0


def _named(scene: Scene, beside: tuple[str, ...], hours: str, room: int) -> Parts:
    """The name, the hours of a row, and as much of the notes as has room behind them."""
    if scene.view.status is Status.FAILED:
        return (Part(clip(beside[0], room), "trouble"),)
    name = next((text for text in beside if cell_len(text) <= room), beside[-1] if beside else "")
    name = clip(name, room)
    sign = Part("")
    if hours and scene.entry is not None:
        sign = Part(MARKED if scene.entry.id in scene.view.marked else MARK)
    parts = [sign, Part(name, "strong")]
    entry = scene.entry if hours else scene.running
    spare = room - cell_len(name) - 3
    if entry is not None and entry.notes and spare >= NOTES_LEAST and not scene.has_row:
        parts.append(Part(f" · {clip(one_line(entry.notes), spare)}", "dim"))
    return [*parts, Part(f"  {hours}")] if hours else parts


def names(entry: TimeEntry) -> tuple[str, ...]:
    """An entry's names, from the fullest way to say them to the shortest."""
    short = (one_line(entry.project), one_line(entry.task))
    full = (one_line(entry.client), *short) if entry.client else short
    return " · ".join(full), " · ".join(short)


def clock_text(scene: Scene) -> str:
    """What ticks: `● 0:42:10`; where nothing does, it is said in words."""
    running = scene.running
    if running is None:
        return SENDING if scene.view.pending else NO_TIMER
    clock = clock_piece(running, running.seconds(scene.now), scene.view.account).text.strip()
    return f"{'…' if running.id in scene.view.pending else '●'} {clock}"


def _running_name(scene: Scene) -> tuple[str, ...]:
    """What runs, from the fullest way to say it to the shortest; else what is to be known."""
    view, running = scene.view, scene.running
    if running is None:
        return _words(scene)
    whose = sheet_label(view.sheet_of, is_narrow=True)
    day = ""
    if view.elsewhere is not None:
        on = running.spent_date
        day = f" · {relative_day(on, view.today) or short_date(on)}"
    full, short = names(running)
    return f"{whose}{full}{day}", f"{whose}{short}{day}", f"{whose}{short}"


def _words(scene: Scene) -> tuple[str, ...]:
    """What is to be said of a day on which nothing runs and the cursor has no row."""
    view = scene.view
    whose = sheet_label(view.sheet_of, is_narrow=True).removesuffix(" · ")
    if view.status is Status.FAILED:
        return (f"! {one_line(view.problem)}",)
    if view.status is Status.LOADING:
        return (f"{whose} …".strip(),)
    if view.rows:
        return (whose,)
    if view.filter:
        return (f"No entry has “{one_line(view.filter)}”.",)
    new, line = view.keys.shown("new_entry"), view.keys.shown("quick_line")
    said = f"{whose}: nothing here yet" if whose else "Nothing here yet"
    return f"{said}. {new}  new entry, {line}  one line", f"{said}."


def _hours(entry: TimeEntry, scene: Scene) -> str:
    """The hours of a row that does not run, behind the glyph of its state."""
    glyph = state_piece(entry, pending=entry.id in scene.view.pending, narrow=True).text
    hours = clock_piece(entry, entry.seconds(scene.now), scene.view.account).text.strip()
    return f"{glyph} {hours}".strip()


def _totals(scene: Scene) -> tuple[str, ...]:
    """The day's total, from the fullest way to say it to the shortest."""
    view, account = scene.view, scene.view.account
    if view.status is not Status.READY:
        return ("",)
    label = total_label(view.rows, scene.now, account.hours_format, account.decimal_symbol)
    total = label[: -len(":00")] if label.count(":") > 1 else label
    if view.filter:
        return f"/{one_line(view.filter)} {total}", f"/… {total}"
    target = day_target(view)
    of = (
        f" / {format_hours(target, account.hours_format, account.decimal_symbol)}" if target else ""
    )
    if view.day.date == view.today:
        return f"{total}{of}", total
    on = view.day.date
    short = f"{on.day} {on:%b}"
    return f"{short_date(on)}  {total}{of}", f"{short_date(on)}  {total}", f"{short}  {total}"


def day_target(view: View) -> Decimal | None:
    """The hours of the shown day: a fifth of the week's, from Monday to Friday."""
    if view.target is None or view.day.date.weekday() >= WORKING_DAYS:
        return None
    return (view.target / WORKING_DAYS).quantize(Decimal("0.01"))


def row_line(scene: Scene, width: int) -> tuple[Parts, Parts]:
    """The line of the row under the cursor: its names and notes, and its place and hours."""
    view, entry = scene.view, scene.entry
    if entry is None:
        return (), ()
    index, count = view.shown.index(entry.id) or 0, len(view.rows)
    place = f"{index + 1} of {count}" if width >= ROOMY else f"{index + 1}/{count}"
    hours = "" if scene.is_at_running else f"  {_hours(entry, scene)}"
    room = width - cell_len(place) - cell_len(hours) - 4
    texts = ("",) if scene.is_at_running else names(entry)
    name = next((text for text in texts if cell_len(text) <= room), texts[-1])
    name = clip(name, room)
    notes = one_line(entry.notes)
    spare = room - cell_len(name) - (3 if name else 0)
    said = f"{' · ' if name else ''}{clip(notes, spare)}" if notes and spare > 0 else ""
    sign = MARKED if entry.id in view.marked else MARK
    left = (Part(sign), Part(name, "strong"), Part(said, "dim"))
    return left, (Part(f"  {place}", "dim"), Part(f"{hours} ", "text"))
