"""Taking time off a running timer: the account only lets what is booked beside it change.

What is not booked yet is booked by stopping it. It is started again before its hours are put
right: whatever fails, the timer has too much rather than too little, and mostly it runs.
"""

from tui.api.backend import BackendError, Refused
from tui.desk.desk import Desk
from tui.desk.outcomes import Outcome, name
from tui.desk.parts import account_of, after, entry_of, still
from tui.domain.draft import Change
from tui.domain.entry import TimeEntry
from tui.domain.hours import LONGEST, HoursFormat, to_seconds
from tui.domain.remaining import still_booked, without
from tui.domain.steps import amount

LONGEST_SECONDS = to_seconds(LONGEST)


async def rewind(desk: Desk, entry: TimeEntry, minutes: int) -> Outcome:
    """Take minutes off what a running entry counts, as one step.

    Raises:
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    before = desk.words.hours(entry)
    async with desk.together(f"took {minutes} min off {name(entry)}"):
        again = await take_off(desk, await still(desk, entry), minutes)
    return Outcome(f"Updated {name(again)}: {before} → {desk.words.hours(again)}.", again)


async def take_off(desk: Desk, entry: TimeEntry, minutes: int) -> TimeEntry:
    """Take whole minutes off a running entry, which goes on; the caller holds the step.

    Decimal hours are met to the hundredth only beside a timer that has just been started.

    Raises:
        Refused: an entry does not hold what is left; nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    see_that_it_holds(entry, entry.seconds(desk.now()) - minutes * 60)
    is_clock = account_of(desk).hours_format is HoursFormat.CLOCK
    if is_clock and to_seconds(entry.hours_without_timer) >= minutes * 60:
        return await _put_right(desk, entry, entry, minutes * 60)
    stopped = entry_of(await desk.toggle(entry, entry))
    try:
        again = entry_of(await desk.toggle(stopped, None))
    except BackendError as error:
        full = desk.words.hours(stopped)
        told = f"{name(stopped)} was stopped, with all its {full}, and could not go on:"
        raise after(told, error) from error
    try:
        return await _put_right(desk, entry, again, minutes * 60)
    except BackendError as error:
        raise after(f"{name(again)} runs, and still has the {amount(minutes)}:", error) from error


async def stop_less(desk: Desk, entry: TimeEntry, minutes: int) -> TimeEntry:
    """Stop a running entry and take whole minutes off it; the caller holds the step.

    Raises:
        Refused: an entry does not hold what is left; nothing was changed.
        BackendError: it could not be done, or not all of it: the sentence says how far it came.
    """
    see_that_it_holds(entry, entry.seconds(desk.now()) - minutes * 60)
    stopped = entry_of(await desk.toggle(entry, entry))
    hours = without(stopped.hours, minutes, account_of(desk).hours_format)
    try:
        return entry_of(await desk.update(stopped, Change(hours=hours)))
    except BackendError as error:
        full = desk.words.hours(stopped)
        raise after(f"{name(stopped)} was stopped, but with all its {full}.", error) from error


async def begin_with(desk: Desk, made: TimeEntry, whole: TimeEntry, taken: int) -> TimeEntry:
    """Give a timer that was just made what `whole` would count now, but for the seconds `taken`.

    Raises:
        BackendError: it runs, but only since now: the sentence says so.
    """
    try:
        return await _put_right(desk, whole, made, taken)
    except BackendError as error:
        raise after(f"{name(made)} runs, but only since now.", error) from error


def see_that_it_holds(entry: TimeEntry, seconds: int) -> None:
    """See that an entry holds so many seconds.

    Raises:
        Refused: they are more than 24 hours.
    """
    if seconds > LONGEST_SECONDS:
        raise Refused(
            f"{name(entry)} would hold more than 24 hours: stop it, then put it right. "
            "Nothing was changed."
        )


async def _put_right(desk: Desk, whole: TimeEntry, runs: TimeEntry, taken: int) -> TimeEntry:
    account, now = account_of(desk), desk.now()
    timer = runs.timer_seconds(now)
    hours = still_booked(whole, taken, now, timer, account.hours_format)
    return entry_of(await desk.update(runs, Change(hours=hours)))
