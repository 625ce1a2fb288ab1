"""The week above the rows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.clock import FrozenClock
from tests.ui.counting import Counting
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.api.backend import Unreachable
from tui.config import Config
from tui.domain.hours import HoursFormat

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


def strip(story: Story) -> str:
    """What the strip says."""
    return story.day.strip.render_line(0).text.rstrip()


def styled(story: Story, words: str) -> str:
    """How some words of the strip look."""
    segment = next(s for s in story.day.strip.render_line(0) if words in s.text)
    return str(segment.style)


async def test_it_shows_seven_days_with_their_totals(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        days = " Mo 6:32  Tu 2:00  We 1:00  Th –  Fr –  Sa –  Su –"
        assert strip(story) == f"{days:<70}week 9:32"
        assert story.pane.splitlines()[1] == strip(story)


async def test_today_is_underlined_and_the_shown_day_bold(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        assert "bold underline" in styled(story, "Mo")
        await story.press("l")
        assert "underline" in styled(story, "Mo")
        assert "bold" not in styled(story, "Mo")
        assert "bold" in styled(story, "Tu")


async def test_without_colour_the_shown_day_is_reversed(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(demo, clock) as story:
        assert "reverse" in styled(story, "Mo")
        assert "reverse" not in styled(story, "Tu")


async def test_days_that_are_not_known_yet_are_not_guessed(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    counting.hold("days")
    async with opened(demo, clock, wrap=counting.around, wait=False) as story:
        await counting.reached.wait()
        await story.pilot.pause()
        assert strip(story).startswith(" Mo 6:32  Tu …  We …")
        assert strip(story).endswith("week …")
        counting.release()
        await story.settle()
        assert strip(story).endswith("week 9:32")


async def test_a_week_that_cannot_be_read_leaves_the_day_alone(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    counting.failing["days"] = Unreachable("No connection.")
    async with opened(demo, clock, wrap=counting.around) as story:
        assert strip(story).startswith(" Mo 6:32  Tu …")
        assert story.message == ""
        counting.failing.clear()
        await story.press("r")
        assert strip(story).endswith("week 9:32")


async def test_going_through_a_known_week_costs_one_call_a_day(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        first = counting.taken()
        assert (first["day"], first["days"]) == (1, 6)
        await story.press("l", "l", "h", "alt+1", "alt+7")
        taken = counting.taken()
        assert taken["days"] == 0
        assert taken["day"] == 5


async def test_another_week_is_read_once(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        counting.taken()
        await story.press("left_square_bracket")
        assert story.day.view.day.date == date(2026, 11, 16)
        assert strip(story).count("–") < 7
        assert counting.taken()["days"] == 6
        await story.press("right_square_bracket", "left_square_bracket")
        taken = counting.taken()
        assert (taken["day"], taken["days"]) == (2, 0)


async def test_a_week_is_read_again_after_some_minutes_or_when_asked_for(
    demo: Store, clock: FrozenClock
) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        counting.taken()
        await story.press("r")
        assert counting.taken()["days"] == 6
        clock.advance(minutes=11)
        await story.press("l")
        assert counting.taken()["days"] == 6


async def test_after_a_write_only_what_it_touched_is_read(demo: Store, clock: FrozenClock) -> None:
    counting = Counting()
    async with opened(demo, clock, wrap=counting.around) as story:
        counting.taken()
        await story.press("k", "d")
        assert strip(story).startswith(" Mo 6:12")
        assert strip(story).endswith("week 9:12")
        taken = counting.taken()
        assert (taken["day"], taken["days"]) == (1, 0)
        await story.press("u")
        assert strip(story).endswith("week 9:32")
        assert counting.taken()["days"] == 0


async def test_an_entry_that_moves_to_another_day_moves_in_the_strip(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("k", "e")
        story.screen.query_one("#date").focus()
        await story.press("ctrl+a", "ctrl+k")
        await story.type("11-24")
        await story.press("ctrl+j")
        assert strip(story).startswith(" Mo 6:12  Tu 2:20")
        assert strip(story).endswith("week 9:32")


async def test_the_running_timer_keeps_the_total_right_minute_by_minute(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.tick(49)
        assert strip(story).endswith("week 9:32")
        await story.tick(1)
        assert strip(story).startswith(" Mo 6:33")
        assert strip(story).endswith("week 9:33")
        await story.press("l")
        await story.tick(60)
        assert strip(story).startswith(" Mo 6:34")


async def test_it_is_not_drawn_each_second(
    demo: Store, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(demo, clock) as story:
        drawn = []
        monkeypatch.setattr(story.day.strip, "refresh", lambda *_: drawn.append(1))
        for _ in range(49):
            clock.advance(1)
            story.day.tick()
        assert drawn == []
        clock.advance(1)
        story.day.tick()
        assert drawn == [1]


@pytest.mark.parametrize(("key", "day"), [("alt+1", 23), ("alt+3", 25), ("alt+7", 29)])
async def test_weekdays_have_keys(demo: Store, clock: FrozenClock, key: str, day: int) -> None:
    async with opened(demo, clock) as story:
        await story.press(key)
        assert story.day.view.day.date == date(2026, 11, day)


async def test_plain_numbers_are_weekdays_where_the_day_has_no_row(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, on=date(2026, 11, 29)) as story:
        await story.press("2")
        assert story.day.view.day.date == TUESDAY


async def test_a_week_that_starts_on_sunday(demo: Store, clock: FrozenClock) -> None:
    with demo.write():
        demo.save_settings(replace(demo.settings(), week_start=6))
    async with opened(demo, clock) as story:
        assert strip(story).startswith(" Su –  Mo 6:32  Tu 2:00")
        await story.press("alt+1")
        assert story.day.view.day.date == date(2026, 11, 22)


async def test_a_click_goes_to_a_day_and_leaves_the_focus_in_the_rows(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.pilot.click(story.day.strip, offset=(strip(story).index("We"), 0))
        await story.settle()
        assert story.day.view.day.date == date(2026, 11, 25)
        assert story.day.focused is story.grid


async def test_with_the_focus_arrows_and_numbers_go_to_days(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock) as story:
        await story.press("tab")
        assert story.day.focused is story.day.strip
        assert "reverse" in styled(story, "Mo")
        await story.press("right", "l")
        assert story.day.view.day.date == date(2026, 11, 25)
        await story.press("1", "4")
        assert story.day.view.day.date == date(2026, 11, 26)
        await story.press("left", "h", "h")
        assert story.day.view.day.date == MONDAY


@pytest.mark.parametrize("key", ["escape", "enter", "tab", "down"])
async def test_the_focus_goes_back_to_the_rows(demo: Store, clock: FrozenClock, key: str) -> None:
    async with opened(demo, clock) as story:
        await story.press("tab", key)
        assert story.day.focused is story.grid
        assert story.screen is story.day


async def test_the_calendar_ends(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock, on=date.max) as story:
        await story.press("right_square_bracket")
        assert story.message == "The calendar ends here."
        assert "Fr" in strip(story)


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (40, 10)])
async def test_where_there_is_no_room_for_it_the_rule_stays(
    demo: Store, clock: FrozenClock, size: tuple[int, int]
) -> None:
    async with opened(demo, clock, size=size) as story:
        assert not story.day.strip.display
        assert story.pane.splitlines()[1] == "─" * size[0]
        await story.resize(80, 24)
        assert story.day.strip.display
        assert story.pane.splitlines()[2] == "─" * 80


@pytest.mark.parametrize("width", range(60, 121, 4))
async def test_no_number_is_cut(demo: Store, clock: FrozenClock, width: int) -> None:
    async with opened(demo, clock, size=(width, 24), settings=Config(week_hours=40)) as story:
        await story.press("left_square_bracket")
        words = strip(story).split()
        assert len([word for word in words if ":" in word or word == "–"]) >= 7
        assert "…" not in strip(story)


async def test_the_target_is_the_persons_word_else_the_accounts(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=Config(week_hours=37.5)) as story:
        assert strip(story).endswith("week 9:32 / 37:30")
        account = replace(story.day.view.account, week_hours=Decimal("35.00"))
        story.day.view = replace(story.day.view, account=account)
        assert strip(story).endswith("week 9:32 / 37:30")
        story.day.view = replace(story.day.view, week_hours=None)
        assert strip(story).endswith("week 9:32 / 35:00")
        story.day.view = replace(story.day.view, week_hours=Decimal(0))
        assert strip(story).endswith("week 9:32")


async def test_a_colleagues_sheet_has_their_week_and_no_target_of_ours(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, settings=Config(week_hours=40)) as story:
        await story.press("o")
        await story.type("mar")
        await story.press("enter")
        assert "week" in strip(story)
        assert "/ 40:00" not in strip(story)
        assert not strip(story).startswith(" Mo 6:32")
        await story.press("backspace")
        assert strip(story).endswith("week 9:32 / 40:00")


async def test_a_decimal_account_has_decimals(demo: Store, clock: FrozenClock) -> None:
    with demo.write():
        settings = replace(demo.settings(), hours_format=HoursFormat.DECIMAL, decimal_symbol=",")
        demo.save_settings(settings)
    async with opened(demo, clock) as story:
        assert strip(story).startswith(" Mo 6,53  Tu 2,00")
        assert strip(story).endswith("week 9,53")


async def test_a_number_typed_on_an_empty_day_changes_no_row_of_another(
    demo: Store, clock: FrozenClock
) -> None:
    async with opened(demo, clock, on=date(2026, 11, 22)) as story:
        before = story.entries(date(2026, 11, 20))
        await story.press("5", "2", "5")
        assert "Friday 20 November" in story.pane
        assert story.message == "A digit on an empty day goes to that day of the week."
        await story.press("enter", "escape")
        assert story.entries(date(2026, 11, 20)) == before
