"""You were away while a timer ran: what is to become of that time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui.domain.absence import lasting
from tui.domain.attendance import Stretch
from tui.domain.away import Away
from tui.domain.entry import TimeEntry
from tui.screens.day_keys.asking import Asks, Matter
from tui.screens.day_keys.toggling import Toggles
from tui.widgets.text import one_line

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.outcomes import Outcome
    from tui.domain.absence import Absences
    from tui.domain.picking import Pair
    from tui.widgets.ask_line import Answer

Doing = Callable[["Desk", Away], Awaitable["Outcome"]]


class AsksAboutAway(Asks, Toggles):
    """Asks about absences, in Harvest's words, and does what is answered as one step."""

    _is_answering = False
    _has_answered = False
    _minutes_to_move = 0

    def watch_view(self) -> None:
        """Ask about nothing that was changed meanwhile."""
        super().watch_view()
        known = self.absences
        if known is None or not known.waiting or self._is_answering or not self._is_own_day:
            return
        self.absences = known.about(self.mine)
        if self.absences is not known:
            if self._about_away(known) in self._aside:
                self.call_later(self._say_what_stays, known)
            self.call_later(self.noticed)

    def _say_what_stays(self, known: "Absences") -> None:
        """Say what becomes of time that was put aside, behind what was said of the change."""
        away = known.asked(self.now(), adds_up=True)
        minutes = away.minutes(self.now()) if away is not None else 0
        if away is not None and minutes:
            stays = f"{lasting(minutes)} in which you were away stay on {_name(away.entry)}."
            self.notice.say(f"{self.notice.notice} The {stays}".strip())

    def _take_sign(
        self, sign: datetime, now: datetime, *, is_seen: bool = True, is_watched: bool = False
    ) -> None:
        count = len(self.absences.waiting) if self.absences else 0
        super()._take_sign(sign, now, is_seen=is_seen, is_watched=is_watched)
        if self.absences and len(self.absences.waiting) > count:
            self.ask_anew(self._about_away(self.absences))

    @property
    def away(self) -> Away | None:
        """What is asked about; None while nothing is."""
        if self.absences is None or self._is_answering:
            return None
        return self.absences.asked(self.now(), adds_up=self._can_add_up)

    @property
    def _can_add_up(self) -> bool:
        return not self.view.account.timestamp_timers

    def matters(self) -> tuple[Matter, ...]:
        """The absence first."""
        away, known = self.away, self.absences
        minutes = away.minutes(self.now()) if away is not None else 0
        if away is None or known is None or not minutes:
            return super().matters()
        times = len(known.waiting) if self._can_add_up else 1
        matter = Matter(
            self._about_away(known),
            _question(away.entry, minutes, times),
            self._away_answers(minutes, has_more=not self._can_add_up and len(known.waiting) > 1),
            lambda: self._away_gone(away.entry),
        )
        return (matter, *super().matters())

    @staticmethod
    def _about_away(known: "Absences") -> tuple[str, int, datetime]:
        first = known.waiting[0]
        return ("away", first.entry.id, first.since)

    def _away_gone(self, entry: TimeEntry) -> str:
        what = "changed" if self.mine is not None and self.mine.id == entry.id else "stopped"
        return f"{_name(entry)} was {what} meanwhile: nothing is asked about it any more."

    def _away_answers(self, minutes: int, *, has_more: bool) -> "dict[str, Answer]":
        """The answers; what was absent later is not to be taken for work, so it is asked first."""
        from tui.domain.steps import amount
        from tui.widgets.ask_line import Answer

        long, short = lasting(minutes), amount(minutes)
        stop, go_on = f"Stop timer and remove {long}", f"Continue timing and remove {long}"
        new, move = f"Add {long} as a new entry", f"Move {long} to … and continue"
        stopping = {"s": Answer(stop, self._stop_without, f"Stop −{short}")}
        return {
            **({} if has_more else stopping),
            "c": Answer(go_on, self._continue_without, f"Continue −{short}"),
            "n": Answer(new, self._add_away, f"New {short}"),
            "m": Answer(move, self._begin_moving, "Move to …"),
            "i": Answer("Ignore", self._ignore_away),
        }

    # Answers

    def _stop_without(self) -> None:
        from tui.desk.away import stop_without

        if (away := self.away) is not None:
            self.pressed_twice(away.entry)  # the same key behind it starts nothing
        self._do_with_away(stop_without)

    def _continue_without(self) -> None:
        from tui.desk.away import go_on_without

        self._do_with_away(go_on_without)

    def _add_away(self) -> None:
        from tui.desk.away import as_new_entry

        self._do_with_away(as_new_entry, is_work=True)

    def _ignore_away(self) -> None:
        self._drop_away()
        self.notice.say("The time stays as it is.")
        self.noticed()

    def _begin_moving(self) -> None:
        """Have the screen open the picker: the question that was answered hears nothing more."""
        self.call_later(self._ask_where_to)

    def _ask_where_to(self) -> None:
        from tui.screens.picker import PairPicker, pair_question

        away, desk = self.away, self.desk
        if away is None or desk is None:
            return
        self._minutes_to_move = away.minutes(self.now())
        prompt = f"Move {lasting(self._minutes_to_move)} to"
        picker = PairPicker(desk, replace(pair_question(desk), prompt=prompt))
        self.app.push_screen(picker, self._told_where_to)

    def _told_where_to(self, pair: "Pair | None") -> None:
        if pair is None:
            if self.absences is not None and self.absences.waiting:
                self.ask_anew(self._about_away(self.absences))
            self._key_at = None  # it is asked again at once
            self.call_later(self.noticed)
        elif self.away is None:
            self.notice.say("The entry was changed meanwhile: nothing was moved.")
        elif self.away.minutes(self.now()) != self._minutes_to_move:
            self.notice.say("You were away again meanwhile: nothing was moved.")
            self.call_later(self.noticed)
        else:
            self._do_with_away(lambda desk, away: _moved(desk, away, pair), is_work=True)

    def _do_with_away(self, doing: Doing, *, is_work: bool = False) -> None:
        """Send an answer; it may say that the person worked in that time."""
        away, desk, known = self.away, self.desk, self.absences
        if away is None or desk is None or known is None:
            return
        self._is_answering = True
        self.has_question = False
        now = self.now()
        asked = known.waiting if self._can_add_up else known.waiting[:1]
        worked = [Stretch(one.begin, one.until or now) for one in asked] if is_work else []
        away = away.ended(now)
        self.write(away.entry.id, self._answered(doing(desk, away), worked))

    async def _answered(
        self, coming: "Awaitable[Outcome]", worked: "Sequence[Stretch]"
    ) -> "Outcome":
        """Do it; what could not be done waits for another answer, if there still can be one."""
        from tui.api.backend import BackendError, Refused, Throttled, Unreachable

        try:
            outcome = await coming
        except BackendError as error:
            self._is_answering = False
            is_undone = isinstance(error, Refused | Unreachable | Throttled)
            if error.is_half_done or not is_undone:
                self._drop_away()  # once more would do a part of it twice
            raise
        self._drop_away()
        self.attendance = self.attendance.worked(worked)
        self._has_answered = True
        return outcome

    def _drop_away(self) -> None:
        """Ask no more about what was asked."""
        if self.absences is not None:
            self.absences = self.absences.answered(adds_up=self._can_add_up)

    async def settle(self, entry_id: int | None = None) -> None:
        """Read the day after a write; after an answer later absences are about what goes on."""
        await super().settle(entry_id)
        if not self._has_answered:
            return
        self._is_answering = self._has_answered = False
        self.mine = self._what_counts()  # as it was written, even if the day could not be read
        if self.absences is not None:
            self.absences = self.absences.moved_to(self.mine)
        self.noticed()


def _question(entry: TimeEntry, minutes: int, times: int) -> str:
    often = f" ({times} times)" if times > 1 else ""
    return f"You were away for {lasting(minutes)}{often} while {_name(entry)} ran."


def _name(entry: TimeEntry) -> str:
    return one_line(f"{entry.project} · {entry.task}")


async def _moved(desk: "Desk", away: Away, pair: "Pair") -> "Outcome":
    """Move the time to a pair of project and task, which is made where it is new."""
    from tui.desk.away import move_to
    from tui.domain.catalog import Choice

    choice = pair if isinstance(pair, Choice) else await desk.create(pair)
    return await move_to(desk, away, choice)
