"""The last sign of the person at this machine."""

from datetime import datetime
from typing import Protocol


class Presence(Protocol):
    """Tells when the person was last seen.

    Windrow asks it a few times a minute; what does the asking is replaced in tests.
    """

    async def last_sign(self) -> datetime | None:
        """The latest sign of the person (UTC); None where this machine tells nothing."""
