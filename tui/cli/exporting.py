"""`windrow export`: gathers a report from our own account or from a profile's, and writes it."""

import argparse
import asyncio
from collections.abc import Callable

from tui import config
from tui.account.setup import Kind
from tui.account.store import Store
from tui.api import connect
from tui.api.backend import Backend, BackendError
from tui.cli import saving
from tui.cli.answers import Answer, done, entries
from tui.cli.elsewhere import advice, entries_of, opened, source_of
from tui.cli.logs import keep_log
from tui.cli.opening import LOCAL
from tui.cli.problem import Problem
from tui.cli.progress import Progress
from tui.domain.catalog import Catalog, Project, Task
from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.domain.spans import read_span
from tui.wire.report import Report, report_of
from tui.wire.report_csv import write_csv
from tui.wire.report_ics import write_ics
from tui.wire.report_json import write_json

_WRITERS: dict[str, Callable[[Report], str]] = {
    "csv": write_csv,
    "json": write_json,
    "ics": write_ics,
}


def export(options: argparse.Namespace, clock: Clock) -> Answer | None:
    """Write what the options name; answers None when it went to stdout.

    Raises:
        Invalid: a date is none.
        Problem: there is no such profile, its account does not tell, or the file is there already.
        AccountFileError, ConfigError, CredentialError: a file or a secret cannot be used.
    """
    path = None if options.output is None else options.output.absolute()
    if path is not None:
        saving.check_target(path, force=options.force)
    report = _report(options, clock)
    if options.format == "ics" and not report.entries:
        raise Problem(f"There are no entries {report.span}: a calendar needs one at least.")
    text = _WRITERS[options.format](report)
    if path is None:
        saving.show(text)
        return None
    saving.save(text, path, force=options.force)
    return done(f"Wrote {entries(len(report.entries))}, {report.span}, to {path}.")


def _report(options: argparse.Namespace, clock: Clock) -> Report:
    if options.profile in (None, LOCAL):
        store = connect.local_store(config.data_dir(), clock)
        try:
            return report_from_store(store, options.first, options.last, clock)
        finally:
            store.close()
    settings = config.load(config.config_path())
    keep_log(config.log_path(), "windrow")
    place = opened(options.profile, settings, clock)
    source, progress = source_of(settings.profiles[options.profile]), Progress()

    async def work() -> Report:
        backend = await place.connect()
        backend.watch_pauses(progress.pause)
        ends = (options.first, options.last)
        try:
            return await report_from_backend(backend, source, ends, clock, progress)
        finally:
            await backend.aclose()

    try:
        return asyncio.run(work())
    except BackendError as error:
        raise Problem(f"{error} Nothing was written; {advice(error, place.name)}.") from error
    finally:
        progress.end()


def report_from_store(store: Store, first: str | None, last: str | None, clock: Clock) -> Report:
    """Read the owner's entries of a span, whose ends are as people type them, from our account.

    Raises:
        Invalid: an end is no date.
    """
    now = clock()
    with store.read():
        account = store.account(store.owner())
        span = read_span(first, last, account.today(now))
        seconds = int(now.timestamp())
        found = store.entries.of_person(account.me.id, span.first, span.last, seconds)
        return report_of(account, span, found, _everything(store), LOCAL, now)


def _everything(store: Store) -> Catalog:
    """Read all projects, archived ones too, each with all tasks."""
    clients = {row["id"]: row["name"] for row in store.setup.all(Kind.CLIENT)}
    tasks = tuple(
        Task(row["id"], row["name"], bool(row["billable_by_default"]))
        for row in store.setup.all(Kind.TASK)
    )
    return Catalog(
        tuple(
            Project(
                id=row["id"],
                name=row["name"],
                client_id=row["client_id"],
                client=clients[row["client_id"]],
                code=row["code"],
                billable=bool(row["billable"]),
                tasks=tasks,
            )
            for row in store.setup.all(Kind.PROJECT)
        )
    )


async def report_from_backend(
    backend: Backend,
    source: str,
    ends: tuple[str | None, str | None],
    clock: Clock,
    progress: Progress,
) -> Report:
    """Read one's own entries of a span, whose ends are as people type them, from an account.

    Raises:
        BackendError: the account does not tell.
        Invalid: an end is no date.
    """
    account = await backend.me()
    span = read_span(*ends, account.today(clock() + backend.skew))
    catalog = await backend.catalog()
    found: list[TimeEntry] = []
    for month in span.months():
        progress.at(f"{month.first:%Y-%m}  reading, {entries(len(found))} so far")
        found += await entries_of(backend, month)
    return report_of(account, span, found, catalog, source, clock() + backend.skew)
