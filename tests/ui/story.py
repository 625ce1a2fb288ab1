"""Drives the real app on a real embedded account, so that a test reads as what a person does."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from tests.clock import FrozenClock
from tui.account import sample
from tui.account.store import Founder, Store
from tui.api.backend import Backend
from tui.api.connect import Place, place_of
from tui.app import Windrow
from tui.config import Config
from tui.domain.entry import TimeEntry
from tui.outside.presence import Presence
from tui.screens.day import DayScreen
from tui.widgets.grid import Grid
from tui.widgets.view import Status

ROBIN = Founder(
    first_name="Robin", last_name="Ackermann", email="robin@example.com", zone_name="Europe/Berlin"
)
MARTA = 2
CHARACTERS = {" ": "space", ":": "colon", ".": "full_stop", "-": "minus", ",": "comma"}

Wrap = Callable[[Backend], Backend]


class Story:
    """One person at one screen."""

    def __init__(self, app: Windrow, pilot: Pilot[None], clock: FrozenClock, store: Store) -> None:
        self.app = app
        self.clock = clock
        self.store = store
        self.pilot = pilot

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def day(self) -> DayScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DayScreen)
        return screen

    @property
    def grid(self) -> Grid:
        return self.day.grid

    @property
    def pane(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def message(self) -> str:
        return self.day.notice.notice

    @property
    def under_cursor(self) -> str:
        entry = self.grid.entry
        return f"{entry.project} · {entry.task}" if entry else ""

    def line_with(self, *texts: str) -> str:
        """The first line that holds all of these; empty when there is none."""
        lines = (line for line in self.pane.splitlines() if all(text in line for text in texts))
        return next(lines, "")

    async def press(self, *keys: str) -> None:
        """Press keys one after the other and wait until all that follows is done."""
        for key in keys:
            self._post(key)
            await self.settle()

    def post(self, *keys: str) -> None:
        """Press keys and wait for nothing."""
        for key in keys:
            self._post(key)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for what some event of the app brings about."""
        while not condition():
            await self.pilot.pause()

    async def press_at_once(self, *keys: str) -> None:
        """Press keys faster than anything can answer."""
        for key in keys:
            self._post(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type text into what has the focus."""
        for letter in text:
            self._post(CHARACTERS.get(letter, letter), letter)
        await self.settle()

    def _post(self, key: str, character: str | None = None) -> None:
        letter = character or (key if len(key) == 1 else None)
        event = events.Key(key, letter)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    async def settle(self) -> None:
        """Wait until all messages are handled, all workers are done, and what they set off."""
        for _ in range(3):
            await self.pilot._wait_for_screen()
            await self._workers()
        await self.pilot.pause()
        await self._workers()
        await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def _workers(self) -> None:
        with suppress(WorkerCancelled):  # a newer read took an older one's place
            await self.app.workers.wait_for_complete()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def tick(self, seconds: float) -> None:
        """Let time pass, and the second hand move."""
        self.clock.advance(seconds)
        self.day.tick()
        await self.settle()

    def entries(self, on: date | None = None) -> list[tuple[str, str, str, bool]]:
        """What the account holds of a day: project, task, hours, whether it runs."""
        day = on or self.clock().astimezone(self.day.view.account.zone).date()
        return [
            (e.project, e.task, str(e.hours), e.is_running)
            for e in stored(self.store, self.clock, day)
        ]


@asynccontextmanager
async def opened(
    store: Store,
    clock: FrozenClock,
    *,
    size: tuple[int, int] = (80, 24),
    person_id: int | None = None,
    on: date | None = None,
    of_user: int | None = None,
    wrap: Wrap = lambda backend: backend,
    settings: Config | None = None,
    presence: Presence | None = None,
    wait: bool = True,
    place: Callable[[Place], Place] = lambda place: place,
) -> AsyncIterator[Story]:
    """Open Windrow on a store and wait until the day stands there.

    Nobody is ever away unless a test says by `presence` when they are.
    """
    embedded = place(place_of(store, "local account", clock, person_id))

    async def connect() -> Backend:
        return wrap(await embedded.connect())

    place_here = replace(embedded, connect=connect)
    app = Windrow(place_here, clock, settings or Config(), on, of_user, presence=presence)
    if presence is None:
        app._board.own = replace(app._board.own, idle_minutes=0)
    async with app.run_test(size=size) as pilot:
        story = Story(app, pilot, clock, store)
        if wait:
            while story.day.view.status is Status.LOADING:
                await pilot.pause()
            await story.settle()
        yield story


def demo_store(folder: Path, clock: FrozenClock, *, start_end: bool = False) -> Store:
    """The demo account."""
    store = empty_store(folder, clock)
    sample.fill(store, clock(), start_end=start_end)
    return store


def start_end_store(folder: Path, clock: FrozenClock) -> Store:
    """The demo account, tracking start and end."""
    return demo_store(folder, clock, start_end=True)


def empty_store(folder: Path, clock: FrozenClock) -> Store:
    """A new account: its founder, and nothing else."""
    return Store.open(folder / "account.db", founder=ROBIN, clock=clock)


def stored(
    store: Store, clock: FrozenClock, day: date, person_id: int = 1
) -> tuple[TimeEntry, ...]:
    """What the account's file holds of a day."""
    with store.read():
        return store.entries.day(person_id, day, int(clock().timestamp())).entries
