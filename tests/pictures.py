"""Writes `screenshots/`: the real app on a real account with a frozen clock, as SVG and PNG."""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.clock import FrozenClock
from tests.ui.story import Story, demo_store, empty_store, opened, start_end_store
from tui.account.store import Store

FOLDER = Path(__file__).parent.parent / "screenshots"
NOW = datetime(2026, 11, 23, 13, 44, 10, tzinfo=UTC)
FONT = "DejaVu Sans Mono"

Make = Callable[[Path, FrozenClock], Store]
Scene = Callable[[Story], Awaitable[None]]


async def _as_it_is(story: Story) -> None:
    await story.settle()


async def _new_entry(story: Story) -> None:
    await story.press("n")
    await story.type("web pro")
    await story.press("enter", "tab")
    await story.type("Fix the login form")


async def _locked(story: Story) -> None:
    await story.press("g", "e")


async def _picker(story: Story) -> None:
    await story.press("n")
    await story.type("web")


async def _quick_line(story: Story) -> None:
    await story.press("a")
    await story.type("-20m dev review of the parser")


async def _week(story: Story) -> None:
    await story.press("w", "l")
    await story.type("1:30")
    await story.press("tab")
    await story.type("2")
    await story.press("tab")


async def _sheet_of_marta(story: Story) -> None:
    await story.press("o")
    await story.type("mar")
    await story.press("enter")


async def _details(story: Story) -> None:
    await story.press("i")


async def _untracked(story: Story) -> None:
    await story.press("s")
    story.clock.advance(hours=1, minutes=12, seconds=20)
    await story.press("a")
    await story.type("15:10-15:25 mee weekly plan")
    await story.press("enter")
    await story.tick(0)
    await story.press("G", "j")


async def _away(story: Story) -> None:
    """The machine slept for twelve minutes while a timer ran."""
    story.day.own = replace(story.day.own, idle_minutes=10)
    await _pass(story, minutes=12)


async def _after_midnight(story: Story) -> None:
    """A timer of late in the evening still runs."""
    await story.press("s")
    await _pass(story, hours=8, minutes=26)
    await story.press("g", "a")
    await story.type("web prog release night")
    await story.press("enter")
    await _pass(story, minutes=55)


async def _pass(story: Story, **time: float) -> None:
    """Let time pass, and the day notice."""
    story.clock.advance(**time)
    story.day._heart.beat()
    await story.settle()
    await story.tick(0)


async def _full_day(story: Story) -> None:
    """Six rows, two of them locked, with a target, the cursor on what runs, and nothing said."""
    day = story.day
    day.view = replace(day.view, week_hours=Decimal("40.00"))
    await story.press("a")
    await story.type("0:25 office adm: Answers, and the meeting of next week")
    await story.press("enter", "g", "j", "j", "j", "j")
    day.notice.say("")
    await story.settle()


async def _full_day_above(story: Story) -> None:
    await _full_day(story)
    await story.press("k")


async def _only_what_runs(story: Story) -> None:
    await _full_day(story)
    await story.press("z")


SIZES = ((200, 60), (120, 40), (80, 24), (60, 20), (40, 10), (80, 3), (80, 1))

SCENES: dict[str, tuple[tuple[int, int], Make, Scene]] = {
    "day": ((120, 30), demo_store, _as_it_is),
    "new-entry": ((80, 24), demo_store, _new_entry),
    "picker": ((80, 24), demo_store, _picker),
    "quick-line": ((80, 24), demo_store, _quick_line),
    "week": ((120, 30), demo_store, _week),
    "locked": ((80, 24), demo_store, _locked),
    "first-day": ((80, 24), empty_store, _as_it_is),
    "pane-40x10": ((40, 10), demo_store, _as_it_is),
    "start-end": ((100, 24), start_end_store, _as_it_is),
    "colleague": ((80, 24), demo_store, _sheet_of_marta),
    "untracked": ((100, 24), start_end_store, _untracked),
    "away": ((100, 24), demo_store, _away),
    "after-midnight": ((100, 24), demo_store, _after_midnight),
    "details": ((80, 24), start_end_store, _details),
    **{f"day-{w}x{h}": ((w, h), demo_store, _full_day) for w, h in SIZES},
    "day-80x2": ((80, 2), demo_store, _full_day_above),
    "strip-80x24": ((80, 24), demo_store, _only_what_runs),
}


async def _take(name: str) -> str:
    size, make, scene = SCENES[name]
    clock = FrozenClock(NOW)
    with tempfile.TemporaryDirectory() as folder:
        store = make(Path(folder), clock)
        async with opened(store, clock, size=size) as story:
            await scene(story)
            story.app.cursor_blink = False
            picture = story.app.export_screenshot(title="windrow")
        store.close()
    return _without_hosts(picture)


def _without_hosts(svg: str) -> str:
    """Drop the web fonts, and the ids that differ from run to run."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "windrow", svg)
    svg = re.sub(r"<!--.*?-->\n?", "", svg)
    return svg.replace("Fira Code", FONT)


def main(names: list[str]) -> None:
    """Write the pictures named, or all of them."""
    import resvg_py  # type: ignore[import-not-found]

    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    FOLDER.mkdir(exist_ok=True)
    for name in names or SCENES:
        svg = asyncio.run(_take(name))
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
        png = resvg_py.svg_to_bytes(svg_string=svg, zoom=1, monospace_family=FONT)
        (FOLDER / f"{name}.png").write_bytes(bytes(png))
        print(f"screenshots/{name}")


if __name__ == "__main__":
    main(sys.argv[1:])
