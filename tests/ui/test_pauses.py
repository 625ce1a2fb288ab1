"""The pause that an account asks for."""

from collections.abc import Callable

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.api.backend import Backend


class Busy:
    """Lets a test ask for a pause as the account would."""

    def __init__(self) -> None:
        self.told: Callable[[float], None] = lambda _: None

    def around(self, backend: Backend) -> Backend:
        def watch(told: Callable[[float], None]) -> None:
            self.told = told

        backend.watch_pauses = watch  # type: ignore[method-assign]
        return backend


def beat(story: Story) -> None:
    story.day.pauses.beat()


async def test_a_pause_is_counted_down_where_messages_stand(
    demo: Store, clock: FrozenClock
) -> None:
    busy = Busy()
    async with opened(demo, clock, wrap=busy.around) as story:
        busy.told(2.4)
        assert story.message == "The account wants a pause: going on in 3 s."
        beat(story)
        assert story.message == "The account wants a pause: going on in 2 s."
        beat(story)
        beat(story)
        assert story.message == ""


async def test_it_takes_back_only_its_own_words(demo: Store, clock: FrozenClock) -> None:
    busy = Busy()
    async with opened(demo, clock, wrap=busy.around) as story:
        busy.told(1)
        story.day.notice.say("Something else.")
        beat(story)
        assert story.message == "Something else."


async def test_it_is_seen_in_the_form_too(demo: Store, clock: FrozenClock) -> None:
    busy = Busy()
    async with opened(demo, clock, wrap=busy.around) as story:
        await story.press("e")
        busy.told(7)
        await story.settle()
        assert "The account wants a pause: going on in 7 s." in story.pane
