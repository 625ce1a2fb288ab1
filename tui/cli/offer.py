"""What is told of an account that is served: where it is, and who may log in."""

import json
import os
import secrets
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from tui.account import tokens
from tui.account.passwords import hashed
from tui.account.store import Store
from tui.cli.problem import Problem
from tui.domain.account import Person
from tui.wire.v2_server import ACCOUNT_ID

VARIABLE = "WINDROW_PASSWORD"
"""The environment variable that sets the password of a demo."""
BEARER_VARIABLE = "WINDROW_TOKEN"
"""The environment variable that sets the token of a demo."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A password or token of a demo; `is_made_up` when by us, so that it may be shown."""

    text: str = field(repr=False)
    is_made_up: bool = False

    @classmethod
    def of(cls, variable: str, made_up: str) -> "Secret":
        """Take it from the environment, or else what was made up."""
        given = os.environ.get(variable, "")
        return cls(given or made_up, is_made_up=not given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An account that is served; `password` and `token` are those of a demo.

    `people` may log in; the first of them, whose the token is, stands for all in examples.
    `takes` is what they log in with: with passwords, with tokens, or with either.
    """

    people: tuple[Person, ...]
    password: Secret | None = None
    token: Secret | None = None
    takes: str = "e-mail and their password"

    def line(self, url: str) -> str:
        """Write it for programs: one line of JSON."""
        return json.dumps(
            {
                "url": url,
                "email": self.people[0].email,
                "password": self.password and self.password.text,
                "token": self.token and self.token.text,
                "account_id": ACCOUNT_ID,
            }
        )

    def text(self, url: str, certificate: Path | None = None) -> str:
        """Write it for a person; what they chose themselves is not shown."""
        what = "your account" if self.password is None else "a demo account"
        who = "\n".join(
            f"  {_plain(person.email)}  {_plain(person.name)}" for person in self.people
        )
        return (
            f"Windrow serves {what} at {url}\n"
            f"These may log in, with {self._takes()}:\n{who}\n"
            f"{self._examples(url, certificate)}\n"
            "ctrl+c ends it."
        )

    def _takes(self) -> str:
        if self.password is None:
            return self.takes
        if not self.password.is_made_up:
            return f"e-mail and what {VARIABLE} says"
        return f"e-mail and the password {_plain(self.password.text)}"

    def _examples(self, url: str, certificate: Path | None) -> str:
        options = "" if certificate is None else f" --cacert {shlex.quote(str(certificate))}"
        login = _plain(self.people[0].email)
        if self.password is not None and self.password.is_made_up:
            login += f":{self.password.text}"
        v1 = f"Try it:  curl{options} -u {shlex.quote(login)} {url}/daily"
        v2 = (
            f'curl{options} -H "Authorization: Bearer {self._bearer()}" '
            f"-H 'Harvest-Account-Id: {ACCOUNT_ID}' {url}/v2/time_entries"
        )
        if self.takes == _TAKES[False, True]:
            return f"Try it:  {v2}"
        return v1 if self.token is None else f"{v1}\nOr V2:   {v2}"

    def _bearer(self) -> str:
        if self.token is None:
            return "TOKEN"
        return self.token.text if self.token.is_made_up else f"${BEARER_VARIABLE}"


_TAKES = {
    (True, False): "e-mail and their password",
    (False, True): "their token",
    (True, True): "e-mail and their password, or their token",
}


def offer_demo(store: Store) -> Offer:
    """Give everybody in a demo the same password, and its owner a token.

    Both are of the environment or else made up.

    Raises:
        Problem: the token of the environment is none that a program can send.
    """
    password = Secret.of(VARIABLE, secrets.token_urlsafe(12))
    token = Secret.of(BEARER_VARIABLE, tokens.made())
    if not tokens.is_well_formed(token.text):
        raise Problem(f"what {BEARER_VARIABLE} says is no token: write letters and digits alone.")
    stored = hashed(password.text)
    with store.write():
        people = store.people()
        for person in people:
            store.set_password(person.id, stored)
        store.set_token(store.owner().id, tokens.digest_of(token.text))
    return Offer(people=_owner_first(store, people), password=password, token=token)


def offer_account(store: Store) -> Offer:
    """Tell who may log in to an account.

    Raises:
        Problem: nobody has a password or a token.
    """
    with store.read():
        known = {p: (bool(store.password_of(p.id)), store.has_token(p.id)) for p in store.people()}
    people = tuple(person for person, has in known.items() if any(has))
    if not people:
        raise Problem(
            "nobody can log in yet; set a password with `windrow account password`, or make a "
            "token with `windrow account token`, then serve."
        )
    passwords, with_tokens = (any(has) for has in zip(*known.values(), strict=True))
    ordered = sorted(_owner_first(store, people), key=lambda p: passwords and not known[p][0])
    return Offer(people=tuple(ordered), takes=_TAKES[passwords, with_tokens])


def _owner_first(store: Store, people: tuple[Person, ...]) -> tuple[Person, ...]:
    with store.read():
        owner = store.owner()
    return tuple(sorted(people, key=lambda person: person.id != owner.id))


def _plain(text: str) -> str:
    """Keep what could steer a terminal from doing so."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
