"""Picking one of the person's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.fuzzy import score
from tui.domain.picking import Option


@dataclass(frozen=True, slots=True)
class PickPlace:
    """Which account; `places` are names and where each is, `here` is the one that is open."""

    places: tuple[tuple[str, str], ...]
    here: str
    prompt: str = "Which account"
    hint: str = "None of your accounts has these letters; windrow login adds one."

    def options(self, typed: str) -> Sequence[Option[str]]:
        """The accounts whose name or place fits, in the order given."""
        return [
            Option(f"{name} (open)" if name == self.here else name, where, name)
            for name, where in self.places
            if score(typed, f"{name} {where}") is not None
        ]
