"""A person whose signs a test gives, and the beats at which they are looked for."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

from tests.clock import FrozenClock
from tests.ui.story import Story, opened
from tui.account.store import Store
from tui.screens import ticker

BEAT_SECONDS = 15


class Person:
    """Somebody at a machine: their last sign (UTC), and when they give the next ones.

    Args:
        clock: the clock that tells when they were there.
    """

    def __init__(self, clock: FrozenClock) -> None:
        self._clock = clock
        self.seen: datetime | None = clock()
        self.is_there = True

    async def last_sign(self) -> datetime | None:
        """The latest sign."""
        if self.is_there:
            self.seen = self._clock()
        return self.seen


class AtTheDesk:
    """A story with a person in it."""

    def __init__(self, story: Story, person: Person, clock: FrozenClock) -> None:
        self.story = story
        self.person = person
        self.clock = clock
        self.monotonic = 0.0

    async def beat(self) -> None:
        self.story.day._heart.beat()
        await self.story.settle()

    async def pass_by(self, minutes: float, *, there: bool) -> None:
        """Let time pass, as the heart of the app sees it: at the end of it, at least."""
        self.person.is_there = there
        seconds = minutes * 60
        while seconds > 0:
            step = min(60.0, seconds)
            self.advance(step)
            self.story.day._heart.beat()
            await self.story.pilot._wait_for_screen()
            await self.story._workers()
            seconds -= step
        await self.story.settle()

    async def leave(self, minutes: float) -> None:
        """Be away for a while."""
        await self.pass_by(minutes, there=False)

    async def work(self, minutes: float) -> None:
        """Be there, typing elsewhere."""
        await self.pass_by(minutes, there=True)

    async def come_back(self) -> None:
        """Give a sign somewhere else, and have a second pass."""
        self.person.is_there = True
        await self.beat()
        self.advance(2)

    async def be_away(self, minutes: float) -> None:
        """Leave, and come back."""
        await self.leave(minutes)
        await self.come_back()

    async def sleep(self, minutes: float) -> None:
        """Have the machine sleep: its clock goes on, the time that it counts does not."""
        self.person.is_there = False
        self.clock.advance(minutes=minutes)
        await self.beat()

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.monotonic += seconds


@contextmanager
def counted_time(desk: AtTheDesk, monkeypatch: Any) -> Iterator[None]:
    """Have the time that passed move only as the test says."""
    monkeypatch.setattr(ticker, "monotonic", lambda: desk.monotonic)
    desk.story.day._heart._jumps._last = (desk.clock(), desk.monotonic)
    yield


@asynccontextmanager
async def at_the_desk(
    store: Store, clock: FrozenClock, monkeypatch: Any, **how: Any
) -> AsyncIterator[tuple[Story, AtTheDesk]]:
    """Open Windrow with somebody in front of it."""
    person = Person(clock)
    async with opened(store, clock, presence=person, **how) as story:
        desk = AtTheDesk(story, person, clock)
        with counted_time(desk, monkeypatch):
            yield story, desk
