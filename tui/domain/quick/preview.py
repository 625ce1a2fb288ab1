"""What a line would do, in words: a line for each thing that would happen."""

from dataclasses import dataclass
from decimal import Decimal

from tui.domain.catalog import Choice
from tui.domain.entry import TimeEntry
from tui.domain.hours import format_hours, from_seconds
from tui.domain.moments import at_label, date_label, since_label
from tui.domain.quick.plan import Adds, Notes, Plan, Scene, Starts, Stops
from tui.domain.trims import Trim


@dataclass(frozen=True, slots=True)
class Happens:
    """One thing that would happen: what is done, to what, when and how long, and its notes.

    Where there is little room the name may be cut, the `detail` never; `brief` is what of it must
    be told in the narrowest panes, with as much of project and task as fits behind it.
    """

    verb: str
    name: str
    detail: str = ""
    notes: str = ""
    brief: str = ""

    @property
    def text(self) -> str:
        """Name and detail."""
        return f"{self.name}{self.detail}"


def preview(plan: Plan, scene: Scene) -> tuple[Happens, ...]:
    """Say what a plan does, in the order in which it is done."""
    if isinstance(plan, Adds):
        return (_adds(plan, scene),)
    if isinstance(plan, Starts):
        stops = (_stops(plan.trim, scene),) if plan.trim is not None else ()
        return (*stops, _starts(plan, scene))
    if isinstance(plan, Stops):
        return (_stops(plan.trim, scene),)
    return (_notes(plan),)


def label_of(choice: Choice) -> str:
    """Name a pair with its client: `Acme · Website relaunch · Programming`."""
    project = choice.project
    return " · ".join(part for part in (project.client, project.name, choice.task.name) if part)


def _name(entry: TimeEntry) -> str:
    return " · ".join(part for part in (entry.client, entry.project, entry.task) if part)


def _adds(plan: Adds, scene: Scene) -> Happens:
    account, draft = scene.account, plan.draft
    day = date_label(draft.spent_date, scene.today)
    if draft.started_at is not None and draft.ended_at is not None:
        start, end = map(account.time_of_day, (draft.started_at, draft.ended_at))
        amount = f"{start} – {end}"
    else:
        amount = _hours(draft.hours or Decimal(0), scene)
    name = label_of(plan.choice)
    return Happens(
        "Saves",
        f"{amount} on {name}",
        f", {day}",
        draft.notes,
        _brief(f"{amount} {day}", plan.choice),
    )


def _starts(plan: Starts, scene: Scene) -> Happens:
    name, since, brief = label_of(plan.choice), "", ""
    if not plan.is_now:
        hours = _hours(plan.hours, scene)
        since = f" {at_label(plan.since, scene.now, scene.account)}, running {hours}"
        brief = f"{since_label(plan.since, scene.now, scene.account)} {hours}"
    day = "" if scene.shown == scene.today else ", today"
    return Happens("Starts", name, f"{since}{day}", plan.draft.notes, _brief(brief, plan.choice))


def _stops(trim: Trim, scene: Scene) -> Happens:
    name, kept = _name(trim.entry), _hours(trim.hours, scene)
    if trim.is_now:
        return Happens("Stops", name, f" with {kept}", brief=f"{kept} {_pair(trim.entry)}")
    full = _hours(from_seconds(trim.entry.seconds(scene.now)), scene)
    at = at_label(trim.at, scene.now, scene.account)
    brief = since_label(trim.at, scene.now, scene.account)
    return Happens(
        "Stops",
        name,
        f" {at} ({kept} instead of {full})",
        brief=f"{brief} {kept} {_pair(trim.entry)}",
    )


def _hours(hours: Decimal, scene: Scene) -> str:
    return format_hours(hours, scene.account.hours_format, scene.account.decimal_symbol)


def _notes(plan: Notes) -> Happens:
    name = f"of {_name(plan.entry)}"
    return Happens("Notes", name, ":", plan.notes or "none", f"of {_pair(plan.entry)}")


def _brief(told: str, choice: Choice) -> str:
    return f"{told} {choice.project.name} · {choice.task.name}".strip()


def _pair(entry: TimeEntry) -> str:
    return f"{entry.project} · {entry.task}"
