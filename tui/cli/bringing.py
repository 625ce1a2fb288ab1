"""Reads an account elsewhere month by month into the one on this machine.

A month is read whole and then written in one transaction, so that whatever stops it leaves whole
months, and the same command goes on.
"""

from dataclasses import dataclass, field
from datetime import date

from tui.account.moving_in import Tally, is_itself, take_entries, take_settings
from tui.account.moving_setup import Arrival, take_catalog
from tui.account.refusal import Refusal
from tui.account.store import Store
from tui.api.backend import Backend, Forbidden, NotFound
from tui.cli.answers import entries
from tui.cli.elsewhere import entries_of
from tui.cli.progress import Progress
from tui.domain.catalog import Client
from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.domain.spans import Span


@dataclass
class Ledger:
    """What an import has come to so far; `until` is the end of the last month that is whole."""

    tally: Tally = field(default_factory=Tally)
    until: date | None = None
    gone: int = 0
    has_new_settings: bool = False

    @property
    def so_far(self) -> str:
        """Say what there is when it does not go on."""
        if self.until is None:
            return "Nothing was imported"
        return f"All up to {self.until} is imported"


async def bring_in(
    backend: Backend,
    store: Store,
    source: str,
    span: Span,
    clock: Clock,
    ledger: Ledger,
    progress: Progress,
) -> None:
    """Import a span of dates, and note in the ledger what it comes to.

    Raises:
        BackendError: the account elsewhere does not tell; all months in the ledger are whole.
        Refusal: it is this very account.
    """
    account = await backend.me()
    clients, catalog = await _clients(backend), await backend.catalog()
    whose = f"{source} person {account.me.id}"
    seen: set[int] = set()
    for month in span.months():
        progress.at(f"{month.first:%Y-%m}  reading, {entries(len(seen))} so far")
        found = await entries_of(backend, month)
        arrival = Arrival(store, whose, int(clock().timestamp()))
        with store.write():
            _check_other(arrival, found)
            if ledger.until is None:
                ledger.has_new_settings = take_settings(arrival, account)
                take_catalog(arrival, clients, catalog)
            read_at = clock() + backend.skew
            tally = take_entries(arrival, store.owner().id, found, read_at)
        seen |= {entry.id for entry in found}
        ledger.tally, ledger.until = ledger.tally + tally, month.last
        progress.at(f"{month.first:%Y-%m}  {entries(len(found))}")
    with store.read():
        ledger.gone = len(store.origins.entries_of(whose, span.first, span.last) - seen)


async def _clients(backend: Backend) -> tuple[Client, ...]:
    """Read all clients; who may not read them knows those of their projects."""
    try:
        return await backend.clients()
    except (Forbidden, NotFound):
        return ()


def _check_other(arrival: Arrival, found: tuple[TimeEntry, ...]) -> None:
    if is_itself(arrival, found):
        raise Refusal(
            422,
            "These entries are here already: the profile leads to your own account. "
            "Name another one with --profile.",
        )
