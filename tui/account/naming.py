"""People, clients, projects and tasks by what a person calls them.

A name counts whole, in capitals or not; `id:7` names the one with that id. Every function is called
inside one `Store.read()` or `Store.write()`.
"""

from collections.abc import Callable, Iterable

from tui.account.rules import Refusal
from tui.account.setup import Kind, Row
from tui.account.store import Store

_MOST_LISTED = 12
_PLURALS = {Kind.CLIENT: "clients", Kind.PROJECT: "projects", Kind.TASK: "tasks"}


def find_person(store: Store, text: str) -> Row:
    """Find somebody, archived or not, by the email, the full name or the first name.

    Raises:
        Refusal: 404, there is nobody of that name; 422, there are several.
    """
    people = store.setup.all(Kind.PERSON)
    for calls in (_email, full_name, _first_name, _id):
        found = [row for row in people if _is(calls(row), text)]
        if len(found) > 1:
            raise Refusal(
                422, f"“{text}” is the name of {_listed(found, person_label)}: write the email."
            )
        if found:
            return found[0]
    raise Refusal(404, f"There is nobody “{text}” here; there are {_listed(people, person_label)}.")


def find_named(store: Store, kind: Kind, text: str, client: str | None = None) -> Row:
    """Find a client, project or task by its name, archived or not.

    `client` names the client whose projects are meant.

    Raises:
        Refusal: 404, there is none of that name; 422, there are several.
    """
    rows = store.setup.all(kind)
    if client is not None:
        client_id = find_named(store, Kind.CLIENT, client)["id"]
        rows = [row for row in rows if row["client_id"] == client_id]
    labelled = _labels(store, kind)
    found = [row for row in rows if _is(row["name"], text) or _is(_id(row), text)]
    if len(found) > 1:
        raise Refusal(
            422,
            f"There are several {_PLURALS[kind]} “{text}”: {_listed(found, labelled)}. "
            "Write the id instead of the name.",
        )
    if not found:
        there = f"there are {_listed(rows, _name)}" if rows else "there are none yet"
        raise Refusal(404, f"There is no {kind.value.name} “{text}”; {there}.")
    return found[0]


def full_name(row: Row) -> str:
    """Tell a person's full name."""
    return f"{row['first_name']} {row['last_name']}".strip()


def person_label(row: Row) -> str:
    """Name a person without doubt: `Bob Lee (bob@example.com)`."""
    return f"{full_name(row)} ({row['email']})"


def _labels(store: Store, kind: Kind) -> Callable[[Row], str]:
    if kind is not Kind.PROJECT:
        return lambda row: f"id:{row['id']}"
    clients = {row["id"]: row["name"] for row in store.setup.all(Kind.CLIENT)}
    return lambda row: f"id:{row['id']} for {clients[row['client_id']]}"


def _listed(rows: Iterable[Row], label: Callable[[Row], str]) -> str:
    labels = [label(row) for row in rows]
    more = len(labels) - _MOST_LISTED
    return ", ".join([*labels[:_MOST_LISTED], *([f"and {more} more"] if more > 0 else [])])


def _is(name: str, text: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(text.split()).casefold()


def _name(row: Row) -> str:
    return str(row["name"])


def _email(row: Row) -> str:
    return str(row["email"])


def _first_name(row: Row) -> str:
    return str(row["first_name"])


def _id(row: Row) -> str:
    return f"id:{row['id']}"
