"""From an account to a Backend: the only place that knows all kinds of accounts.

The embedded account is opened in two steps. Its file is opened before the screen is there, so
that a damaged one is told in the plain terminal; server and client, which take longer to import
than the file to open, come in a thread once the first frame is drawn.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tui.account.store import AccountFileError, Founder, Store
from tui.api.backend import Backend, BackendError
from tui.domain.account import Account
from tui.domain.clock import Clock
from tui.domain.day import Day
from tui.domain.entry import TimeEntry

if TYPE_CHECKING:
    from tui.api.credentials import Secret
    from tui.api.v1 import V1
    from tui.api.v2 import V2
    from tui.profiles import Profile

FILE_NAME = "account.db"
HEAVY = (
    "tui.api.httpx_alone",
    "starlette.applications",
    "tui.account.server",
    "tui.api.v1",
    "tui.api.session",
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What an account shows before its client is there: a day, and what runs on whatever day.

    `is_new` says that nobody has set anything up in it yet, `is_remembered` that it was so when
    it was read last.
    """

    account: Account
    day: Day
    running: TimeEntry | None
    is_new: bool = False
    is_remembered: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An account that can be connected to: its name for the screen, and how to get there.

    `glance` looks at a local date, today when None, without the client. An account on this
    machine can do so; of others there is what is remembered, or None, and they are waited for.
    `profile` is how it is named where profiles are.
    `is_lasting` is false for an account that is thrown away at the end. `renew` takes a new
    `secret` (what it is called: password or token) when the old one opens it no longer, and says
    in a sentence where it is kept; None where nobody logs in. `memory` is the file of what
    Windrow remembers of it by itself; None for as long as the program runs.
    """

    name: str
    connect: Callable[[], Awaitable[Backend]]
    close: Callable[[], None]
    glance: Callable[[date | None], Glance | None] = lambda _: None
    is_lasting: bool = True
    profile: str = "local"
    renew: Callable[[str], Awaitable[str]] | None = None
    secret: str = ""
    memory: Path | None = None


def local(data_dir: Path, clock: Clock) -> Place:
    """Open the embedded account of this machine's person, and make it at the first start.

    Raises:
        AccountFileError: the file cannot be used; the sentence says which one, and what to do.
    """
    return place_of(local_store(data_dir, clock), "local account", clock)


def local_store(data_dir: Path, clock: Clock) -> Store:
    """Open the file of the embedded account, and make it at the first start.

    Raises:
        AccountFileError: the file cannot be used; the sentence says which one, and what to do.
    """
    return Store.open(data_dir / FILE_NAME, founder=_founder, clock=clock)


def demo(clock: Clock, as_person: str | None = None, *, start_end: bool = False) -> Place:
    """Make a throw-away account full of work in a temporary place.

    `as_person` is the first name of the one who looks at it; its administrator when None.
    With `start_end` it tracks start and end in place of hours.

    Raises:
        AccountFileError: the temporary place cannot be used.
        LookupError: nobody has that name; its text lists who there is.
    """
    with ExitStack() as undo:
        store = undo.enter_context(demo_store(clock, start_end=start_end))
        person_id = _person_named(store, as_person)
        close = undo.pop_all().close
    return place_of(store, "demo", clock, person_id, close)


@contextmanager
def demo_store(clock: Clock, *, start_end: bool = False) -> Iterator[Store]:
    """Make a throw-away account in a temporary place, which is gone at the end.

    Raises:
        AccountFileError: the temporary place cannot be used.
    """
    import tempfile

    from tui.account import sample

    with ExitStack() as undo:
        folder = tempfile.TemporaryDirectory(prefix="windrow-demo-")
        undo.callback(folder.cleanup)
        founder = Founder(
            first_name="Robin",
            last_name="Ackermann",
            email="robin@windrow.example",
            zone_name=_machine_zone(),
        )
        store = Store.open(Path(folder.name) / FILE_NAME, founder=founder, clock=clock)
        undo.callback(store.close)
        sample.fill(store, clock(), start_end=start_end)
        yield store


def elsewhere(name: str, profile: "Profile", secret: "Secret", clock: Clock) -> Place:
    """Make the account of a profile reachable over the network.

    Raises:
        ValueError: its address is none, or is not encrypted; the text is a sentence.
    """
    from tui.api.address import check_address

    check_address(profile.url)
    opened: list[V1 | V2] = []  # all there are: credentials are renewed in each

    current = secret

    async def connect() -> Backend:
        for module in ("tui.api.httpx_alone", "tui.api.v1", "tui.api.v2", "tui.api.harvest"):
            await asyncio.to_thread(import_module, module)
        from tui.api.harvest import open_account

        opened.append(await asyncio.to_thread(open_account, name, profile, current, clock))
        return opened[-1]

    async def renew(text: str) -> str:
        nonlocal current
        from tui.api.credentials import CredentialError
        from tui.api.harvest import auth_of, open_account
        from tui.api.logins import checked_secret, keep_again

        fresh = checked_secret(profile, text)
        trial = await asyncio.to_thread(open_account, name, profile, fresh, clock)
        try:
            await trial.me()
        finally:
            await trial.aclose()
        current = fresh
        for backend in opened:
            backend.log_in(auth_of(profile, fresh))
        try:
            return await asyncio.to_thread(keep_again, name, profile, fresh)
        except CredentialError as error:
            return f"Logged in for now. {error}"

    what = profile.keeping.what
    return Place(name, connect, close=lambda: None, profile=name, renew=renew, secret=what)


def place_of(
    store: Store,
    name: str,
    clock: Clock,
    person_id: int | None = None,
    close: Callable[[], None] | None = None,
) -> Place:
    """Make an open store reachable as `person_id` sees it, the owner when None."""

    async def connect() -> Backend:
        for module in HEAVY:
            await asyncio.to_thread(import_module, module)
        return _embedded(store, name, clock, person_id)

    def glance(on: date | None) -> Glance:
        with store.read():
            me = store.person(person_id) if person_id else store.owner()
            account, now = store.account(me or store.owner()), clock()
            seconds = int(now.timestamp())
            running = store.entries.running(account.me.id)
            return Glance(
                account,
                store.entries.day(account.me.id, on or account.today(now), seconds),
                running.at(seconds) if running else None,
                is_new=store.is_new(),
            )

    return Place(name, connect, close or store.close, glance, is_lasting=close is None)


def _embedded(store: Store, name: str, clock: Clock, person_id: int | None) -> Backend:
    import httpx

    from tui.account.server import create_app
    from tui.api.session import TIMEOUT_SECONDS, Session
    from tui.api.v1 import V1

    try:
        with store.read():
            me = person_id or store.owner().id
    except AccountFileError as error:
        raise BackendError(str(error)) from error
    app = create_app(store, authenticate=lambda _: me, clock=clock, with_v2=False)
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False),
        base_url="http://windrow.invalid",
        headers={"User-Agent": "windrow"},
        timeout=TIMEOUT_SECONDS,
        trust_env=False,
    )
    return V1(Session(client, place=f"The {name}", clock=clock), clock)


def _person_named(store: Store, name: str | None) -> int | None:
    if name is None:
        return None
    with store.read():
        people = store.people()
    found = [person.id for person in people if name.casefold() in person.name.casefold().split()]
    if not found:
        raise LookupError(f"The demo knows {', '.join(p.name for p in people)}, but no {name}.")
    return found[0]


def _founder() -> Founder:
    """Name the account after the person at this machine."""
    import getpass
    import pwd

    login = getpass.getuser()
    try:
        name = pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0].strip()
    except KeyError:
        name = ""  # a user without an entry, as in some containers
    first, _, last = (name or login).partition(" ")
    return Founder(
        first_name=first, last_name=last, email=f"{login}@localhost", zone_name=_machine_zone()
    )


def _machine_zone() -> str:
    from tzlocal import get_localzone_name

    return get_localzone_name() or "UTC"
