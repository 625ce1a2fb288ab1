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
        """The accounts whose name or place fits; those whose name is typed come first."""
        wanted = typed.strip().casefold()
        found = [
            (_distance(name.casefold(), wanted), number, name, where)
            for number, (name, where) in enumerate(self.places)
            if score(typed, f"{name} {where}") is not None
        ]
        return [
            Option(f"{name} (open)" if name == self.here else name, where, name)
            for _, _, name, where in sorted(found)
        ]


def _distance(name: str, wanted: str) -> int:
    """Order names: the very one, those that begin so, those that hold it, all others."""
    if name == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else 3
