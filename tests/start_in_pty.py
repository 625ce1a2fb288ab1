"""Starts a program in a terminal, in an empty home, waits for its first screen and quits it.

    python -m tests.start_in_pty [--until REGEX] PROGRAM [ARGUMENT...]

Ends with an error unless the screen comes, `q` ends the program with exit code 0, and the terminal
is as it was before.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.terminal.pane import DAY, Pane, pane_env


def start(command: Sequence[str], until: re.Pattern[str], home: Path) -> str:
    """Start and quit the program, and tell in a sentence how it went."""
    with Pane(command, pane_env(home), cols=100, rows=30) as pane:
        shown = pane.wait_for(until, timeout=30) - pane.started_at
        pane.send("q")
        code = pane.exit_code()
        assert code == 0, f"exit code {code}. The screen:\n{pane.text()}"
        assert not pane.left_on, f"left switched on: {pane.left_on}"
        assert pane.is_cooked, "the terminal does not echo any more"
    arguments = " ".join([Path(command[0]).name, *command[1:]])
    return f"{arguments}: a screen after {shown:.2f} s; q ended it, the terminal is restored"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--until", type=re.compile, default=DAY, metavar="REGEX")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="PROGRAM")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        try:
            print(start(wanted.command, wanted.until, Path(home)))
        except AssertionError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
