"""`windrow import harvest`: from what was asked to a sentence about what it came to."""

import argparse
import asyncio
from dataclasses import asdict
from sqlite3 import Error

from tui import config
from tui.account.failures import as_account_file_error
from tui.account.store import Store
from tui.api import connect
from tui.api.backend import BackendError
from tui.cli import opening
from tui.cli.answers import Answer, done, entries
from tui.cli.bringing import Ledger, bring_in
from tui.cli.elsewhere import advice, opened, source_of
from tui.cli.logs import keep_log
from tui.cli.problem import Problem
from tui.cli.progress import Progress
from tui.cli.telling import tell_of_changes
from tui.domain.clock import Clock
from tui.domain.spans import Span, read_span
from tui.outside.bell import SHELL


def import_harvest(options: argparse.Namespace, clock: Clock) -> Answer:
    """Import what the options name, and answer with what it came to.

    Raises:
        Invalid: a date is none.
        Problem: there is no such profile, or the account elsewhere stops it on the way.
        AccountFileError, ConfigError, CredentialError: a file or a secret cannot be used.
    """
    settings = config.load(config.config_path())
    name = _name(options.profile, settings)
    keep_log(config.log_path(), "windrow")
    store = connect.local_store(config.data_dir(), clock)
    try:
        with store.read():
            today = store.account(store.owner()).today(clock())
        span = read_span(options.first, options.last, today)
        place = opened(name, settings, clock)
        ledger = Ledger()
        source = source_of(settings.profiles[name])
        try:
            _run(place, store, source, span, clock, ledger)
        finally:
            tell_of_changes(store, SHELL, clock)
    finally:
        store.close()
    return _answer(name, span, ledger)


def _name(wanted: str | None, settings: config.Config) -> str:
    """Tell which profile is meant; the only one needs no name."""
    there = list(settings.profiles)
    name = wanted or settings.profile
    if name in ("", opening.LOCAL) and not wanted and len(there) == 1:
        return there[0]
    if not there:
        raise Problem("There is no account to import from yet: `windrow login` makes a profile.")
    if name in ("", opening.LOCAL):
        raise Problem(f"Name the profile to import from, with --profile: {', '.join(there)}.")
    if name not in there:
        raise Problem(f"There is no profile “{name}”; there are: {', '.join(there)}.")
    return name


def _run(
    place: connect.Place, store: Store, source: str, span: Span, clock: Clock, ledger: Ledger
) -> None:
    progress = Progress()

    async def work() -> None:
        backend = await place.connect()
        backend.watch_pauses(progress.pause)
        try:
            await bring_in(backend, store, source, span, clock, ledger, progress)
        finally:
            await backend.aclose()

    try:
        asyncio.run(work())
    except BackendError as error:
        progress.end()
        raise Problem(f"{error} {ledger.so_far}; {advice(error, place.name)}.") from error
    except KeyboardInterrupt:
        progress.end()
        raise Problem(f"Stopped. {ledger.so_far}; run the same command again to go on.") from None
    progress.end()


def in_words(error: Error) -> str:
    """Say what is wrong with the file of our own account."""
    return str(as_account_file_error(error, config.data_dir() / connect.FILE_NAME))


def _answer(name: str, span: Span, ledger: Ledger) -> Answer:
    tally = ledger.tally
    first = (
        f"Imported from {name}, {span}: {tally.new:,} new, {tally.updated:,} updated, "
        f"{tally.same:,} unchanged."
    )
    notes = [text for count, text in _notes(ledger) if count]
    return done(
        " ".join([first, *notes]),
        profile=name,
        **{"from": span.first.isoformat(), "to": span.last.isoformat()},
        **asdict(tally),
        gone=ledger.gone,
        settings=ledger.has_new_settings,
    )


def _notes(ledger: Ledger) -> tuple[tuple[int, str], ...]:
    """Say what a person would otherwise not expect; each with how often it happened."""
    tally = ledger.tally
    return (
        (
            tally.running,
            "A timer runs there: it was imported as stopped, with its hours so far.",
        ),
        (
            tally.kept,
            f"{_were(tally.kept)} changed there, but also here: left as you have it.",
        ),
        (tally.deleted_here, f"{_were(tally.deleted_here)} deleted here, and not brought back."),
        (
            ledger.gone,
            f"{entries(ledger.gone)} of these dates {'is' if ledger.gone == 1 else 'are'} no "
            "longer there: left here.",
        ),
        (tally.unfit, f"{_were(tally.unfit)} left out: their hours lie below 0."),
        (
            int(ledger.has_new_settings),
            "Your account now tracks and shows time as that one does.",
        ),
    )


def _were(count: int) -> str:
    return f"{entries(count)} {'was' if count == 1 else 'were'}"
