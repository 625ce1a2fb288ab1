"""Which keys the commands have, as the person has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.domain.key_names import written

PALETTE = "palette"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of every command, by its id, under their one name each.

    `problems` are sentences about keys that were wished for and could not be given.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    problems: tuple[str, ...] = ()

    def of(self, command: str) -> tuple[str, ...]:
        """The names of a command's keys; none where it has none."""
        return self.names.get(command, ())

    def first(self, command: str) -> str:
        """How a command's first key is written; nothing where it has none."""
        return next(map(written, self.of(command)), "")

    def every(self, command: str) -> str:
        """How all keys of a command are written, with a space between them."""
        return " ".join(map(written, self.of(command)))

    def shown(self, command: str) -> str:
        """Name a command's key in a sentence; one that has none is found in the palette."""
        return self.first(command) or f"{self.first(PALETTE)} “{command}”".lstrip()
