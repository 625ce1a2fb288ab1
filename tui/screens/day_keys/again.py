"""The same again: continuing a row today, copying rows and days."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from tui.domain.dates import long_date
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.screens.sheets import SheetBoard
from tui.screens.writing import NEW

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome


class Again(SheetBoard):
    """Continues rows, and carries copies of them from day to day; what is carried stays in hand."""

    hand: tuple[TimeEntry, ...] = ()
    is_day_in_hand = False

    def action_continue(self) -> None:
        """Go on with the row today; on an empty day, take over the rows of the last one."""
        if self.grid.entry is None and not self.view.day.entries:
            self.action_copy_recent()
        elif not self.refused("continue") and self.grid.entry is not None:
            self._write_later(lambda desk: self._continue(desk, self.grid.entry))

    def _write_later(self, what: "Callable[[Desk], Awaitable[Outcome | None]]") -> None:
        """Read first, then ask or write: as a worker of its own, since both take their time."""
        if self.desk is not None:
            self.run_worker(self._reading_first(what(self.desk)), group="again", exclusive=True)

    async def _reading_first(self, what: "Awaitable[Outcome | None]") -> None:
        from tui.api.backend import BackendError

        try:
            await what
        except BackendError as error:
            self.notice.say(str(error), trouble=True)

    async def _continue(self, desk: "Desk", entry: TimeEntry | None) -> None:
        """Look whether today has the same already, and ask; else start it anew."""
        from tui.domain.again import twin
        from tui.widgets.ask_line import Answer

        if entry is None:
            return
        if entry.is_running:
            self.notice.say("Its timer is running already.")
            return
        today = self.view.today
        here = self.view.day if self.view.day.date == today else (await desk.days([today]))[0]
        same = None if self.view.account.timestamp_timers else twin(entry, here)
        if same is None:
            self._begin(desk, entry)
        elif same.is_running:
            self.notice.say("It runs today already.")
        else:
            hours = desk.words.hours(same)
            self.ask(
                f"Today has it already, with {hours}: {entry.project} · {entry.task}.",
                {
                    "r": Answer("Resume it", lambda: self._resume(desk, same)),
                    "n": Answer("New entry", lambda: self._begin(desk, entry)),
                },
            )

    def _begin(self, desk: "Desk", entry: TimeEntry) -> None:
        from tui.desk.outcomes import followed
        from tui.domain.again import continued

        if not self.refused("continue"):
            draft = continued(entry, self.view.today)
            self.write(NEW, followed(desk.add(draft, self.view.running)))

    def _resume(self, desk: "Desk", entry: TimeEntry) -> None:
        from tui.desk.outcomes import followed

        if not self.refused("continue"):
            self.write(entry.id, followed(desk.toggle(entry, self.view.running)))

    # Copying

    def action_copy_rows(self) -> None:
        """Take copies of the marked rows, or of the one under the cursor, into the hand."""
        if not self.refused("copy_rows"):
            self._take(self.chosen_rows(), is_day=False)

    def action_copy_day(self) -> None:
        """Take copies of all rows of the day into the hand."""
        if not self.refused("copy_day"):
            self._take(self.view.day.entries, is_day=True)

    def chosen_rows(self) -> tuple[TimeEntry, ...]:
        """The rows that a command is about: the marked ones, else the one under the cursor."""
        under_cursor = (self.grid.entry,) if self.grid.entry is not None else ()
        return self.view.marked_rows or under_cursor

    def _take(self, rows: Sequence[TimeEntry], *, is_day: bool) -> None:
        self.hand, self.is_day_in_hand = tuple(rows), is_day
        paste = self.keys.shown("paste_rows")
        what = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
        self.notice.say(f"Copied {what}: go to another day, and {paste} puts them there.")

    def action_paste_rows(self) -> None:
        """Put what is in the hand on the shown day."""
        if self.refused("paste_rows"):
            return
        if not self.hand:
            copy, day = self.keys.shown("copy_rows"), self.keys.shown("copy_day")
            self.notice.say(f"Nothing is copied: {copy} copies rows, {day} the whole day.")
            return
        self._offer(self.hand)

    async def action_switch_profile(self) -> None:
        """Put a copied day here, if there is one in the hand; else open another account."""
        if self.is_day_in_hand:
            self.action_paste_rows()
        elif not self.refused("switch_profile"):
            await self.app.run_action("switch_profile")

    def _offer(self, rows: Sequence[TimeEntry], question: str = "") -> None:
        from tui.widgets.ask_line import Answer

        what = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
        answers = {"h": Answer("With hours", lambda: self._put(rows, with_hours=True))}
        if not self.view.account.timestamp_timers:
            answers["o"] = Answer("Without", lambda: self._put(rows, with_hours=False))
        self.ask(question or f"Put {what} on {long_date(self.view.day.date)}?", answers)

    def _put(self, rows: Sequence[TimeEntry], *, with_hours: bool) -> None:
        from tui.desk.again import copy_to
        from tui.domain.again import copied

        on = self.view.day.date
        drafts = copied(rows, on, self.now(), with_hours=with_hours)
        if not drafts:
            self.notice.say("What runs has no end yet: stop it first.")
        elif not self.refused("paste_rows") and self.desk is not None:
            self.write(NEW, copy_to(self.desk, drafts, on))

    def action_copy_recent(self) -> None:
        """Copy the rows of the most recent timesheet to this empty day."""
        if not self.refused("copy_recent"):
            self._write_later(self._copy_recent)

    async def _copy_recent(self, desk: "Desk") -> None:
        from tui.desk.again import latest_before
        from tui.domain.again import rows_only

        self.notice.say("Looking for the most recent timesheet …")
        shown = self.view.day.date
        found: Day | None = await latest_before(desk, shown)
        if self.view.day.date != shown or desk is not self.desk:
            return
        if found is None:
            self.notice.say("There is no timesheet in the weeks before.")
            return
        self.notice.say("")
        rows = rows_only(found.entries)
        what = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
        self._offer(rows, f"Copy {what} from {long_date(found.date)}?")

    def let_go(self) -> bool:
        """Take something back: what is in the hand comes last."""
        if super().let_go():
            return True
        had_one = bool(self.hand)
        self.hand, self.is_day_in_hand = (), False
        if had_one:
            self.notice.say("Nothing is copied any more.")
        return had_one
