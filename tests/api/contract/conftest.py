"""Every kind of backend there is, each over the same account: a new kind is one more line here."""

from collections.abc import Callable

import pytest

from tests.account.small import ADA, BOB
from tests.api.conftest import House
from tui.api.backend import Backend
from tui.wire.codec import XML

KINDS: dict[str, Callable[[House, int], Backend]] = {
    "v1": lambda house, person: house.v1(house.line(person)),
    "v1 in XML": lambda house, person: house.v1(house.line(person), codec=XML),
}
OpenAs = Callable[[int], Backend]


@pytest.fixture(params=KINDS)
def open_as(request: pytest.FixtureRequest, house: House) -> OpenAs:
    """Open the account as one of its people."""
    return lambda person: KINDS[request.param](house, person)


@pytest.fixture
def backend(open_as: OpenAs) -> Backend:
    """The account as its administrator sees it."""
    return open_as(ADA)


@pytest.fixture
def phone(open_as: OpenAs) -> Backend:
    """The administrator, elsewhere."""
    return open_as(ADA)


@pytest.fixture
def member(open_as: OpenAs) -> Backend:
    """The account as its member sees it."""
    return open_as(BOB)
