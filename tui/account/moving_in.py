"""Time entries of an account elsewhere, in the embedded account.

Every function is called inside one `Store.write()`. An entry is told by its origin, so that
importing it again changes it or leaves it, and never doubles it. What was imported is remembered
as a digest: an entry that differs from it now was changed here, and stays as it is.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from hashlib import sha256

from tui.account.entries import Record
from tui.account.moving_setup import Arrival, pair_of
from tui.account.origins import ENTRY, Origin
from tui.account.zones import find_zone
from tui.domain.account import Account
from tui.domain.clock_times import from_minutes, to_minutes
from tui.domain.entry import TimeEntry
from tui.domain.hours import to_seconds

_CONTENT = (
    "project_id",
    "task_id",
    "spent_date",
    "seconds",
    "notes",
    "timer_started_at",
    "is_closed",
    "is_billed",
    "started",
    "ended",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of entries.

    `kept` were changed there, but also here, and stay as they are here; `deleted_here` were
    deleted here and do not come back; `unfit` cannot be held, as their hours lie below 0; `running`
    ran there when they were read, and are among the others, too.
    """

    new: int = 0
    updated: int = 0
    same: int = 0
    kept: int = 0
    deleted_here: int = 0
    unfit: int = 0
    running: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        sums = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)}
        return Tally(**sums)


def take_settings(arrival: Arrival, account: Account) -> bool:
    """Show things and track time as the account elsewhere does, and tell whether it is so.

    Only an account without entries takes them over; a zone that has no name here stays.
    """
    store = arrival.store
    if store.entries.count():
        return False
    before = store.settings()
    known = find_zone(account.zone_name) is not None
    after = replace(
        before,
        zone_name=account.zone_name if known else before.zone_name,
        hours_format=account.hours_format,
        decimal_symbol=account.decimal_symbol,
        clock="24h" if account.clock_24h else "12h",
        week_start=account.week_start,
        timestamp_timers=account.timestamp_timers,
    )
    store.save_settings(after)
    return after != before


def is_itself(arrival: Arrival, entries: Iterable[TimeEntry]) -> bool:
    """Tell whether entries come from this very account, over a server of its own."""
    store = arrival.store
    taken = store.origins.taken(arrival.source, ENTRY)
    for entry in entries:
        stored = store.entries.find(entry.id)
        if stored is None or entry.id in taken or entry.created_at is None:
            continue
        record = stored.record
        here = (record.created_at, record.spent_date, record.notes, stored.project, stored.task)
        there = (_unix(entry.created_at), entry.spent_date, entry.notes, entry.project, entry.task)
        if here == there:
            return True
    return False


def take_entries(
    arrival: Arrival, person_id: int, entries: Iterable[TimeEntry], read_at: datetime
) -> Tally:
    """Bring entries to a person's timesheet; a running timer is stopped as of an instant (UTC)."""
    tally = Tally()
    for entry in entries:
        tally += _take(arrival, person_id, entry, read_at)
        tally += Tally(running=int(entry.is_running))
    return tally


def _take(arrival: Arrival, person_id: int, entry: TimeEntry, read_at: datetime) -> Tally:
    if entry.hours < 0 or not 0 < entry.id < 2**63:
        return Tally(unfit=1)
    store = arrival.store
    record = _record(arrival, person_id, entry, read_at)
    content = _content(record)
    before = store.origins.find(arrival.source, ENTRY, entry.id)
    if before is None:
        _keep(arrival, entry, store.entries.insert(record), content)
        return Tally(new=1)
    stored = store.entries.find(before.local_id)
    if stored is None:
        return Tally(deleted_here=1)
    now_here = _content(stored.record)
    if content in (before.content, now_here):
        _keep(arrival, entry, before.local_id, content)
        return Tally(same=1)
    if now_here != before.content:
        return Tally(kept=1)
    store.entries.save(replace(record, id=before.local_id))
    _keep(arrival, entry, before.local_id, content)
    return Tally(updated=1)


def _keep(arrival: Arrival, entry: TimeEntry, local_id: int, content: str) -> None:
    on = entry.spent_date.isoformat()
    arrival.store.origins.keep(Origin(arrival.source, ENTRY, entry.id, local_id, on, content))


def _record(arrival: Arrival, person_id: int, entry: TimeEntry, read_at: datetime) -> Record:
    project_id, task_id = pair_of(arrival, entry)
    seconds = entry.seconds(read_at) if entry.is_running else to_seconds(entry.hours)
    ended = entry.ended_at
    if entry.started_at is not None and ended is None:
        ended = from_minutes(to_minutes(entry.started_at) + round(seconds / 60))
    return Record(
        person_id=person_id,
        project_id=project_id,
        task_id=task_id,
        spent_date=entry.spent_date,
        seconds=seconds,
        notes=entry.notes,
        is_closed=bool(entry.is_closed),
        is_billed=bool(entry.is_billed),
        created_at=_told(arrival, entry.created_at),
        updated_at=_told(arrival, entry.updated_at),
        started=entry.started_at,
        ended=None if entry.started_at is None else ended,
    )


def _told(arrival: Arrival, instant: datetime | None) -> int:
    """Turn an instant into unix seconds, never later than now: no file is opened from the future.

    An account of which a part was written after what the clock tells is refused (`file`).
    """
    return arrival.now if instant is None else max(0, min(_unix(instant), arrival.now))


def _unix(instant: datetime) -> int:
    return int(instant.timestamp())


def _content(record: Record) -> str:
    """Make a digest of what a person sees of a record and may change."""
    values = asdict(record)
    text = json.dumps([values[name] for name in _CONTENT], default=str, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()
