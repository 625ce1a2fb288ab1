"""A pane among other programs: the title, what status bars are told, and the bell."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.story import MARTA, Story, opened, stored
from tui.account.store import Store
from tui.api.connect import Place
from tui.domain.hours import HoursFormat
from tui.outside import bell
from tui.outside.bell import SHELL, ring
from tui.outside.known import Known, last_opened, look_up
from tui.screens.titling import seconds_left, title_of

TODAY = date(2026, 11, 23)


@pytest.fixture
def lasting(tmp_path: Path) -> Callable[[Place], Place]:
    """An account as the person's own is: what is known of it is kept."""
    return lambda place: replace(place, memory=tmp_path / "memory.db")


@pytest.fixture
async def story(
    demo: Store, clock: FrozenClock, lasting: Callable[[Place], Place]
) -> AsyncIterator[Story]:
    async with opened(demo, clock, place=lasting) as story:
        yield story


async def kept(story: Story) -> Known:
    """What status bars know by now."""
    await story.settle()
    await story.day.neighbours.settle()
    known = look_up("local")
    assert known is not None
    return known


def stop_elsewhere(demo: Store, clock: FrozenClock) -> None:
    """Stop what runs as another program does."""
    with demo.write():
        demo._connection.execute(
            "UPDATE time_entry SET timer_started_at = NULL, seconds = 2530 "
            "WHERE timer_started_at IS NOT NULL"
        )


# The title


async def test_the_title_goes_on_at_the_full_minute_and_not_before(story: Story) -> None:
    titles: list[str] = []
    story.day.watch(story.app, "title", lambda title: titles.append(title), init=False)
    for _ in range(50):
        await story.tick(1)
    assert titles == ["● 0:43 Website relaunch · Programming"]


async def test_the_title_goes_on_under_another_screen(story: Story) -> None:
    await story.press("question_mark")
    story.clock.advance(120)
    story.day._titling.look()
    assert story.app.title == "● 0:44 Website relaunch · Programming"


async def test_the_title_follows_what_runs(story: Story) -> None:
    await story.press("x")
    assert story.app.title == ""
    await story.press("g", "j", "j", "s")
    assert story.under_cursor.startswith("14775")
    assert story.app.title == f"● 3:00 {story.under_cursor}"


async def test_a_decimal_account_has_a_decimal_title(story: Story) -> None:
    running = story.day.view.running
    assert running is not None
    style = type(story.day.view.account.hours_format)("decimal")
    account = replace(story.day.view.account, hours_format=style)
    view = replace(story.day.view, account=account)
    now = story.clock()
    assert title_of(view, now).startswith("● 0.70 ")
    later = story.clock.advance(seconds_left(running, style, now))
    assert title_of(view, now) != title_of(view, story.clock.advance(1))
    assert (later - now).total_seconds() <= 36


# What status bars know


async def test_what_runs_is_kept_and_only_when_it_changes(story: Story) -> None:
    known = await kept(story)
    assert (known["project"], known["task"]) == ("Website relaunch", "Programming")
    assert known["date"] == "2026-11-23"
    assert last_opened() == "local"
    await story.tick(30)
    await story.press("j", "k")
    assert await kept(story) == known
    await story.press("x")
    stopped = await kept(story)
    assert "project" not in stopped
    assert int(stopped["others"]) - int(known["others"]) == 43 * 60  # 0:42:40, as the row shows it


async def test_another_day_on_the_screen_changes_nothing(story: Story) -> None:
    known = await kept(story)
    await story.press("h", "h")
    assert await kept(story) == known
    await story.press("x")
    assert "project" not in await kept(story)


async def test_the_sheet_of_somebody_else_is_not_ones_own(story: Story) -> None:
    known = await kept(story)
    await story.press("o")
    await story.type("Marta")
    await story.press("enter")
    assert story.day.view.sheet_of is not None
    assert story.day.view.sheet_of.id == MARTA
    assert await kept(story) == known


async def test_opened_on_another_day_it_knows_today_all_the_same(
    demo: Store, clock: FrozenClock, lasting: Callable[[Place], Place]
) -> None:
    async with opened(demo, clock, on=date(2026, 10, 1), place=lasting) as story:
        assert (await kept(story))["others"] != ""


async def test_a_new_day_is_told(story: Story) -> None:
    story.clock.now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    story.day._heart.beat()
    known = await kept(story)
    assert (known["date"], known["others"], known["is_today"]) == ("2026-11-24", "7200", "0")


async def test_what_cannot_be_kept_is_said_and_stops_nothing(
    demo: Store, clock: FrozenClock, tmp_path: Path, lasting: Callable[[Place], Place]
) -> None:
    (tmp_path / "state").write_text("no folder")
    async with opened(demo, clock, place=lasting) as story:
        await story.settle()
        await story.day.neighbours.settle()
        assert story.message.startswith("Status bars are not told what runs")
        await story.press("x")
        assert "Stopped" in story.message


