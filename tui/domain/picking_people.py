"""Picking a person, whose timesheet is to be worked with."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.account import Person
from tui.domain.fuzzy import score
from tui.domain.picking import Option


@dataclass(frozen=True, slots=True)
class PickPerson:
    """Whose timesheet; `me` is marked as oneself."""

    people: tuple[Person, ...]
    me: Person
    prompt: str = "Whose timesheet"
    hint: str = "Nobody in this account has these letters."

    def options(self, typed: str) -> Sequence[Option[Person]]:
        """The people whose name or address fits, in the order given."""
        return [
            Option(
                f"{person.name} (you)" if person.id == self.me.id else person.name, email, person
            )
            for person in self.people
            for email in (person.email,)
            if score(typed, f"{person.name} {email}") is not None
        ]
