"""Picking one of the person's accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.domain.fuzzy import answers
from tui.domain.questions import Option


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
            (_distance(self.places[number][0].casefold(), wanted), number)
            for number in answers(typed, [f"{name} {where}" for name, where in self.places])
        ]
        return [
            Option(self._label(name), where, name, words=tuple(typed.split()))
            for name, where in (self.places[number] for _, number in sorted(found))
        ]

    def _label(self, name: str) -> str:
        return f"{name} (open)" if name == self.here else name


def _distance(name: str, wanted: str) -> int:
    """Order names: the very one, those that begin so, those that hold it, all others."""
    if name == wanted:
        return 0
    return 1 if name.startswith(wanted) else 2 if wanted in name else 3
