"""Weeks: the strip above the rows, going to its days, and the week as a grid."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.worker import Worker

from tui.api.backend import BackendError
from tui.domain.day import Day
from tui.screens.sheets import SheetBoard
from tui.widgets.strip import WeekStrip
from tui.widgets.view import Status

if TYPE_CHECKING:
    from tui.desk.desk import Desk

TURNS = ("previous_week", "next_week", *(f"weekday_{number}" for number in range(1, 8)))
ENDS = "The calendar ends here."


class Weekly(SheetBoard):
    """Knows the week of the shown day.

    The days around the shown one are read behind it, in the worker group `week`; what is known
    already is not read again.
    """

    _week_reading: "tuple[Desk, date, Worker[None]] | None" = None

    # What is known of the week

    def turn_to(self, day: date) -> None:
        """Show another day, and what is known of its week."""
        super().turn_to(day)
        self.show_week()

    def show_day(self, day: Day, point_at: int | None) -> None:
        """Show a day as it was read, then read what is missing of its week."""
        super().show_day(day, point_at)
        self.show_week()
        self.read_week()

    async def settle(self, entry_id: int | None = None) -> None:
        """Show what a write changed on other days of the week."""
        await super().settle(entry_id)
        self.show_week()
        self.read_week()

    def reload(self, *, settings: bool = False) -> None:
        """Read the shown day again; who asks for the settings too wants all of the week anew."""
        if settings and self.desk is not None:
            self.desk.weeks.doubt(self.view.dates)
        super().reload(settings=settings)

    def show_week(self) -> None:
        """Show what is known of the week."""
        if self.desk is not None:
            self.view = replace(self.view, week=self.desk.weeks.week(self.view.dates))

    def read_week(self) -> None:
        """Read what is missing of the week, unless that is under way."""
        desk, dates = self.desk, self.view.dates
        if desk is None or not desk.weeks.missing(dates):
            return
        if self._week_reading is not None:
            of, first, worker = self._week_reading
            if of is desk and first == dates[0] and not worker.is_finished:
                return
        worker = self.run_worker(self._read_week(desk, dates), group="week", exclusive=True)
        self._week_reading = (desk, dates[0], worker)

    async def _read_week(self, desk: "Desk", dates: tuple[date, ...]) -> None:
        try:
            await desk.weeks.read(dates)
        except BackendError as error:
            self.log.warning(f"the week could not be read: {error}")
            return
        if desk is self.desk:
            self.show_week()

    # Going to days

    @on(WeekStrip.Left)
    def _back_to_rows(self) -> None:
        self.grid.focus()

    @on(WeekStrip.Wanted)
    def _go_to_wanted(self, event: WeekStrip.Wanted) -> None:
        self.action_weekday(event.number)

    def action_weekday(self, number: int) -> None:
        """Go to a day of the week, counted from 1 in the account's order."""
        dates = self.view.dates
        if number <= len(dates):
            self._turn_week_to(dates[number - 1])

    def _turn_week_to(self, day: date) -> None:
        if day != self.view.day.date:
            self.go_to(day)

    def action_weekday_1(self) -> None:
        """Go to the first day of the week."""
        self.action_weekday(1)

    def action_weekday_2(self) -> None:
        """Go to the second day of the week."""
        self.action_weekday(2)

    def action_weekday_3(self) -> None:
        """Go to the third day of the week."""
        self.action_weekday(3)

    def action_weekday_4(self) -> None:
        """Go to the fourth day of the week."""
        self.action_weekday(4)

    def action_weekday_5(self) -> None:
        """Go to the fifth day of the week."""
        self.action_weekday(5)

    def action_weekday_6(self) -> None:
        """Go to the sixth day of the week."""
        self.action_weekday(6)

    def action_weekday_7(self) -> None:
        """Go to the seventh day of the week."""
        self.action_weekday(7)

    def action_previous_week(self) -> None:
        """Go to the same weekday a week before."""
        self._go_weeks(-1)

    def action_next_week(self) -> None:
        """Go to the same weekday a week after."""
        self._go_weeks(1)

    def _go_weeks(self, weeks: int) -> None:
        try:
            day = self.view.day.date + timedelta(weeks=weeks)
        except OverflowError:
            self.notice.say(ENDS)
            return
        self.go_to(day)

    # The week as a grid

    def action_week(self) -> None:
        """Open the week."""
        from tui.screens.week import WeekScreen  # what the first frame does not need

        if not self.refused("week") and self.desk is not None:
            self.app.push_screen(WeekScreen(self, self.desk), self._back_from_week)

    def follow_week(self) -> None:
        """Know what runs and what the day holds by now, while the week is written in."""
        if self.desk is None or self.view.status is not Status.READY:
            return
        weeks = self.desk.weeks
        day, running = weeks.day(self.view.day.date) or self.view.day, weeks.running
        elsewhere = running if running and running.spent_date != day.date else None
        self.view = replace(self.view, day=day, elsewhere=elsewhere)

    def _back_from_week(self, day: date | None) -> None:
        """Show the day that the cursor was on."""
        self.look_back()
        self.go_to(day or self.view.day.date)

    def action_fill_right(self) -> None:
        """Say where that works."""
        self.refused("fill_right")

    def action_cell_notes(self) -> None:
        """Say where that works."""
        self.refused("cell_notes")
