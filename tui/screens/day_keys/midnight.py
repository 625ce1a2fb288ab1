"""A timer runs since yesterday: what is to become of it."""

from collections.abc import Hashable
from typing import TYPE_CHECKING

from tui.domain.dates import day_begins, long_date
from tui.domain.entry import TimeEntry
from tui.domain.over_midnight import is_left_over, since_label
from tui.screens.day_keys.asking import Asks, Matter
from tui.screens.day_keys.quick import Quick
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.widgets.ask_line import Answer


class AsksAboutMidnight(Asks, Quick):
    """Asks once after each midnight about what runs on an earlier day, and at the start."""

    _kept_over: frozenset[Hashable] = frozenset()

    def matters(self) -> tuple[Matter, ...]:
        """A timer of an earlier day, unless the person said that it is to stay there."""
        entry, today = self.mine, self.view.today
        if entry is None or not is_left_over(entry, today):
            return super().matters()
        about = ("midnight", today, entry.id, entry.timer_started_at, entry.hours_without_timer)
        if about in self._kept_over or entry.id in self.view.pending:
            return super().matters()
        since = since_label(entry, self.view.account, today)
        name = one_line(f"{entry.project} · {entry.task}")
        matter = Matter(
            about,
            f"{name} runs since {since}.",
            self._midnight_answers(entry, about),
            lambda: f"{name} does not run on from an earlier day any more.",
        )
        return (*super().matters(), matter)

    def _midnight_answers(self, entry: TimeEntry, about: Hashable) -> "dict[str, Answer]":
        from tui.domain.moments import date_label
        from tui.widgets.ask_line import Answer

        day = date_label(entry.spent_date, self.view.today)
        return {
            "k": Answer(f"Keep it on {day}", lambda: self._keep_over(entry, about), "Keep"),
            "m": Answer("Split at midnight", lambda: self._split_over(entry), "Split"),
            "t": Answer("Stop at a time", self.action_stop_at, "Stop at …"),
        }

    def _keep_over(self, entry: TimeEntry, about: Hashable) -> None:
        self._kept_over |= {about}
        name = one_line(f"{entry.project} · {entry.task}")
        self.notice.say(f"{name} stays on {long_date(entry.spent_date)}, and runs on.")
        self.noticed()

    def _split_over(self, entry: TimeEntry) -> None:
        from tui.desk.away import split_at

        if self.desk is not None:
            at = day_begins(self.view.today, self.view.account.zone)
            self.write(entry.id, split_at(self.desk, entry, at))
