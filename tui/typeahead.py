"""Type-ahead: keys typed faster than a screen can open wait for it, in order, and none is lost.

Textual gives a key to what has the focus at that moment. A key that opens a screen, moves the
focus or sends a change needs a few milliseconds to do so, and what was typed right behind it
would reach the old screen, where letters are commands. So after such a key the next ones are held
until all that it set off is done, or for a second at most. Where it waits for the account to open
they wait as long, and are void if it does not open, or if escape lets go of what was asked.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from textual import events
from textual.app import App
from textual.worker import Worker, WorkerError

from tui.screens.pane import Pane

MOST_SECONDS = 1.0
ROUND_SECONDS = 0.05
ROUNDS = 8
"""A key bubbles up from its field to the app, one message queue at a time."""

LETS_GO = ("escape", "ctrl+q")

WAITED_FOR = ("open", "read", "write", "again")


ALT_DIGITS = {
    "inverted_exclamation_mark": 1,
    "trade_mark_sign": 2,
    "pound_sign": 3,
    "cent_sign": 4,
    "infinity": 5,
    "section_sign": 6,
    "pilcrow_sign": 7,
}
"""What Textual makes of alt and a digit where the terminal sends it as escape and the digit."""


def with_alt(event: events.Key) -> events.Key:
    """Alt and a digit as what was pressed, where it came as another key's sign."""
    digit = ALT_DIGITS.get(event.key)
    return event if digit is None else events.Key(f"alt+{digit}", None)


class TypeAhead:
    """Holds keys back while an earlier key is at work.

    Args:
        app: whose keys they are.
        dispatch: how a key reaches the app.
    """

    def __init__(self, app: App[None], dispatch: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._dispatch = dispatch
        self._held: deque[events.Key] = deque()
        self._turn: asyncio.Task[None] | None = None

    @property
    def is_holding(self) -> bool:
        """Whether a key is being waited for."""
        return self._turn is not None

    async def take(self, event: events.Key) -> None:
        """Handle a key now, or in its turn."""
        if not self._is_typing():
            event = with_alt(event)
        if event.key in LETS_GO and self._let_early_go():
            self._held.clear()
            if event.key != "escape":
                await self._dispatch(event)
            return
        if self._turn is None and not self._sets_off(event):
            await self._dispatch(event)
            return
        self._held.append(event)
        if self._turn is None:
            self._turn = asyncio.create_task(self._in_turn())
            self._turn.add_done_callback(self._over)

    def _over(self, turn: "asyncio.Task[None]") -> None:
        """Let the app end with an error of a key, as it does with every other error."""
        error = None if turn.cancelled() else turn.exception()
        if error is not None:
            self._app.call_later(_raise, error)

    def _is_typing(self) -> bool:
        focused = self._app.focused
        return focused is not None and focused.check_consume_key("a", "a")

    def _sets_off(self, event: events.Key) -> bool:
        screen = self._app.screen
        return isinstance(screen, Pane) and screen.sets_off(event)

    def _may_follow_at_once(self, event: events.Key, before: events.Key) -> bool:
        screen = self._app.screen
        return isinstance(screen, Pane) and screen.follows_at_once(event, before)

    async def _in_turn(self) -> None:
        """Handle what is held: what sets something off comes after all that was typed before it,
        and is done before what was typed behind it.
        """
        try:
            while self._held:
                event = self._held.popleft()
                if not self._sets_off(event):
                    await self._dispatch(event)
                    continue
                await self._round()
                await self._dispatch(event)
                if self._held and self._may_follow_at_once(self._held[0], event):
                    await self._round()
                    continue
                with suppress(TimeoutError):
                    async with asyncio.timeout(MOST_SECONDS) as limit:
                        await self._quiet(limit)
        finally:
            self._turn = None

    async def _wait_for_account(self, limit: asyncio.Timeout) -> None:
        """Wait, without a limit, for what cannot be done yet; what was typed behind it may go."""
        screen = self._app.screen
        if not isinstance(screen, Pane) or not screen.awaits:
            return
        limit.reschedule(None)
        if not await screen.awaited():
            self._held.clear()
        limit.reschedule(asyncio.get_running_loop().time() + MOST_SECONDS)

    def _let_early_go(self) -> bool:
        screen = self._app.screen
        return isinstance(screen, Pane) and screen.let_early_go()

    async def _quiet(self, limit: asyncio.Timeout) -> None:
        """Wait until messages have gone all the way up, and nothing is being read or written."""
        while True:
            screen = self._app.screen
            for _ in range(ROUNDS):
                await self._round()
            await self._wait_for_account(limit)
            working = [worker for worker in self._app.workers if _is_waited_for(worker)]
            if not working and self._app.screen is screen:
                return
            await ended(working)

    async def _round(self) -> None:
        """Wait until every widget of the screen has handled what is in its queue by now."""
        nodes = [self._app, *self._app.screen.walk_children(with_self=True)]
        done = asyncio.Event()
        left = len(nodes)

        def one_done() -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                done.set()

        for node in nodes:
            if not node.call_later(one_done):
                one_done()
        with suppress(TimeoutError):  # a widget that was closed meanwhile never answers
            async with asyncio.timeout(ROUND_SECONDS):
                await done.wait()


async def ended(workers: Iterable[Worker[object]]) -> None:
    """Wait until workers have ended, however they do; whoever stops waiting stops no worker."""
    waiting = [asyncio.create_task(_end_of(worker)) for worker in workers]
    if waiting:
        await asyncio.wait(waiting)


async def _end_of(worker: Worker[object]) -> None:
    with suppress(WorkerError):  # its own handler tells the person
        await worker.wait()


def _raise(error: BaseException) -> None:
    raise error


def _is_waited_for(worker: Worker[object]) -> bool:
    return worker.group in WAITED_FOR and not worker.is_finished
