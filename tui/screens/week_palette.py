"""The command palette's view of the week's commands."""

from collections.abc import Awaitable, Callable

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.domain.keys import Keys

SENTENCES = {
    "edit": "Type the hours of the cell",
    "delete": "Clear the cell",
    "toggle_timer": "Start or stop the timer of the cell",
    "stop_running": "Stop the running timer, whatever day it is on",
    "fill_right": "Fill the cell's hours in at its right, where it is empty, up to Friday",
    "cell_notes": "Edit the notes of the cell",
    "details": "All that is known of the cell's last entry",
    "new_entry": "Add a row: a project and its task",
    "undo": "Take the last change back",
    "redo": "Do again what was taken back last",
    "previous_week": "The week before",
    "next_week": "The week after",
    "today": "This week",
    "week": "Back to the day under the cursor",
    "reload": "Read the week again",
    "help": "All keys",
    "leave": "Quit; a running timer goes on",
}
"""What the commands do in the week."""


class WeekCommands(Provider):
    """The commands of the week by their sentences."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, sentence in SENTENCES.items():
            yield DiscoveryHit(sentence, self._run(name), help=self._key(name))

    async def search(self, query: str) -> Hits:
        """Those that fit what was typed."""
        matcher = self.matcher(query)
        for name, sentence in SENTENCES.items():
            if (score := matcher.match(sentence)) > 0:
                text = matcher.highlight(sentence)
                yield Hit(score, text, self._run(name), help=self._key(name))

    def _key(self, name: str) -> str:
        view = getattr(self.screen, "view", None)
        keys = getattr(view, "keys", Keys())
        return f"key {keys.first(name)}"

    def _run(self, name: str) -> Callable[[], Awaitable[None]]:
        screen = self.screen

        async def run() -> None:
            await screen.run_action(name)

        return run
