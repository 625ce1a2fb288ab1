"""How old what is shown may get, and what is said when it changed without us.

Focused, the day is never older than a minute; without the focus it is read rarely; and at once
when the focus comes. What fails is tried again at growing distances, and told once, quietly.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.timer import Timer

from tui.api.backend import BackendError, LoginNeeded, Throttled
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.entry import TimeEntry
from tui.domain.news import ELSEWHERE, Known, news
from tui.screens.pace import Pace
from tui.widgets.view import Status

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.screens.board import Board
    from tui.screens.debug_facts import Reading

AT_FOCUS_SECONDS = 5.0
SETTINGS_SECONDS = 3600.0
UNUSED_SECONDS = 600.0
"""A terminal that never tells of its focus counts as focused until no key came for so long."""
HELD_SECONDS = 2.0
ASKED_SECONDS = 0.2
"""How soon to look again while something is typed or sent: for oneself, and when told of news."""
UNREAD_SECONDS = 5.0
"""A message that stands for less may not have been read yet."""
AT_WORK = ("open", "read", "write", "again", "fresh")


@runtime_checkable
class Renewed(Protocol):
    """A screen over the day that shows what may get old as well."""

    def freshen(self) -> None:
        """Read again what got old, behind what the person does."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was known when a reading began, and how often we had written until then."""

    known: Known
    writes: int


