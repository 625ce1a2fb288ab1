"""What is told of an account that is served: where it is, and who may log in."""

import json
import os
import secrets
import shlex
from dataclasses import dataclass
from pathlib import Path

from tui.account.passwords import hashed
from tui.account.store import Store
from tui.cli.problem import Problem
from tui.domain.account import Person

VARIABLE = "WINDROW_PASSWORD"
"""The environment variable that sets the password of a demo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An account that is served; `password` is that of a demo, `is_made_up` when by us.

    `people` may log in; the first of them stands for all in examples.
    """

    people: tuple[Person, ...]
    password: str | None = None
    is_made_up: bool = False

    def line(self, url: str) -> str:
        """Write it for programs: one line of JSON."""
        email = self.people[0].email
        return json.dumps({"url": url, "email": email, "password": self.password})

    def text(self, url: str, certificate: Path | None = None) -> str:
        """Write it for a person; a password that they chose themselves is not shown."""
        what = "your account" if self.password is None else "a demo account"
        who = "\n".join(
            f"  {_plain(person.email)}  {_plain(person.name)}" for person in self.people
        )
        login = _plain(self.people[0].email)
        if self.is_made_up:
            login += f":{self.password}"
        options = "" if certificate is None else f" --cacert {shlex.quote(str(certificate))}"
        return (
            f"Windrow serves {what} at {url}\n"
            f"These may log in, with e-mail and {self._password()}:\n{who}\n"
            f"Try it:  curl{options} -u {shlex.quote(login)} {url}/daily\n"
            "ctrl+c ends it."
        )

    def _password(self) -> str:
        if self.password is None:
            return "their password"
        return f"the password {self.password}" if self.is_made_up else f"what {VARIABLE} says"


def offer_demo(store: Store) -> Offer:
    """Give everybody in a demo the same password, of the environment or else made up."""
    given = os.environ.get(VARIABLE, "")
    password = given or secrets.token_urlsafe(12)
    stored = hashed(password)
    with store.write():
        people = store.people()
        for person in people:
            store.set_password(person.id, stored)
    return Offer(people=_owner_first(store, people), password=password, is_made_up=not given)


def offer_account(store: Store) -> Offer:
    """Tell who may log in to an account.

    Raises:
        Problem: nobody has a password.
    """
    with store.read():
        people = tuple(p for p in store.people() if store.password_of(p.id))
    if not people:
        raise Problem(
            "nobody can log in yet; set a password with `windrow account password`, then serve."
        )
    return Offer(people=_owner_first(store, people))


def _owner_first(store: Store, people: tuple[Person, ...]) -> tuple[Person, ...]:
    with store.read():
        owner = store.owner()
    return tuple(sorted(people, key=lambda person: person.id != owner.id))


def _plain(text: str) -> str:
    """Keep what could steer a terminal from doing so."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
