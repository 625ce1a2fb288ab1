"""What taking a step back, or doing it again, will do and has done, in a sentence."""

from collections.abc import Mapping

from tui.desk.outcomes import Words, name
from tui.domain.entry import TimeEntry
from tui.domain.journal import Edit, Step

FEW = 2


def will(step: Step, words: Words, *, is_back: bool) -> str:
    """Say what doing a step will do, as a command: `bring back 1:15 on Acme · Development`."""
    if len(step.edits) > FEW:
        return f"{'take back' if is_back else 'do again'}: {step.what}"
    return ", ".join(_will(edit, words) for edit in step.edits)


def has(step: Step, now: Mapping[int, TimeEntry | None], words: Words, *, is_back: bool) -> str:
    """Say what doing a step did; `now` tells by its thing what each entry is."""
    if len(step.edits) > FEW:
        return f"{'Took back' if is_back else 'Did again'}: {step.what}."
    said = "; ".join(_has(edit, now[edit.thing] or edit.entry, words) for edit in step.edits)
    return f"{said[:1].upper()}{said[1:]}."


def _will(edit: Edit, words: Words) -> str:
    before, after = edit.before, edit.after
    if after is None:
        return f"delete {words.hours(edit.entry)} on {words.named(edit.entry)}"
    if before is None:
        goes = ", its timer going on" if after.is_running else ""
        goes = f", stopped, as {edit.why}" if edit.why else goes
        return f"bring back {words.hours(after)} on {words.named(after)}{goes}; it gets a new id"
    if before.is_running and not after.is_running:
        return f"stop {name(after)} at {words.hours(after)}"
    if after.is_running and not before.is_running:
        return f"let the timer of {words.named(after)} go on as if it had not stopped"
    return f"{words.named(after)}: {words.changes(before, after)}"


def _has(edit: Edit, now: TimeEntry, words: Words) -> str:
    before, after = edit.before, edit.after
    if after is None:
        return f"deleted {words.hours(edit.entry)} on {words.named(edit.entry)}"
    if before is None:
        goes = "; its timer goes on" if now.is_running else ""
        goes = f", stopped, as {edit.why}" if edit.why else goes
        lost = f"; it is no longer {after.lock}" if after.lock else ""
        return f"brought back {words.hours(now)} on {words.named(now)}{goes}{lost}"
    if before.is_running and not after.is_running:
        return f"stopped {name(after)} at {words.hours(after)}"
    if after.is_running and not before.is_running:
        return f"the timer of {words.named(now)} goes on, at {words.hours(now)}"
    return f"{words.named(after)}: {words.changes(before, after)}"
