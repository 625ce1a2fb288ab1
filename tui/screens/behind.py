"""What is fetched while nobody waits for it; where that fails, the log says so and nobody else."""

from datetime import date
from typing import TYPE_CHECKING

from textual import log

from tui.api.backend import BackendError

if TYPE_CHECKING:
    from tui.desk.desk import Desk


async def fetch_catalog(desk: "Desk") -> bool:
    """Read what may be picked, and make it ready to be searched; tells whether it was read."""
    from tui.domain.pair_index import index_of

    try:
        index_of(await desk.read_catalog())
    except BackendError as error:
        log.warning(f"the projects could not be read yet: {error}")
        return False
    return True


async def learn(desk: "Desk", today: date) -> None:
    """Read the last weeks before a local date, for the ranking and the search."""
    try:
        await desk.learn(today)
    except BackendError as error:
        log.warning(f"the last weeks could not be read: {error}")
