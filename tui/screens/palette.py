"""The command palette's view of our commands."""

from collections.abc import Awaitable, Callable

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider

from tui.commands import COMMANDS, Command, Situation, refusal
from tui.screens.board import Board
from tui.screens.pane import SLIM, Pane
from tui.stylesheets import wear


class Palette(CommandPalette):
    """Textual's palette; in a pane of few lines without its frame, and in a slim one not at all."""

    def on_resize(self) -> None:
        """Mark a short pane; leave one in which nothing can be read."""
        if self.outer_size.width < SLIM:
            self.app.call_later(self._leave)
            return
        is_short = self.outer_size.height < Pane.few_lines
        if is_short:
            wear(self.app.stylesheet, "small")
        self.set_class(is_short, "-short")

    def _leave(self) -> None:
        if self.is_active:
            self.dismiss(None)

    def _action_command_list(self, action: str) -> None:
        """Move in the list, where there is a line of it."""
        if all(self.query_one(CommandList).scrollable_content_region.size):
            super()._action_command_list(action)


class DayCommands(Provider):
    """The commands of the day by their sentences: those that apply now, then all others."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command, told in self._all():
            yield DiscoveryHit(command.help, self._run(command), help=told)

    async def search(self, query: str) -> Hits:
        """Those that fit what was typed."""
        matcher = self.matcher(query)
        for command, told in self._all():
            score = matcher.match(command.help)
            text = matcher.highlight(command.help)
            by_name = matcher.match(command.id.replace("_", " "))
            if score > 0 or by_name > 0:
                yield Hit(max(score, by_name), text, self._run(command), help=told)

    def _all(self) -> list[tuple[Command, str]]:
        """Each command with its key, or why it does not apply now."""
        screen = self.screen
        if not isinstance(screen, Board):
            return []
        now = screen.situation
        commands = [command for command in COMMANDS if command.id != "palette"]
        applying = [command for command in commands if not refusal(command.id, now)]
        others = [command for command in commands if refusal(command.id, now)]
        return [(command, _told(command, now)) for command in (*applying, *others)]

    def _run(self, command: Command) -> Callable[[], Awaitable[None]]:
        screen = self.screen

        async def run() -> None:
            await screen.run_action(command.id)

        return run


def _told(command: Command, now: Situation) -> str:
    key = now.keys.first(command.id)
    return refusal(command.id, now) or (f"key {key}" if key else "no key")
