"""What a command is, and what decides whether it applies."""

from collections.abc import Callable
from typing import NamedTuple

from tui.domain.entry import TimeEntry
from tui.domain.keys import Keys
from tui.widgets.view import View

TIME, ROW, DAY = "Time", "This entry", "The timesheet"
MOVE, WINDROW = "Moving", "Windrow"
"""The groups, in the order in which the help shows them."""


class Situation(NamedTuple):
    """What decides whether a command applies: the view, the row under the cursor, the undo.

    `on_untracked` tells that the cursor is on untracked time, where there is no entry.
    `has_question` tells whether something waits for an answer.
    """

    view: View
    entry: TimeEntry | None = None
    can_undo: bool = False
    can_redo: bool = False
    on_untracked: bool = False
    has_question: bool = False

    @property
    def keys(self) -> Keys:
        """The person's keys, for sentences that name one."""
        return self.view.keys


Refusal = Callable[[Situation], str]
"""Says in a sentence why a command does not apply now; nothing when it does."""


class Command(NamedTuple):
    """One command.

    `id` is the action behind it, `keys` are Textual's names of keys; `label` is its word in the
    line of keys (empty: not there); `help` is a sentence.
    """

    id: str
    keys: str
    help: str
    group: str
    label: str = ""
    refusal: Refusal = lambda _: ""
