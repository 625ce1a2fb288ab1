"""The command palette's view of our commands."""

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, Command, refusal
from tui.screens.board import Board


class DayCommands(Provider):
    """The commands of the day that apply now, by their sentences and with their keys."""

    def _applying(self) -> list[Command]:
        screen = self.screen
        if not isinstance(screen, Board):
            return []
        now = screen.situation
        return [c for c in COMMANDS if c.id != "palette" and not refusal(c.id, now)]

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._applying():
            yield DiscoveryHit(command.help, self._run(command), help=f"key {command.shown}")

    async def search(self, query: str) -> Hits:
        """Those that fit what was typed."""
        matcher = self.matcher(query)
        for command in self._applying():
            score = matcher.match(command.help)
            if score > 0:
                text = matcher.highlight(command.help)
                yield Hit(score, text, self._run(command), help=f"key {command.shown}")

    def _run(self, command: Command):  # type: ignore[no-untyped-def]
        screen = self.screen

        async def run() -> None:
            await screen.run_action(command.id)

        return run
