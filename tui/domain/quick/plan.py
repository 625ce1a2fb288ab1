"""What a line would do, worked out before anything is done: what is previewed is what is done."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tui.domain.account import Account
from tui.domain.catalog import Choice
from tui.domain.clock_times import instant_of, span_seconds, told_span, whole_minute
from tui.domain.draft import Draft
from tui.domain.entry import Field, TimeEntry, editable_fields
from tui.domain.hours import LONGEST, from_seconds, to_seconds
from tui.domain.invalid import Invalid
from tui.domain.quick.grammar import Note, Said, Stop, Work
from tui.domain.quick.times import Ago, At, Long, Now, Span, When
from tui.domain.quick.words import Trouble, Word
from tui.domain.trims import Trim, begun, trim


@dataclass(frozen=True, slots=True, kw_only=True)
class Adds:
    """A finished entry is made."""

    choice: Choice
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """A timer starts, now or since a moment (UTC) in the past; what runs is stopped then.

    `hours` are those that it begins with; where start and end are tracked the draft has its start.
    """

    choice: Choice
    draft: Draft
    since: datetime
    hours: Decimal
    trim: Trim | None = None
    is_now: bool = True


@dataclass(frozen=True, slots=True)
class Stops:
    """What runs is stopped."""

    trim: Trim


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of an entry are changed."""

    entry: TimeEntry
    notes: str


