"""`windrow account` for what was tracked, and for the projects, clients and tasks it is on."""

import argparse
from collections.abc import Callable
from datetime import datetime

from tui.account import administration
from tui.account.administration import Locked, Span
from tui.account.naming import find_named, find_person, full_name
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.cli.answers import Answer, done, entries

_KINDS = {"project": Kind.PROJECT, "client": Kind.CLIENT, "task": Kind.TASK}


def rename(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Give a project, a client or a task another name."""
    with store.write():
        row = _named(store, options)
        name = administration.rename(store, _KINDS[options.kind], row, options.new_name, now)
    sentence = f"Renamed the {options.kind} “{row['name']}” to “{name}”."
    return done(sentence, kind=options.kind, id=row["id"], name=name)


def archive(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Keep a project, a client or a task from being picked."""
    row = _switch(store, options, now, administration.archive)
    sentence = f"Archived the {options.kind} “{row['name']}”; its entries stay."
    return done(sentence, kind=options.kind, id=row["id"], name=row["name"])


def restore(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Let an archived project, client or task be picked again."""
    row = _switch(store, options, now, administration.restore)
    sentence = f"Restored the {options.kind} “{row['name']}”."
    return done(sentence, kind=options.kind, id=row["id"], name=row["name"])


def approve(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Approve a span of dates, of one person or of everybody."""
    with store.write():
        span, person_id, whose = _span_of_person(store, options, now)
        locked = administration.approve(store, span, person_id, now)
    return _locked("Approved", locked, f"{whose} {_dates(span)}", span)


def unapprove(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Open what was approved again."""
    with store.write():
        span, person_id, whose = _span_of_person(store, options, now)
        count = administration.unapprove(store, span, person_id, now)
    return _opened("no longer approved", count, f"{whose} {_dates(span)}", span)


def invoice(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Mark what was tracked on a client's billable projects as invoiced."""
    with store.write():
        span = administration.read_span(store, options.first, options.last, now)
        client = find_named(store, Kind.CLIENT, options.client)
        locked = administration.invoice(store, span, client["id"], now)
    return _locked("Invoiced", locked, f"for {client['name']} {_dates(span)}", span)


def uninvoice(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Take back what was marked as invoiced."""
    with store.write():
        span = administration.read_span(store, options.first, options.last, now)
        client = find_named(store, Kind.CLIENT, options.client)
        count = administration.uninvoice(store, span, client["id"], now)
    return _opened("no longer invoiced", count, f"for {client['name']} {_dates(span)}", span)


def _named(store: Store, options: argparse.Namespace) -> Row:
    client = options.client if options.kind == "project" else None
    return find_named(store, _KINDS[options.kind], options.name, client)


def _switch(
    store: Store,
    options: argparse.Namespace,
    now: datetime,
    rule: Callable[[Store, Kind, Row, datetime], None],
) -> Row:
    with store.write():
        row = _named(store, options)
        rule(store, _KINDS[options.kind], row, now)
    return row


def _span_of_person(
    store: Store, options: argparse.Namespace, now: datetime
) -> tuple[Span, int | None, str]:
    """Read the dates, whose entries are meant, and how to say it."""
    span = administration.read_span(store, options.first, options.last, now)
    if options.person is None:
        return span, None, "of everybody"
    row = find_person(store, options.person)
    return span, row["id"], f"of {full_name(row)}"


def _dates(span: Span) -> str:
    return f"on {span.first}" if span.first == span.last else f"from {span.first} to {span.last}"


def _locked(verb: str, locked: Locked, which: str, span: Span) -> Answer:
    sentence = f"{verb} {entries(locked.entries)} {which}."
    if locked.running:
        were = "entry was" if locked.running == 1 else "entries were"
        sentence += f" {locked.running:,} running {were} left open."
    return done(sentence, entries=locked.entries, running=locked.running, **_ends(span))


def _opened(what: str, count: int, which: str, span: Span) -> Answer:
    are = "is" if count == 1 else "are"
    return done(f"{entries(count)} {which} {are} {what}.", entries=count, **_ends(span))


def _ends(span: Span) -> dict[str, str]:
    return {"from": span.first.isoformat(), "to": span.last.isoformat()}
