"""Questions with answers to pick from: a step turns what was typed into options, and an option
leads to the answer or to the next step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, runtime_checkable

from tui.domain.habits import NO_STANDING, Standing

A_co = TypeVar("A_co", covariant=True)


@runtime_checkable
class Step(Protocol[A_co]):
    """One question of the picker, on the way to an answer."""

    @property
    def prompt(self) -> str:
        """What is asked for."""

    @property
    def hint(self) -> str:
        """What to do when there is nothing to pick from."""

    def options(self, typed: str) -> Sequence["Option[A_co]"]:
        """What may be answered, best first.

        Raises:
            Invalid: what was typed cannot be read.
        """


@dataclass(frozen=True)
class Option(Generic[A_co]):
    """One answer: what it reads, and where it leads: to the end, or to the next question.

    `short` is a label for narrow panes, `words` are those by which it was found, to be marked, and
    `standing` is why it stands where it does.
    """

    label: str
    detail: str
    then: "A_co | Step[A_co]"
    is_new: bool = False
    short: str = ""
    words: tuple[str, ...] = ()
    standing: Standing = NO_STANDING
