"""`windrow account` for people: who may use the account, and with which password or token."""

import argparse
import getpass
import sys
import warnings
from datetime import datetime

from tui.account import administration
from tui.account.naming import find_person, full_name, person_label
from tui.account.rules import Refusal
from tui.account.setup import Kind, Row
from tui.account.store import Store
from tui.cli.answers import Answer, done


def facts_of(store: Store, row: Row) -> dict[str, object]:
    """Tell a person for `--json`; of the password and the token only whether there is one."""
    return {
        "id": row["id"],
        "name": full_name(row),
        "email": row["email"],
        "administrator": bool(row["is_admin"]),
        "archived": not row["is_active"],
        "password": bool(store.password_of(row["id"])),
        "token": store.has_token(row["id"]),
    }


def people(store: Store, _options: argparse.Namespace, _now: datetime) -> Answer:
    """List everybody, archived people too."""
    with store.read():
        rows = store.setup.all(Kind.PERSON)
        facts = [facts_of(store, row) for row in rows]
    names = max(len(full_name(row)) for row in rows)
    emails = max(len(row["email"]) for row in rows)
    lines = [
        f"{fact['name']:{names}}  {fact['email']:{emails}}  {_standing(fact)}" for fact in facts
    ]
    return Answer("\n".join(lines), {"people": facts})


def add_person(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Let somebody use the account."""
    with store.write():
        id_ = administration.add_person(
            store, options.name, options.email, now, is_admin=options.admin
        )
        row = find_person(store, f"id:{id_}")
        facts = facts_of(store, row)
    return done(f"Added {person_label(row)} as {_role(facts)}.", person=facts)


def change_person(store: Store, options: argparse.Namespace, now: datetime) -> Answer:
    """Change the name, email, role or standing of somebody."""
    asked = {name: getattr(options, name) for name in ("name", "email", "is_admin", "is_active")}
    values = {name: value for name, value in asked.items() if value is not None}
    if not values:
        raise Refusal(
            422, "Say what to change: --name, --email, --admin, --member, --archive or --restore."
        )
    with store.write():
        found = find_person(store, options.person)
        administration.change_person(store, found, values, now)
        row = find_person(store, f"id:{found['id']}")
        facts = facts_of(store, row)
        runs = store.entries.running(row["id"]) is not None
    sentence = f"Changed {person_label(row)}: {_standing(facts)}."
    if runs and facts["archived"]:
        sentence += " Their timer goes on: restore them to stop it."
    return done(sentence, person=facts, running=runs)


def password(store: Store, options: argparse.Namespace, _now: datetime) -> Answer:
    """Set the password of somebody, or of the account's owner."""
    from tui.account.passwords import hashed

    with store.read():
        row = find_person(store, options.email or f"id:{store.owner().id}")
        administration.check_login(row)
    given = _from_stdin() if options.stdin else _asked(row)
    stored = hashed(given)
    with store.write():
        administration.check_login(find_person(store, f"id:{row['id']}"))
        store.set_password(row["id"], stored)
    sentence = f"{full_name(row)} logs in as {row['email']} with the new password from now on."
    return done(sentence, email=row["email"])


def token(store: Store, options: argparse.Namespace, _now: datetime) -> Answer:
    """Make a new token for somebody, or for the account's owner, or take theirs away."""
    from tui.account import tokens
    from tui.wire.v2_server import ACCOUNT_ID

    new = "" if options.revoke else tokens.made()
    with store.write():
        row = find_person(store, options.email or f"id:{store.owner().id}")
        had = store.has_token(row["id"])
        if options.revoke and not had:
            raise Refusal(422, f"{full_name(row)} has no token: there is nothing to revoke.")
        if new:
            administration.check_login(row)
        store.set_token(row["id"], tokens.digest_of(new) if new else "")
    if not new:
        return done(f"The token of {full_name(row)} opens nothing any more.", email=row["email"])
    old = " The old one opens nothing any more." if had else ""
    sentence = f"{full_name(row)} has a new token: keep it, it is not shown again.{old}"
    facts = {"email": row["email"], "token": new, "account_id": ACCOUNT_ID}
    return Answer(f"{sentence}\n{new}", {"message": sentence, **facts})


def _asked(row: Row) -> str:
    """Ask for a password twice, on the terminal without showing it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            given = getpass.getpass(f"New password for {row['email']}: ")
            administration.check_password(given)
            again = getpass.getpass("Once more: ")
        except (getpass.GetPassWarning, EOFError) as error:
            raise Refusal(
                422, "There is no terminal to ask for the password: send it with --stdin."
            ) from error
    if given != again:
        raise Refusal(422, "The two passwords differ; nothing was changed.")
    return given


def _from_stdin() -> str:
    given = sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    administration.check_password(given)
    return given


def _role(facts: dict[str, object]) -> str:
    return "administrator" if facts["administrator"] else "member"


def _standing(facts: dict[str, object]) -> str:
    archived = ", archived" if facts["archived"] else ""
    has = " and ".join(f"a {name}" for name in ("password", "token") if facts[name])
    return f"{_role(facts)}{archived}{has and f', has {has}'}"