Plan = Adds | Starts | Stops | Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a line meets: the account, the moment (UTC), the shown date, what runs, the row."""

    account: Account
    now: datetime
    shown: date
    running: TimeEntry | None = None
    row: TimeEntry | None = None

    @property
    def today(self) -> date:
        """The present local date."""
        return self.account.today(self.now)


def plan(said: Said, choice: Choice | None, scene: Scene) -> Plan:
    """Work out what a line would do; `choice` is what its words mean.

    Raises:
        Trouble: it cannot be done; the sentence says why.
    """
    if isinstance(said, Note):
        return _notes(said, scene)
    if isinstance(said, Stop):
        if scene.running is None:
            raise Trouble.at(said.word, "No timer is running.")
        return Stops(_trim(scene.running, _moment(said.when, said.word, scene), said.word, scene))
    if choice is None:
        raise Trouble.at(said.what, "On what? Write some letters, or take one with tab.")
    if isinstance(said.when, Long):
        return _long(said, said.when, choice, scene)
    if isinstance(said.when, Span) and said.when.ended is not None:
        return _span(said, said.when.started, said.when.ended, choice, scene)
    return _starts(said, choice, scene)


def _notes(said: Note, scene: Scene) -> Notes:
    if scene.row is None:
        raise Trouble("There is no row whose notes these could be.", 0, 1)
    if Field.NOTES not in editable_fields(scene.row, scene.account.me.role):
        raise Trouble(f"That row is {scene.row.lock}: its notes are fixed.", 0, 1)
    return Notes(scene.row, said.notes)


def _draft(said: Work, choice: Choice, on: date) -> Draft:
    project_id, task_id = choice.ids
    return Draft(project_id=project_id, task_id=task_id, spent_date=on, notes=said.notes)


def _long(said: Work, when: Long, choice: Choice, scene: Scene) -> Adds:
    day = said.day or scene.shown
    draft = _draft(said, choice, day)
    if not scene.account.timestamp_timers:
        return Adds(choice=choice, draft=replace(draft, hours=when.hours))
    if day != scene.today:
        raise Trouble.at(said.at, "This account tracks start and end: write 9-10:30.")
    until = whole_minute(scene.now)
    since = until - timedelta(seconds=to_seconds(when.hours))
    try:
        on, started, ended = told_span(since, until, scene.account.zone)
    except Invalid as error:
        raise Trouble.at(said.at, f"{error} Write 9-10:30.") from error
    if on != day:
        raise Trouble.at(said.at, "That would begin before midnight: write 9-10:30.")
    return Adds(choice=choice, draft=replace(draft, started_at=started, ended_at=ended))


def _span(said: Work, started: time, ended: time, choice: Choice, scene: Scene) -> Adds:
    day = said.day or scene.shown
    draft = _draft(said, choice, day)
    if started == ended:
        raise Trouble.at(said.at, "It ends when it begins.")
    if scene.account.timestamp_timers:
        return Adds(choice=choice, draft=replace(draft, started_at=started, ended_at=ended))
    try:
        hours = from_seconds(span_seconds(day, started, ended, scene.account.zone))
    except OverflowError as error:
        raise Trouble.at(said.at, "That is further than the calendar goes.") from error
    if hours > LONGEST:
        raise Trouble.at(said.at, "A time entry holds 24 hours at most.")
    if ended < started and day >= scene.today:
        told = scene.account.time_of_day(ended)
        raise Trouble.at(said.at, f"{told} would be tomorrow's, which is still to come.")
    return Adds(choice=choice, draft=replace(draft, hours=hours))


def _starts(said: Work, choice: Choice, scene: Scene) -> Starts:
    if said.day is not None and said.day != scene.today:
        raise Trouble.at(said.at, "A timer starts today: say how long it was, such as 1:30.")
    moment = _moment(said.when, said.at, scene)
    running = scene.running
    cut = _trim(running, moment, said.at, scene) if running is not None else None
    draft, is_now = _draft(said, choice, scene.today), isinstance(said.when, Now)
    if scene.account.timestamp_timers and not is_now:
        local = moment.astimezone(scene.account.zone)
        if local.date() != scene.today:
            raise Trouble.at(said.at, "That is before midnight: a timer starts today.")
        draft = replace(draft, started_at=local.time().replace(fold=0))
        _check_told(local.time(), scene.today, moment, said.at, scene)
    hours = from_seconds(int((scene.now - moment).total_seconds()))
    return Starts(choice=choice, draft=draft, since=moment, hours=hours, trim=cut, is_now=is_now)


def _moment(when: When, word: Word, scene: Scene) -> datetime:
    """The instant (UTC) that a time in the line means; never in the future."""
    if isinstance(when, Ago):
        moment = scene.now - when.back
    elif isinstance(when, At | Span):
        at = when.time if isinstance(when, At) else when.started
        moment = _past(at, scene)
        if moment > scene.now:
            raise Trouble.at(word, f"{scene.account.time_of_day(at)} is still to come.")
    else:
        moment = scene.now
    return whole_minute(moment) if scene.account.timestamp_timers else moment


def _past(at: time, scene: Scene) -> datetime:
    """The instant (UTC) of a time of day: today's, which may be still to come.

    Yesterday's is meant where today's is to come and what runs is yesterday's, and ran then. Of
    two in the night in which the clock goes back it is the later one, where hours are tracked.
    """
    zone, running = scene.account.zone, scene.running
    moment = instant_of(scene.today, at, zone)
    second = instant_of(scene.today, at.replace(fold=1), zone)
    if moment < second <= scene.now and not scene.account.timestamp_timers:
        return second
    if moment <= scene.now or running is None or running.spent_date >= scene.today:
        return moment
    before = instant_of(scene.today - timedelta(days=1), at, zone)
    return before if before >= begun(running, scene.now) else moment


def _check_told(at: time, on: date, moment: datetime, word: Word, scene: Scene) -> None:
    """See that a time of day means the moment: in the night the clock goes back it may not."""
    if instant_of(on, at.replace(fold=0), scene.account.zone) != moment:
        raise Trouble.at(word, f"It was {scene.account.time_of_day(at)} twice: use the form.")


def _trim(entry: TimeEntry, moment: datetime, word: Word, scene: Scene) -> Trim:
    """Stop a running entry at a moment.

    Raises:
        Trouble: it cannot be; the sentence says why.
    """
    try:
        return trim(entry, moment, scene.account, scene.now)
    except Invalid as error:
        raise Trouble.at(word, str(error)) from error
