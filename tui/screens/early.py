"""What is asked for before the account is open: done once it is, or void."""

import asyncio

from tui.commands import BY_ID
from tui.domain.clock import Clock
from tui.domain.entry import TimeEntry
from tui.screens.reading import Reads

SLOW_SECONDS = 0.3
"""What takes longer is said."""

WAITS = "waits for the account to open: esc lets go of it."


class AsksEarly(Reads):
    """Keeps the command that waits for the account; keys typed behind it wait as well."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._asked_early: tuple[str, TimeEntry | None] | None = None
        self._early_over = asyncio.Event()

    def ask_early(self, command: str) -> None:
        """Do a command once the account is open; where that takes a while it is said."""
        self._asked_early = (command, self.grid.entry)
        self._early_over.clear()  # the same one: somebody may wait for it already
        self.set_timer(SLOW_SECONDS, self._say_it_waits)

    def _say_it_waits(self) -> None:
        if self._asked_early is not None:
            command = BY_ID[self._asked_early[0]]
            self.notice.say(f"“{command.label or command.help}” {WAITS}")

    @property
    def awaits(self) -> bool:
        """Whether something was asked for and the account is not open yet."""
        return self._asked_early is not None

    async def awaited(self) -> bool:
        """Wait until the account is open, or is not to be waited for; tell whether it is."""
        await self._early_over.wait()
        return self.desk is not None

    def let_early_go(self) -> bool:
        """Forget what was asked for early; tells whether something was."""
        asked, self._asked_early = self._asked_early, None
        self._early_over.set()
        if asked is not None and self.notice.notice.endswith(WAITS):
            self.notice.say("")
        return asked is not None

    async def do_early(self) -> None:
        """Do what waits, unless the cursor is on another row by now."""
        asked = self._asked_early
        if asked is not None and asked[1] == self.grid.entry:
            await self.run_action(asked[0])
