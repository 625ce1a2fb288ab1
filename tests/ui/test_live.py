"""The running clock, over everything that may happen to it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.ui.story import ROBIN, Story, demo_store, opened, stored
from tui.account.store import Store

TODAY = date(2026, 11, 23)


async def test_the_running_row_and_the_total_tick_every_second(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        for second in ("11", "12", "13"):
            await story.tick(1)
            assert story.line_with("● running").endswith(f"0:42:{second}")
            assert story.line_with("total").endswith(f"6:32:{second}")


async def test_a_suspended_laptop_counts_the_hours_it_slept(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        clock.advance(hours=3)
        story.day._heart.beat()
        await story.settle()
        await story.tick(0)
        assert story.line_with("● running").endswith("3:42:10")


async def test_what_changed_elsewhere_is_seen_after_a_sleep(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        entry = stored(demo, clock, TODAY)[0]
        with demo.write():
            demo.entries.delete(entry.id)
        clock.advance(hours=1)
        story.day._heart.beat()
        await story.settle()
        assert "4 entries" in story.pane


async def test_at_midnight_today_moves_on_and_what_runs_is_still_there_to_be_stopped(
    demo: Store, clock: FrozenClock
) -> None:
    clock.now = datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)
    async with opened(demo, clock) as story:
        assert "Monday 23 November 2026 · today" in story.pane
        clock.advance(2)
        story.day._heart.beat()
        await story.settle()
        assert "Tuesday 24 November 2026 · today" in story.pane
        assert story.message == "A new day: Tuesday 24 November 2026."
        assert story.line_with("● running since yesterday 14:02").endswith("9:58:01")
        assert "Website relaunch · Programming runs since yesterday 14:02." in story.pane
        clock.advance(2)
        await story.press("escape", "x")
        assert story.message == "Stopped Website relaunch · Programming at 9:58."
        entry = stored(demo, clock, TODAY)[-1]
        assert (entry.spent_date, entry.is_running) == (TODAY, False)


async def test_somebody_who_reads_an_old_day_is_left_there_at_midnight(
    demo: Store, clock: FrozenClock
) -> None:
    clock.now = datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC)
    async with opened(demo, clock) as story:
        await story.press("h", "h")
        clock.advance(2)
        story.day._heart.beat()
        await story.settle()
        assert "Saturday 21 November 2026" in story.pane
        await story.press("t")
        assert "Tuesday 24 November 2026 · today" in story.pane


async def test_a_timer_forgotten_over_the_weekend_is_found_at_the_start(
    demo: Store, clock: FrozenClock
) -> None:
    clock.advance(days=4)
    async with opened(demo, clock) as story:
        assert "Friday 27 November 2026 · today" in story.pane
        assert story.line_with("● running since Mon 23 Nov 14:02").endswith("96:42:10")


@pytest.mark.parametrize(
    ("started", "hours"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 1),  # 01:30 to 03:30 local: one hour
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 1),  # 02:30 to 02:30 local: one hour
    ],
)
async def test_a_change_of_the_clocks_counts_real_hours(
    tmp_path: Path, started: datetime, hours: int
) -> None:
    clock = FrozenClock(started)
    store = demo_store(tmp_path, clock)
    async with opened(store, clock) as story:
        clock.advance(hours=hours)
        await story.tick(0)
        assert story.line_with("● running").endswith("1:42:10")
    store.close()


async def test_a_form_over_the_day_stops_the_second_hand_and_leaving_it_shows_the_time(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("e")
        assert story.day._ticker._timer is None
        clock.advance(60)
        await story.press("escape")
        assert story.line_with("● running").endswith("0:43:10")


async def test_nothing_ticks_when_nothing_runs(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        assert story.day._ticker._timer is not None
        await story.press("s")
        assert story.day._ticker._timer is None


async def test_the_title_names_what_runs(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        assert story.app.title == "● 0:42 Website relaunch · Programming"
        await story.press("s")
        assert story.app.title == ""


def rename(store: Store, clock: FrozenClock, notes: str) -> None:
    entry = stored(store, clock, TODAY)[2]
    with store.write():
        found = store.entries.find(entry.id)
        assert found is not None
        store.entries.save(replace(found.record, notes=notes))


@pytest.mark.parametrize(
    ("notes", "shown"),
    [
        ("[bold]not bold[/bold] [/x]", "[bold]not bold[/bold] [/x]"),
        ("\x1b[31mred\x07", "␛[31mred␇"),
        ("\x9b31m and \u202egnp.exe", "�31m and �gnp.exe"),
        ("日本語のメモ", "日本語のメモ"),
        ("party 👩\u200d👩\u200d👧 done ❤\ufe0f", "party 👩👩👧 done ❤"),
    ],
)
async def test_foreign_text_is_drawn_literally_and_numbers_stay_in_their_column(
    demo: Store, clock: FrozenClock, notes: str, shown: str
) -> None:
    rename(demo, clock, notes)
    async with opened(demo, clock, size=(120, 30)) as story:
        assert shown in story.pane
        strips = story.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {120}
        assert story.line_with(shown).endswith("3:00")


async def test_server_text_with_markup_survives_form_and_picker(
    tmp_path: Path, clock: FrozenClock
) -> None:
    store = Store.open(tmp_path / "account.db", founder=ROBIN, clock=clock)
    async with opened(store, clock) as story:
        await make(story, "[dev] api [/x]", "A & B [b]", "do [/] it")
        assert story.message == "Started [dev] api [/x] · do [/] it."
        assert "A & B [b] · [dev] api [/x] · do [/] it" in story.pane
        await story.press("e")
        assert "A & B [b] · [dev] api [/x]" in story.pane
        await story.press("escape", "n")
        assert "[dev] api [/x]" in story.pane
    store.close()


async def make(story: Story, project: str, client: str, task: str) -> None:
    await story.press("n")
    for name in (project, client, task):
        await story.type(name)
        await story.press("enter")
    await story.press("enter")


async def test_a_clock_that_stands_before_the_start_never_goes_below_what_is_booked(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        clock.advance(-timedelta(hours=1).total_seconds())
        await story.tick(0)
        assert story.line_with("● running").endswith("0:00:00")
