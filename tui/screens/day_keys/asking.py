"""What the person is asked by itself: at the foot, when nothing else is being done there."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from tui.screens.day_keys.attending import Attends
from tui.widgets.notice import Notice
from tui.widgets.view import Status

if TYPE_CHECKING:
    from tui.widgets.ask_line import Answers

QUIET = timedelta(seconds=3)
"""So long no key is pressed before a question opens by itself."""

BLIND = timedelta(seconds=1)
"""What is typed so soon after a question opened, or after a return, was not meant for it."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that waits for an answer.

    `about` tells it from others; `gone` says why it needs no answer any more.
    """

    about: Hashable
    question: str
    answers: "Answers"
    gone: Callable[[], str]


class Asks(Attends):
    """Asks what waits for an answer, one matter after the other.

    A question opens when the day is on the screen, no line is open and nothing is typed. Esc puts
    it aside, and `answer` brings it back as long as it applies.
    """

    class Told(Message):
        """Something that the desktop may be told, where the person wants that."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    _asked: Matter | None = None
    _asked_at: datetime | None = None
    _later: Timer | None = None
    _aside: frozenset[Hashable] = frozenset()
    _announced: frozenset[Hashable] = frozenset()

    def matters(self) -> tuple[Matter, ...]:
        """All that waits for an answer, the most pressing first."""
        return ()

    def noticed(self) -> None:
        """Ask, ask in other words, or withdraw what is asked."""
        super().noticed()
        if not self.is_mounted or self.desk is None:
            return
        matters = self.matters() if self._is_own_day else ()
        self.has_question = bool(matters)
        if self._asked is not None and self._is_own_day:
            self._ask_again(self._asked, matters)
        waiting = tuple(matter for matter in matters if matter.about not in self._aside)
        if waiting and (self._asked is None or self._asked.about != waiting[0].about):
            self._ask_next(waiting[0])

    @property
    def _is_own_day(self) -> bool:
        return self.view.status is Status.READY and self.view.sheet_of is None

    def _ask_again(self, asked: Matter, matters: tuple[Matter, ...]) -> None:
        same = next((matter for matter in matters if matter.about == asked.about), None)
        if same is None:
            self._asked = None
            self.close_line()
            self.notice.say(asked.gone())
        elif (same.question, *same.answers) != (asked.question, *asked.answers):
            self._asked = same
            for line in self.query("AskLine"):
                line.show(same.question, same.answers)  # type: ignore[attr-defined]

    def _ask_next(self, first: Matter) -> None:
        """Ask what is the most pressing now, as soon as that disturbs nobody."""
        if first.about not in self._announced:
            self._announced |= {first.about}
            self.post_message(self.Told(first.question))
            self._say_elsewhere(first.question)
        if not self._is_free:
            return
        if not self._is_within(QUIET, self._key_at):
            self._open_matter(first, self.now())
        elif self._later is None:
            self._later = self.set_timer(QUIET.total_seconds(), self._ask_later)

    def _ask_later(self) -> None:
        self._later = None
        self.noticed()

    def _is_within(self, span: timedelta, since: datetime | None) -> bool:
        """Whether an instant (UTC) is no longer ago; one that is to come is of another clock."""
        return since is not None and timedelta() <= self.now() - since < span

    @property
    def _is_free(self) -> bool:
        is_line_free = self._asked is not None or not self._line_keys
        return self.app.screen is self and is_line_free and not self.is_typing

    def _say_elsewhere(self, question: str) -> None:
        """Say on another screen, where no other message stands, that the day has a question."""
        if self.app.screen is not self:
            for notice in self.app.screen.query(Notice):
                if not notice.notice:
                    notice.say(f"{question} The day asks about it.")

    def _open_matter(self, matter: Matter, at: datetime | None) -> None:
        from tui.widgets.ask_line import AskLine  # what the first frame does not need

        line = AskLine(
            matter.question, matter.answers, self.close_line, takes=self._takes, leave="Later"
        )
        self._asked = None  # another one that was open is asked again later
        self.open_question(line)
        self._asked, self._asked_at = matter, at

    def _takes(self) -> bool:
        """Whether keys are meant for the question by now."""
        back = self.absences.returned_at if self.absences is not None else None
        return not any(self._is_within(BLIND, at) for at in (self._asked_at, back))

    def is_return(self) -> bool:
        """Take a key; tells whether it only says that the person is back.

        It does, with what follows within a second: who wakes a screen does not see yet what for.
        """
        is_back = self.saw()
        known = self.absences
        back = known.returned_at if known is not None else None
        is_blind = is_back or self._is_within(BLIND, back)
        return is_blind and self.app.screen is self and not self.is_typing

    def close_line(self) -> None:
        """Close the line at the foot; a question that was open there is put aside."""
        if self._asked is not None:
            self._aside |= {self._asked.about}
            self._asked = None
            self.notice.say("")  # what was said before it is no answer to this
        super().close_line()

    def ask_anew(self, about: Hashable) -> None:
        """Ask something again that was put aside."""
        self._aside -= {about}

    def action_answer(self) -> None:
        """Bring back what waits for an answer."""
        self.has_question = self._is_own_day and bool(self.matters())
        if self.refused("answer"):
            return
        first = self.matters()[0]
        self.ask_anew(first.about)
        self._open_matter(first, None)

    async def settle(self, entry_id: int | None = None) -> None:
        """Read the day after a write; what is asked may be another thing then."""
        await super().settle(entry_id)
        self.noticed()

    def on_screen_resume(self) -> None:
        """Ask what waited for the day to be back on the screen."""
        self.call_later(self.noticed)
