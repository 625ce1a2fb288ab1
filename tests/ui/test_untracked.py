"""Time of today that is on no entry: the row below the others, and taking it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from textual.strip import Strip

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.person import at_the_desk
from tests.ui.story import Story, opened, stored
from tests.ui.test_undo import remembered
from tui.account.store import Store
from tui.config import Config
from tui.domain.hours import HoursFormat
from tui.widgets.line import Line
from tui.widgets.untracked import UntrackedRow

TODAY = date(2026, 11, 23)


def row(story: Story) -> str:
    """What the row says."""
    shown = [row for row in story.day.query(UntrackedRow) if row.display]
    return "".join(line.text for line in lines(shown[0])).rstrip() if shown else ""


def lines(row: UntrackedRow) -> list[Strip]:
    """What is drawn of the row, part by part."""
    return [part.render_line(0) for part in row.query(Line)]


async def after(story: Story, **parts: float) -> None:
    """Let time pass; the row is looked at as its timer does."""
    story.clock.advance(**parts)
    story.day._look_again()
    await story.settle()


async def worked_a_day(story: Story) -> None:
    """Stop what runs, and be there until there is some time on no entry."""
    await story.press("G", "s")
    await after(story, hours=6)


async def test_after_five_minutes_without_a_timer_a_row_says_so(
    empty: Store, clock: FrozenClock
) -> None:
    async with opened(empty, clock) as story:
        assert row(story) == ""
        await after(story, minutes=4, seconds=59)
        assert row(story) == ""
        await after(story, seconds=1)
        assert row(story).split() == ["since", "14:44", "·", "untracked", "0:05"]
        assert "Nothing here yet." in story.pane
        assert "n  new entry" in story.pane
        total = story.line_with("total  0:00")
        assert story.line_with("untracked").index("0:05") == total.index("0:00")


async def test_it_reads_differently_once_a_minute_and_is_drawn_only_then(
    empty: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(empty, clock) as story:
        await after(story, minutes=10, seconds=30)
        drawn: list[str] = []
        painted = Line.render_line

        def paint(line: Line, y: int) -> Strip:
            drawn.append(type(line).__name__)
            return painted(line, y)

        monkeypatch.setattr(Line, "render_line", paint)
        for _ in range(29):
            await story.tick(1)
        assert drawn == []
        await story.tick(1)
        assert drawn == ["_Amount"]
        assert row(story).endswith("0:11")


async def test_down_on_the_last_row_goes_to_it_and_enter_takes_all_of_it(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        assert "untracked  3:10" in row(story)  # since 11:02, when the hours of 14:02 began
        await story.press("j")
        assert story.grid.entry is None
        assert row(story).startswith("▌")
        assert "▌" not in story.line_with("Website relaunch")
        assert story.line_with("U Take  H Hide")
        await story.press("enter")
        await story.type("dev review")
        assert "3:10" in story.line_with("Saves")
        await story.press("enter")
        assert story.entries()[-1][1:3] == ("Development", "3.17")
        assert row(story) == ""
        assert story.grid.entry is not None


async def test_up_goes_back_and_other_keys_say_what_it_is(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.press("j", "j", "s")
        assert story.message == "This time is on no entry yet: U takes it."
        for key in ("e", "d", "i", "plus", "c", "v", "y"):
            await story.press(key)
            assert story.message == "This time is on no entry yet: U takes it.", key
        await story.press("k")
        assert story.under_cursor == "Website relaunch · Programming"
        await story.press("j", "G")
        assert story.under_cursor == "Website relaunch · Programming"
        await story.press("j", "g")
        assert story.under_cursor == "Support contract · Meetings"


async def test_a_digit_begins_with_a_part_of_it(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.press("j")
        await story.type("30m dev")
        await story.press("enter")
        assert story.entries()[-1][1:3] == ("Development", "0.50")
        assert "untracked  2:40" in row(story)


async def test_it_is_taken_from_wherever_the_cursor_is_and_left_again(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.press("g", "U")
        assert "› 3:10" in story.pane
        await story.press("escape")
        assert story.under_cursor == "Support contract · Meetings"
        await story.press("j", "j", "j", "j", "j", "enter", "escape")
        assert row(story).startswith("▌")


async def test_where_nothing_is_untracked_it_says_so(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("U")
        assert story.message == "Nothing of today is untracked."
        await story.press("h", "U")
        assert story.message == "Untracked time is that of today: t goes there."


async def test_it_goes_with_another_day_a_filter_and_another_sheet(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.press("j", "h")
        assert (row(story), story.grid.is_below) == ("", False)
        await story.press("t")
        assert "untracked" in row(story)
        await story.press("j", "slash")
        await story.type("mail")
        assert row(story) == ""
        await story.press("escape")
        assert "untracked" in row(story)
        await story.press("o", "enter")
        assert story.day.view.sheet_of is not None
        assert row(story) == ""
        await story.press("U")
        assert story.message == "Untracked time is found on your own sheet only."


async def test_it_is_hidden_for_the_session_or_for_good(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.press("j", "H")
        assert row(story) == ""
        assert story.under_cursor == "Website relaunch · Programming"
        assert story.message == (
            "Untracked time is hidden until you quit: H shows it again; "
            "untracked = false in config.toml is for good."
        )
        assert story.day._next_look is None  # nothing is looked for either
        await story.press("H")
        assert story.message == "Untracked time is shown again."
        assert "untracked" in row(story)
    async with opened(demo, clock, settings=Config(untracked=False)) as story:
        await after(story, hours=1)
        assert row(story) == ""
        await story.press("H")
        assert "untracked" in row(story)
        assert "untracked = true in config.toml is for good" in story.message


async def test_while_a_timer_runs_it_stands_still(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        assert "untracked  3:10" in row(story)
        await story.press("k", "s")
        for _ in range(3):
            await story.tick(60)
        assert "untracked  3:10" in row(story)
        await story.press("u", "u")
        assert "untracked  3:13" in row(story)
        await story.tick(60)
        assert "untracked  3:14" in row(story)


async def test_what_was_seen_today_is_known_after_a_restart(
    empty: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    place = remembered(tmp_path / "memory.db")
    async with opened(empty, clock, place=place) as story:
        await after(story, minutes=20)
        await story.press("q")
    clock.advance(minutes=10)
    async with opened(empty, clock, place=place) as story:
        assert row(story).split() == ["since", "14:44", "·", "untracked", "0:30"]
    clock.advance(days=1)
    async with opened(empty, clock, place=place) as story:
        assert row(story) == ""


async def test_it_is_remembered_once_a_minute_where_it_is_news(
    empty: Store, clock: FrozenClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = remembered(tmp_path / "memory.db")
    async with opened(empty, clock, place=place) as story:
        assert story.day.desk is not None
        past, kept = story.day.desk.past, []
        monkeypatch.setattr(past, "keep_attendance", kept.append)
        for _ in range(3):
            story.day.keep_attendance()  # as its timer does
        assert [one.first for one in kept] == [clock()]
        clock.advance(minutes=2)
        story.day._heart.notice()
        await story.settle()
        story.day.keep_attendance()
        assert [one.last for one in kept[1:]] == [clock()]


async def test_at_midnight_a_new_day_begins_with_the_first_sign(
    empty: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    async with at_the_desk(empty, clock, monkeypatch) as (story, presence):
        await after(story, minutes=29)
        assert "untracked  0:29" in row(story)
        await presence.leave(2)
        assert row(story) == ""
        await presence.leave(8 * 60)
        await presence.come_back()
        await after(story, minutes=6)
        assert row(story).split() == ["since", "08:01", "·", "untracked", "0:06"]


async def test_where_start_and_end_are_tracked_the_gaps_are_told_and_the_newest_is_taken(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock, size=(120, 24)) as story:
        await story.press("G", "s")
        await after(story, minutes=36)
        await story.press("a")
        await story.type("15-15:10 dev")
        await story.press("enter")
        assert "14:44 – 15:00, 15:10 – now · untracked  0:26" in row(story)
        await story.press("G", "j", "enter")
        assert "› 15:10-15:20" in story.pane
        await story.type("dev")
        await story.press("enter")
        last = stored(story.store, clock, TODAY)[-1]
        assert (last.started_at, last.ended_at) == (time(15, 10), time(15, 20))
        assert "14:44 – 15:00 · untracked  0:16" in row(story)
        await story.resize(40, 10)
        assert row(story).endswith("14:44 – 15:00 · untracked  0:16")


async def test_what_does_not_fit_is_left_out_with_a_sign(
    start_end: Store, clock: FrozenClock
) -> None:
    async with opened(start_end, clock, size=(40, 10)) as story:
        await story.press("G", "s")
        await after(story, minutes=36)
        await story.press("a")
        await story.type("15-15:10 dev")
        await story.press("enter")
        assert row(story).split("·")[0].strip() == "… 15:10 – now"


async def test_it_shows_hours_as_the_account_does(empty: Store, clock: FrozenClock) -> None:
    with empty.write():
        settings = replace(
            empty.settings(), hours_format=HoursFormat.DECIMAL, decimal_symbol=",", clock="12h"
        )
        empty.save_settings(settings)
    async with opened(empty, clock) as story:
        await after(story, minutes=48)
        assert row(story).split() == ["since", "2:44pm", "·", "untracked", "0,80"]


async def test_a_click_puts_the_cursor_on_it_and_a_double_click_takes_it(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.pilot.click("UntrackedRow", offset=(40, 0))
        await story.settle()
        assert (story.grid.is_below, story.grid.has_focus) == (True, True)
        await story.press("k")
        await story.pilot.click("UntrackedRow", offset=(40, 0), times=2)
        await story.settle()
        assert "› 3:10" in story.pane


async def test_a_pane_of_few_lines_has_room_for_what_is_typed(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, size=(40, 10)) as story:
        await worked_a_day(story)
        await story.press("G", "j")
        assert "since 11:02 · untracked  3:10" in row(story)
        await story.press("enter")
        assert row(story) == ""
        assert len(story.pane.splitlines()) == 10
        assert "enter Do it" in story.pane
        await story.press("escape")
        assert row(story).startswith("▌")
        await story.resize(40, 7)
        assert row(story) == ""


async def test_marked_rows_are_deleted_wherever_the_cursor_is(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await worked_a_day(story)
        await story.press("k", "v", "G", "j", "d")
        assert len(story.entries()) == 4


async def test_without_colour_the_cursor_on_it_is_reversed(
    empty: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(empty, clock) as story:
        await after(story, minutes=48)
        await story.press("j")
        segments = [s for line in lines(story.day.query_one(UntrackedRow)) for s in line]
        assert all("reverse" in str(s.style) for s in segments if s.text.strip())


async def test_it_asks_the_account_nothing(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        await worked_a_day(story)
        counting.taken()
        for _ in range(5):
            await after(story, minutes=1)
        await story.press("j", "H", "H")
        assert sum(counting.taken().values()) == 0


async def test_what_runs_since_yesterday_is_tracked(demo: Store, clock: FrozenClock) -> None:
    clock.now = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    async with opened(demo, clock) as story:
        await after(story, hours=2)
        assert story.day.view.elsewhere is not None
        assert row(story) == ""
        await story.press("escape")  # what becomes of it can be told later
        await story.day.run_action("stop_running")
        await story.settle()
        await after(story, hours=2, minutes=30)  # less what was planned: 2:00
        assert story.day.view.elsewhere is None
        assert "since 08:00 · untracked  0:30" in row(story)
