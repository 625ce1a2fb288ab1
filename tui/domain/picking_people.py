"""Picking a person, whose timesheet is to be worked with."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.account import Person
from tui.domain.fuzzy import answers
from tui.domain.questions import Option


@dataclass(frozen=True, slots=True)
class PickPerson:
    """Whose timesheet; `me` is marked as oneself."""

    people: tuple[Person, ...]
    me: Person
    prompt: str = "Whose timesheet"
    hint: str = "Nobody in this account has these letters."

    def options(self, typed: str) -> Sequence[Option[Person]]:
        """The people whose name or address fits, in the order given."""
        names = [f"{person.name} {person.email}" for person in self.people]
        found = [self.people[place] for place in sorted(answers(typed, names))]
        return [
            Option(self._label(person), person.email, person, words=tuple(typed.split()))
            for person in found
        ]

    def _label(self, person: Person) -> str:
        return f"{person.name} (you)" if person.id == self.me.id else person.name
