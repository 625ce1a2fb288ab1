"""The demo account: three people, their clients, and a fortnight of work around today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from tui.account import sample_work as work
from tui.account import setup_rules
from tui.account.entries import Record
from tui.account.sample_work import Line
from tui.account.setup import Kind
from tui.account.store import Store
from tui.account.timekeeping import Timekeeping
from tui.domain.clock_times import from_minutes

ACCOUNT_NAME = "Windrow Demo"

_SEED = 20160127
_SHORT_DAY = 6 * 3600 + 1800
_LONG_DAY = 8 * 3600 + 1800
MORNING = 8 * 60 + 30
_END_OF_WORK = time(16, tzinfo=UTC)
_Pairs = dict[tuple[str, str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Book:
    """One person's entries in the making."""

    store: Store
    pairs: _Pairs
    person_id: int
    now: int
    free: dict[date, int] | None
    """Where start and end are tracked: the first free minute of each local day."""

    def write(self, on: date, line: Line, *, closed: bool = False, billed: bool = False) -> None:
        """Insert a finished entry of a local date."""
        record = self._record(on, line)
        self.store.entries.insert(replace(record, is_closed=closed, is_billed=billed))

    def start(self, on: date, line: Line) -> None:
        """Insert a running entry."""
        record = self._record(on, line)
        started = self.now - work.RUNNING_FOR
        account = self.store.account(self.store.owner())
        running = replace(record, seconds=0 if self.free is not None else record.seconds)
        self.store.entries.insert(Timekeeping.of(account).started(running, started))

    def _record(self, on: date, line: Line) -> Record:
        project_id, task_id = self.pairs[line.work]
        evening = int(datetime.combine(on, _END_OF_WORK).timestamp())
        written = min(evening, self.now - work.RUNNING_FOR)
        record = Record(
            person_id=self.person_id,
            project_id=project_id,
            task_id=task_id,
            spent_date=on,
            seconds=line.seconds,
            notes=line.notes,
            created_at=written,
            updated_at=written,
        )
        return record if self.free is None else self._placed(record, self.free)

    def _placed(self, record: Record, free: dict[date, int]) -> Record:
        """Put a record behind the ones that its day has already."""
        started = free.get(record.spent_date, MORNING)
        ended = started + record.seconds // 60
        free[record.spent_date] = ended
        return replace(record, started=from_minutes(started), ended=from_minutes(ended))


def fill(store: Store, now: datetime, *, start_end: bool = False) -> None:
    """Fill a new account with the demo, around the account's today at an instant (UTC).

    The founder is the first of its three people and has a running timer. The same instant gives
    the same account. With `start_end` it tracks start and end in place of hours.
    """
    instant = int(now.timestamp())
    with store.write():
        founder = store.owner()
        settings = replace(store.settings(), name=ACCOUNT_NAME, timestamp_timers=start_end)
        store.save_settings(settings)
        today = store.account(founder).today(now)
        pairs = _set_up(store, instant)
        members = [
            setup_rules.create(store, Kind.PERSON, person, instant) for person in work.MEMBERS
        ]
        for person_id in (founder.id, *members):
            book = _Book(store, pairs, person_id, instant, {} if start_end else None)
            _write_past(book, today)
            _write_today(book, today, is_founder=person_id == founder.id)
            _write_planned(book, today)


def _set_up(store: Store, now: int) -> _Pairs:
    """Make the clients, projects and tasks, and tell the ids of project and task by names."""
    clients: dict[str, int] = {}
    tasks: dict[str, int] = {}
    pairs: _Pairs = {}
    for plan in work.PLANS:
        if plan.client not in clients:
            clients[plan.client] = setup_rules.create(
                store, Kind.CLIENT, {"name": plan.client}, now
            )
        project = {
            "client_id": clients[plan.client],
            "name": plan.name,
            "code": plan.code,
            "billable": plan.billable,
        }
        project_id = setup_rules.create(store, Kind.PROJECT, project, now)
        for task in plan.tasks:
            if task not in tasks:
                values = {"name": task, "billable_by_default": plan.billable}
                tasks[task] = setup_rules.create(store, Kind.TASK, values, now)
            setup_rules.assign(store, project_id, tasks[task], now)
            pairs[plan.client, plan.name, task] = (project_id, tasks[task])
    return pairs


def _write_past(book: _Book, today: date) -> None:
    """Write the workdays since Monday of the week before last.

    This week's entries are open, most of last week's approved, and those of the week before
    invoiced as well where they are billable.
    """
    random = Random(_SEED + book.person_id)  # noqa: S311 - the same demo every time, no secret
    this_week = today - timedelta(days=today.weekday())
    last_week = this_week - timedelta(days=7)
    for on in _workdays(last_week - timedelta(days=7), today - timedelta(days=1)):
        for line in _a_day(random):
            is_older = on < last_week
            closed = is_older or (on < this_week and random.random() < 0.8)
            billed = is_older and (line.client, line.project) != work.OFFICE
            book.write(on, line, closed=closed, billed=billed)


def _a_day(random: Random) -> list[Line]:
    """Pick work for six and a half to eight and a half hours."""
    picked: list[Line] = []
    booked = 0
    for line in random.sample(work.LINES, len(work.LINES)):
        if booked < _SHORT_DAY and booked + line.seconds <= _LONG_DAY:
            picked.append(line)
            booked += line.seconds
    return picked


def _write_today(book: _Book, today: date, *, is_founder: bool) -> None:
    if not is_founder:
        for line in work.TODAY_OF_MEMBERS:
            book.write(today, line)
        return
    book.write(today, work.APPROVED_TODAY, closed=True)
    book.write(today, work.INVOICED_TODAY, closed=True, billed=True)
    for line in work.FINISHED_TODAY:
        book.write(today, line)
    book.start(today, work.RUNNING)


def _write_planned(book: _Book, today: date) -> None:
    coming = _workdays(today + timedelta(days=1), today + timedelta(days=7))
    for on, line in zip(coming, work.PLANNED, strict=False):
        book.write(on, line)


def _workdays(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5:
            yield day
