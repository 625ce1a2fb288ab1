"""What the one whose machine it is may do to the embedded account, beyond the API.

Approving and invoicing have no call in the specification ("no API support"). Every function is
called inside one `Store.read()` or, where it changes something, one `Store.write()`; `now` is an
instant in UTC, of which whole seconds count.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tui.account import setup_rules
from tui.account.file import VERSION
from tui.account.naming import find_named, full_name
from tui.account.rules import Refusal
from tui.account.settings import Settings
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.domain.dates import parse_date

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
"""How many characters a password may have."""

_EMAIL = re.compile(r"[^\s@:]+@[^\s@:]+")  # a colon would end the name of HTTP Basic


@dataclass(frozen=True, slots=True)
class Overview:
    """What an account is and holds; `size` in bytes."""

    settings: Settings
    people: tuple[Row, ...]
    entries: int
    file: str
    size: int
    layout: int


@dataclass(frozen=True, slots=True)
class Span:
    """Local dates of the account's zone, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Locked:
    """How many entries were locked, and how many were left open because they run."""

    entries: int
    running: int


def overview(store: Store) -> Overview:
    """Look at the account as a whole."""
    people = tuple(store.setup.all(Kind.PERSON))
    size = store.path.stat().st_size
    count = store.entries.count()
    return Overview(store.settings(), people, count, str(store.path), size, VERSION)


def read_span(store: Store, first: str, last: str, now: datetime) -> Span:
    """Read the two dates of a span as people type them; today is that of the account's zone.

    Raises:
        Invalid: one is no date.
        Refusal: 422, the span ends before it begins.
    """
    today = store.account(store.owner()).today(now)
    span = Span(parse_date(first, today), parse_date(last, today))
    if span.last < span.first:
        raise Refusal(422, f"{span.last} lies before {span.first}: write the earlier date first.")
    return span


def approve(store: Store, span: Span, person_id: int | None, now: datetime) -> Locked:
    """Approve what one person, or everybody, tracked; running entries stay open."""
    running = store.entries.count_running(span.first, span.last, person_id=person_id)
    done = store.entries.approve(span.first, span.last, person_id, _seconds(now))
    return Locked(done, running)


def unapprove(store: Store, span: Span, person_id: int | None, now: datetime) -> int:
    """Open what was approved again, and tell how many entries."""
    return store.entries.unapprove(span.first, span.last, person_id, _seconds(now))


def invoice(store: Store, span: Span, client_id: int, now: datetime) -> Locked:
    """Mark what was tracked on a client's billable projects as invoiced; running ones stay open."""
    running = store.entries.count_running(span.first, span.last, client_id=client_id)
    done = store.entries.invoice(span.first, span.last, client_id, _seconds(now))
    return Locked(done, running)


def uninvoice(store: Store, span: Span, client_id: int, now: datetime) -> int:
    """Take back what was marked as invoiced, and tell how many entries."""
    return store.entries.uninvoice(span.first, span.last, client_id, _seconds(now))


def add_person(store: Store, name: str, email: str, now: datetime, *, is_admin: bool) -> int:
    """Let somebody use the account and tell the id; the first word is the first name.

    Raises:
        Refusal: 422, the name is missing or too long, or the email is none or taken.
    """
    _check_email(email)
    values = {**_names(name), "email": email, "is_admin": int(is_admin)}
    return setup_rules.create(store, Kind.PERSON, values, _seconds(now))


def change_person(store: Store, row: Row, values: Mapping[str, Any], now: datetime) -> None:
    """Change the `name`, `email`, `is_admin` and `is_active` of somebody, those that are named.

    Raises:
        Refusal: 422, as for a new person, or the account would be left without administrator.
    """
    columns = dict(values)
    if "name" in columns:
        columns |= _names(columns.pop("name"))
    if "email" in columns:
        _check_email(columns["email"])
    owner = store.owner()
    if row["id"] == owner.id and not (columns.get("is_active", 1) and columns.get("is_admin", 1)):
        raise Refusal(422, f"Windrow opens this account as {owner.name}, who has to stay as is.")
    setup_rules.change(store, Kind.PERSON, row["id"], columns, _seconds(now))


def rename(store: Store, kind: Kind, row: Row, name: str, now: datetime) -> str:
    """Give a client, project or task another name, and tell it without stray blanks.

    Raises:
        Refusal: 422, the name is blank, too long, or that of another one (of the same client).
    """
    wanted = " ".join(name.split())
    for other in store.setup.all(kind):
        same_client = other.get("client_id") == row.get("client_id")
        same_name = other["name"].casefold() == wanted.casefold()
        if same_name and same_client and other["id"] != row["id"]:
            raise Refusal(
                422, f"There is another {kind.value.name} “{other['name']}”: write another name."
            )
    setup_rules.change(store, kind, row["id"], {"name": wanted}, _seconds(now))
    return wanted


def archive(store: Store, kind: Kind, row: Row, now: datetime) -> None:
    """Keep a client, project or task from being picked for new entries.

    Raises:
        Refusal: 422, it is archived already, or is a client with active projects.
    """
    if not row["is_active"]:
        raise Refusal(422, f"The {kind.value.name} “{row['name']}” is archived already.")
    projects = [p for p in store.setup.all(Kind.PROJECT) if p["is_active"]]
    active = [p["name"] for p in projects if p["client_id"] == row["id"]]
    if kind is Kind.CLIENT and active:
        raise Refusal(
            422,
            f"The client “{row['name']}” has active projects ({', '.join(active)}): "
            "archive them first.",
        )
    setup_rules.change(store, kind, row["id"], {"is_active": 0}, _seconds(now))


def restore(store: Store, kind: Kind, row: Row, now: datetime) -> None:
    """Let an archived client, project or task be picked again.

    Raises:
        Refusal: 422, it is not archived, or is a project of an archived client.
    """
    if row["is_active"]:
        raise Refusal(422, f"The {kind.value.name} “{row['name']}” is not archived.")
    if kind is Kind.PROJECT:
        client = find_named(store, Kind.CLIENT, f"id:{row['client_id']}")
        if not client["is_active"]:
            raise Refusal(422, f"Its client “{client['name']}” is archived: restore that first.")
    setup_rules.change(store, kind, row["id"], {"is_active": 1}, _seconds(now))


def check_login(row: Row) -> None:
    """Refuse a password for somebody who may not log in.

    Raises:
        Refusal: 422, the person is archived.
    """
    if not row["is_active"]:
        raise Refusal(422, f"{full_name(row)} is archived: restore them first.")


def check_password(password: str) -> None:
    """Refuse a password that is too short, or longer than anybody types.

    Raises:
        Refusal: 422.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(422, f"A password has at least {SHORTEST_PASSWORD} characters.")
    if len(password) > LONGEST_PASSWORD:
        raise Refusal(422, f"A password has {LONGEST_PASSWORD:,} characters at most.")


def _check_email(email: str) -> None:
    if not _EMAIL.fullmatch(email.strip()):
        raise Refusal(422, f"“{email}” is not an email address: write one like ada@example.com.")


def _names(name: str) -> dict[str, str]:
    first, _, last = " ".join(name.split()).partition(" ")
    if not first:
        raise Refusal(422, "A name is needed: write it like “Ada Byron”.")
    return {"first_name": first, "last_name": last}


def _seconds(now: datetime) -> int:
    return int(now.timestamp())