async def test_an_account_that_is_thrown_away_tells_nobody(
    demo: Store, clock: FrozenClock, tmp_path: Path
) -> None:
    async with opened(demo, clock) as story:
        await story.press("x")
    assert not (tmp_path / "state" / "windrow").exists()


# The bell


async def test_what_somebody_else_wrote_is_shown(story: Story, demo: Store) -> None:
    stop_elsewhere(demo, story.clock)
    ring("local", SHELL)
    await story.until(lambda: story.day.view.running is None)
    await story.settle()
    assert story.app.title == ""
    assert "project" not in await kept(story)


async def test_what_is_written_while_the_day_is_being_read_is_read_as_well(
    demo: Store, clock: FrozenClock, lasting: Callable[[Place], Place]
) -> None:
    counting = Counting()
    async with opened(demo, clock, place=lasting, wrap=counting.around) as story:
        counting.hold_answers("day")
        story.day.freshen()
        await counting.reached.wait()
        stop_elsewhere(demo, clock)  # the answer that is under way does not know it yet
        ring("local", SHELL)
        await story.until(lambda: story.day.fresh.is_rung)
        counting.release()
        await story.until(lambda: story.day.view.running is None)
        await story.settle()
        assert "project" not in await kept(story)


async def test_today_is_read_for_status_bars_while_another_day_is_shown(
    story: Story, demo: Store
) -> None:
    await story.press("h")
    stop_elsewhere(demo, story.clock)
    story.clock.advance(61)
    story.day.freshen()
    await story.settle()
    assert story.day.view.running is None
    assert "project" not in await kept(story)


async def test_ones_own_timer_is_followed_while_a_colleagues_sheet_is_shown(
    story: Story, demo: Store
) -> None:
    await story.press("o")
    await story.type("Marta")
    await story.press("enter")
    assert story.day.view.sheet_of is not None
    stop_elsewhere(demo, story.clock)
    ring("local", SHELL)
    await story.until(lambda: "project" not in (look_up("local") or {}))


async def test_the_week_hears_it_too(story: Story, demo: Store) -> None:
    await story.press("w")
    stop_elsewhere(demo, story.clock)
    ring("local", SHELL)
    await story.until(lambda: story.screen.view.running is None)  # type: ignore[attr-defined]
    await story.settle()


async def test_many_rings_are_answered_once(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(story.day, "changed_outside", told.append)
    for _ in range(50):
        ring("local", SHELL)
    await story.until(lambda: bool(told))
    await story.settle()
    assert told == [SHELL]


async def test_two_panes_follow_each_other_and_then_rest(
    demo: Store,
    clock: FrozenClock,
    lasting: Callable[[Place], Place],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rings: list[str] = []
    real = bell.ring

    def counted(profile: str, by: str, but: str = "") -> None:
        rings.append(by)
        real(profile, by, but)

    monkeypatch.setattr(bell, "ring", counted)
    async with AsyncExitStack() as stack:
        one, two = [
            await stack.enter_async_context(opened(demo, clock, place=lasting)) for _ in range(2)
        ]
        await one.press("x")
        await two.until(lambda: two.day.view.running is None)
        for story in (one, two, one):
            await story.settle()
        assert rings == ["in another pane"]
        await two.press("u", "u")
        await one.until(lambda: one.day.view.running is not None)
        await one.settle()
        assert rings == ["in another pane"] * 2


async def test_a_pane_without_a_bell_goes_on(
    demo: Store,
    clock: FrozenClock,
    lasting: Callable[[Place], Place],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.mkfifo", fail)
    async with opened(demo, clock, place=lasting) as story:
        await story.press("x")
        assert stored(demo, clock, TODAY)[-1].is_running is False


async def test_the_bell_is_gone_at_the_end(
    demo: Store, clock: FrozenClock, tmp_path: Path, lasting: Callable[[Place], Place]
) -> None:
    panes = tmp_path / "state" / "windrow" / "panes" / "local"
    async with opened(demo, clock, place=lasting):
        assert len(list(panes.iterdir())) == 1
    assert list(panes.iterdir()) == []


@pytest.mark.parametrize("booked", ["0", "0.01", "1.37"])
async def test_every_hundredth_is_in_the_title_as_soon_as_it_is_shown(
    story: Story, booked: str
) -> None:
    now, running = story.clock(), story.day.view.running
    assert running is not None
    entry = replace(running, hours_without_timer=Decimal(booked), timer_started_at=now)
    first, shown = entry.hours_at(now), set()
    for _ in range(20):
        now += timedelta(seconds=seconds_left(entry, HoursFormat.DECIMAL, now))
        assert entry.hours_at(now) != entry.hours_at(now - timedelta(seconds=1))
        shown.add(entry.hours_at(now))
    assert shown == {first + Decimal(n) / 100 for n in range(1, 21)}
