"""What API V2 asks of time entries that V1 asks otherwise: whose they are, and which way a timer.

Every function is called inside one `Store.read()` or, where it changes something, one
`Store.write()`; `now` is an instant in UTC. Source: the facts page, "V2".
"""

from dataclasses import replace
from datetime import datetime

from tui.account import rules
from tui.account.refusal import Refusal
from tui.account.rules import Booked, Sheet
from tui.account.store import Store
from tui.domain.account import Person
from tui.domain.entry import TimeEntry
from tui.wire.v2_queries import EntryQuery


def visible(me: Person, query: EntryQuery) -> EntryQuery | None:
    """Narrow a query to what somebody may see: members their own; None when that is nothing.

    An administrator who names nobody sees everybody's.
    """
    if me.is_admin:
        return query
    if query.user_id not in (None, me.id):
        return None
    return replace(query, user_id=me.id)


def sheet_of(store: Store, me: Person, user_id: int | None) -> Sheet:
    """Open the timesheet that a new entry goes on; one's own when nobody is named.

    Raises:
        Refusal: 403, a member names somebody else; 422, there is no such person.
    """
    if user_id in (None, me.id):
        return Sheet(me, me.id)
    if not me.is_admin:
        raise Refusal(403, "Only administrators may track time for others: leave out user_id.")
    owner = store.person(user_id or 0)
    if owner is None:
        raise Refusal(422, "There is no such person in this account, or they are archived.")
    return Sheet(me, owner.id)


def sheet_with(store: Store, me: Person, entry_id: int, *, changes: bool = True) -> Sheet:
    """Open the timesheet that an entry is on; administrators may open any.

    With `changes` it must be that of somebody who may use the account.

    Raises:
        Refusal: 404, there is no such entry, or it is not this member's; 422, its owner is
            archived.
    """
    stored = store.entries.find(entry_id)
    if stored is None or not (me.is_admin or stored.record.person_id == me.id):
        raise Refusal(404, "There is no such time entry.")
    owner_id = stored.record.person_id
    if changes and store.person(owner_id) is None:
        raise Refusal(422, "Its person is archived: restore them first.")
    return Sheet(me, owner_id)


def stop(store: Store, sheet: Sheet, entry_id: int, now: datetime) -> TimeEntry:
    """Stop an entry's timer.

    Raises:
        Refusal: 404, there is none on this sheet; 422, no timer runs for it, or it is locked.
    """
    if not rules.show(store, sheet, entry_id, now).is_running:
        raise Refusal(422, "No timer runs for this entry: restart it first.")
    return rules.toggle(store, sheet, entry_id, now).entry


def restart(store: Store, sheet: Sheet, entry_id: int, now: datetime) -> Booked:
    """Start an entry's timer; where start and end are tracked, that of a new entry like it.

    Raises:
        Refusal: 404, there is none on this sheet; 422, its timer runs, it is locked, or its pair
            may not be picked for a new one.
    """
    if rules.show(store, sheet, entry_id, now).is_running:
        raise Refusal(422, "The timer of this entry runs already: stop it first.")
    return rules.toggle(store, sheet, entry_id, now)
