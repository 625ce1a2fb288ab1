"""How far a long command is: on stderr, where nobody takes it for the answer."""

import sys

from tui.cli.answers import counted

_WIDTH = 60


class Progress:
    """One line that is written over, where stderr is a terminal; what has to be said anyway."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._is_open = False

    def at(self, text: str) -> None:
        """Show how far it is, in place of what was shown before."""
        if self._is_shown:
            print(f"\r{text:{_WIDTH}}", end="", file=sys.stderr, flush=True)
            self._is_open = True

    def pause(self, seconds: float) -> None:
        """Say that the account wants a pause of so many seconds, which is waited out."""
        self.end()
        wait = counted(max(1, round(seconds)), "second", "seconds")
        print(f"The account asks for a pause of {wait}; waiting.", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line as it is, and go on below it."""
        if self._is_open:
            print(file=sys.stderr, flush=True)
            self._is_open = False
