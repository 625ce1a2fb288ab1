"""What is done to several entries at once: one step of the journal, one write after the other.

The first write that fails ends it; the sentence says how far it came, and what was done can be
taken back as one.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from tui.api.backend import BackendError, Broken, LoginNeeded, Refused, Unclear
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.domain.account import Account
from tui.domain.dates import long_date
from tui.domain.draft import Change, only_changed
from tui.domain.entry import EVERY_FIELD, TimeEntry
from tui.domain.invalid import Invalid
from tui.domain.picking import NewChoice, Pair
from tui.domain.steps import amount, shifted, way_back

Entries = Sequence[TimeEntry]


def counted(entries: Entries) -> str:
    """Name one entry by its project and task, and count several."""
    return name(entries[0]) if len(entries) == 1 else f"{len(entries)} entries"


async def delete_all(desk: Desk, entries: Entries) -> Outcome:
    """Delete entries.

    Raises:
        BackendError: one could not be; the sentence tells how many were.
    """
    await _each(desk, entries, f"deleted {counted(entries)}", "deleted", desk.delete)
    them = "it" if len(entries) == 1 else "them"
    undo = desk.keys.shown("undo")
    return desk.told(Outcome(f"Deleted {counted(entries)}. {undo} brings {them} back."))


async def move_all(desk: Desk, entries: Entries, to: date) -> Outcome:
    """Move entries to another local date.

    Raises:
        BackendError: one could not be; the sentence tells how many were.
    """
    where = f"{counted(entries)} to {long_date(to)}"

    async def move(entry: TimeEntry) -> None:
        await desk.update(entry, only_changed(entry, Change(spent_date=to), EVERY_FIELD))

    await _each(desk, entries, f"moved {where}", "moved", move)
    return desk.told(Outcome(f"Moved {where}."))


async def reassign_all(desk: Desk, entries: Entries, pair: Pair) -> Outcome:
    """Give entries another project and task, which are made first if they are new.

    Raises:
        BackendError: one could not be; the sentence tells how many were.
    """
    preview = pair.preview if isinstance(pair, NewChoice) else pair
    to = f"{preview.project.name} · {preview.task.name}"
    async with desk.together(f"re-assigned {counted(entries)} to {to}"):
        choice = await desk.create(pair) if isinstance(pair, NewChoice) else pair
        project_id, task_id = choice.ids

        async def assign(entry: TimeEntry) -> None:
            if (entry.project_id, entry.task_id) != choice.ids:
                await desk.update(entry, Change(project_id=project_id, task_id=task_id))

        await _each(desk, entries, "", "re-assigned", assign)
    return desk.told(Outcome(f"Re-assigned {counted(entries)} to {to}."))


async def _each(
    desk: Desk,
    entries: Entries,
    what: str,
    past: str,
    write: Callable[[TimeEntry], Awaitable[object]],
) -> None:
    """Write one entry after the other, as one step."""
    async with desk.together(what):
        for done, entry in enumerate(entries):
            try:
                await write(entry)
            except BackendError as error:
                raise _halfway(error, done, len(entries), past, desk.keys.shown("undo")) from error


def _halfway(error: BackendError, done: int, of: int, past: str, undo: str) -> BackendError:
    if of == 1:
        return error
    far = f"{done} of {of} were {past} before that; {undo} takes it back."
    return _retold(error, f"{error} {far if done else f'None of the {of} was {past}.'}")


async def give(
    desk: Desk, giver: TimeEntry, taker: TimeEntry, minutes: int, account: Account
) -> Outcome:
    """Move minutes from one entry to another, whose total stays.

    Raises:
        BackendError: it could not be; the sentence tells where the time is.
    """
    try:
        taking, giving = shifted(giver, taker, minutes, account, desk.now())
    except Invalid as error:
        raise Refused(str(error)) from error
    time = amount(minutes)
    async with desk.together(f"moved {time} from {name(giver)} to {name(taker)}"):
        taken = (await desk.update(giver, taking)).entry or giver
        try:
            given = (await desk.update(taker, giving)).entry or taker
        except BackendError as error:
            found = await _found(desk, taker, giving, error)
            if found is None:
                raise await _put_back(desk, giver, taken, taking, error) from error
            given = found
    words = desk.words
    from_, to = (
        f"{name(before)} ({words.hours(before)} → {words.hours(now)})"
        for before, now in ((giver, taken), (taker, given))
    )
    return desk.told(Outcome(f"Moved {time} from {from_} to {to}.", taken))


async def _found(
    desk: Desk, taker: TimeEntry, giving: Change, error: BackendError
) -> TimeEntry | None:
    """Look whether a change without an answer arrived; None when it surely did not.

    Raises:
        BackendError: that cannot be seen.
    """
    if not isinstance(error, Unclear | Broken):
        return None
    try:
        now = await desk.entry(taker.id)
    except BackendError:
        look = f"Whether {name(taker)} has got the time cannot be seen: look at both entries."
        raise _retold(error, f"{error} {look}") from error
    return None if only_changed(now, giving, EVERY_FIELD) else now


async def _put_back(
    desk: Desk, giver: TimeEntry, taken: TimeEntry, taking: Change, error: BackendError
) -> BackendError:
    """Give the giver its time back; tell what to say."""
    try:
        await desk.update(taken, way_back(giver, taking))
    except BackendError as second:
        undo = desk.keys.shown("undo")
        lost = f"The time is off {name(giver)} and on no other entry"
        return _retold(second, f"{error} {lost}: {undo} takes that back.")
    return _retold(error, f"{error} Nothing was moved: {name(giver)} has its time back.")


def _retold(error: BackendError, sentence: str) -> BackendError:
    """Tell more about an error; one that needs a login still does."""
    return LoginNeeded(sentence) if isinstance(error, LoginNeeded) else BackendError(sentence)
