"""The programs beside a pane: status bars, the shell, other panes of the same account."""

import asyncio
import logging
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.worker import Worker

from tui.api.backend import BackendError

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.outside.bell import Bell
    from tui.outside.keeping import Keeper
    from tui.screens.board import Board

_log = logging.getLogger("windrow.outside")


class Neighbours:
    """Tells them what is known here, rings their bells after a write, and hears one's own.

    Args:
        board: the day.
        profile: the name by which they know the account; blank where nobody is to know it.
    """

    def __init__(self, board: "Board", profile: str) -> None:
        self._board = board
        self._profile = profile
        self._own: Desk | None = None
        self._bell: Bell | None = None
        self._keeper: Keeper | None = None
        self._wanted: date | None = None
        self._rung_by = ""
        self._answering: Worker[None] | None = None

    def attach(self, own: "Desk") -> None:
        """Begin, once one's own timesheet is open."""
        if not self._profile:
            return
        from tui.outside.keeping import Keeper

        self._own = own
        own.wrote = self._wrote
        if self._keeper is None:
            self._keeper = Keeper(lambda said: self._board.notice.say(said, trouble=True))
            self._board.run_worker(asyncio.to_thread(_note_last, self._profile), group="prepare")
            self._hang_up_bell()

    def see(self) -> None:
        """Keep for status bars what is known of one's own timesheet by now."""
        own, view = self._own, self._board.view
        if own is None or own.account is None or self._keeper is None:
            return
        from tui.outside.keeping import Sight

        weeks, now = own.weeks, own.now()
        on = own.account.today(now)
        today = weeks.day(on)
        if today is None or (weeks.missing((on,), timedelta.max) and not self._shows(on)):
            self._want_today(on)
            return
        self._keeper.see(
            Sight(
                profile=self._profile,
                place=view.place,
                account=own.account,
                now=now,
                skew=own.skew,
                today=today,
                running=today.running or weeks.running,
                week_hours=own.account.week_hours if view.week_hours is None else view.week_hours,
            )
        )

    def _shows(self, on: date) -> bool:
        """Whether a local date of one's own sheet is on the screen, and read anew there."""
        view = self._board.view
        return view.day.date == on and view.sheet_of is None

    def _want_today(self, today: date) -> None:
        """Read today where another day is shown, and nobody knows it, or not as it is now."""
        if self._wanted != today and self._own is not None:
            self._wanted = today
            self._board.run_worker(self._read_today(self._own, today), group="prepare")

    async def _read_today(self, own: "Desk", today: date) -> None:
        try:
            await own.weeks.read([today])
        except BackendError as error:
            _log.warning("today could not be read for status bars: %s", error)
            return
        finally:
            self._wanted = None
        self.see()

    async def keep_words(self, desk: "Desk") -> None:
        """Keep the words that complete a line, for the shell."""
        if not self._profile:
            return
        from tui.outside.keeping import keep_words, words_of

        words = words_of(desk.catalog, desk.aliases)
        try:
            await asyncio.to_thread(keep_words, self._profile, words)
        except OSError as error:
            _log.warning("the words for completion could not be kept: %s", error)

    def _hang_up_bell(self) -> None:
        from tui.outside.bell import Bell

        try:
            self._bell = Bell(self._profile)
        except OSError as error:
            _log.warning("what is written elsewhere is seen late: %s", error)
            return
        asyncio.get_running_loop().add_reader(self._bell.handle, self._rung)

    def _wrote(self) -> None:
        """Tell others of a write of one's own."""
        from tui.outside.bell import PANE

        if self._bell is not None:
            self._bell.ring_others(PANE)
        self.see()

    def _rung(self) -> None:
        """Hear the bell; many rings at once are answered once."""
        by = self._bell.rung_by() if self._bell is not None else ""
        if not by:
            return
        self._rung_by = by
        if self._answering is None or self._answering.is_finished:
            self._answering = self._board.run_worker(self._answer(), group="bell")

    async def _answer(self) -> None:
        """Look what is new, once nothing of one's own is being sent."""
        from tui.typeahead import ended

        board = self._board
        while self._rung_by:
            while sending := [w for w in board.app.workers if _is_write(w)]:
                await ended(sending)
            by, self._rung_by = self._rung_by, ""
            own = self._own
            if own is not None and own is not board.desk:
                own.weeks.doubt((board.view.today,))
            if board.desk is not None:
                known = {board.view.today, *board.view.dates} - {board.view.day.date}
                board.desk.weeks.doubt(known)  # the shown day is read anew, and compared
            self.see()
            board.look_back()
            for screen in board.app.screen_stack:
                if (changed := getattr(screen, "changed_outside", None)) is not None:
                    changed(by)

    async def settle(self) -> None:
        """Wait until all that is known is kept."""
        if self._keeper is not None:
            await self._keeper.settle()

    def close(self) -> None:
        """Hear and tell nothing any more."""
        self._own = None
        bell, self._bell = self._bell, None
        if bell is not None:
            asyncio.get_running_loop().remove_reader(bell.handle)
            bell.close()


def _note_last(profile: str) -> None:
    from tui.outside.known import keep_last

    try:
        keep_last(profile)
    except OSError as error:
        _log.warning("the profile could not be noted for status bars: %s", error)


def _is_write(worker: Worker[object]) -> bool:
    return worker.group == "write" and not worker.is_finished
