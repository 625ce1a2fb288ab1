"""An account with an administrator, a member, two clients, and work to track."""

from tui.account import setup_rules
from tui.account.setup import Kind
from tui.account.store import Founder, Store

ADA, BOB = 1, 2
WEB, SHOP, OLD = 1, 2, 3
CODING, TALKING, DRAWING = 1, 2, 3
FOUNDER = Founder(
    first_name="Ada", last_name="Byron", email="ada@example.com", zone_name="Europe/Berlin"
)


def fill(store: Store, now: int) -> None:
    """Set the account up. Web takes coding and talking, Shop coding; Old is archived."""
    with store.write():
        bob = {"first_name": "Bob", "last_name": "Lee", "email": "bob@example.com"}
        assert setup_rules.create(store, Kind.PERSON, bob, now) == BOB
        for name in ("Acme", "Globex"):
            setup_rules.create(store, Kind.CLIENT, {"name": name}, now)
        for project in (
            {"client_id": 1, "name": "Web", "code": "W"},
            {"client_id": 2, "name": "Shop"},
            {"client_id": 2, "name": "Old", "is_active": False},
        ):
            setup_rules.create(store, Kind.PROJECT, project, now)
        for name in ("Coding", "Talking", "Drawing"):
            setup_rules.create(store, Kind.TASK, {"name": name}, now)
        for pair in ((WEB, CODING), (WEB, TALKING), (SHOP, CODING), (OLD, CODING)):
            setup_rules.assign(store, *pair, now)