class Freshness:
    """Reads the shown day again when it is old, and tells what changed.

    Args:
        board: what shows the day.
        clock: this machine's clock (UTC).
    """

    def __init__(self, board: "Board", clock: Clock) -> None:
        self._board = board
        self._clock = clock
        self._timer: Timer | None = None
        self._due = 0.0
        self._pace = Pace()
        self._read_at: datetime | None = None
        self._tried_at = clock()
        self._settings_at = clock()
        self._is_told_focus = False
        self._used_at = monotonic()
        self._by: str | None = None
        self._rings = self._heard = 0
        self._said = ""
        self._told = ""

    # What happens

    def begin(self) -> None:
        """Watch the terminal's focus, and let the time run."""
        self._board.watch(self._board.app, "app_focus", self._focus_changed, init=False)
        self._arm()

    def _focus_changed(self, is_focused: bool) -> None:  # noqa: FBT001 - Textual calls it so
        self._is_told_focus = True
        self._pace = Pace(is_focused, self._pace.failures, self._pace.pause)
        if is_focused:
            self.look(AT_FOCUS_SECONDS)
        else:
            self._arm()

    def used(self) -> None:
        """A key was pressed: somebody is there."""
        was_away = monotonic() - self._used_at > UNUSED_SECONDS
        self._used_at = monotonic()
        if was_away and not self._is_told_focus:
            self.look(AT_FOCUS_SECONDS)

    def now(self, by: str) -> None:
        """Read again as soon as nothing is being sent; what changed, changed `by` that."""
        self._by = by
        self._rings += 1
        self.look()

    @property
    def has_read(self) -> bool:
        """Whether the shown day was read, and what runs on any other one."""
        return self._read_at is not None

    @property
    def is_rung(self) -> bool:
        """Whether it was told of a change that is not read yet."""
        return self._by is not None

    def settings_read(self) -> None:
        """The account's settings were read just now."""
        self._settings_at = self._clock()

    def told(self) -> "Reading":
        """How fresh the day is, for the debug panel."""
        from tui.screens.debug_facts import Reading

        board, desk, pace = self._board, self._board.desk, self._present_pace()
        return Reading(
            reads=board.reads,
            writes=desk.weeks.writes if desk is not None else 0,
            read_at=self._read_at,
            is_focused=pace.is_focused,
            failures=pace.failures,
            every=pace.seconds,
            skew=desk.skew if desk is not None else timedelta(),
        )

    # Looking

    def look(self, oldest: float | None = None) -> None:
        """Read again if what is shown is older than it should be, or than so many seconds."""
        board, pace = self._board, self._present_pace()
        limit = pace.seconds if oldest is None or pace.pause else oldest
        is_asked = self._by is not None
        if not is_asked and self._age() < limit:
            self._arm()
        elif not self._may_read(is_asked=is_asked):
            self._arm(ASKED_SECONDS if is_asked else HELD_SECONDS)
        else:
            is_focusing = oldest is not None
            settings = is_focusing and self._since(self._settings_at) > SETTINGS_SECONDS
            self._tried_at = self._clock()
            self._arm(pace.seconds)
            board.freshen(settings=settings)
            over = board.app.screen
            if over is not board and isinstance(over, Renewed):
                over.freshen()

    def _present_pace(self) -> Pace:
        is_used = self._is_told_focus or monotonic() - self._used_at < UNUSED_SECONDS
        pace = self._pace
        return pace if is_used else Pace(is_focused=False, failures=pace.failures, pause=pace.pause)

    def _age(self) -> float:
        """The seconds since the last reading, or the last try after a failure."""
        since = self._tried_at if self._pace.failures else self._read_at
        return float("inf") if since is None else self._since(since)

    def _since(self, instant: datetime) -> float:
        """The seconds since then; a clock that was set back makes it long ago."""
        passed = self._clock() - instant
        return passed.total_seconds() if passed >= timedelta() else float("inf")

    def _may_read(self, *, is_asked: bool) -> bool:
        """Whether nothing is being typed, read or sent, and there are calls left."""
        app = self._board.app
        is_typing = app.focused is not None and app.focused.check_consume_key("a", "a")
        if (is_typing and not is_asked) or self._board.pauses.is_on:
            return False
        desk = self._board.desk
        if desk is not None and desk.meter.is_half_used and not is_asked:
            return False
        return not any(w.group in AT_WORK and not w.is_finished for w in app.workers)

    def _arm(self, seconds: float | None = None) -> None:
        """Look again after so many seconds, or when the day will be too old.

        A timer that is due before is kept and sees for itself: one that is stopped holds on to
        the screen from which it was set, until it would have been due.
        """
        if seconds is None:
            age = self._age()
            limit = self._present_pace().seconds
            seconds = limit if age > limit else max(1.0, limit - age)
        due = monotonic() + seconds
        if self._timer is not None:
            if self._due <= due:
                return
            self._timer.stop()
        self._timer, self._due = self._board.set_timer(seconds, self._ring), due

    def _ring(self) -> None:
        self._timer = None
        self.look()

    # What came of it

    def before(self, desk: "Desk", *, is_settling: bool) -> Before | None:
        """What is known of the shown day; None where nothing read now can be called news."""
        self._heard = self._rings
        view, weeks = self._board.view, desk.weeks
        day = weeks.day(view.day.date)
        if day is None or view.status is not Status.READY or self._is_sending(is_settling):
            return None
        if weeks.missing((day.date,), timedelta.max):
            return None  # a change of ours is in doubt
        return Before(Known(day, weeks.running), weeks.writes)

    def _is_sending(self, is_settling: bool) -> bool:  # noqa: FBT001
        """Whether a change is under way; while one settles, it is no longer."""
        if is_settling:
            return self._board.is_sending
        return any(w.group == "write" and not w.is_finished for w in self._board.app.workers)

    def took(
        self, before: Before | None, day: Day, running: TimeEntry | None, *, is_settling: bool
    ) -> None:
        """The day was read: tell what changed since `before` without us."""
        self._read_at = self._clock()
        self._pace = Pace(self._pace.is_focused)
        self._take_back()
        self._arm()
        by, desk = self._by or ELSEWHERE, self._board.desk
        self._answer_ring()
        if before is None or desk is None or self._is_sending(is_settling):
            return
        if before.writes == desk.weeks.writes:
            self._tell(news(before.known, Known(day, running), self._board.view.account, by))

    def failed(self, error: BackendError, *, quietly: bool) -> None:
        """The day could not be read: try again later, and tell how old it is, once it is."""
        pause = error.retry_after if isinstance(error, Throttled) else 0.0
        self._pace = Pace(self._pace.is_focused, self._pace.failures + 1, pause)
        self._tried_at = self._clock()
        self._answer_ring()
        if isinstance(error, LoginNeeded) and self._board.desk is None:
            return  # the login that was opened says what to do
        self._arm()
        if quietly and self._read_at is not None and self._board.view.status is Status.READY:
            at = self._board.view.account.local_time(self._read_at)
            self._say_age(f"As of {at}: {error}")

    def _answer_ring(self) -> None:
        """Forget who changed something, unless that was while the day was being read already."""
        if self._heard == self._rings:
            self._by = None
        elif self._by is not None:
            self._arm(ASKED_SECONDS)

    def _say_age(self, words: str) -> None:
        notice = self._board.notice
        if notice.notice in ("", self._said):
            notice.say(words)
            self._said = notice.notice

    def _take_back(self) -> None:
        if self._said and self._board.notice.notice == self._said:
            self._board.notice.say("")
        self._said = ""

    def _tell(self, words: str) -> None:
        """Say what changed: in place of older news, behind a message that may not be read yet."""
        if not words:
            return
        notice = self._board.notice
        is_news = notice.notice == self._told
        is_unread = notice.notice and monotonic() - notice.said_at < UNREAD_SECONDS
        if is_unread and not is_news and not self._board.pauses.is_on:
            notice.say(f"{notice.notice} {words}", trouble=notice.has_class("-trouble"))
        else:
            notice.say(words)
        self._told = notice.notice
