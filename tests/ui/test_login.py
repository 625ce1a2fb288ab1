"""A login that opens the account no longer, and the way to another account."""

from dataclasses import replace

from textual.widgets import Input

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.api.backend import Backend, LoginNeeded
from tui.api.connect import Place
from tui.config import Config
from tui.profiles import HarvestV2
from tui.screens.login import LoginScreen
from tui.widgets.view import Status

GOOD = "tok-5ecret"


class Door:
    """An account whose token may stop working."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.is_open = is_open
        self.tried: list[str] = []

    def place(self, place: Place) -> Place:
        return replace(place, name="work", profile="work", secret="token", renew=self.renew)

    async def renew(self, secret: str) -> str:
        self.tried.append(secret)
        if secret != GOOD:
            raise LoginNeeded("The access token is invalid.")
        self.is_open = True
        return "Logged in; the keyring keeps it."

    def around(self, backend: Backend) -> Backend:
        door = self

        class Guarded:
            def __getattr__(self, name: str) -> object:
                call = getattr(backend, name)
                if name in ("skew", "meter", "watch_pauses", "aclose"):
                    return call

                async def guarded(*args: object, **kwargs: object) -> object:
                    if not door.is_open:
                        raise LoginNeeded("The access token is invalid.")
                    return await call(*args, **kwargs)

                return guarded

        return Guarded()  # type: ignore[return-value]


async def log_in(story: Story, secret: str) -> None:
    await story.type(secret)
    await story.press("enter")


async def test_a_token_that_opens_nothing_leads_to_the_login_and_it_to_the_day(
    demo: Store, clock: FrozenClock
) -> None:
    door = Door(is_open=False)
    async with opened(demo, clock, wrap=door.around, place=door.place, wait=False) as story:
        await story.until(lambda: isinstance(story.screen, LoginScreen))
        await log_in(story, "wrong")
        assert "The access token is invalid." in story.pane
        assert isinstance(story.screen, LoginScreen)
        await log_in(story, GOOD)
        await story.settle()
        assert not isinstance(story.screen, LoginScreen)
        assert door.tried == ["wrong", GOOD]
        assert story.day.view.status is Status.READY
        assert "● running" in story.pane
        assert GOOD not in story.pane


async def test_leaving_the_login_is_no_loop(demo: Store, clock: FrozenClock) -> None:
    door = Door()
    async with opened(demo, clock, wrap=door.around, place=door.place) as story:
        door.is_open = False
        await story.press("r")
        assert isinstance(story.screen, LoginScreen)
        await story.press("escape")
        assert not isinstance(story.screen, LoginScreen)
        assert "The access token is invalid." in story.message
        await story.press("ctrl+l")
        assert isinstance(story.screen, LoginScreen)


async def test_what_was_typed_into_a_form_survives_a_new_login(
    demo: Store, clock: FrozenClock
) -> None:
    door = Door()
    async with opened(demo, clock, wrap=door.around, place=door.place) as story:
        await story.press("e", "tab")
        await story.type(" indeed")
        door.is_open = False
        await story.press("ctrl+j")
        assert isinstance(story.screen, LoginScreen)
        await story.press("escape")
        assert "The access token is invalid. ctrl+l logs in again." in story.pane
        await story.press("ctrl+l")
        await log_in(story, GOOD)
        assert "indeed" in story.pane
        await story.press("ctrl+j")
        assert story.grid.entry is not None
        assert story.grid.entry.notes.endswith("indeed")


async def test_the_secret_is_not_shown_as_it_is_typed(demo: Store, clock: FrozenClock) -> None:
    door = Door()
    async with opened(demo, clock, wrap=door.around, place=door.place) as story:
        await story.press("ctrl+l")
        await story.type(GOOD)
        assert story.screen.query_one(Input).value == GOOD
        assert GOOD not in story.pane


async def test_nobody_logs_in_to_ones_own_account(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press("ctrl+l")
        assert story.message == "Nobody logs in to this account."


async def test_another_account_is_picked_by_its_name(demo: Store, clock: FrozenClock) -> None:
    work = HarvestV2(account_id=7, token_env="TOKEN")
    async with opened(demo, clock, settings=Config(profiles={"work": work})) as story:
        await story.press("P")
        assert "local (open)" in story.pane
        assert "V2 · api.harvestapp.com · 7" in story.pane
        await story.press("escape")
        assert story.app.next_profile is None
        await story.press("P", "down", "enter")
        assert story.app.next_profile == "work"
        assert story.app._exit


async def test_connecting_leaves_for_the_login(empty: Store, clock: FrozenClock) -> None:
    async with opened(empty, clock) as story:
        assert "C  connect to Harvest" in story.pane
        await story.press("C")
        assert story.app.wants_login
        assert story.app._exit


async def test_only_a_new_account_offers_to_connect(demo: Store, clock: FrozenClock) -> None:
    async with opened(demo, clock) as story:
        await story.press(*"hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh")
        assert "Nothing here yet." in story.pane
        assert "C  connect" not in story.pane
